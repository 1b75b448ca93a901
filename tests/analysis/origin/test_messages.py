"""What is refused, word for word; and trails as text."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.analysis import Source, has_trail, read_trail, write_trail
from rnnviz.errors import RnnvizError

REC = rnnviz.record(nn.LSTM(3, 4, num_layers=2, bidirectional=True), torch.ones(5, 2, 3), lengths=[5, 3])


def _bare(folder: Path) -> rnnviz.Recording:
    REC.save(folder / "run.safetensors", weights=False)
    return rnnviz.load(folder / "run.safetensors")


def test_no_weights(tmp_path: Path) -> None:
    with pytest.raises(RnnvizError) as caught:
        rnnviz.origin(_bare(tmp_path), "a_f", 2, 3)
    assert str(caught.value) == (
        "rec must have weights to say what a_f[2] is made of, and it has none. Save it with weights=True, or record it "
        "again."
    )


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: rnnviz.origin(REC, "h", 4, 0),
            "unit of h must be at least -4 and below 4, got 4. Choose one that it has.",
        ),
        (
            lambda: rnnviz.origin(REC, "x", -9, 0, layer=1),
            "unit of x must be at least -8 and below 8, got -9. Choose one that it has.",
        ),
        (
            lambda: rnnviz.origin(REC, "h", 0, 3, batch=1),
            "t must be at least -3 and below 3, got 3. Choose a position in the input, or count from its end.",
        ),
        (
            lambda: rnnviz.origin(REC, "r", 0, 3),
            "variable must be one of x, h_prev, c_prev, a_i, a_f, a_g, a_o, i, f, g, o, kept, written, c, squashed, h "
            "for cell type LSTM, got 'r'. Choose one of these.",
        ),
        (
            lambda: (found := rnnviz.origin(REC, "kept", 0, 3)).follow(found.terms[0]),
            "what must be one value, got f[0] * c_prev[0], which holds 2. Follow one of its sources: f[0], c[0].",
        ),
        (
            lambda: (found := rnnviz.origin(REC, "a_f", 1, 3)).follow(
                next(term for term in found.terms if not term.sources and term.code.startswith("b_if"))
            ),
            "what must hold a value of the run to follow, got b_if[1], which is a weight. Follow a term with a value "
            "in it.",
        ),
        (
            lambda: read_trail("h[2]@5 c[1]"),
            "A trail must name values such as h[2]@5 or h[2]@5/0/reverse, got 'c[1]'. Write variable[unit]@t.",
        ),
    ],
)
def test_what_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(RnnvizError) as caught:
        ask()
    assert str(caught.value) == sentence


def test_a_trail_is_written_and_read() -> None:
    found = rnnviz.origin(REC, "a_f", 1, 2, layer=1, direction="reverse", batch=1)
    trail = [*found.trail, Source("h", 3, 2, 0, "reverse"), Source("o", 3, 2, 0, "reverse"), Source("h", 0, 2)]
    text = write_trail(trail)
    assert text == "a_f[1]@2/1/reverse h[3]@2/0/reverse o[3]@2 h[0]@2/0/forward"
    assert list(read_trail(text)) == trail
    assert has_trail(REC, trail, 1)
    assert read_trail("") == ()


@pytest.mark.parametrize(
    "text",
    ["h[4]@0", "q[0]@0", "h[0]@5", "h[0]@0/2/forward", "h_0[0]@1", "f_0[0]@0", "x[3]@0", "c_0[0]@0/0/reverse"],
)
def test_a_trail_of_another_recording(text: str) -> None:
    assert not has_trail(REC, read_trail(text))


@pytest.mark.parametrize("text", ["h_0[3]@0", "c_0[3]@4/0/reverse", "x[7]@0/1/forward", "h_prev[0]@0"])
def test_a_trail_of_this_recording(text: str) -> None:
    assert has_trail(REC, read_trail(text))


def test_a_trail_of_one_direction_or_row() -> None:
    plain = rnnviz.record(nn.RNN(3, 4), torch.ones(5, 1, 3))
    assert not has_trail(plain, read_trail("h[0]@0/0/reverse"))
    assert not has_trail(plain, read_trail("h[0]@0"), batch=1)
    assert not has_trail(REC, read_trail("h[0]@3"), batch=1)
