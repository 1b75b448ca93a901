"""An edited run is what the same edit gives when it is made by hand, in a plain loop."""

import numpy as np
import pytest

from rnnviz.analysis.rerun import read_edits, rerun
from rnnviz.recorder import Recording
from tests.analysis.rerun.networks import DEEP, KINDS, of_plan, recorded
from tests.analysis.rerun.plain import Hook, Values, plain
from tests.analysis.rerun.settings import settings

DEEP_KINDS = tuple(DEEP)


def check(rec: Recording, values: Values) -> None:
    """Every number of a recording, and what the module returns, are these values."""
    for (layer, direction, row), own in values.items():
        track = rec.track(layer, direction, row)
        assert own.keys() == set(rec.cell.variables)
        for name, value in own.items():
            found = track.values(name)
            np.testing.assert_allclose(found, value, rtol=1e-12, atol=1e-12, err_msg=f"{name} in {layer} {direction}")
            np.testing.assert_array_equal(track[1][name], found[1])
    _check_returned(rec, values)


def _check_returned(rec: Recording, values: Values) -> None:
    top, directions = rec.num_layers - 1, ("forward", "reverse")[: rec.num_directions]
    put_out = rec.cell.readout or "h"
    output = np.zeros((rec.seq_len, rec.batch, rec.architecture.output_size))
    for row in range(rec.batch):
        sides = np.concatenate([values[top, side, row][put_out] for side in directions], axis=-1)
        output[: len(sides), row] = sides
    np.testing.assert_allclose(rec.output, output.swapaxes(0, 1) if rec.batch_first else output, rtol=0, atol=1e-12)
    for state in rec.cell.states:
        last = [
            [values[layer, side, row][state][-1 if side == "forward" else 0] for row in range(rec.batch)]
            for layer in range(rec.num_layers)
            for side in directions
        ]
        found = rec.c_n if state == "c" else rec.h_n
        assert found is not None
        np.testing.assert_allclose(found, last if found.ndim == 3 else last[0], rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", [*KINDS, *(f"deep {kind}" for kind in DEEP_KINDS)])
def test_without_edits_it_is_the_plain_loop(kind: str) -> None:
    rec = of_plan(DEEP[kind.removeprefix("deep ")]) if kind.startswith("deep ") else recorded(kind)
    again = rerun(rec)
    check(again, plain(rec))
    assert (again.edits, again.parity.known, dict(again.overridden)) == ((), False, {})


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_can_be_set(kind: str) -> None:
    rec = recorded(kind)
    every = settings(rec)
    for together in range(0, len(every), 8):
        some = every[together : together + 8]

        def hook(layer: int, direction: str, row: int, t: int, name: str, value: np.ndarray) -> np.ndarray:
            for one in some:  # noqa: B023
                value = one.by_hand(row, t, name, value)
            return value

        edited = rerun(rec, [one.text for one in some])
        check(edited, plain(rec, hook))
        assert edited.edits == tuple(one.text for one in some)


def _where(name: str, layer: int, direction: str, steps: set[int], value: float) -> Hook:
    def hook(at: int, side: str, row: int, t: int, what: str, old: np.ndarray) -> np.ndarray:
        if (what, at) != (name, layer) or (name != "x" and side != direction) or t not in steps:
            return old
        return np.full_like(old, value)

    return hook


@pytest.mark.parametrize(
    ("text", "layer", "direction", "steps"),
    [
        ("h = 0.5 from t=1", 0, "forward", {1, 2, 3, 4}),
        ("h = 0.5 from t=3 to t=2 direction=reverse", 0, "reverse", {2, 3}),
        ("h_prev = 0.5 to t=3 direction=reverse", 0, "reverse", {3, 4}),
        ("h = 0.5 from t=3 direction=reverse layer=1", 1, "reverse", {0, 1, 2, 3}),
        ("x = 0.5 from t=3 layer=1", 1, "", {3, 4}),
        ("x = 0.5 to t=1", 0, "", {0, 1}),
        ("h_0 = 0.5 layer=1 direction=reverse", 1, "reverse", {-1}),
    ],
)
def test_layers_directions_and_lengths(text: str, layer: int, direction: str, steps: set[int]) -> None:
    rec = of_plan(DEEP["LSTM"])
    name = text.split()[0]
    check(rerun(rec, text), plain(rec, _where(name, layer, direction, steps, 0.5)))


def test_edits_are_made_in_order() -> None:
    rec = recorded("LSTM")

    def hook(layer: int, direction: str, row: int, t: int, name: str, value: np.ndarray) -> np.ndarray:
        if name == "f":
            return np.array([(value[0] + 1) * 3, 3.0, (value[2] + 1) * 3])
        return value * 2 + 1 if name == "W_hf" and t >= 2 else value * 2 if name == "W_hf" else value

    text = "f += 1; f[1] = 1; f *= 3\nW_hf *= 2\n\n; W_hf += 1 from t=2"
    edited = rerun(rec, text)
    check(edited, plain(rec, hook))
    assert [str(edit) for edit in read_edits(text, rec)] == list(edited.edits or ())


def test_weights_are_those_edited_at_every_step() -> None:
    rec = recorded("LSTM")
    edited = rerun(rec, "W_hf[2,1] = 7; b_if = 1; W_ii *= 2 from t=1; W_ho += 1; W_ho *= 2 at t=1")
    for name, block in rec.track().weights.items():
        expected = block.copy()
        if name == "W_hf":
            expected[2, 1] = 7
        if name == "b_if":
            expected[:] = 1
        np.testing.assert_array_equal(edited.track().weights[name], expected, err_msg=name)


def test_a_label_takes_the_place_of_another() -> None:
    rec = recorded("GRU")
    labelled = type(rec)(**{**vars(rec), "labels": (("a", "b", "c", "d"), ("e", "f", "q;'\n", "h"))})

    def hook(layer: int, direction: str, row: int, t: int, name: str, value: np.ndarray) -> np.ndarray:
        return rec.input[2, 1] if (name, row, t) == ("x", 0, 3) else value

    (edit,) = read_edits("x = " + repr("q;'\n") + " at t=3 row=0", labelled)
    edited = rerun(labelled, [edit])
    check(edited, plain(rec, hook))
    assert edited.labels == (("a", "b", "c", "q;'\n"), ("e", "f", "q;'\n", "h"))
