"""What a file says of the recording in it, read with suspicion: files come from anywhere."""

from dataclasses import asdict, fields
from typing import Any

from rnnviz.cells import CELL_TYPES, OTHER_CELL_TYPES
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.facts import Facts
from rnnviz.recorder.module_names import is_name
from rnnviz.recorder.parity import TOLERANCE, Parity

SCHEMA = 5
"""Raised when a file of the new form cannot be read by the old code."""
READ = frozenset((2, 3, 4, SCHEMA))
"""The forms that can be read."""
_SINCE_3 = {"readout_size": 0, "stack_axis": True}
_FACTS_SINCE_3 = {"gradients": False, "loss": None}
_FACTS_SINCE_4 = {"edits": None, "overridden": ()}
_FACTS_SINCE_5 = {"features": None}

_MOST_LAYERS = 10_000


def facts_told(told: Any) -> Facts:
    """The facts of the recording.

    Raises:
        ValueError, TypeError, KeyError: they are not those of a recording.
    """
    if isinstance(told, dict):
        told = {**_FACTS_SINCE_3, **_FACTS_SINCE_4, **_FACTS_SINCE_5, **told}
    _check_names(told, Facts)
    architecture = _architecture(told["architecture"])
    if told["dtype"] not in TOLERANCE:
        raise ValueError(f"dtype {told['dtype']!r}")
    for name, least in (("seq_len", 1), ("batch", 0)):
        _whole(name, told[name], least)
    for name in ("batched", "steps_apart", "drops", "gradients"):
        _flag(name, told[name])
    loss = told["loss"]
    if loss is not None and (isinstance(loss, bool) or not isinstance(loss, int | float) or not told["gradients"]):
        raise ValueError(f"loss is {loss!r}")
    lengths, labels = told["lengths"], told["labels"]
    seq_len, batch = told["seq_len"], told["batch"]
    if lengths is not None:
        for length in lengths:
            _whole("a length", length, 1)
        if len(lengths) != batch or max(lengths) != seq_len:
            raise ValueError("the lengths do not fit the recording")
    if labels is not None:
        _check_labels(labels, lengths or [seq_len] * batch)
    features, size = told["features"], architecture.input_size
    if features is not None and not (_is_lines(features) and len(features) == size):
        raise ValueError("the names of the features do not fit the recording")
    edits = told["edits"]
    if edits is not None and not _is_lines(edits):
        raise ValueError("its edits are no lines")
    known = {
        "edits": None if edits is None else tuple(edits),
        "features": None if features is None else tuple(features),
        "overridden": _overridden(told["overridden"], architecture),
        "loss": None if loss is None else float(loss),
        "architecture": architecture,
        "lengths": None if lengths is None else tuple(lengths),
        "labels": None if labels is None else tuple(tuple(row) for row in labels),
    }
    return Facts(**{**told, **known})


def facts_to_tell(facts: Facts) -> tuple[int, dict[str, Any]]:
    """What a file says of the recording, and the oldest form that can say it."""
    told = asdict(facts)
    if facts.features is not None:
        return SCHEMA, told
    told = {name: value for name, value in told.items() if name not in _FACTS_SINCE_5}
    if facts.edits is not None:
        return 4, told
    return 3, {name: value for name, value in told.items() if name not in _FACTS_SINCE_4}


def _is_lines(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(line, str) for line in told)


def _overridden(told: Any, architecture: Architecture) -> tuple[tuple[int, int, str], ...]:
    """The layer, direction and variable of each value that does not follow from the others."""
    for layer, direction, name in told:
        _whole("a layer", layer, 0)
        _whole("a direction", direction, 0)
        if layer >= architecture.num_layers or direction >= architecture.num_directions:
            raise ValueError(f"there is no layer {layer} with direction {direction}")
        if name not in architecture.cell.variables:
            raise ValueError(f"{name!r} is no variable")
    return tuple((layer, direction, name) for layer, direction, name in told)


def _check_names(told: Any, of: type) -> None:
    if not isinstance(told, dict) or told.keys() != {field.name for field in fields(of)}:
        raise ValueError("its facts are not those of a recording")


def _architecture(told: Any) -> Architecture:
    if isinstance(told, dict):
        told = {**_SINCE_3, **told}
    _check_names(told, Architecture)
    module, mode = told["module"], told["mode"]
    if not isinstance(mode, str) or not _fits(module, mode):
        raise ValueError(f"module {module!r} with mode {mode!r}")
    for name, least in (
        *(("input_size", 0), ("hidden_size", 1), ("proj_size", 0), ("readout_size", 0)),
        *(("num_layers", 1), ("num_directions", 1)),
    ):
        _whole(name, told[name], least)
    _flag("bias", told["bias"])
    _flag("batch_first", told["batch_first"])
    _flag("stack_axis", told["stack_axis"])
    if told["proj_size"] and (mode != "LSTM" or told["proj_size"] >= told["hidden_size"]):
        raise ValueError(f"proj_size {told['proj_size']}")
    found = Architecture(**told)
    plain = (found.num_layers, found.num_directions, found.proj_size, found.batch_first) == (1, 1, 0, False)
    if (found.readout_size > 0) != (found.cell.readout is not None):
        raise ValueError(f"readout_size {found.readout_size}")
    if found.bare_states and (found.num_layers, found.num_directions) != (1, 1):
        raise ValueError(f"stack_axis {found.stack_axis}")
    if found.num_directions > 2 or found.num_layers > _MOST_LAYERS or (found.single_step and not plain):
        raise ValueError(f"no {module} has such layers")
    return found


def _fits(module: object, mode: str) -> bool:
    """Whether there can be such a module: one of PyTorch's, or one of somebody's own."""
    name = f"nn.{mode.partition('_')[0]}"
    if module in (name, f"{name}Cell"):
        return mode in CELL_TYPES
    own = isinstance(module, str) and is_name(module) and not module.startswith("nn.")
    return own and mode in {**CELL_TYPES, **OTHER_CELL_TYPES}


def _whole(name: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} is {value!r}")


def _flag(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}")


def _check_labels(labels: object, lengths: list[int]) -> None:
    lists = isinstance(labels, list) and all(isinstance(row, list) for row in labels)
    if not lists or not isinstance(labels, list) or [len(row) for row in labels] != lengths:
        raise ValueError("the labels do not fit the recording")
    if not all(isinstance(label, str) for row in labels for label in row):
        raise ValueError("a label is not text")


def parity_told(told: object, facts: Facts) -> Parity:
    """How close the recording is to the module.

    Raises:
        ValueError: it is no such pair of numbers.
    """
    match told:
        case [int() | float() as h, int() | float() as c] if "c" in facts.architecture.cell.states:
            return Parity(float(h), float(c))
        case [int() | float() as h, None] if "c" not in facts.architecture.cell.states:
            return Parity(float(h), None)
    raise ValueError(f"parity {told!r}")
