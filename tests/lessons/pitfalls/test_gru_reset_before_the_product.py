"""ONNX's GRU knows both forms (``linear_before_reset``): it gives the numbers of the one and of the other."""

import numpy as np
import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.recorder.onnxruntime.operators import run as onnx_run
from tests.recorder.onnxruntime.parameters import Conversion, convert

PITFALL = pitfalls()["gru-reset-before-the-product"]


def last_state(module: torch.nn.GRU, words: torch.Tensor, linear_before_reset: int) -> np.ndarray:
    parameters = convert(module, 0, Conversion(linear_before_reset=linear_before_reset))
    state: np.ndarray = onnx_run(parameters, words[:, None].numpy(), {"h": None})["Y_h"][0, 0]
    return state


@pytest.mark.parametrize("seed", range(5))
def test_each_program_is_one_of_onnx_s_two_forms(seed: int) -> None:
    for side, linear_before_reset in ((run(PITFALL, seed).wrong, 0), (run(PITFALL, seed).right, 1)):
        onnx = last_state(side["gru"], side["words"], linear_before_reset)
        np.testing.assert_allclose(side["h"].numpy(), onnx, atol=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_only_one_of_them_is_pytorch_s(seed: int) -> None:
    found = run(PITFALL, seed)
    assert max(found.right["apart"]) < 1e-5
    # The first step starts from zeros, so only the bias b_hn tells the two apart there.
    assert max(found.wrong["apart"]) > 0.05
    assert min(found.wrong["apart"][1:]) > 0.01


def test_the_two_agree_where_no_unit_reads_another() -> None:
    names: dict[str, torch.Tensor] = {}
    with torch.random.fork_rng(devices=[]):
        exec(PITFALL.setup, names)
    names["W_hn"].copy_(torch.diag(torch.linspace(-1, 1, 8)))
    names["b_hn"].zero_()
    states = []
    for part in (PITFALL.wrong, PITFALL.right):
        side = dict(names, apart=[])
        exec(part, side)
        states.append(side["h"])
    torch.testing.assert_close(*states)
