"""Every module of rnnviz.by_hand, how it is called, and its equal in PyTorch where there is one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from hypothesis import strategies as st
from torch import Tensor, nn

from rnnviz import by_hand
from tests.by_hand import written_out
from tests.by_hand.written_out import Step

SWITCHES = [
    (reset, update, b_hn)
    for reset, b_hn in (("after", "inside"), ("after", "outside"), ("before", "outside"))
    for update in ("keeps", "replaces")
]


@dataclass(frozen=True)
class Case:
    """One kind of module."""

    make: Callable[..., Any]
    step: Step
    """Its equations."""
    sizes: tuple[str, ...] = ("input_size", "hidden_size")
    """What it is made with."""
    equal: Callable[..., Any] | None = None
    """PyTorch's module that computes the same."""
    form: str = "batch first"
    """Also "time first", "cell" and "sample"."""
    states: tuple[str, ...] = ("h",)


def _gru(*switches: str) -> Case:
    own = switches in (("after", "keeps", "inside"), ("after", "replaces", "inside"))
    return Case(
        lambda n, d: by_hand.GRU(n, d, *switches),  # type: ignore[arg-type]
        written_out.gru(*switches),
        equal=(lambda n, d: nn.GRU(n, d, batch_first=True)) if own else None,
    )


def _batch_first(kind: Callable[..., Any]) -> Callable[..., Any]:
    return lambda n, d, **more: kind(n, d, batch_first=True, **more)


CASES: dict[str, Case] = {
    "RNNCell": Case(by_hand.RNNCell, written_out.rnn, equal=nn.RNNCell, form="cell"),
    "JoinedRNNCell": Case(by_hand.JoinedRNNCell, written_out.rnn, equal=nn.RNNCell, form="cell"),
    "StackedRNN": Case(
        by_hand.StackedRNN,
        written_out.rnn,
        ("input_size", "hidden_size", "num_layers"),
        lambda n, d, layers: nn.RNN(n, d, layers),
        "time first",
    ),
    "BidirectionalRNN": Case(
        by_hand.BidirectionalRNN,
        written_out.rnn,
        equal=lambda n, d: nn.RNN(n, d, bidirectional=True),
        form="time first",
    ),
    "SampleLSTMCell": Case(
        by_hand.SampleLSTMCell, written_out.lstm, equal=nn.LSTMCell, form="sample", states=("h", "c")
    ),
    "LSTMCell": Case(by_hand.LSTMCell, written_out.lstm, equal=nn.LSTMCell, form="cell", states=("h", "c")),
    "LSTM": Case(by_hand.LSTM, written_out.lstm, equal=_batch_first(nn.LSTM), states=("h", "c")),
    "JoinedLSTM": Case(by_hand.JoinedLSTM, written_out.lstm, equal=_batch_first(nn.LSTM), states=("h", "c")),
    "SampleGRUCell": Case(
        by_hand.SampleGRUCell, written_out.gru("after", "keeps", "inside"), equal=nn.GRUCell, form="sample"
    ),
    **{f"GRU {' '.join(switches)}": _gru(*switches) for switches in SWITCHES},
    "Elman": Case(by_hand.Elman, written_out.elman, ("input_size", "hidden_size", "output_size")),
    "Jordan": Case(by_hand.Jordan, written_out.jordan, ("input_size", "hidden_size", "output_size"), states=("y",)),
    "LeakyRNN": Case(by_hand.LeakyRNN, written_out.leaky),
}


@dataclass(frozen=True, eq=False)
class Made:
    """A module of one kind with an input for it."""

    case: Case
    module: Any
    input: Tensor
    hx: Any
    sizes: dict[str, int]

    def given(self, *modules: Any) -> list[Any]:
        """What each module returns: output, then the last states, all flat."""
        with torch.no_grad():
            return [flat(module(self.input, self.hx)) for module in modules]

    def equal(self) -> Any:
        """PyTorch's module, with weights of its own."""
        assert self.case.equal is not None
        return self.case.equal(*self.sizes.values()).double()

    def equal_state(self) -> Any:
        """The initial state as PyTorch's module wants it."""
        if self.hx is None or self.case.form != "batch first":
            return self.hx
        return tuple(state[None] for state in self.hx) if isinstance(self.hx, tuple) else self.hx[None]


def flat(returned: Any) -> list[Tensor]:
    """The tensors of nested tuples."""
    return [returned] if isinstance(returned, Tensor) else [tensor for each in returned for tensor in flat(each)]


def close(ones: Sequence[Tensor], others: Sequence[Tensor], allowed: float = 1e-12) -> None:
    for one, other in zip(ones, others, strict=True):
        apart = (one.reshape(-1) - other.reshape(-1)).abs().max()
        assert float(apart) <= allowed, f"{float(apart)} apart"


@st.composite
def made(draw: st.DrawFn, name: str) -> Made:
    """A float64 module with weights up to 2 and an input."""
    case = CASES[name]
    sizes = {size: draw(st.integers(1, 4)) for size in case.sizes}
    seq_len, batch = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    with torch.random.fork_rng():
        torch.manual_seed(draw(st.integers(0, 10**6)))
        module = case.make(*sizes.values()).double()
        with torch.no_grad():
            for own, parameter in module.named_parameters():
                if own == "alpha":
                    parameter.uniform_(0.05, 1)
                else:
                    parameter.uniform_(-2, 2)
        shape: dict[str, tuple[int, ...]] = {
            "batch first": (batch, seq_len),
            "time first": (seq_len, batch),
            "cell": (batch,),
            "sample": (),
        }
        input = torch.randn(*shape[case.form], sizes["input_size"], dtype=torch.float64)
        rows = () if case.form == "sample" else (batch,)
        stack = {"StackedRNN": (sizes.get("num_layers", 1),), "BidirectionalRNN": (2,)}.get(name, ())
        size = sizes["output_size"] if case.states == ("y",) else sizes["hidden_size"]
        states = tuple(torch.randn(*stack, *rows, size, dtype=torch.float64) for _ in case.states)
        hx: Any = None
        if draw(st.booleans()):
            hx = states if len(states) > 1 else states[0]
    return Made(case, module, input, hx, sizes)
