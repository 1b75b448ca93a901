"""`find` finds what NumPy finds by hand: 1,000 random conditions over every kind of recording."""

import importlib
import random
from functools import cache
from typing import Any

import jaxtyping
import numpy as np
import pytest

import rnnviz
from tests.analysis.find.recordings import PLANS, by_hand, recording
from tests.analysis.find.written import Author, Oracle, Written, axis_of, single_units, text

CONDITIONS = 84
"""For each of the recordings: 1,008 in all."""

walk_file: Any = importlib.import_module("rnnviz.analysis.find.walk")
"""The module; its name leads to the function."""


def axis(rec: rnnviz.Recording, name: str) -> str:
    found = axis_of(name)
    return "units" if found == "h" and not rec.proj_size else found


def author(rec: rnnviz.Recording, draw: random.Random) -> Author:
    """Somebody who knows the names of a recording; x only where all layers read as many features."""
    axes: dict[str, tuple[list[str], int]] = {}
    for name, values in by_hand(rec, 0, 0, 0).items():
        if name != "x" or rec.num_layers == 1 or rec.input_size == rec.num_directions * rec.h.shape[-1]:
            axes.setdefault(axis(rec, name), ([], values.shape[1]))[0].append(name)
    axes["units"][0].extend(rec.cell.gate_words)
    some = [rec.h[0, 0, 0, 0], rec.input[0, 0], *rec.gates[:, 0, 0, 0, 0]]
    return Author(draw, axes, [str(one) for one in abs(np.concatenate(some))])


@cache
def oracle(rec: rnnviz.Recording, layer: int, side: int, batch: int) -> Oracle:
    stack = layer * rec.num_directions + side
    initial = {"h": rec.h_0[stack, batch]} | ({} if rec.c_0 is None else {"c": rec.c_0[stack, batch]})
    length = rec.lengths[batch] if rec.lengths else rec.seq_len
    words = {"forget": "f", "input": "i", "output": "o", "reset": "r", "update": "z", "new": "n"}
    words |= {"cell": "g", "candidate": "g"} if rec.cell_type == "LSTM" else {"candidate": "n"}
    return Oracle(by_hand(rec, layer, side, batch), initial, words, bool(side), length)


def expected(rec: rnnviz.Recording, node: Written, about: range | None) -> list[tuple[object, ...]]:
    """The hits in order: layer, direction, the number of the step as it is processed, batch row."""
    found = []
    for layer in range(rec.num_layers):
        for side in range(rec.num_directions):
            for batch in range(rec.batch):
                track = oracle(rec, layer, side, batch)
                for k in range(track.length):
                    with np.errstate(all="ignore"):
                        held = np.asarray(track.truth(node, k)) == 1
                    if held.any():
                        units = single_units(_on_one_axis(rec, node))
                        if about is not None:
                            units = tuple(one for one, so in zip(about, held + 0 * np.array(about), strict=True) if so)
                        t = track.length - 1 - k if side else k
                        found.append((layer, side, k, batch, t, units))
    return sorted(found, key=lambda one: one[:4])


def _on_one_axis(rec: rnnviz.Recording, node: Written) -> Written:
    """Without a projection, h is counted as the gates are."""
    name = "f" if node.operator in ("h", "h_prev") and not rec.proj_size else node.operator
    return Written(name, tuple(_on_one_axis(rec, part) for part in node.parts), node.index, node.units)


@pytest.mark.parametrize("number", range(len(PLANS)))
def test_what_is_found_is_what_numpy_finds(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rec, draw = recording(number), random.Random(number)
    some = 0
    for count in range(CONDITIONS):
        # Types are checked for some of them: that takes longer than finding.
        monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", count % 20 > 0)
        monkeypatch.setattr(walk_file, "_BLOCK", draw.choice((1, 2 * rec.hidden_size, 2**17)))
        node, about = author(rec, draw).condition()
        condition = text(node, draw)
        hits = rnnviz.find(rec, condition)
        wanted = expected(rec, node, about)
        got = [(hit.layer, int(hit.direction == "reverse"), hit.batch, hit.t, hit.units) for hit in hits]
        assert got == [(layer, side, batch, t, units) for layer, side, _, batch, t, units in wanted], condition
        some += 0 < len(wanted) < sum(len(track) for track in rec.tracks)
    # A random condition that holds everywhere or nowhere shows little.
    assert some > CONDITIONS // 4 or rec.seq_len == 1
