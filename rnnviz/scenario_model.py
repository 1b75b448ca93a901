"""A model out of a file, and what it reads: one setting of a scenario, "own?file=0123456789abcdef&fed=text"."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from rnnviz import limits
from rnnviz.scenario_kinds import Choice, Flag, Rule, Slug, Typed, Whole
from rnnviz.scenario_settings import Settings

ONE_HOT = "one-hot"
"""In place of an embedding's name."""

FED = ("text", "ids", "numbers", "file", "random")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnModel(Settings):
    """Which part of which file, what it leaves open, and the input.

    Attributes:
        file: the file, by the beginning of the SHA-256 of its content.
        part: the recurrent module in it, by its name; empty for the first.
        nonlinearity: of an RNN whose file does not say it.
        reset: of a GRU whose file does not say it.
        backwards: whether a layer whose file does not say it reads its input from the end.
        anyway: whether weights that are NaN or inf are run.
        fed: what it reads: "text", "ids" (numbers of tokens), "numbers" (typed or pasted, a time step a line), a
            "file" of numbers, or "random" numbers.
        text: one batch row a line.
        split: into "words", what stands between "spaces", or "characters".
        table: the embedding that tokens are looked up in, by its name in the file; empty for the one that suits;
            `ONE_HOT` for one-hot vectors.
        vocabulary: the list of tokens, by the beginning of the SHA-256 of its content; empty for none.
        ids: numbers of tokens, one batch row a line.
        numbers: a table; its columns are the features.
        data: the file of numbers, by the beginning of the SHA-256 of its content.
        tensor: which of its tensors, where it has names; empty for the first that fits.
        first: the first axis of an array: "time", or "batch".
        lengths: of the rows of an array or of random numbers, as typed; the input is then packed.
        seq_len: time steps of random numbers.
        batch: rows of random numbers.
        seed: of random numbers.
        labels: names of the time steps with spaces between them, one batch row a line.
        features: names of the features with commas between them.

    Raises:
        SettingError: a value outside of its rule.
    """

    KIND: ClassVar[str] = "own"
    FIELD: ClassVar[str] = "model"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {
            "file": Slug("file"),
            "part": Typed("part"),
            "nonlinearity": Choice("nonlinearity", ("tanh", "relu")),
            "reset": Choice("reset", ("after", "before")),
            "backwards": Flag("backwards"),
            "anyway": Flag("anyway"),
            "fed": Choice("fed", FED),
            "text": Typed("text"),
            "split": Choice("split", ("words", "spaces", "characters")),
            "table": Typed("table"),
            "vocabulary": Slug("vocabulary"),
            "ids": Typed("ids"),
            "numbers": Typed("numbers"),
            "data": Slug("data"),
            "tensor": Typed("tensor"),
            "first": Choice("first", ("time", "batch")),
            "lengths": Typed("lengths"),
            "seq_len": Whole("seq_len", 1, limits.MAX_SEQ_LEN),
            "batch": Whole("batch", 1, limits.MAX_BATCH),
            "seed": Whole("seed", 0, limits.MAX_SEED),
            "labels": Typed("labels"),
            "features": Typed("features"),
        }
    )

    file: str = ""
    part: str = ""
    nonlinearity: Literal["tanh", "relu"] = "tanh"
    reset: Literal["after", "before"] = "after"
    backwards: bool = False
    anyway: bool = False
    fed: Literal["text", "ids", "numbers", "file", "random"] = "random"
    text: str = "to be or not to be"
    split: Literal["words", "spaces", "characters"] = "words"
    table: str = ""
    vocabulary: str = ""
    ids: str = "0 1 2 3"
    numbers: str = ""
    data: str = ""
    tensor: str = ""
    first: Literal["time", "batch"] = "time"
    lengths: str = ""
    seq_len: int = 10
    batch: int = 1
    seed: int = 0
    labels: str = ""
    features: str = ""
