"""Every row read alone gives the output, zeros the rest; without a length the batches differ."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["padded-output-too-short"]


@pytest.mark.parametrize("seed", range(5))
def test_each_batch_has_the_length_of_its_longest_row(seed: int) -> None:
    found = run(PITFALL, seed)
    longest = found.wrong["lengths"].view(3, 2).amax(dim=1).tolist()
    assert [output.shape[1] for output in found.wrong["outputs"]] == longest == [10, 6, 4]
    assert isinstance(found.wrong.error, RuntimeError)
    assert "Expected size 10 but got size 6" in str(found.wrong.error)
    assert "everything" not in found.wrong.names
    for short, full in zip(found.wrong["outputs"], found.right["outputs"], strict=True):
        assert torch.equal(short, full[:, : short.shape[1]])


@pytest.mark.parametrize("seed", range(5))
def test_every_row_is_what_it_gives_alone(seed: int) -> None:
    right = run(PITFALL, seed).right
    assert right["everything"].shape == (6, 10, 16)
    for row, length, result in zip(right["rows"], right["lengths"].tolist(), right["everything"], strict=True):
        alone, _ = right["gru"](row[:length])
        torch.testing.assert_close(result[:length], alone)
        assert not result[length:].any()


def test_a_mask_of_the_old_length_does_not_fit_either() -> None:
    wrong = run(PITFALL).wrong
    mask = (torch.arange(10) < wrong["lengths"][2:4, None])[:, :, None]
    with pytest.raises(RuntimeError, match="must match the size"):
        wrong["outputs"][1] * mask


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said(seed: int) -> None:
    said = PITFALL.outcome(run(PITFALL, seed)).values
    error = "Sizes of tensors must match except in dimension 0. Expected size 10 but got size 6"
    assert said == {"error": error, "steps": 10, "shape": (6, 10, 16)}
