"""What the gradient of a variable is called among the variables: ``grad_h`` is dL/dh."""

from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

if TYPE_CHECKING:
    from rnnviz.recorder.track import Track

_PREFIX = "grad_"


def gradient_name(variable: str) -> str:
    """The name of a variable's gradient.

    >>> gradient_name("h")
    'grad_h'
    """
    return _PREFIX + variable


def derived_by(name: str) -> str | None:
    """The variable that a gradient is taken by; None for a name that is no gradient's.

    >>> derived_by("grad_a_f"), derived_by("h")
    ('a_f', None)
    """
    return name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else None


def named_values(track: "Track", name: str) -> Float[np.ndarray, "length size"]:
    """A variable of a track, or a gradient: ``"h"`` is ``track.values("h")``, ``"grad_h"`` ``track.gradient("h")``.

    Raises:
        PlaceError: there is no such variable, or there are no gradients.
    """
    variable = derived_by(name)
    return track.values(name) if variable is None else track.gradient(variable)
