"""What makes a run of an encoder and a decoder."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from rnnviz import limits
from rnnviz.scenario_kinds import Choice, Rule, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.encoder_decoder import CellType
from rnnviz.training.plan import TRAINING_RULES, Plan
from rnnviz.training.strings.days import Days
from rnnviz.training.strings.kind import StringsKind
from rnnviz.training.strings.letters import SHORTEST, Letters, backwards, in_order
from rnnviz.training.strings.task import WITH, WITHOUT, StringsTask

What = Literal["reverse", "sort", "dates"]
WHAT: tuple[What, ...] = ("reverse", "sort", "dates")

Attention = Literal["both", "with", "without"]
ATTENTION: Mapping[Attention, tuple[str, ...]] = MappingProxyType(
    {"both": (WITH, WITHOUT), "with": (WITH,), "without": (WITHOUT,)}
)
"""The networks that are trained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StringsPlan(Plan):
    """An encoder reads a string, a decoder writes another.

    Attributes:
        what: letters backwards, letters in their order, or dates in one form.
        cell_type: of encoder and decoder.
        hidden_size: units of the decoder, and of each direction of the encoder.
        attention: with, without, or both networks side by side.
        forcing: how often a step is given the teacher's character in training, not its own (per cent).
        epochs: of `rnnviz.training.strings.task.STEPS_PER_EPOCH` steps.
        length: letters of the longest string; of dates it means nothing.
    """

    KIND: ClassVar[str] = "strings"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {
            **TRAINING_RULES,
            "what": Choice("what", WHAT),
            "cell_type": Choice("cell", ("GRU", "LSTM", "RNN")),
            "hidden_size": Whole("hidden", 1, limits.MAX_SMALL_SIZE),
            "attention": Choice("attention", tuple(ATTENTION)),
            "forcing": Whole("forcing", 0, 100),
            "epochs": Whole("epochs", 1, limits.MAX_STRINGS_EPOCHS),
            "length": Whole("length", SHORTEST, limits.MAX_STRING_LENGTH),
        }
    )

    batch: int = 64
    what: What = "reverse"
    cell_type: CellType = "GRU"
    hidden_size: int = 32
    attention: Attention = "both"
    forcing: int = 100
    epochs: int = 12
    length: int = 8

    def task(self, contents: Contents | None = None) -> StringsTask:
        return StringsTask(
            kind_of(self.what, self.length),
            names=ATTENTION[self.attention],
            cell_type=self.cell_type,
            hidden_size=self.hidden_size,
            forcing=self.forcing / 100,
            epochs=self.epochs,
            batch=self.batch,
            seed=self.seed,
        )


def kind_of(what: What, length: int) -> StringsKind:
    """The task that a setting names."""
    match what:
        case "reverse":
            return Letters(backwards, length)
        case "sort":
            return Letters(in_order, length)
        case "dates":
            return Days()
