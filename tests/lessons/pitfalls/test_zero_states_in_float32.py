"""Every other type raises, float32 does not, and zeros of the right type change nothing."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["zero-states-in-float32"]


@pytest.mark.parametrize("seed", range(5))
def test_the_right_zeros_are_those_that_pytorch_takes(seed: int) -> None:
    right = run(PITFALL, seed).right
    output, (h_n, c_n) = right["lstm"](right["words"])
    assert output.dtype == torch.float64
    assert torch.equal(output, right["output"])
    assert torch.equal(h_n, right["h_n"])
    assert torch.equal(c_n, right["c_n"])


def test_what_stops_it_is_the_type() -> None:
    wrong = run(PITFALL).wrong
    assert isinstance(wrong.error, RuntimeError)
    assert "dtype" in str(wrong.error)
    assert wrong["h_0"].dtype == wrong["c_0"].dtype == torch.float32


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16, torch.float32])
def test_the_same_with_other_types(dtype: torch.dtype) -> None:
    wrong, right = run(PITFALL).wrong, run(PITFALL).right
    names = {"torch": torch, "lstm": right["lstm"].to(dtype), "words": right["words"].to(dtype)}
    try:
        exec(PITFALL.right, names)
        if dtype == torch.float32:
            exec(PITFALL.wrong, names)
        else:
            with pytest.raises(RuntimeError, match=r"dtype|primitive"):
                exec(PITFALL.wrong, names)
    finally:
        right["lstm"].double()
    assert wrong["lstm"].weight_hh_l0.dtype == torch.float64
