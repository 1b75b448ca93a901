"""Each file is read by its own framework's rule (onnxruntime, TensorFlow's formula) and then gives the same output."""

import numpy as np
import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from tests.recorder.onnxruntime.operators import run as onnx_run
from tests.recorder.onnxruntime.parameters import Parameters

PITFALL = pitfalls()["gate-order-of-another-framework"]
Weights = dict[str, torch.Tensor]


def by_onnxruntime(weights: Weights, words: torch.Tensor) -> np.ndarray:
    W, R, b_ih, b_hh = (weight.numpy() for weight in weights.values())
    parameters = Parameters("LSTM", W[None], R[None], np.concatenate([b_ih, b_hh])[None])
    return onnx_run(parameters, words[:, None].numpy(), {"h": None, "c": None})["Y"][:, 0, 0]


def by_tensorflow_s_formula(weights: Weights, words: torch.Tensor) -> np.ndarray:
    """``i, j, f, o = split(...)``, as in its BasicLSTMCell with forget_bias=0; j is the new input."""
    W_ih, W_hh, b_ih, b_hh = (weight.double().numpy() for weight in weights.values())
    h = c = np.zeros(8)
    outputs = []
    for x in words.double().numpy():
        i, j, f, o = np.split(W_ih @ x + W_hh @ h + b_ih + b_hh, 4)
        c = c / (1 + np.exp(-f)) + np.tanh(j) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        outputs.append(h)
    return np.stack(outputs)


@pytest.mark.parametrize("seed", range(5))
def test_each_file_holds_the_same_network(seed: int) -> None:
    names = run(PITFALL, seed).wrong
    output = names["lstm"](names["words"])[0].detach().numpy()
    np.testing.assert_allclose(by_onnxruntime(names["files"]["ONNX"], names["words"]), output, atol=1e-5)
    np.testing.assert_allclose(
        by_tensorflow_s_formula(names["files"]["TensorFlow 1"], names["words"]), output, atol=1e-5
    )


@pytest.mark.parametrize("seed", range(5))
def test_only_the_reordered_weights_give_its_output(seed: int) -> None:
    found = run(PITFALL, seed)
    assert max(found.right["apart"].values()) == 0
    assert found.wrong["apart"]["Keras"] == 0
    assert min(found.wrong["apart"][name] for name in ("ONNX", "TensorFlow 1")) > 0.1
