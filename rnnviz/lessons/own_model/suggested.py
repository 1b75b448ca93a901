"""What a model that was just opened is first fed."""

from typing import Literal

from rnnviz.formats.models import ModelFile
from rnnviz.scenario_model import OwnModel

_TEXTS = {"en": "the movie was not good at all", "zh": "这部电影一点也不好看"}
"""Sentences whose end changes what was said before."""


def suggested(file: str, model: ModelFile, language: str = "en", *, part: str = "") -> OwnModel:
    """A text where the model has an embedding, else random numbers; of a part, or the first."""
    found = model.part(part)
    backwards = bool(found.backwards)
    if isinstance(model.table(found), int):
        return OwnModel(file=file, part=part, backwards=backwards)
    split: Literal["words", "characters"] = "characters" if language == "zh" else "words"
    return OwnModel(file=file, part=part, backwards=backwards, fed="text", text=_TEXTS[language], split=split)
