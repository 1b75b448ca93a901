"""What comes of mixing up conventions: how far h is from the right one, over 200 random steps.

    python -m benchmarks.convention_errors

One layer, 8 features, 16 units, an input of standard normal numbers, float64. The figure is the median of |h - right h|
over all steps and units of 20 networks; once with the weights that PyTorch begins with (within 1/sqrt(16)), once with
weights between -1 and 1, as large as training can make them. Typical values of |h| stand in the first line.
"""

from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.lessons.conventions import differences

STEPS, FEATURES, UNITS, NETWORKS = 200, 8, 16, 20
MAKERS: dict[str, Callable[..., nn.RNNBase]] = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
Weights = dict[str, Tensor]
Sigmoid = Callable[[Tensor], Tensor]


def keras_1(a: Tensor) -> Tensor:
    """Keras' hard_sigmoid until version 2, ONNX's HardSigmoid."""
    return torch.clamp(0.2 * a + 0.5, 0, 1)


def keras_3(a: Tensor) -> Tensor:
    """Keras' hard_sigmoid since version 3."""
    return torch.clamp(a / 6 + 0.5, 0, 1)


def lstm(weights: Weights, x: Tensor, *, sigmoid: Sigmoid = torch.sigmoid, clip: float = np.inf) -> Tensor:
    """Every h; ``clip`` bounds the weighted sums as ONNX's attribute does."""
    h = c = torch.zeros(UNITS, dtype=x.dtype)
    found = []
    for step in x:
        a = weights["weight_ih_l0"] @ step + weights["bias_ih_l0"] + weights["weight_hh_l0"] @ h + weights["bias_hh_l0"]
        i, f, g, o = a.clamp(-clip, clip).chunk(4)
        c = sigmoid(f) * c + sigmoid(i) * torch.tanh(g)
        h = sigmoid(o) * torch.tanh(c.clamp(-clip, clip))
        found.append(h)
    return torch.stack(found)


def gru(
    weights: Weights,
    x: Tensor,
    *,
    sigmoid: Sigmoid = torch.sigmoid,
    reset: str = "after",
    b_hn_inside: bool = True,
    z_keeps: str = "old",
) -> Tensor:
    """Every h."""
    W_hn = weights["weight_hh_l0"].chunk(3)[2]
    b_hn = weights["bias_hh_l0"].chunk(3)[2]
    h = torch.zeros(UNITS, dtype=x.dtype)
    found = []
    for step in x:
        x_r, x_z, x_n = (weights["weight_ih_l0"] @ step + weights["bias_ih_l0"]).chunk(3)
        h_r, h_z, _ = (weights["weight_hh_l0"] @ h + weights["bias_hh_l0"]).chunk(3)
        r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
        if reset == "before":
            past = W_hn @ (r * h) + b_hn
        else:
            past = r * (W_hn @ h + b_hn) if b_hn_inside else r * (W_hn @ h) + b_hn
        n = torch.tanh(x_n + past)
        h = z * h + (1 - z) * n if z_keeps == "old" else z * n + (1 - z) * h
        found.append(h)
    return torch.stack(found)


BY_HAND: dict[str, Callable[[Weights, Tensor], Tensor]] = {"LSTM": lstm, "GRU": gru}


def loaded(cell: str, weights: Weights) -> Callable[[Tensor], Tensor]:
    module = MAKERS[cell](FEATURES, UNITS, dtype=torch.float64)
    module.load_state_dict(weights, strict=True)
    return lambda x: module(x)[0]


def mixed_up(cell: str, weights: Weights, x: Tensor) -> Iterator[tuple[str, Tensor]]:
    """What is mistaken, and the h that comes of it."""
    arrays = {name: value.numpy() for name, value in weights.items()}
    for difference in differences(cell):
        wrong = {name: torch.tensor(value) for name, value in difference.apply(arrays).items()}
        yield f"{difference.title}: {difference.id}", loaded(cell, wrong)(x)
    if cell == "LSTM":
        yield "sigmoid for 0.2 a + 0.5 (old Keras)", lstm(weights, x, sigmoid=keras_1)
        yield "sigmoid for a / 6 + 0.5 (Keras 3)", lstm(weights, x, sigmoid=keras_3)
        yield "clip=1 (ONNX) overlooked", lstm(weights, x, clip=1.0)
    if cell == "GRU":
        yield "reset before the product", gru(weights, x, reset="before")
        yield "b_hn outside the reset", gru(weights, x, b_hn_inside=False)
        yield "z keeps the new", gru(weights, x, z_keeps="new")
        yield "sigmoid for 0.2 a + 0.5 (old Keras)", gru(weights, x, sigmoid=keras_1)
    right = loaded(cell, weights)
    yield "output of go_backwards=True not turned round", right(x).flip(0)
    yield "run forwards instead of backwards", right(x.flip(0)).flip(0)
    yield "started at h = 0 instead of h = 1", _from_ones(cell, weights, x)


def _from_ones(cell: str, weights: Weights, x: Tensor) -> Tensor:
    module = MAKERS[cell](FEATURES, UNITS, dtype=torch.float64)
    module.load_state_dict(weights, strict=True)
    start = torch.ones(1, UNITS, dtype=torch.float64)
    found: Tensor = module(x, (start, start) if cell == "LSTM" else start)[0]
    return found


def drawn(cell: str, seed: int, bound: float) -> tuple[Weights, Tensor]:
    draw = np.random.default_rng(seed)
    module = MAKERS[cell](FEATURES, UNITS)
    weights = {
        name: torch.tensor(draw.uniform(-bound, bound, value.shape)) for name, value in module.state_dict().items()
    }
    return weights, torch.tensor(draw.standard_normal((STEPS, FEATURES)))


def measure(cell: str, bound: float) -> dict[str, float]:
    """The median distance by what is mistaken; under "" the median of |h|."""
    found: dict[str, list[Tensor]] = {}
    for seed in range(NETWORKS):
        weights, x = drawn(cell, seed, bound)
        right = loaded(cell, weights)(x)
        if cell in BY_HAND:
            assert (BY_HAND[cell](weights, x) - right).abs().max() < 1e-12
        found.setdefault("", []).append(right.abs())
        for name, wrong in mixed_up(cell, weights, x):
            found.setdefault(name, []).append((wrong - right).abs())
    return {name: float(torch.stack(values).median()) for name, values in found.items()}


def main() -> None:
    print(f"torch {torch.__version__}; median |h - right h|, {STEPS} steps, {UNITS} units, {NETWORKS} networks")
    with torch.no_grad():
        for cell in MAKERS:
            fresh, large = measure(cell, UNITS**-0.5), measure(cell, 1.0)
            print(f"\n{cell:50}{'as PyTorch begins':>18}{'within 1':>12}")
            for name, value in fresh.items():
                print(f"{name or 'median |h|':50.50}{value:18.3f}{large[name]:12.3f}")


if __name__ == "__main__":
    main()
