"""PyTorch's own backward direction: on a packed batch it is the right one, on a padded batch the wrong one."""

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.lessons.pitfalls import Side, pitfalls, run

PITFALL = pitfalls()["flipping-padded-rows"]


def _both_directions(way: Side) -> nn.GRU:
    """A network whose backward direction has the program's weights."""
    both = nn.GRU(6, 16, batch_first=True, bidirectional=True)
    weights = way["gru"].state_dict()
    both.load_state_dict(both.state_dict() | {f"{name}_reverse": weight for name, weight in weights.items()})
    return both


@pytest.mark.parametrize("seed", range(5))
def test_packed_it_is_pytorchs_backward_direction(seed: int) -> None:
    right = run(PITFALL, seed).right
    vectors = right["embedding"](right["tokens"])
    packed = pack_padded_sequence(vectors, torch.tensor(right["lengths"]), batch_first=True)
    output, h_n = _both_directions(right)(packed)
    output, _ = pad_packed_sequence(output, batch_first=True)
    for row, length in enumerate(right["lengths"]):
        torch.testing.assert_close(right["backward"][row, :length], output.data[row, :length, 16:])
    torch.testing.assert_close(right["backward"][:, 0], h_n[1])
    torch.testing.assert_close(right["alone"], h_n[1])
    assert (right["distance"] < 1e-5).all()


@pytest.mark.parametrize("seed", range(5))
def test_padded_pytorchs_backward_direction_reads_the_padding_too(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    output, _ = _both_directions(wrong)(wrong["embedding"](wrong["tokens"]))
    torch.testing.assert_close(wrong["backward"], output[:, :, 16:])
    assert wrong["distance"][0] < 1e-5
    assert (wrong["distance"][1:] > 1e-2).all()


def test_the_padding_comes_to_the_front() -> None:
    found = run(PITFALL)
    assert found.wrong["read"].tolist() == [[7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 4, 3, 2, 1], [0, 0, 0, 0, 0, 2, 1]]
    assert found.right["read"].tolist() == [[7, 6, 5, 4, 3, 2, 1], [4, 3, 2, 1, 0, 0, 0], [2, 1, 0, 0, 0, 0, 0]]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    far = float(run(PITFALL, seed).wrong["distance"][2])
    assert said == pytest.approx({"tokens": 2, "padding": 5, "wrong": far, "right": 0.0}, abs=1e-5)
