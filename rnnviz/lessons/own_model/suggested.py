"""What a model that was just opened is first fed."""

from dataclasses import replace
from typing import Literal

from rnnviz.errors import RnnvizError
from rnnviz.formats.models import ModelFile
from rnnviz.lessons.own_model.reading import reading
from rnnviz.scenario_model import OwnModel

_TEXTS = {"en": "the movie was not good at all", "zh": "这部电影一点也不好看"}
"""Sentences whose end changes what was said before."""

_TOKENS = 6


def suggested(file: str, model: ModelFile, language: str = "en", *, part: str | None = None) -> OwnModel:
    """A text where the model has an embedding of enough rows, else numbers of its tokens; random numbers without one.

    Args:
        file: its name here.
        model: what is in it.
        language: of the text.
        part: the module; the first one where none is named.
    """
    found = model.parts[0] if part is None else model.part(part)
    bare = OwnModel(file=file, part=found.name, backwards=bool(found.backwards))
    table = model.table(found)
    if isinstance(table, int):
        return bare
    split: Literal["words", "characters"] = "characters" if language == "zh" else "words"
    text = replace(bare, fed="text", text=_TEXTS[language], split=split)
    if fits(text, model):
        return text
    return replace(bare, fed="ids", ids=" ".join(map(str, range(min(len(table), _TOKENS)))))


def of_another_part(before: OwnModel, model: ModelFile, part: str, language: str = "en") -> OwnModel:
    """The same input for another module of the file; what suits that one, where it cannot read it."""
    there = replace(before, part=part, backwards=bool(model.part(part).backwards), table="")
    return there if fits(there, model) else suggested(before.file, model, language, part=part)


def fits(settings: OwnModel, model: ModelFile) -> bool:
    """Whether the input can be read, by the module that is chosen."""
    try:
        reading(settings, model, model.part(settings.part))
    except RnnvizError:
        return False
    return True
