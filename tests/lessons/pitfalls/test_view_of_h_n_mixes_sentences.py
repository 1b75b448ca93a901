"""Every sentence read alone gives its two final states; which of them stand in which row."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["view-of-h-n-mixes-sentences"]


@pytest.mark.parametrize("seed", range(5))
def test_the_rows_of_view_hold_states_of_other_sentences(seed: int) -> None:
    found = run(PITFALL, seed)
    gru, sentences = found.wrong["gru"], found.wrong["sentences"]
    forward, backward = [], []
    for number in range(3):
        output, _ = gru(sentences[:, number : number + 1])
        forward.append(output[-1, 0, :4])
        backward.append(output[0, 0, 4:])
    mixed = [(forward[0], forward[1]), (forward[2], backward[0]), (backward[1], backward[2])]
    for way, pairs in ((found.wrong, mixed), (found.right, list(zip(forward, backward, strict=True)))):
        torch.testing.assert_close(way["summary"](sentences), torch.stack([torch.cat(pair) for pair in pairs]))


@pytest.mark.parametrize("seed", range(5))
def test_a_change_of_sentence_1_moves_the_rows_of_the_others(seed: int) -> None:
    found = run(PITFALL, seed)
    untouched = [0, 2]
    assert torch.equal(found.wrong["sentences"][:, untouched], found.wrong["changed"][:, untouched])
    assert (found.wrong["moved"] > 1e-2).tolist() == [[False, True], [False, False], [True, False]]
    assert (found.right["moved"] > 1e-2).tolist() == [[False, False], [True, True], [False, False]]
    for way in (found.wrong, found.right):
        assert (way["moved"][way["moved"] <= 1e-2] < 1e-6).all()


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    found = run(PITFALL, seed)
    before, after = (found.right["gru"](found.right[name][:, 1:2])[1] for name in ("sentences", "changed"))
    forward, backward = (after - before).norm(dim=2)[:, 0].tolist()
    assert PITFALL.outcome(found).values == pytest.approx(
        {"own": 0.0, "before": forward, "after": backward, "right": (forward**2 + backward**2) ** 0.5}, abs=1e-6
    )
