"""Everything that makes a view, as one frozen value.

The cache key, the address and "Copy as Python" come from a `Scenario` and from nothing else:

>>> scenario = Scenario(cell_type="GRU", hidden_size=16, source="text", text="to be", t=3)
>>> scenario.to_query()
{'cell': 'GRU', 'hidden': '16', 'input': 'text', 'text': 'to be', 't': '3'}
>>> Scenario.from_query(scenario.to_query()) == (scenario, ())
True

A wrong value of an address costs its own setting only:

>>> scenario, errors = Scenario.from_query({"cell": "GRU", "hidden": "1e9"})
>>> scenario.cell_type, scenario.hidden_size, [str(error) for error in errors]
('GRU', 2, ['hidden_size must be a whole number from 1 to 512, got 1e9.'])
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, cast

from rnnviz.errors import SettingError
from rnnviz.scenario_code import python_code
from rnnviz.scenario_rules import HALL_PARTS, LESSON_PARTS, PLAYER_PARTS, RULES

EXAMPLE_HIDDEN_SIZE = 2

DEFAULT_TEXT = "to be or not to be"
DEFAULT_TEXTS = {"en": DEFAULT_TEXT, "zh": "知之为知之，不知为不知，是知也"}
"""A line to begin with in each language: short, known, and with characters that come back."""

DEFAULT_SERIES = "0 0.5 0.87 1 0.87 0.5 0 -0.5 -0.87 -1 -0.87 -0.5 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A network, its input, a place in its recording, and the language of the visit.

    Attributes:
        cell_type: "LSTM", "GRU" or "RNN".
        nonlinearity: "tanh" or "relu"; used by "RNN" alone.
        hidden_size: units of each layer, 1 to 512.
        num_layers: 1 to 4.
        bidirectional: whether a second direction reads the input from its end.
        bias: whether the network has its two bias vectors.
        proj_size: units of a projected hidden state, below hidden_size; 0 for none; used by "LSTM" alone.
        batch_first: whether the module takes and returns the batch before the time; used with a random input alone.
        source: where the input comes from: "example" (the worked example), "text", "series", "random" numbers, a
            "file" that holds a whole recording, a "training" that was recorded, or what a "model" out of a file reads.
        opened: which file, by the beginning of the SHA-256 of its content.
        input_size: features of a random input.
        seq_len: time steps of a random input.
        batch: batch rows of a random input.
        unbatched: whether a random input is one sequence without a batch axis.
        lengths: of the rows of a random input, as typed; the input is then packed. Empty for rows of one length.
        text: the text, one batch row a line; lines of unlike length are packed.
        series: the numbers as typed, one batch row a line; the same holds for them.
        reading: of the worked example's printed rows: "shared" (each serves both units), "full" (eight rows) or
            "printed" (four rows, which no module can have: its recording is that of "shared").
        example_steps: time steps of the worked example, 1 or 2.
        edits: changes of the worked example's numbers, such as "x.0.1=-4 W_ih.0.2=0.35".
        digits: after the point, in the worked example: 4 to 10.
        weights: "example" (used where they fit, see `uses_example_weights`) or "random".
        seed: of the random weights, 0 to 2147483647.
        layer: from 0.
        direction: "forward" or "reverse".
        row: batch row, from 0.
        t: time step: the position in the input, from 0.
        operation: name of an operation of the cell type; None for its first.
        unit: from 0; None for all units.
        gate: the variable drawn over time below the player; None for the first gate.
        loss: what is derived by every gate and state: "none", the "last" hidden state of the last layer, or "all" of
            its outputs, each summed up.
        chosen: the place that is lit up in the shape explorer, such as "h_n[3]".
        predict: whether the page asks before it shows.
        pitfall: the pitfall that is shown, by its name; empty for the first.
        module: the module written by hand that is shown, by its name; empty for PyTorch's.
        output_size: features that an Elman or Jordan network reads out.
        difference: what frameworks do differently, by its name; empty where that is not what is shown.
        reset: where the reset gate of a GRU acts: "after" the matrix product, or "before".
        update: what an open update gate does with the old state: it "keeps" or "replaces" it.
        b_hn: where the bias of the past stands: "inside" the bracket of the reset gate, or "outside".
        alpha: per cent of a leaky unit's state that are new at every step, 1 to 100.
        trace: the trace that is shown, by its name; empty for the first.
        trace_step: its step, from 0.
        lesson: the lesson that is shown, by its name; empty for the first.
        lesson_settings: what is set in it, where that is not as at first, such as "alpha=0.3&kind=LSTM".
        slide: its section that a presentation shows, from 0.
        present: whether the page is shown in a lecture hall: no sidebar, large type, a lesson section by section.
        parts: of a lesson: its "text", what is "live", its "quiz"; and in a presentation, of the player: "diagram",
            "timeline", "sentence", "formula", "code", "table".
        term: the entry of the glossary that is looked up; empty for none.
        forget_bias: b_if + b_hf of every unit of an LSTM, -20 to 20; None as drawn.
        gain: of recurrent weights, per cent of those drawn, 10 to 400; used by the page of memory and gradients alone.
        trained: optimizer steps, 0 to 500, of predicting the next step of its own input, before it is recorded.
        training: the training run that is set up, or that is shown of: task and settings, such as
            "next-number?series=walk&seed=1"; empty for the first one of the page.
        model: a module out of a file and what it reads, such as "own?file=0123456789abcdef&fed=text"; empty for none.
        trainee: which of its networks is shown, by its name; empty for the first.
        inside: which recurrent module of that network, by its name there; empty for the first.
        moment: optimizer steps after which it is shown; None for the last recording.
        padded: whether rows of unlike length are run padded with zeros instead of packed.
        panels: what is open below the player: "charts", "breakpoints", "watches", "what_if", "compare", "memory",
            "audit".
        breakpoints: a condition of `rnnviz.find`, or the name of a ready one, a line.
        watches: an expression a line, drawn over time.
        what_if: an edit of `rnnviz.rerun` a line.
        original: whether the player shows the run without the edits.
        compared: other networks, a line each: the settings of the address that differ, such as "seed=1&hidden=4".
        zoom: the time steps that the timeline shows, from the first up to the second; None for all.
        origin: the trail of values whose making is shown, such as "h[2]@5 o[2]@5 h[5]@4"; the last one is shown.
        changes: whether the player marks what changed since the step before.
        language: "en" or "zh".

    Raises:
        SettingError: a value outside these bounds.
    """

    cell_type: Literal["LSTM", "GRU", "RNN"] = "LSTM"
    nonlinearity: Literal["tanh", "relu"] = "tanh"
    hidden_size: int = EXAMPLE_HIDDEN_SIZE
    num_layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    proj_size: int = 0
    batch_first: bool = False
    source: Literal["example", "text", "series", "random", "file", "training", "model"] = "example"
    opened: str = ""
    input_size: int = 3
    seq_len: int = 5
    batch: int = 3
    unbatched: bool = False
    lengths: str = ""
    text: str = DEFAULT_TEXT
    series: str = DEFAULT_SERIES
    reading: Literal["shared", "full", "printed"] = "shared"
    example_steps: int = 1
    edits: str = ""
    digits: int = 4
    weights: Literal["example", "random"] = "example"
    seed: int = 0
    layer: int = 0
    direction: Literal["forward", "reverse"] = "forward"
    row: int = 0
    t: int = 0
    operation: str | None = None
    unit: int | None = None
    gate: str | None = None
    loss: Literal["none", "last", "all"] = "none"
    chosen: str = ""
    predict: bool = False
    pitfall: str = ""
    module: str = ""
    output_size: int = 2
    alpha: int = 30
    difference: str = ""
    reset: Literal["after", "before"] = "before"
    update: Literal["keeps", "replaces"] = "keeps"
    b_hn: Literal["inside", "outside"] = "inside"
    trace: str = ""
    trace_step: int = 0
    lesson: str = ""
    lesson_settings: str = ""
    slide: int = 0
    present: bool = False
    parts: tuple[str, ...] = LESSON_PARTS
    term: str = ""
    forget_bias: float | None = None
    gain: int = 100
    trained: int = 0
    training: str = ""
    model: str = ""
    trainee: str = ""
    inside: str = ""
    moment: int | None = None
    padded: bool = False
    panels: tuple[str, ...] = ("charts",)
    breakpoints: str = ""
    watches: str = ""
    what_if: str = ""
    original: bool = False
    compared: str = ""
    zoom: tuple[int, int] | None = None
    origin: str = ""
    changes: bool = True
    language: Literal["en", "zh"] = "en"

    def __post_init__(self) -> None:
        for name, rule in RULES.items():
            rule.check(name, getattr(self, name))

    @property
    def mode(self) -> str:
        """PyTorch's own name of the cell type: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU"."""
        return f"RNN_{self.nonlinearity.upper()}" if self.cell_type == "RNN" else self.cell_type

    @property
    def projection(self) -> int:
        """The projection of the hidden state that this cell type has: 0 for all but an LSTM."""
        return self.proj_size if self.cell_type == "LSTM" else 0

    @property
    def recorded_before(self) -> bool:
        """Whether network and input come out of a file, or a training: they are not for every page to choose."""
        return self.source in ("file", "training", "model")

    @property
    def batch_leads(self) -> bool:
        """Whether the module is made with batch_first: for a random input alone, others come time first."""
        return self.batch_first and self.source == "random"

    @property
    def rows(self) -> tuple[int, str] | tuple[()]:
        """How many rows a random input has, and their lengths as typed; nothing where it has no batch axis."""
        return () if self.unbatched else (self.batch, self.lengths.strip())

    @property
    def example_fits(self) -> bool:
        """Whether the worked example's weights and initial state have the shapes of this network."""
        return (
            self.source == "example"
            and self.hidden_size == EXAMPLE_HIDDEN_SIZE
            and self.num_layers == 1
            and not self.bidirectional
            and not self.projection
        )

    @property
    def uses_example_weights(self) -> bool:
        """Whether the weights are the worked example's; else they are random from ``seed``."""
        return self.weights == "example" and self.example_fits

    @property
    def example_only(self) -> "Scenario":
        """The worked example itself, with the weights it is printed with: sizes, input and place of others put back."""
        first = Scenario()
        same = ("hidden_size", "num_layers", "bidirectional", "source", "weights", "layer", "direction", "row", "gate")
        return replace(self, **{name: getattr(first, name) for name in same})

    @property
    def example_arguments(self) -> dict[str, object]:
        """What `rnnviz.lessons.worked_example.example` is called with, where that is not its default."""
        reading = "full" if self.reading == "full" and self.uses_example_weights else "shared"
        given = {
            "reading": (reading, "shared"),
            "bias": (self.bias, True),
            "steps": (self.example_steps, 1),
            "edits": (self.edits, ""),
        }
        return {name: value for name, (value, default) in given.items() if value != default}

    @property
    def hall(self) -> tuple[str, ...]:
        """What a presentation shows of the player; empty where nothing is presented."""
        chosen = tuple(part for part in PLAYER_PARTS if part in self.parts)
        return (chosen or HALL_PARTS) if self.present else ()

    @property
    def network_key(self) -> Hashable:
        """Scenarios with the same key have the same recording."""
        if self.module:
            own = (self.module, self.output_size, self.num_layers, self.alpha)
            return own, self.input_size, self.hidden_size, self.seq_len, self.batch, self.seed
        if self.difference:
            switches = (self.difference, self.reset, self.update, self.b_hn)
            return switches, self.input_size, self.hidden_size, self.seq_len, self.batch, self.seed
        if self.source == "file":
            return "file", self.opened
        if self.source == "training":
            return "training", self.training, self.trainee, self.inside, self.moment
        if self.source == "model":
            return "model", self.model, self.loss, self.padded
        example = tuple(self.example_arguments.items())
        random = (self.input_size, self.seq_len, *self.rows)
        source = {"example": example, "text": self.text, "series": self.series, "random": random}[self.source]
        size = (self.hidden_size, self.projection, self.num_layers, self.bidirectional, self.bias, self.batch_leads)
        # Training draws the weights of a readout.
        seed = None if self.uses_example_weights and not self.trained else self.seed
        made = (self.forget_bias, self.trained, self.padded)
        return self.mode, size, self.source, source, seed, self.loss, made

    def to_query(self, first: "Scenario | None" = None) -> dict[str, str]:
        """The address: the settings that differ from the page's first view, by their names there."""
        before = first or Scenario()
        given = ((f.name, getattr(self, f.name), getattr(before, f.name)) for f in fields(self))
        return {RULES[name].address: RULES[name].write(value) for name, value, default in given if value != default}

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], first: "Scenario | None" = None
    ) -> tuple["Scenario", tuple[SettingError, ...]]:
        """The scenario of an address, with one error for each value that was wrong and left out.

        What the address leaves out is as in the page's first view. Names that are not ours are passed over: other
        tools add theirs to an address.
        """
        scenario, errors = first or cls(), []
        for name, rule in RULES.items():
            if rule.address in query:
                try:
                    scenario = scenario.with_setting(name, query[rule.address])
                except SettingError as error:
                    errors.append(error)
        return scenario, tuple(errors)

    def with_setting(self, name: str, text: str) -> "Scenario":
        """This scenario with one setting read from its text, as typed or as in the address.

        Raises:
            SettingError: the text is not a value of this setting.

        >>> Scenario().with_setting("hidden_size", "16").hidden_size
        16
        """
        return replace(self, **{name: cast(Any, RULES[name].read(name, text))})

    def to_python(self) -> str:
        """Code for torch and rnnviz that makes the very same recording and looks at the same place.

        As printed the example has no recording: the code calculates it by hand, up to the error.
        """
        return python_code(self)
