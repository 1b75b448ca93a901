"""A module written by hand and the one it is compared with, run on the same input by the code that is shown."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz import limits
from rnnviz.by_hand.copy_weights import Copied
from rnnviz.lessons.by_hand.entries import ENTRIES, Entry
from rnnviz.lessons.random_sizes import check_states
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import TOLERANCE, Recording
from rnnviz.scenario import Scenario
from rnnviz.training.own_draws import run


@dataclass(frozen=True, eq=False)
class Comparison:
    """What came of it.

    Attributes:
        recording: of the module written by hand.
        beside: of the other module.
        copied: how the weights were laid out; None for a Jordan network, which has no equal.
        parameters: how many numbers the two modules hold, the hand-written one first.
    """

    entry: Entry
    recording: Recording
    beside: Recording
    copied: Copied | None
    parameters: tuple[int, int]

    @property
    def apart(self) -> Float[np.ndarray, " seq_len"]:
        """The largest difference at each time step: of h in all layers, directions, rows and units.

        A Jordan network is compared by what it puts out.
        """
        if self.copied is None:
            ours, other = (rec.output.transpose(1, 0, 2) for rec in (self.recording, self.beside))
            return np.asarray(np.abs(ours - other).max(axis=(1, 2)))
        return np.asarray(np.abs(self.recording.h - self.beside.h).max(axis=(0, 1, 3, 4)))

    @property
    def equal(self) -> bool:
        """Whether the two differ by no more than rounding."""
        return bool(self.apart.max() <= TOLERANCE["float64"])


def entry_of(scenario: Scenario) -> Entry:
    """The module of a scenario; the first one where it names none."""
    return ENTRIES.get(scenario.module) or next(iter(ENTRIES.values()))


def compared(scenario: Scenario) -> Comparison:
    """Both modules, run now or kept from before.

    Raises:
        SettingError: the sizes are too large together.
    """
    entry = entry_of(scenario)
    layers = scenario.num_layers if "num_layers" in entry.settings else 1
    directions = 2 if entry.name == "BidirectionalRNN" else 1
    outputs = scenario.output_size if "output_size" in entry.settings else 0
    check_states(scenario, layers * directions, single=entry.form == "sample", outputs=outputs, small=True)
    return _COMPARISONS.get(program(scenario), lambda: _run(scenario))


def program(scenario: Scenario) -> str:
    """The whole program, to be read, copied and run."""
    return f"{_drawing(scenario)}\n{_rest(scenario)}"


def _drawing(scenario: Scenario) -> str:
    """Everything that draws random numbers: modules and input."""
    entry = entry_of(scenario)
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            "import rnnviz",
            "from rnnviz import by_hand",
            "",
            f"torch.manual_seed({scenario.seed})",
            f"other = {entry.beside}({_arguments(scenario, entry)}).double()",
            f"module = by_hand.{entry.name}({_own_arguments(scenario, entry)}).double()",
            f"input = torch.randn({', '.join(map(str, _shape(scenario, entry)))}).double()",
            "",
        ]
    )


def _rest(scenario: Scenario) -> str:
    entry = entry_of(scenario)
    looked_at = "output" if entry.name == "Jordan" else "h"
    lines = [*_weights(entry), "", *_runs(entry), "", f"print(abs(rec.{looked_at} - own.{looked_at}).max())", ""]
    return "\n".join(lines)


def _shape(scenario: Scenario, entry: Entry) -> tuple[int, ...]:
    time, rows, size = scenario.seq_len, scenario.batch, scenario.input_size
    match entry.form:
        case "batch first":
            return rows, time, size
        case "sample":
            return time, size
        case _:
            return time, rows, size


def _arguments(scenario: Scenario, entry: Entry) -> str:
    """What the other module is made with."""
    given = [str(scenario.input_size), str(scenario.hidden_size)]
    if entry.beside == "by_hand.Elman":
        return ", ".join([*given, str(scenario.output_size)])
    if "num_layers" in entry.settings:
        given.append(f"num_layers={scenario.num_layers}")
    if entry.name == "BidirectionalRNN":
        given.append("bidirectional=True")
    if entry.form == "batch first":
        given.append("batch_first=True")
    return ", ".join(given)


def _own_arguments(scenario: Scenario, entry: Entry) -> str:
    given = [str(scenario.input_size), str(scenario.hidden_size)]
    more = {
        "num_layers": f"num_layers={scenario.num_layers}",
        "output_size": f"output_size={scenario.output_size}",
        "alpha": f"alpha={scenario.alpha / 100:g}",
    }
    return ", ".join([*given, *(more[setting] for setting in entry.settings)])


def _weights(entry: Entry) -> list[str]:
    if entry.name == "LeakyRNN":
        return ["copied = rnnviz.copy_weights(module, other)", "print(copied)"]
    if entry.name == "Jordan":
        return [
            "module.from_input.load_state_dict(other.from_input.state_dict())",
            "module.readout.load_state_dict(other.readout.state_dict())",
        ]
    return ["copied = rnnviz.copy_weights(other, module)", "print(copied)"]


def _runs(entry: Entry) -> list[str]:
    if entry.form not in ("cell", "sample"):
        return ["rec = rnnviz.record(module, input)", "own = rnnviz.record(other, input)"]
    return [
        "state = None",
        "with rnnviz.recording(module) as recs:",
        "    for x in input:",
        "        state = module(x, state)",
        'rec = recs[""]',
        "own = rnnviz.record(other, input)",
    ]


def _run(scenario: Scenario) -> Comparison:
    names = run("by_hand", _drawing(scenario), _rest(scenario))
    counts = tuple(sum(parameter.numel() for parameter in names[each].parameters()) for each in ("module", "other"))
    return Comparison(entry_of(scenario), names["rec"], names["own"], names.get("copied"), (counts[0], counts[1]))


_COMPARISONS = Shelf[Comparison](
    most=limits.MAX_RECORDINGS,
    most_bytes=limits.MAX_RECORDED_BYTES,
    size=lambda one: recorded_bytes(one.recording, one.beside),
)
