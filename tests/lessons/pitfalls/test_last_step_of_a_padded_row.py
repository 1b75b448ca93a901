"""A packed batch gives the last states; the last step of the padded one is what reading on through zeros gives."""

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["last-step-of-a-padded-row"]


@pytest.mark.parametrize("seed", range(5))
def test_packing_gives_the_last_states(seed: int) -> None:
    right = run(PITFALL, seed).right
    padded = pad_sequence(right["sentences"], batch_first=True)
    _, h_n = right["gru"](pack_padded_sequence(padded, right["lengths"], batch_first=True))
    torch.testing.assert_close(right["last"], h_n[0])
    assert (right["distance"] < 1e-5).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_state_goes_on_changing_in_the_padding(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    gru = wrong["gru"]
    for number, (sentence, last) in enumerate(zip(wrong["sentences"], wrong["last"], strict=True)):
        _, state = gru(sentence)
        for _ in range(9 - len(sentence)):
            _, state = gru(torch.zeros(1, 8), state)
        torch.testing.assert_close(last, state[0])
        assert bool(wrong["distance"][number] > 0.1) is (len(sentence) < 9)


@pytest.mark.parametrize("seed", range(5))
def test_only_the_wrong_result_depends_on_the_longest_neighbour(seed: int) -> None:
    found = run(PITFALL, seed)
    sentences, lengths = found.wrong["sentences"][1:], found.wrong["lengths"][1:]
    output, _ = found.wrong["gru"](pad_sequence(sentences, batch_first=True))
    assert ((output[:, -1] - found.wrong["last"][1:]).norm(dim=1) > 1e-2).all()
    torch.testing.assert_close(output[torch.arange(3), lengths - 1], found.right["last"][1:])


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    far = float(run(PITFALL, seed).wrong["distance"][3])
    assert said == pytest.approx({"padding": 7, "tokens": 2, "wrong": far, "right": 0.0}, abs=1e-5)
