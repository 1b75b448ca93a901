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

FEATURES, UNITS = 2, 3
"""Sizes of the fresh networks."""

STEPS = 6
"""Time steps of the sequence of which one input is changed."""


def fresh(seed: int) -> nn.RNN:
    """A network that was never trained."""
    with own_draws():
        torch.manual_seed(seed)
        return nn.RNN(FEATURES, UNITS)


def drawn(steps: int, seed: int) -> Float[Tensor, "seq_len 1 features"]:
    """Vectors for words: numbers of no meaning."""
    return torch.randn(steps, 1, FEATURES, generator=torch.Generator().manual_seed(seed))


@lru_cache(maxsize=16)
def words(text: str, seed: int = 0) -> Recording:
    """A fresh network that reads the words of a text."""
    labels = text.split()
    return record(fresh(seed), drawn(len(labels), seed), labels=[labels])


@lru_cache(maxsize=1)
def spelled() -> Recording:
    """The trained network of hello, which gets every letter of the word."""
    return record(hello.load().rnn, hello.tensors()[0], labels=hello.labels())


@lru_cache(maxsize=1)
def written() -> tuple[Recording, tuple[str, ...]]:
    """The same network, which gets the first letter alone, and then what it wrote itself; and what it wrote."""
    network = hello.load()
    letters, h, text = [hello.tensors()[0][0]], None, []
    with torch.inference_mode():
        for _step in range(len(hello.WORD) - 1):
            output, h = network.rnn(letters[-1][None], h)
            best = int(network.readout(output).argmax())
            text.append(hello.LETTERS[best])
            letters.append(nn.functional.one_hot(torch.tensor([best]), len(hello.LETTERS)).float())
    fed = [hello.WORD[0], *text[:-1]]
    return record(network.rnn, torch.stack(letters[:-1]).clone(), labels=[fed]), tuple(text)


@lru_cache(maxsize=4)
def translated(source: str, target: str) -> tuple[Recording, Recording]:
    """A fresh encoder that reads the source, and a fresh decoder that starts from its last state."""
    encoder = words(source, seed=1)
    given = target.split()
    start = torch.from_numpy(np.array(encoder.h_n))
    return encoder, record(fresh(2), drawn(len(given), 2), start, labels=[given])


@lru_cache(maxsize=STEPS)
def moved(changed: int) -> dict[str, Float[np.ndarray, " seq_len"]]:
    """How far each output moves if one input is changed: of a network, and of a layer without memory."""
    module, x = fresh(4), drawn(STEPS, 4)
    other = x.clone()
    other[changed] += 1
    weight = module.get_parameter("weight_ih_l0")
    with torch.no_grad():
        recurrent = (module(x)[0] - module(other)[0]).norm(dim=2)[:, 0]
        alone = (torch.tanh(x @ weight.T) - torch.tanh(other @ weight.T)).norm(dim=2)[:, 0]
    return {"recurrent": np.asarray(recurrent.numpy()), "alone": np.asarray(alone.numpy())}


def one_step_apart() -> float:
    """How far one time step from a zero state is from a feed-forward layer."""
    module, x = fresh(0), drawn(1, 0)
    layer, bias = nn.Linear(FEATURES, UNITS), module.get_parameter("bias_hh_l0")
    with torch.no_grad():
        layer.weight.copy_(module.get_parameter("weight_ih_l0"))
        layer.bias.copy_(module.get_parameter("bias_ih_l0") + bias)
        return float((module(x)[0] - torch.tanh(layer(x))).abs().max())


def forward(rnn: nn.RNN, x: Tensor) -> Tensor:
    """A forward that makes its own zero state."""
    h_0 = torch.zeros(1, x.shape[1], rnn.hidden_size)
    output: Tensor = rnn(x, h_0)[0]
    return output


@lru_cache(maxsize=1)
def in_float64() -> Trace:
    """That forward with a network in float64: it raises."""
    return trace(forward, fresh(0).double(), drawn(3, 0).double())
