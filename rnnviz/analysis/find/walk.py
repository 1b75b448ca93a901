"""The way through the tracks of a recording, and the hits of all of them in the order in which they are computed."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np
from jaxtyping import Bool, Int

from rnnviz.analysis.find.hits import Found, Hits
from rnnviz.analysis.find.question import Question
from rnnviz.recorder import Recording, Track

_BLOCK = 2**17
"""Numbers of one variable that are looked at at a time: a recording may be larger than memory."""

OfTrack = Callable[[Question, Track], list[Found]]


def layers_of(rec: Recording, layer: int | None, direction: str | None, batch: int | None) -> Sequence[int]:
    """The layers that are looked at.

    Raises:
        PlaceError: there is no such layer, direction or row.
    """
    # Without batch rows there is no track to ask for, and nothing to find.
    if rec.batch or batch is not None:
        rec.track(layer or 0, direction or "forward", batch or 0)
    return range(rec.num_layers) if layer is None else (layer,)


def collected(rec: Recording, question: Question, direction: str | None, batch: int | None, of_track: OfTrack) -> Hits:
    """The hits of all tracks that are looked at, in the order in which they are computed."""
    tracks = [
        track
        for track in rec.tracks
        if track.layer in question.scopes and direction in (None, track.direction) and batch in (None, track.batch)
    ]
    width = max(_bytes(question, layer) for layer in question.scopes)
    sides = groupby(tracks, lambda track: (track.layer, track.direction))
    found = [_of_one_direction(question, list(rows), width, of_track) for _, rows in sides]
    return Hits(rec, question, _joined(found, width))


def blocks(question: Question, track: Track) -> Iterator[tuple[int, int]]:
    """Steps of a track in the order in which they are processed, so many at a time that memory holds them."""
    steps = max(1, _BLOCK // question.widest(track.layer))
    for first in range(0, len(track), steps):
        yield first, min(first + steps, len(track))


def packed(
    question: Question, track: Track, steps: Int[np.ndarray, " hits"], holds: Bool[np.ndarray, "hits units"]
) -> Found:
    """Hits at some steps of a track, counted as they are processed, and the units for which each holds."""
    held = np.zeros((len(steps), max(_bytes(question, layer) for layer in question.scopes)), np.uint8)
    if question.about[track.layer]:
        bits = np.packbits(holds, axis=1)
        held[:, : bits.shape[1]] = bits
    t = len(track) - 1 - steps if track.reverse else steps
    whole = np.full(len(steps), 0, np.int32)
    return Found(whole + track.layer, whole + track.reverse, whole + track.batch, t.astype(np.int32), held)


def _of_one_direction(question: Question, rows: Sequence[Track], width: int, of_track: OfTrack) -> Found:
    """The hits of one layer and direction: every row's first step, then every row's second one, and so on."""
    found = _joined([one for track in rows for one in of_track(question, track)], width)
    length = np.array([len(track) for track in rows])
    place = np.searchsorted([track.batch for track in rows], found.batch)
    step = length[place] - 1 - found.t if rows[0].reverse else found.t
    order = np.lexsort((found.batch, step))
    return found[order]


def _bytes(question: Question, layer: int) -> int:
    about = question.about[layer]
    return 0 if about is None else -(-len(about.units) // 8)


def _joined(found: Sequence[Found], width: int) -> Found:
    none = np.zeros(0, np.int32)
    every = [Found(none, none, none, none, np.zeros((0, width), np.uint8)), *found]
    return Found(
        np.concatenate([one.layer for one in every]),
        np.concatenate([one.direction for one in every]),
        np.concatenate([one.batch for one in every]),
        np.concatenate([one.t for one in every]),
        np.concatenate([one.held for one in every]),
    )
