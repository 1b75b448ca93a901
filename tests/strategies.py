"""Hypothesis strategies: recurrent modules with bounded weights, and inputs that fit them."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from hypothesis import strategies as st
from torch import Tensor, nn

MODES = ("LSTM", "GRU", "RNN_TANH", "RNN_RELU")
MAKERS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
State = Tensor | tuple[Tensor, Tensor] | None


@dataclass(frozen=True)
class Network:
    """A module, and the arguments it is called with."""

    module: nn.RNNBase
    input: Tensor
    hx: State

    @property
    def time_major(self) -> Tensor:
        """The input as (seq_len, batch, input_size)."""
        return self.input.transpose(0, 1) if self.module.batch_first else self.input

    def call(self) -> tuple[Tensor, Tensor, Tensor | None]:
        """What PyTorch answers: output, h_n and, for an LSTM, c_n."""
        with torch.no_grad():
            output, final = self.module(self.input, self.hx)
        return (output, *final) if isinstance(final, tuple) else (output, final, None)


@dataclass(frozen=True)
class Plan:
    """Everything that makes a network: a failing example prints as one line that makes it again."""

    mode: str = "LSTM"
    input_size: int = 3
    hidden_size: int = 2
    num_layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    batch_first: bool = False
    seq_len: int = 4
    batch: int = 2
    given_hx: bool = True
    double: bool = True
    bound: float = 1.0
    seed: int = 0

    @property
    def dtype(self) -> torch.dtype:
        return torch.float64 if self.double else torch.float32

    def build(self) -> Network:
        """The network; every weight lies within ``bound`` of zero, every input and state within 2."""
        draw = np.random.default_rng(self.seed)

        def tensor(shape: Sequence[int], bound: float) -> Tensor:
            return torch.from_numpy(draw.uniform(-bound, bound, tuple(shape))).to(self.dtype)

        kind, _, nonlinearity = self.mode.partition("_")
        module: nn.RNNBase = MAKERS[kind](
            self.input_size,
            self.hidden_size,
            num_layers=self.num_layers,
            bidirectional=self.bidirectional,
            bias=self.bias,
            batch_first=self.batch_first,
            dtype=self.dtype,
            **({"nonlinearity": nonlinearity.lower()} if nonlinearity else {}),
        )
        module.load_state_dict({name: tensor(value.shape, self.bound) for name, value in module.state_dict().items()})
        axes = (self.batch, self.seq_len) if self.batch_first else (self.seq_len, self.batch)
        states = (self.num_layers * (2 if self.bidirectional else 1), self.batch, self.hidden_size)
        hx: State = None
        if self.given_hx:
            hx = (tensor(states, 2.0), tensor(states, 2.0)) if kind == "LSTM" else tensor(states, 2.0)
        return Network(module, tensor((*axes, self.input_size), 2.0), hx)


def plans(*, modes: Sequence[str] = MODES, double: bool | None = None) -> st.SearchStrategy[Plan]:
    """Plans of small networks of every kind."""
    return st.builds(
        Plan,
        mode=st.sampled_from(modes),
        input_size=st.integers(1, 6),
        hidden_size=st.integers(1, 5),
        num_layers=st.integers(1, 3),
        bidirectional=st.booleans(),
        bias=st.booleans(),
        batch_first=st.booleans(),
        seq_len=st.integers(1, 6),
        batch=st.integers(1, 3),
        given_hx=st.booleans(),
        double=st.booleans() if double is None else st.just(double),
        bound=st.sampled_from((0.1, 1.0, 2.0)),
        seed=st.integers(0, 2**32 - 1),
    )


@contextmanager
def plain_kernels() -> Iterator[None]:
    """PyTorch without oneDNN: the same equations as a row of small kernels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # switching oneDNN off speaks of a graphics card that is not there
        with torch.backends.mkldnn.flags(enabled=False):
            yield
