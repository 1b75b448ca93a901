"""Arrays from whatever a framework hands out: they share one floating-point type."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from jaxtyping import Float

from rnnviz.errors import WeightsError
from rnnviz.words import N_


def as_arrays(weights: Mapping[str, Any]) -> dict[str, Float[np.ndarray, "..."]]:
    """NumPy arrays of one floating-point type; NaN and inf are numbers like all others here.

    Raises:
        WeightsError: they have no names, there are none, something is no array of float16, float32 or float64, or the
            types differ.

    >>> as_arrays({"bias": np.zeros(2)})
    {'bias': array([0., 0.])}
    """
    if not isinstance(weights, Mapping):
        raise WeightsError(
            "weights-form",
            N_(
                "weights must be a mapping from names to arrays, got {got}. "
                "Pass module.state_dict(), or dict(zip(names, arrays))."
            ),
            got=type(weights).__name__,
        )
    if not weights:
        raise WeightsError(
            "weights-none", N_("weights must hold the arrays of at least one layer by their names, got none.")
        )
    found = {name: _array(name, value) for name, value in weights.items()}
    first = next(iter(found))
    for name, array in found.items():
        if array.dtype != found[first].dtype:
            raise WeightsError(
                "weights-mixed",
                N_(
                    "All arrays of weights must have one dtype: {first} is {rule}, {name} is {got}. "
                    "Convert it, e.g. {name}.astype('{rule}')."
                ),
                first=first,
                rule=found[first].dtype,
                name=name,
                got=array.dtype,
            )
    return found


def _array(name: str, value: Any) -> Float[np.ndarray, "..."]:
    # A tensor that asks for gradients, on whatever device, as NumPy can read it.
    for step in ("detach", "cpu"):
        if hasattr(value, step):
            value = getattr(value, step)()
    try:
        array = np.asarray(value)
        got = str(array.dtype)
    except (TypeError, ValueError):
        got = str(getattr(value, "dtype", type(value).__name__))
    else:
        if array.dtype in (np.float16, np.float32, np.float64):
            return array
    raise WeightsError(
        "weights-dtype",
        N_("{name} must be an array of float16, float32 or float64, got {got}. Convert it to float32 first."),
        name=name,
        got=got,
    )
