"""A recording as an xarray Dataset or a pandas DataFrame; both libraries are imported only here, when asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from rnnviz.errors import MissingExtraError
from rnnviz.recorder.architecture import DIRECTIONS
from rnnviz.recorder.gradients.names import gradient_name
from rnnviz.words import N_

if TYPE_CHECKING:
    import pandas
    import xarray

    from rnnviz.recorder.recording import Recording

AXES = ("layer", "direction", "t", "batch", "unit")


def _variables(recording: "Recording") -> dict[str, np.ndarray]:
    found = {gate: recording.gates[row] for row, gate in enumerate(recording.cell.gates)}
    if recording.c is not None:
        found["c"] = recording.c
    # The state of a Jordan network is its output y: its h is something else.
    state = recording.cell.state
    found[state] = recording.h
    if recording.y is not None:
        found["y"] = recording.y
    derived = recording.gradients
    if derived is None:
        return found
    gradients = {gate: derived.gates[row] for row, gate in enumerate(recording.cell.gates)}
    if derived.c is not None:
        gradients["c"] = derived.c
    gradients[state] = derived.h
    return found | {gradient_name(name): values for name, values in gradients.items()}


def optional_library(name: str) -> Any:
    """The module of that name; MissingExtraError where it is not installed."""
    try:
        return import_module(name)
    except ImportError as missing:
        raise MissingExtraError(
            "missing-extra",
            N_("{name} must be installed for this, and it is not. Install it with: pip install 'rnnviz[{name}]'"),
            name=name,
        ) from missing


def to_xarray(recording: "Recording") -> "xarray.Dataset":
    """Gates, states and, where there are some, their gradients (``grad_h``, ...).

    The axes are layer, direction, t, batch and unit. What is of another size, a projected h or the y of an Elman or
    Jordan network, has projected_unit for unit.
    """
    library = optional_library("xarray")
    variables = _variables(recording)
    axes = dict.fromkeys(variables, AXES)
    coordinates: dict[str, Any] = {
        "layer": np.arange(recording.num_layers),
        "direction": list(DIRECTIONS[: recording.num_directions]),
        "t": np.arange(recording.seq_len),
        "batch": np.arange(recording.batch),
        "unit": np.arange(recording.hidden_size),
    }
    others = {name: values.shape[-1] for name, values in variables.items() if values.shape[-1] != recording.hidden_size}
    if others:
        axes |= dict.fromkeys(others, (*AXES[:-1], "projected_unit"))
        coordinates["projected_unit"] = np.arange(max(others.values()))
    if recording.lengths is not None:
        coordinates["length"] = ("batch", list(recording.lengths))
    dataset: xarray.Dataset = library.Dataset(
        {name: (axes[name], values) for name, values in variables.items()},
        coords=coordinates,
        attrs={"cell_type": recording.cell_type, "mode": recording.mode, "dtype": recording.dtype},
    )
    return dataset


def to_dataframe(recording: "Recording") -> "pandas.DataFrame":
    """One line for each layer, direction, t, batch row and unit; one column for each gate and state.

    There are no lines past a row's length. Gradients have columns too, where there are some (``grad_h``, ...), and so
    has the y of an Elman or Jordan network. Where one column has fewer units than another, it is NaN for the others.
    """
    library = optional_library("pandas")
    columns = _variables(recording)
    units = max(values.shape[-1] for values in columns.values())
    shape = (*recording.h.shape[:-1], units)
    for name, values in columns.items():
        if values.shape[-1] < units:
            columns[name] = np.full(shape, np.nan, values.dtype)
            columns[name][..., : values.shape[-1]] = values
    index = library.MultiIndex.from_product(
        [
            range(recording.num_layers),
            DIRECTIONS[: recording.num_directions],
            range(recording.seq_len),
            range(recording.batch),
            range(units),
        ],
        names=AXES,
    )
    frame: pandas.DataFrame = library.DataFrame(
        {name: values.reshape(-1) for name, values in columns.items()}, index=index
    ).reset_index()
    if recording.lengths is not None:
        there = np.arange(recording.seq_len)[:, None, None] < np.asarray(recording.lengths)[None, :, None]
        frame = frame[np.broadcast_to(there, shape).reshape(-1)].reset_index(drop=True)
    return frame
