"""What each setting of a scenario may be, and its name in the address."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario_kinds import Choice, Decimal, Flag, Lines, Name, Rule, Slug, Some, Span, Typed, Whole, short
from rnnviz.words import LANGUAGES, N_

LESSON_PARTS = ("text", "live", "quiz")
"""What a lesson is made of."""

PLAYER_PARTS = ("diagram", "timeline", "sentence", "formula", "code", "table")
"""What the player is made of."""

HALL_PARTS = ("diagram", "sentence")
"""What a presentation shows of the player, if its address names nothing else."""

PANELS = ("charts", "breakpoints", "watches", "what_if", "compare", "memory", "audit")
"""What can be opened below the player, from top to bottom."""


def read_whole(text: str) -> list[int]:
    """Whole numbers with spaces or commas between them.

    Raises:
        SettingError: something else stands there.

    >>> read_whole("5, 2 4")
    [5, 2, 4]
    """
    entries = [entry for entry in re.split(r"[\s,;，；、]+", text) if entry]
    for entry in entries:
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", entry):
            template = N_("{setting} must be whole numbers with spaces between them, such as 5 2 4, got {got}.")
            raise SettingError("whole-numbers", template, setting="lengths", got=short(entry))
    return [int(entry) for entry in entries]


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "cell_type": Choice("cell", ("LSTM", "GRU", "RNN")),
        "nonlinearity": Choice("nonlinearity", ("tanh", "relu")),
        "hidden_size": Whole("hidden", 1, limits.MAX_HIDDEN_SIZE),
        "num_layers": Whole("layers", 1, limits.MAX_NUM_LAYERS),
        "bidirectional": Flag("bidirectional"),
        "bias": Flag("bias"),
        "proj_size": Whole("proj", 0, limits.MAX_HIDDEN_SIZE - 1),
        "batch_first": Flag("batch_first"),
        "source": Choice("input", ("example", "text", "series", "random", "file", "training", "model")),
        "opened": Slug("file"),
        "input_size": Whole("features", 1, limits.MAX_INPUT_SIZE),
        "seq_len": Whole("seq_len", 1, limits.MAX_SEQ_LEN),
        "batch": Whole("batch", 1, limits.MAX_BATCH),
        "unbatched": Flag("unbatched"),
        "lengths": Typed("lengths"),
        "text": Typed("text"),
        "series": Typed("series"),
        "reading": Choice("reading", ("shared", "full", "printed")),
        "example_steps": Whole("steps", 1, limits.MAX_EXAMPLE_STEPS),
        "edits": Typed("edits"),
        "digits": Whole("digits", 4, limits.MAX_DIGITS),
        "weights": Choice("weights", ("example", "random")),
        "seed": Whole("seed", 0, limits.MAX_SEED),
        "layer": Whole("layer", 0, limits.MAX_POSITION),
        "direction": Choice("direction", ("forward", "reverse")),
        "row": Whole("row", 0, limits.MAX_POSITION),
        "t": Whole("t", 0, limits.MAX_POSITION),
        "operation": Name("op"),
        "unit": Whole("unit", 0, limits.MAX_POSITION, or_none=True),
        "gate": Name("gate"),
        "loss": Choice("loss", ("none", "last", "all")),
        "chosen": Typed("chosen"),
        "predict": Flag("predict"),
        "pitfall": Slug("pitfall"),
        "module": Slug("module"),
        "output_size": Whole("outputs", 1, limits.MAX_OUTPUT_SIZE),
        "alpha": Whole("alpha", 1, 100),
        "difference": Slug("difference"),
        "reset": Choice("reset", ("after", "before")),
        "update": Choice("update", ("keeps", "replaces")),
        "b_hn": Choice("b_hn", ("inside", "outside")),
        "trace": Slug("trace"),
        "trace_step": Whole("step", 0, limits.MAX_TRACE_STEP),
        "lesson": Slug("name"),
        "lesson_settings": Typed("set"),
        "slide": Whole("slide", 0, limits.MAX_SLIDE),
        "present": Flag("present"),
        "parts": Some("show", (*LESSON_PARTS, *PLAYER_PARTS)),
        "term": Slug("term"),
        "forget_bias": Decimal("forget_bias", -limits.MAX_FORGET_BIAS, limits.MAX_FORGET_BIAS),
        "gain": Whole("gain", limits.MIN_GAIN, limits.MAX_GAIN),
        "trained": Whole("trained", 0, limits.MAX_TRAINED),
        "training": Typed("train"),
        "model": Typed("model"),
        "trainee": Typed("network"),
        "inside": Typed("inside"),
        "moment": Whole("moment", 0, limits.MAX_POSITION, or_none=True),
        "padded": Flag("padded"),
        "panels": Some("panels", PANELS),
        "breakpoints": Lines("break"),
        "watches": Lines("watch"),
        "what_if": Lines("if"),
        "original": Flag("original"),
        "compared": Lines("with"),
        "zoom": Span("zoom", limits.MAX_POSITION),
        "origin": Typed("from"),
        "changes": Flag("changes"),
        "language": Choice("lang", tuple(LANGUAGES)),
    }
)
"""By field of `Scenario`, in the order of the address."""
