"""Every error of the conversions, word for word, and what they say they did."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jaxtyping
import numpy as np
import pytest
import torch
from torch import nn

import rnnviz.formats
from rnnviz.errors import WeightsError
from rnnviz.formats import from_keras, from_onnx, from_tf1, to_keras, to_onnx, to_tf1
from tests.formats.weights.case import Case

LSTM = {name: value.numpy() for name, value in nn.LSTM(3, 4).state_dict().items()}
GRU = {
    "weight_ih_l0": np.zeros((6, 3)),
    "weight_hh_l0": np.array([[0.0, 0.0]] * 4 + [[1.0, 0.25], [0.0, 1.0]]),
    "bias_ih_l0": np.zeros(6),
    "bias_hh_l0": np.array([0, 0, 0, 0, 0.5, -0.75]),
}
KERAS_GRU = {"kernel": np.zeros((3, 6)), "recurrent_kernel": np.ones((2, 6)), "bias": np.zeros(6)}
ONNX = {"W": np.zeros((1, 16, 3)), "R": np.zeros((1, 16, 4)), "B": np.zeros((1, 32))}
TF1 = {"kernel": np.zeros((7, 16)), "bias": np.zeros(16)}


def but(weights: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same weights with some others; None leaves one out."""
    return {name: value for name, value in {**weights, **changes}.items() if value is not None}


@dataclass(frozen=True)
class Said:
    code: str
    call: Callable[[], object]
    message: str


AGREE = "The two agree only if W_hn is diagonal and b_hn is 0; here the largest number off the diagonal is "
WHOLE = "Pass the whole array of one layer."
TABLE = (
    Said(
        "weights-form",
        lambda: from_keras([np.zeros(2)]),  # type: ignore[arg-type]
        "weights must be a mapping from names to arrays, got list. "
        "Pass module.state_dict(), or dict(zip(names, arrays)).",
    ),
    Said(
        "weights-none",
        lambda: to_keras({}),
        "weights must hold the arrays of at least one layer by their names, got none.",
    ),
    Said(
        "weights-dtype",
        lambda: to_keras(nn.LSTM(3, 4).bfloat16().state_dict()),
        "weight_ih_l0 must be an array of float16, float32 or float64, got torch.bfloat16. "
        "Convert it to float32 first.",
    ),
    Said(
        "weights-dtype",
        lambda: from_onnx(but(ONNX, R=np.zeros((1, 16, 4), int))),
        "R must be an array of float16, float32 or float64, got int64. Convert it to float32 first.",
    ),
    Said(
        "weights-mixed",
        lambda: to_onnx(but(LSTM, bias_ih_l0=np.zeros(16))),
        "All arrays of weights must have one dtype: weight_ih_l0 is float32, bias_ih_l0 is float64. "
        "Convert it, e.g. bias_ih_l0.astype('float32').",
    ),
    Said(
        "weights-cell", lambda: to_keras(LSTM, "lstm"), 'cell must be "LSTM", "GRU" or "RNN", got \'lstm\'. Choose one.'
    ),
    Said(
        "weights-unknown",
        lambda: to_keras({"encoder.weight_ih_l0": np.zeros((16, 3))}),
        "weights must hold arrays by the names weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, "
        "weight_ih_l0_reverse, ..., got encoder.weight_ih_l0. Leave it out, or take away what precedes the name.",
    ),
    Said(
        "weights-unknown",
        lambda: from_tf1(but(TF1, w_f_diag=np.zeros(4))),
        "weights must hold arrays by the names kernel, bias, got w_f_diag. "
        "Leave it out, or take away what precedes the name.",
    ),
    Said(
        "weights-missing",
        lambda: to_keras(but(LSTM, bias_hh_l0=None)),
        "weights must hold weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0: bias_hh_l0 is missing. "
        "Pass all arrays of a layer, with all biases or none.",
    ),
    Said(
        "weights-missing",
        lambda: from_tf1(but(TF1, bias=None)),
        "weights must hold kernel, bias: bias is missing. Pass all arrays of a layer, with all biases or none.",
    ),
    Said(
        "weights-missing",
        lambda: from_keras(
            {"forward_layer.kernel": np.zeros((3, 4)), "forward_layer.recurrent_kernel": np.eye(4)}, "RNN"
        ),
        "weights must hold backward_layer.kernel, backward_layer.recurrent_kernel: backward_layer.kernel is missing. "
        "Pass all arrays of a layer, with all biases or none.",
    ),
    Said(
        "weights-projection",
        lambda: to_onnx(nn.LSTM(3, 4, proj_size=2).state_dict()),
        "weights must be of a module without proj_size, got weight_hr_l0: the other layouts have no place for it.",
    ),
    Said(
        "weights-axes",
        lambda: from_onnx(but(ONNX, R=np.zeros((16, 4)))),
        "R must have 3 axes, (num_directions, 4*hidden_size, hidden_size), got shape (16, 4). " + WHOLE,
    ),
    Said(
        "weights-axes",
        lambda: to_keras(but(LSTM, weight_ih_l0=np.zeros((), np.float32))),
        "weight_ih_l0 must have 2 axes, (4*hidden_size, input_size), got shape (). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: to_keras(but(LSTM, weight_ih_l0=np.zeros((8, 3), np.float32))),
        "weight_ih_l0 must have shape (4*hidden_size, input_size) = (16, 3), got (8, 3). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: to_keras(LSTM, "GRU"),
        "weight_hh_l0 must have shape (3*hidden_size, hidden_size) = (12, 4), got (16, 4). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: from_onnx(ONNX, direction="bidirectional"),
        "R must have shape (num_directions, 4*hidden_size, hidden_size) = (2, 16, 4), got (1, 16, 4). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: from_onnx(but(ONNX, B=np.zeros((1, 16)))),
        "B must have shape (num_directions, 8*hidden_size) = (1, 32), got (1, 16). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: from_tf1(but(TF1, kernel=np.zeros((3, 16)))),
        "kernel must have shape (input_size + hidden_size, 4*hidden_size) = (4, 16), got (3, 16). " + WHOLE,
    ),
    Said(
        "weights-shape",
        lambda: from_tf1(but(TF1, bias=np.zeros(7))),
        "bias must have shape (4*hidden_size) = (4,), got (7,). " + WHOLE,
    ),
    Said(
        "weights-transposed",
        lambda: to_keras(but(LSTM, weight_ih_l0=np.zeros((3, 16), np.float32))),
        "weight_ih_l0 must have shape (4*hidden_size, input_size) = (16, 3), got (3, 16): it looks transposed. "
        "Swap its last two axes, and see whether the other arrays need it too.",
    ),
    Said(
        "weights-transposed",
        lambda: from_keras({"kernel": LSTM["weight_ih_l0"], "recurrent_kernel": LSTM["weight_hh_l0"]}),
        "recurrent_kernel must have shape (hidden_size, 4*hidden_size) = (4, 16), got (16, 4): it looks transposed. "
        "Swap its last two axes, and see whether the other arrays need it too.",
    ),
    Said(
        "weights-transposed",
        lambda: from_onnx(but(ONNX, R=np.zeros((1, 4, 16)))),
        "R must have shape (num_directions, 4*hidden_size, hidden_size) = (1, 16, 4), got (1, 4, 16): it looks "
        "transposed. Swap its last two axes, and see whether the other arrays need it too.",
    ),
    Said(
        "weights-directions",
        lambda: to_onnx(
            {
                f"{name}{way}": np.zeros((2, size))
                for way, size in (("", 3), ("_reverse", 5))
                for name in ("weight_ih_l0",)
            }
            | {f"weight_hh_l0{way}": np.eye(2) for way in ("", "_reverse")},
            "RNN",
        ),
        "weight_ih_l0_reverse must have the shape of weight_ih_l0, (2, 3), got (2, 5). "
        "The two directions of a layer are equally large.",
    ),
    Said(
        "weights-direction",
        lambda: from_onnx(ONNX, direction="backward"),
        'direction must be "forward", "reverse" or "bidirectional", got \'backward\'. Choose the node\'s.',
    ),
    Said(
        "weights-peepholes",
        lambda: from_onnx(but(ONNX, P=np.full((1, 12), -0.5))),
        "P must be 0 or left out, its largest magnitude is 0.5: PyTorch's LSTM has no peepholes.",
    ),
    Said(
        "weights-linear-before-reset",
        lambda: to_onnx(GRU, "GRU", linear_before_reset=2),
        "linear_before_reset must be 0 or 1, got 2. Choose the node's; without the attribute it is 0.",
    ),
    Said(
        "weights-reset-word",
        lambda: to_keras(GRU, "GRU", reset="inside"),
        'reset must be "after" (the product, as nn.GRU) or "before" (it), got \'inside\'. Choose one.',
    ),
    Said(
        "weights-reset-after",
        lambda: from_keras(KERAS_GRU, "GRU"),
        "bias of a GRU with reset_after=True must have shape (2, 3*hidden_size), got (6,). That is a GRU with "
        "reset_after=False: pass reset_after=False.",
    ),
    Said(
        "weights-reset-after",
        lambda: from_keras(but(KERAS_GRU, bias=np.zeros((2, 6))), "GRU", reset_after=False),
        "bias of a GRU with reset_after=False must have shape (3*hidden_size,), got (2, 6). That is a GRU with "
        "reset_after=True: pass reset_after=True.",
    ),
    Said(
        "weights-reset",
        lambda: to_keras(GRU, "GRU", reset_after=False),
        "These weights from PyTorch are made for r * (W_hn @ h + b_hn), and would be used in W_hn @ (r * h) + b_hn. "
        + AGREE
        + "0.25, the largest |b_hn| is 0.75. Pass reset_after=True, for a GRU that resets where this one does.",
    ),
    Said(
        "weights-reset",
        lambda: from_keras(KERAS_GRU, "GRU", reset_after=False),
        "These weights from Keras are made for W_hn @ (r * h) + b_hn, and would be used in r * (W_hn @ h + b_hn). "
        + AGREE
        + '1, the largest |b_hn| is 0. Pass reset="before", for a GRU that resets where this one does.',
    ),
    Said(
        "weights-reset",
        lambda: to_onnx(but(GRU, weight_hh_l0=np.tile(np.eye(2), (3, 1))), "GRU", linear_before_reset=0),
        "These weights from PyTorch are made for r * (W_hn @ h + b_hn), and would be used in W_hn @ (r * h) + b_hn. "
        + AGREE
        + "0, the largest |b_hn| is 0.75. Pass linear_before_reset=1, for a GRU that resets where this one does.",
    ),
    Said(
        "weights-reset-only",
        lambda: to_tf1(GRU, "GRU"),
        "These weights from PyTorch are made for r * (W_hn @ h + b_hn), and would be used in W_hn @ (r * h) + b_hn. "
        + AGREE
        + "0.25, the largest |b_hn| is 0.75. Convert to Keras or ONNX, which know both forms.",
    ),
)


@pytest.mark.parametrize("said", TABLE, ids=lambda said: said.code)
def test_the_message_word_for_word(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(WeightsError) as caught:
        said.call()
    assert str(caught.value) == said.message
    assert caught.value.code == said.code


def test_the_table_holds_every_error_that_the_conversions_raise() -> None:
    folder = Path(rnnviz.formats.__file__).parent
    raised = {code for path in folder.glob("**/*.py") for code in re.findall(r'"(weights-[a-z-]+)"', path.read_text())}
    assert raised == {said.code for said in TABLE}


TOLD = {
    "to Keras": (
        lambda: to_keras(GRU, "GRU")[0],
        "Keras GRU(units=2, use_bias=True, reset_after=True)\n"
        "  kernel (3, 6) float64\n"
        "  recurrent_kernel (2, 6) float64\n"
        "  bias (2, 6) float64\n"
        "  - Gates reordered from r z n to z r h.\n"
        "  - weight_ih (6, 3) transposed is kernel (3, 6).\n"
        "  - weight_hh (6, 2) transposed is recurrent_kernel (2, 6).\n"
        "  - bias_ih is the first row of bias, bias_hh the second.",
    ),
    "to Keras, backwards": (
        lambda: to_keras({"weight_ih_l0_reverse": np.zeros((2, 3)), "weight_hh_l0_reverse": np.eye(2)}, "RNN")[0],
        "Keras RNN(units=2, use_bias=False, go_backwards=True)\n"
        "  kernel (3, 2) float64\n"
        "  recurrent_kernel (2, 2) float64\n"
        "  - weight_ih (2, 3) transposed is kernel (3, 2).\n"
        "  - weight_hh (2, 2) transposed is recurrent_kernel (2, 2).\n"
        "  - The layer runs backwards: Keras is told so by go_backwards=True.",
    ),
    "to ONNX": (
        lambda: to_onnx(Case("LSTM", bidirectional=True).module().state_dict())[0],
        "ONNX LSTM(hidden_size=4, direction='bidirectional')\n"
        "  W (2, 16, 3) float64\n"
        "  R (2, 16, 4) float64\n"
        "  B (2, 32) float64\n"
        "  - Gates reordered from i f g o to i o f c.\n"
        "  - weight_ih is W.\n"
        "  - weight_hh is R.\n"
        "  - bias_ih is the first half of B, bias_hh the second.\n"
        "  - The first axis of every array is the direction: forward, reverse.",
    ),
    "to TensorFlow 1": (
        lambda: to_tf1(LSTM)[0],
        "TensorFlow 1 LSTM(num_units=4, forget_bias=1.0)\n"
        "  kernel (7, 16) float32\n"
        "  bias (16,) float32\n"
        "  - Gates reordered from i f g o to i j f o.\n"
        "  - weight_ih and weight_hh side by side, transposed, are kernel (7, 16) with the gates i j f o: it "
        "multiplies [x, h].\n"
        "  - bias_ih and bias_hh are added: bias holds their sum. The outputs stay the same; the two cannot be told "
        "apart again.\n"
        "  - 1.0 is taken from the forget gate's bias: TensorFlow 1 adds forget_bias=1.0 at every step.",
    ),
    "from TensorFlow 1": (
        lambda: from_tf1(
            {
                "gates/kernel": np.zeros((5, 4)),
                "gates/bias": np.zeros(4),
                "candidate/kernel": np.zeros((5, 2)),
                "candidate/bias": np.zeros(2),
            },
            "GRU",
            reset="before",
        ),
        "PyTorch GRU(input_size=3, hidden_size=2, bias=True, bidirectional=False)\n"
        "  weight_ih_l0 (6, 3) float64\n"
        "  weight_hh_l0 (6, 2) float64\n"
        "  bias_ih_l0 (6,) float64\n"
        "  bias_hh_l0 (6,) float64\n"
        "  - Gates stay in their order: r u c is what PyTorch calls r z n.\n"
        "  - gates/kernel (5, 4) with the gates r u multiplies [x, h]: transposed, its first 3 columns go to "
        "weight_ih, the others to weight_hh.\n"
        "  - candidate/kernel (5, 2) with the gates c multiplies [x, h]: transposed, its first 3 columns go to "
        "weight_ih, the others to weight_hh.\n"
        "  - These weights are for a GRU that resets before the product, which nn.GRU does not.\n"
        "  - gates/bias goes to bias_ih; bias_hh is 0.\n"
        "  - candidate/bias goes to bias_ih; bias_hh is 0.",
    ),
    "from ONNX, in reverse": (
        lambda: from_onnx({"W": np.zeros((1, 2, 3)), "R": np.zeros((1, 2, 2))}, "RNN", direction="reverse", layer=1),
        "PyTorch RNN(input_size=3, hidden_size=2, bias=False, bidirectional=False)\n"
        "  weight_ih_l1_reverse (2, 3) float64\n"
        "  weight_hh_l1_reverse (2, 2) float64\n"
        "  - W is weight_ih.\n"
        "  - R is weight_hh.\n"
        "  - PyTorch has no layer that runs backwards alone: turn the input round over time, and the output back.",
    ),
    "from ONNX, a diagonal": (
        lambda: from_onnx(
            {"W": np.zeros((1, 3, 1)), "R": np.ones((1, 3, 1)), "B": np.ones((1, 6))}, "GRU", linear_before_reset=0
        ),
        "PyTorch GRU(input_size=1, hidden_size=1, bias=True, bidirectional=False)\n"
        "  weight_ih_l0 (3, 1) float64\n"
        "  weight_hh_l0 (3, 1) float64\n"
        "  bias_ih_l0 (3,) float64\n"
        "  bias_hh_l0 (3,) float64\n"
        "  - Gates reordered from z r h to r z n.\n"
        "  - W is weight_ih.\n"
        "  - R is weight_hh.\n"
        "  - W_hn is diagonal, so that it does not matter whether the reset comes before or after it.\n"
        "  - bias_ih is the first half of B, bias_hh the second.\n"
        "  - b_hn is added to b_in: where the reset comes first both are outside it.",
    ),
}


@pytest.mark.parametrize(("convert", "told"), TOLD.values(), ids=[*TOLD])
def test_what_was_done_word_for_word(convert: Callable[[], object], told: str) -> None:
    assert repr(convert()) == told


def test_without_biases_tensorflow_gets_zeros() -> None:
    (converted,) = to_tf1(but(LSTM, bias_ih_l0=None, bias_hh_l0=None), forget_bias=0.0)
    assert not converted.weights["bias"].any()
    assert str(converted.changes[-1]) == "There are no biases, and TensorFlow 1 needs some: bias of zeros."


def test_a_change_is_said_in_another_language() -> None:
    change = to_onnx(torch.nn.GRU(2, 2).state_dict(), "GRU")[0].changes[0]
    assert change.said(lambda text: text.replace("Gates reordered", "Tore umgestellt")) == (
        "Tore umgestellt from r z n to z r h."
    )
