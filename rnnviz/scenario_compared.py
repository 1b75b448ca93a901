"""Other networks to compare with, as lines: each holds the settings that differ, by their names in the address.

A line that begins with ``show=`` names the variables that are shown instead of the states.

>>> from rnnviz.scenario import Scenario
>>> scenario = Scenario(source="text", compared="cell=GRU\\nseed=1&hidden=4\\nshow=h,f")
>>> [(other.cell_type, other.seed, other.hidden_size) for other in others_of(scenario)]
[('GRU', 0, 2), ('LSTM', 1, 4)]
>>> names_of(scenario), shown_of(scenario)
(('LSTM, seed = 0, hidden = 2', 'GRU', 'seed = 1, hidden = 4'), ('h', 'f'))
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario_kinds import short
from rnnviz.scenario_lines import distinct_lines
from rnnviz.scenario_model import OwnModel
from rnnviz.scenario_rules import RULES
from rnnviz.words import N_

if TYPE_CHECKING:
    from rnnviz.scenario import Scenario

SETTINGS = (
    *("cell_type", "nonlinearity", "hidden_size", "num_layers", "bidirectional", "bias", "proj_size"),
    *("source", "input_size", "lengths", "text", "series", "reading", "example_steps", "edits"),
    *("weights", "seed", "forget_bias", "trained", "padded"),
)
"""What may differ: everything that makes the network, or its numbers."""

OF_A_TRAINING = ("trainee", "inside", "moment")
"""What may differ where a training is shown,"""
OF_A_MODEL = ("model", "padded")
"""and where a module out of a file is."""

_BY_ADDRESS = {RULES[name].address: name for name in (*SETTINGS, *OF_A_TRAINING, *OF_A_MODEL)}
_SHOW = "show="


def lines_of(scenario: "Scenario") -> tuple[str, ...]:
    """The lines of other networks, each once."""
    return tuple(line for line in distinct_lines(scenario.compared) if not line.startswith(_SHOW))


def shown_of(scenario: "Scenario") -> tuple[str, ...]:
    """The variables that are shown, in the order given; none for the states."""
    given = (line.removeprefix(_SHOW) for line in distinct_lines(scenario.compared) if line.startswith(_SHOW))
    return tuple(dict.fromkeys(name for names in given for name in names.split(",") if name))


def compared_with(lines: tuple[str, ...], shown: tuple[str, ...] = ()) -> str:
    """The setting ``compared`` that has these lines and shows these variables.

    >>> compared_with(("cell=GRU", "seed=1"), ("h", "c"))
    'cell=GRU\\nseed=1\\nshow=h,c'
    """
    return "\n".join([*lines, *([_SHOW + ",".join(shown)] if shown else [])])


def others_of(scenario: "Scenario") -> "tuple[Scenario | SettingError, ...]":
    """For each line its network, or what is wrong with it."""
    found: list[Scenario | SettingError] = []
    for line in lines_of(scenario):
        try:
            if sum(not isinstance(one, SettingError) for one in found) >= limits.MAX_COMPARED:
                template = N_("Up to {most} recordings can be compared with this one: remove one of them first.")
                raise SettingError("compared-many", template, most=limits.MAX_COMPARED)
            found.append(other_of(scenario, line))
        except SettingError as error:
            found.append(error)
    return tuple(found)


def other_of(scenario: "Scenario", line: str) -> "Scenario":
    """The network that a line describes.

    Raises:
        SettingError: it holds something that is no setting of a network, or none at all.
    """
    given = parse_qsl(line, keep_blank_values=True)
    if "=" not in line or len(line) > limits.MAX_LINE:
        template = N_("A line must hold settings that differ, such as cell=GRU or seed=1&hidden=4, got {got}.")
        raise SettingError("compared-line", template, got=short(line))
    # Its gradients are not shown, and a comparison inside of one is none; edits are those of the first.
    other = replace(scenario, compared="", loss="none", what_if="")
    names: set[str] = set()
    allowed = [RULES[name].address for name in _allowed(scenario)]
    for address, text in given:
        if address not in allowed:
            template = N_("There is no setting {got} of a network: choose one of {choices}.")
            raise SettingError("compared-setting", template, got=short(address), choices=", ".join(allowed))
        names.add(_BY_ADDRESS[address])
        other = other.with_setting(_BY_ADDRESS[address], text)
    # A seed is that of random weights.
    implied: dict[str, object] = {"weights": "random"} if "seed" in names and "weights" not in names else {}
    if other.cell_type != "LSTM":
        implied |= {name: None if name == "forget_bias" else 0 for name in {"forget_bias", "proj_size"} - names}
    return replace(other, **cast(Any, implied))


def _allowed(scenario: "Scenario") -> tuple[str, ...]:
    """What may differ from a network."""
    if scenario.source == "model":
        return OF_A_MODEL
    return OF_A_TRAINING if scenario.recorded_before else SETTINGS


def names_of(scenario: "Scenario") -> tuple[str, ...]:
    """Names for the screen: this network by its cell type and what the others change, then each line."""
    given = [parse_qsl(line, keep_blank_values=True) for line in lines_of(scenario)]
    changed = dict.fromkeys(address for settings in given for address, _ in settings if address in _BY_ADDRESS)
    own: list[str] = [scenario.cell_type]
    if scenario.source == "training":
        own = [] if "network" in changed else [scenario.trainee or scenario.training.partition("?")[0]]
    if scenario.source == "model":
        own = [_module(scenario.model)]
        changed.pop("model", None)
    for address in changed:
        value = getattr(scenario, _BY_ADDRESS[address])
        if address not in ("cell", "text", "series", "edits"):
            own.append(_said((address, "–" if value in (None, "") else RULES[_BY_ADDRESS[address]].write(value))))
    return (", ".join(own), *(", ".join(map(_said, settings)) for settings in given))


def _module(key: str) -> str:
    """The name of a module out of a file; that of its file, where it has none."""
    try:
        settings = OwnModel.read_key(key)
    except SettingError:
        settings = None
    return short(key) if settings is None else short(settings.part) or settings.file


def _said(setting: tuple[str, str]) -> str:
    address, value = setting
    if address == "model":
        return _module(value)
    if address == "padded":
        return "padded" if value == "1" else "packed"
    return value if address in ("cell", "network") else f"{address} = {short(value)}"
