"""The input that a person gave, as a reading."""

from functools import lru_cache

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.arrays import read_columns, read_file, read_random
from rnnviz.formats.models import ModelFile, Part
from rnnviz.formats.named import named
from rnnviz.formats.reading import Reading
from rnnviz.formats.tokens import Rows, Vocabulary, read_ids, read_tokens, read_vocabulary
from rnnviz.scenario_model import ONE_HOT, OwnModel
from rnnviz.scenario_rules import read_whole
from rnnviz.training.runs import RUNS
from rnnviz.words import N_


def reading(settings: OwnModel, model: ModelFile, part: Part) -> Reading:
    """What the module reads, with names of steps and features where a person gave some.

    Raises:
        InputError: it cannot be read, or does not fit the module.
        FileError: a file that it needs is not here, or not what it should be.
        PlaceError: the file has no such embedding.
        SettingError: lengths are no whole numbers.
    """
    made = named(_read(settings, model, part), settings.labels, settings.features)
    return made.turned if settings.backwards else made


def table_of(settings: OwnModel, model: ModelFile, part: Part) -> Rows:
    """What tokens become: rows of an embedding, or one-hot vectors of a size."""
    return part.input_size if settings.table == ONE_HOT else model.table(part, settings.table)


def vocabulary_of(settings: OwnModel) -> Vocabulary | None:
    """The list of tokens that was given."""
    return _vocabulary(settings.vocabulary) if settings.vocabulary else None


@lru_cache(maxsize=4)
def _vocabulary(name: str) -> Vocabulary:
    """The list of that name, which is a hash of its content: a page asks for it several times a run."""
    return read_vocabulary(RUNS.contents.get(name))


def _read(settings: OwnModel, model: ModelFile, part: Part) -> Reading:
    size, lengths = part.input_size, read_whole(settings.lengths)
    match settings.fed:
        case "text":
            table, vocabulary = table_of(settings, model, part), vocabulary_of(settings)
            return read_tokens(settings.text, table, vocabulary, how=settings.split)
        case "ids":
            return read_ids(settings.ids, table_of(settings, model, part), vocabulary_of(settings))
        case "numbers":
            if len(settings.numbers) > limits.MAX_PASTED:
                template = N_("Pasted numbers may have up to {most} characters, got {got}: give them as a file.")
                most, got = f"{limits.MAX_PASTED:,}", f"{len(settings.numbers):,}"
                raise InputError("numbers-pasted", template, most=most, got=got)
            return read_columns(settings.numbers, size)
        case "file":
            if not settings.data:
                raise InputError("data-none", N_("Give a file of numbers: CSV, .npy or .safetensors."))
            table, content = table_of(settings, model, part), RUNS.contents.get(settings.data)
            return read_file(content, size, table, tensor=settings.tensor, first=settings.first, lengths=lengths)
        case "random":
            return read_random(settings.seq_len, settings.batch, size, seed=settings.seed, lengths=lengths)
