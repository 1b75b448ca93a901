"""Where a figure looks, and where a click on it leads."""

from collections.abc import Mapping
from typing import Any

from rnnviz.errors import PlaceError
from rnnviz.recorder import Track
from rnnviz.words import N_, Translation

_DIRECTIONS = {"forward": N_("forward"), "reverse": N_("reverse")}


def place_words(track: Track, words: Translation) -> str:
    """Which track it is: "layer 0, forward, batch row 0"."""
    _ = words
    return _("layer {layer}, {direction}, batch row {row}").format(
        layer=track.layer, direction=_(_DIRECTIONS[track.direction]), row=track.batch
    )


def check_unit(unit: int, hidden_size: int) -> None:
    """Refuse a unit that the layer does not have.

    Raises:
        PlaceError: ``unit`` is not in 0..hidden_size-1.
    """
    if not 0 <= unit < hidden_size:
        raise PlaceError(
            "figure-unit",
            N_("unit must be at least 0 and below hidden_size={size}, got {got}. Choose a unit of this layer."),
            size=hidden_size,
            got=unit,
        )


def check_time(at: int | None, length: int) -> None:
    """Refuse a position that the input does not have.

    Raises:
        PlaceError: ``at`` is neither None nor in 0..length-1.
    """
    if at is not None and not 0 <= at < length:
        raise PlaceError(
            "figure-time",
            N_("at must be at least 0 and below {length}, got {got}. Choose a position in the input."),
            length=length,
            got=at,
        )


def clicked_place(event: Mapping[str, Any]) -> tuple[int, int | None] | None:
    """The (t, unit) of a click on a figure, from what ``st.plotly_chart(..., on_select=...)`` returns.

    ``unit`` is None where the row clicked is no unit; the answer is None where nothing was clicked.

    >>> clicked_place({"selection": {"points": [{"customdata": {"0": 5.0, "1": 2.0}}]}})
    (5, 2)
    """
    for point in event.get("selection", {}).get("points", []):
        data = point.get("customdata")
        # A browser writes typed arrays as objects: {"0": t, "1": unit}.
        numbers = list(data.values()) if isinstance(data, Mapping) else list(data or ())
        if len(numbers) >= 2:
            t, unit = int(numbers[0]), int(numbers[1])
            return t, unit if unit >= 0 else None
    return None
