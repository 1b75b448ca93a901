"""The networks of the lesson: each is made once and run."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder import Recording, record
from rnnviz.tracing import Trace, trace
from rnnviz.training.models import hello
from rnnviz.training.own_draws import own_draws

PATTERN = (0, 1, 2, 0)
"""A sentence of four words that ends with its first word."""

SIZE = 3
"""Different words of the sentence, and units that read it."""

SATURATED = 0.99
"""Beyond, a unit of tanh is as good as stuck: its slope is below 0.02."""

UNITS, FEATURES, STEPS = 100, 10, 50
"""Of the network whose first weights are drawn in several ways."""

FAR = 60
"""Steps that a gradient is followed back."""


@lru_cache(maxsize=1)
def reader() -> tuple[nn.RNN, Float[Tensor, "seq_len 1 features"]]:
    """A fresh network, and the sentence in one-hot vectors."""
    with own_draws():
        torch.manual_seed(3)
        rnn = nn.RNN(SIZE, SIZE)
    return rnn, torch.eye(SIZE)[list(PATTERN)][:, None]


@lru_cache(maxsize=4)
def read(words: str) -> Recording:
    """The sentence as the network reads it; ``words`` are its four words."""
    rnn, sentence = reader()
    return record(rnn, sentence, labels=[words.split()])


def without_memory() -> Float[np.ndarray, "seq_len hidden_size"]:
    """What a layer with the same input weights and no recurrence makes of each word."""
    rnn, sentence = reader()
    with torch.no_grad():
        weight, bias = rnn.get_parameter("weight_ih_l0"), rnn.get_parameter("bias_ih_l0")
        sums = sentence[:, 0] @ weight.T + bias + rnn.get_parameter("bias_hh_l0")
        return np.asarray(torch.tanh(sums).numpy())


def with_memory() -> Float[np.ndarray, "seq_len hidden_size"]:
    """The hidden states of the network that reads the sentence."""
    rnn, sentence = reader()
    with torch.no_grad():
        return np.asarray(rnn(sentence)[0][:, 0].numpy())


def rnn_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """One time step, written by hand."""
    from_input = W_ih @ x + b_ih
    from_past = W_hh @ h + b_hh
    a = from_input + from_past
    return torch.tanh(a)


def rnn(sentence: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """All time steps: the same weights in each."""
    h = torch.zeros(len(W_hh))
    for x in sentence:
        h = rnn_step(x, h, W_ih, W_hh, b_ih, b_hh)
    return h


@lru_cache(maxsize=1)
def by_hand() -> tuple[Trace, Float[Tensor, " hidden_size"]]:
    """The code above, line by line, over the first three words; and what it returns."""
    module, sentence = reader()
    # PyTorch's order: W_ih, W_hh, b_ih, b_hh.
    arguments = (sentence[:3, 0], *(each.detach() for each in module.parameters()))
    return trace(rnn, *arguments, functions=(rnn_step,)), rnn(*arguments)


def by_hand_apart() -> float:
    """How far ``nn.RNN`` is from that code."""
    module, sentence = reader()
    with torch.no_grad():
        return float((by_hand()[1] - module(sentence[:3])[1][0, 0]).abs().max())


@lru_cache(maxsize=1)
def spelled() -> Recording:
    """The trained network that reads h, e, l, l."""
    return record(hello.load().rnn, hello.tensors()[0], labels=hello.labels())


@lru_cache(maxsize=1)
def chances() -> dict[str, Float[np.ndarray, " seq_len"]]:
    """The probability of the right next letter: untrained, trained without memory, trained with memory."""
    letters, targets = hello.tensors()
    with own_draws():
        torch.manual_seed(1)
        fresh = hello.HelloNetwork()
        noise = torch.randn(letters.shape)
    with torch.no_grad():
        scores = {
            "untrained": fresh(noise),
            "memoryless": hello.load_memoryless()(letters),
            "rnn": hello.load()(letters),
        }
    found = {name: each.softmax(dim=2).gather(2, targets[..., None])[:, 0, 0] for name, each in scores.items()}
    return {name: np.asarray(each.numpy()) for name, each in found.items()}


@lru_cache(maxsize=32)
def saturated(deviation: float | None) -> Float[np.ndarray, " seq_len"]:
    """Per cent of the units beyond `SATURATED` after each step; None draws as ``nn.RNNCell`` does."""
    with own_draws():
        torch.manual_seed(0)
        words = torch.randn(STEPS, FEATURES)
        W_ih, W_hh = torch.randn(UNITS, FEATURES), torch.randn(UNITS, UNITS)
        cell = nn.RNNCell(FEATURES, UNITS)
    with torch.no_grad():
        if deviation is not None:
            cell.weight_ih.copy_(W_ih * deviation)
            cell.weight_hh.copy_(W_hh * deviation)
            cell.bias_ih.zero_()
            cell.bias_hh.zero_()
        h, shares = torch.zeros(UNITS), []
        for x in words:
            h = cell(x, h)
            shares.append(100 * float((h.abs() > SATURATED).float().mean()))
    return np.array(shares)


@lru_cache(maxsize=32)
def gradient_back(gain: float) -> Float[np.ndarray, " distances"]:
    """The size (spectral norm) of the Jacobian of the last state by the state so many steps before, from 0 on.

    The recurrent weights are those drawn, times ``gain``.
    """
    with own_draws():
        torch.manual_seed(0)
        module = nn.RNN(4, 32)
        words = torch.randn(FAR + 1, 4)
    with torch.no_grad():
        weight = module.get_parameter("weight_hh_l0").mul_(gain).double().numpy()
        states = module(words)[0].double().numpy()
    product, sizes = np.eye(len(weight)), [1.0]
    for h in states[:0:-1]:
        product = product @ ((1 - h**2)[:, None] * weight)
        sizes.append(float(np.linalg.norm(product, 2)))
    return np.array(sizes)
