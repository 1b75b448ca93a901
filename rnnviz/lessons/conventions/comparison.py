"""The same weights under two conventions, run on the same input by the code that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz import limits
from rnnviz.by_hand.copy_weights import Copied, copy_weights
from rnnviz.errors import ModuleError
from rnnviz.lessons.conventions.differences import DIFFERENCES
from rnnviz.lessons.random_sizes import check_states
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import TOLERANCE, Recording, record
from rnnviz.scenario import Scenario
from rnnviz.training.own_draws import run
from rnnviz.words import N_

GRU_SWITCHES = "gru-switches"
"""The one entry that is no matter of the weights alone: a GRU that computes something else."""

SHOWN: Mapping[str, str] = MappingProxyType(
    {
        GRU_SWITCHES: N_("Three switches of a GRU"),
        **{name: difference.title for name, difference in DIFFERENCES.items()},
    }
)
"""What the page shows: titles by name."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What came of it.

    Attributes:
        recording: the network under the other convention.
        pytorch: PyTorch's own, with the same weights.
        weights: PyTorch's module's, by its names.
        copied: how the weights have to be laid out for the two to be equal; of the switches of a GRU only.
        refused: why no weights make them equal.
        still_apart: how far the two are apart with the weights laid out so, or None where that is impossible.
    """

    recording: Recording
    pytorch: Recording
    weights: Mapping[str, Float[np.ndarray, "..."]]
    copied: Copied | None = None
    refused: ModuleError | None = None
    still_apart: float | None = None

    @property
    def apart(self) -> Float[np.ndarray, "seq_len hidden_size"]:
        """The difference in h at every step and unit, of the first batch row."""
        return np.asarray((self.recording.h - self.pytorch.h)[0, 0, :, 0])

    @property
    def equal(self) -> bool:
        """Whether the two differ by no more than rounding."""
        return bool(np.abs(self.recording.h - self.pytorch.h).max() <= TOLERANCE["float64"])


def cell_of(scenario: Scenario) -> str:
    """ "LSTM", "GRU" or "RNN"."""
    difference = DIFFERENCES.get(scenario.difference)
    return "GRU" if difference is None else difference.cell


def compared(scenario: Scenario) -> Comparison:
    """Both networks, run now or kept from before.

    Raises:
        SettingError: the sizes are too large together.
    """
    check_states(scenario, 1, small=True)
    return _COMPARISONS.get(program(scenario), lambda: _run(scenario))


def program(scenario: Scenario) -> str:
    """The whole program, to be read, copied and run."""
    return f"{_drawing(scenario)}\n{_rest(scenario)}"


def _drawing(scenario: Scenario) -> str:
    """Everything that draws random numbers: modules and input."""
    sizes = f"{scenario.input_size}, {scenario.hidden_size}"
    make = f"nn.{cell_of(scenario)}({sizes}, batch_first=True).double()"
    chosen = f'{sizes}, reset="{scenario.reset}", update="{scenario.update}", b_hn="{scenario.b_hn}"'
    switches = scenario.difference not in DIFFERENCES
    others = [
        f"same = by_hand.GRU({sizes}).double()",
        f"other = by_hand.GRU({chosen}).double()",
    ]
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            "import rnnviz",
            "from rnnviz import by_hand" if switches else "from rnnviz.lessons import conventions",
            "",
            f"torch.manual_seed({scenario.seed})",
            f"pytorch = {make}",
            *(others if switches else [f"other = {make}"]),
            f"input = torch.randn({scenario.batch}, {scenario.seq_len}, {scenario.input_size}).double()",
            "",
        ]
    )


def _rest(scenario: Scenario) -> str:
    given = [
        "# The same blocks of weights for both, by their names.",
        "rnnviz.copy_weights(pytorch, same)",
        "other.load_state_dict(same.state_dict())",
    ]
    misread = [
        "weights = {name: weight.numpy() for name, weight in pytorch.state_dict().items()}",
        f'misread = conventions.DIFFERENCES["{scenario.difference}"].apply(weights)',
        "other.load_state_dict({name: torch.from_numpy(weight) for name, weight in misread.items()})",
    ]
    return "\n".join(
        [
            *(misread if scenario.difference in DIFFERENCES else given),
            "",
            "rec = rnnviz.record(other, input)",
            "own = rnnviz.record(pytorch, input)",
            "print(abs(rec.h - own.h).max())",
            "",
        ]
    )


def _run(scenario: Scenario) -> Comparison:
    names = run("conventions", _drawing(scenario), _rest(scenario))
    weights = {name: weight.numpy().copy() for name, weight in names["pytorch"].state_dict().items()}
    found = Comparison(names["rec"], names["own"], MappingProxyType(weights))
    if scenario.difference in DIFFERENCES:
        return found
    try:
        copied = copy_weights(names["pytorch"], names["other"])
    except ModuleError as refused:
        return replace(found, refused=refused.with_traceback(None))
    apart = np.abs(record(names["other"], names["input"]).h - found.pytorch.h).max()
    return replace(found, copied=copied, still_apart=float(apart))


_COMPARISONS = Shelf[Comparison](
    most=limits.MAX_RECORDINGS,
    most_bytes=limits.MAX_RECORDED_BYTES,
    size=lambda one: recorded_bytes(one.recording, one.pytorch),
)
