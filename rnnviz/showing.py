"""One door to both players: `show` takes whatever can be stepped through."""

from collections.abc import Sequence
from typing import Any, SupportsIndex, overload

from rnnviz.code_player.show import CodePlayer, player_of
from rnnviz.errors import ArgumentError
from rnnviz.player.show import Player
from rnnviz.player.show import player_of as recording_player
from rnnviz.recorder import Recording
from rnnviz.tracing import Trace
from rnnviz.words import N_


@overload
def show(
    rec: Recording,
    *,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    batch: SupportsIndex = 0,
    t: SupportsIndex = 0,
    language: str = "en",
    breakpoints: Sequence[str] = (),
) -> Player: ...


@overload
def show(
    rec: Sequence[Recording],
    *,
    names: Sequence[str] | None = None,
    layer: SupportsIndex = 0,
    direction: str = "forward",
    batch: SupportsIndex = 0,
    t: SupportsIndex = 0,
    language: str = "en",
    breakpoints: Sequence[str] = (),
) -> Player: ...


@overload
def show(rec: Trace, *, step: SupportsIndex = 0, language: str = "en") -> CodePlayer: ...


def show(rec: Recording | Sequence[Recording] | Trace, **place: Any) -> Player | CodePlayer:
    """The step player on a recording or on a trace: displayed by Jupyter, VS Code and Colab, or saved as a page.

    In a notebook, click into the player, then step with the keys. It is light or dark as the browser wishes.

    Args:
        rec: what `rnnviz.record` or `rnnviz.load` returned, or ``rnnviz.trace`` or ``rnnviz.load_trace``. A list of
            recordings of the same input is compared: the player shows the first, and under it stand the states of all
            of them and their differences, ``others - first``.
        place: where to begin, and the language. For a recording ``layer`` (from 0), ``direction`` ("forward" or
            "reverse"), ``batch`` (the row, from 0) and ``t`` (the position in the input), for several of them also
            their ``names``; for a trace ``step`` (from 0). A negative ``t`` or ``step`` counts from the end. For all
            of them ``language``: "en" or "zh". For a recording also ``breakpoints``, ready ones by name or conditions
            as for `find`: their steps have ticks on the timeline, and b and Shift+b go from one to the next.

    Raises:
        PlaceError: there is no such layer, direction, row, time step or step.
        ConditionError: one of the breakpoints is none.
        ArgumentError: ``rec`` is neither of them, or there is no such language.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.GRU(input_size=3, hidden_size=2), torch.ones(4, 1, 3))
    >>> player = rnnviz.show(rec, t=-1)
    >>> player.title
    'GRU, input_size=3, hidden_size=2, num_layers=1, num_directions=1, seq_len=4, batch=1'
    >>> player.to_html()[:15]
    '<!doctype html>'
    """
    if isinstance(rec, Trace):
        return player_of(rec, **place)
    if isinstance(rec, Recording):
        return recording_player(rec, **place)
    if isinstance(rec, list | tuple) and rec:
        return recording_player(*rec, **place)
    template = N_(
        "rec must be a recording or a trace, got {got}. Make one first: rnnviz.record(module, input) or "
        "rnnviz.trace(function, ...)."
    )
    raise ArgumentError("show-recording", template, got=type(rec).__name__)
