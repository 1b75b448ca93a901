"""Hypothesis strategies: recurrent modules with bounded weights, and inputs that fit them."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

MODES = ("LSTM", "GRU", "RNN_TANH", "RNN_RELU")
MAKERS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
CELL_MAKERS: dict[str, Any] = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}
HALVES = ("float16", "bfloat16")
PACKINGS = ("sorted", "unsorted", "lengths")
"""A PackedSequence of rows that were sorted by the caller, or by PyTorch; or a padded batch and its lengths beside."""
State = Tensor | tuple[Tensor, Tensor] | None


@dataclass(frozen=True, eq=False)
class Network:
    """A module, and the arguments it is called with."""

    module: Any
    """An ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, or one of their cells."""
    input: Tensor
    """As the module takes it; the padded batch where it is packed."""
    hx: State
    lengths: tuple[int, ...] | None = None
    packing: str = ""
    strided: bool = False

    @property
    def given(self) -> Tensor | PackedSequence:
        """What rnnviz is given."""
        return self.packed() if self.packing in ("sorted", "unsorted") else self.input

    @property
    def options(self) -> dict[str, Any]:
        """What rnnviz is told besides."""
        return {"lengths": self.lengths} if self.packing == "lengths" else {}

    def call(self) -> tuple[Tensor, Tensor, Tensor | None]:
        """What PyTorch answers: output (padded, rows in the caller's order), h_n and, for an LSTM, c_n."""
        with torch.no_grad(), no_advice():
            if self.is_cell:
                found = self.module(self.input, self.hx)
                return (found[0], *found) if isinstance(found, tuple) else (found, found, None)
            output, final = self.module(self.packed() if self.packing else self.input, self.hx)
        if self.packing:
            output, _ = pad_packed_sequence(output, batch_first=self.module.batch_first)
        return (output, *final) if isinstance(final, tuple) else (output, final, None)

    def packed(self) -> PackedSequence:
        assert self.lengths is not None
        found = pack_padded_sequence(
            self.input, torch.tensor(self.lengths), self.module.batch_first, enforce_sorted=self.packing == "sorted"
        )
        return found._replace(data=apart(found.data)) if self.strided else found

    @property
    def is_cell(self) -> bool:
        return isinstance(self.module, nn.RNNCellBase)

    @property
    def mode(self) -> str:
        """PyTorch's mode; for a module of one step, that of the module it is a step of."""
        if not self.is_cell:
            return str(self.module.mode)
        kind = type(self.module).__name__.removesuffix("Cell")
        return f"RNN_{self.module.nonlinearity.upper()}" if kind == "RNN" else kind

    @property
    def num_layers(self) -> int:
        return 1 if self.is_cell else int(self.module.num_layers)

    @property
    def num_directions(self) -> int:
        return 1 if self.is_cell or not self.module.bidirectional else 2

    @property
    def proj_size(self) -> int:
        return 0 if self.is_cell else int(self.module.proj_size)

    @property
    def sizes(self) -> dict[str, int]:
        """The units of every state."""
        size = self.module.hidden_size
        return {"h": self.proj_size or size} | ({"c": size} if self.mode == "LSTM" else {})

    @property
    def batched(self) -> bool:
        return self.input.dim() == (2 if self.is_cell else 3)

    def to_time_major(self, value: Tensor) -> Tensor:
        """An input or output as (seq_len, batch, features)."""
        value = value if self.batched else value.unsqueeze(-2)
        if self.is_cell:
            return value.unsqueeze(0)
        return value.transpose(0, 1) if self.module.batch_first and self.batched else value

    @property
    def time_major(self) -> Tensor:
        """The input as (seq_len, batch, input_size); 0 past a row's length."""
        grid = self.to_time_major(self.input)
        if self.lengths is None:
            return grid
        grid = grid[: max(self.lengths)]
        inside = torch.arange(len(grid))[:, None] < torch.tensor(self.lengths)
        return torch.where(inside[..., None], grid, 0.0)

    @property
    def row_lengths(self) -> tuple[int, ...]:
        """How many steps each row has."""
        length, batch = self.time_major.shape[:2]
        return self.lengths if self.lengths is not None else (length,) * batch

    @property
    def initial(self) -> dict[str, Tensor]:
        """Every initial state as (num_layers*num_directions, batch, size), zeros where none is given."""
        stack, batch = self.num_layers * self.num_directions, len(self.row_lengths)
        if self.hx is None:
            return {name: self.input.new_zeros(stack, batch, size) for name, size in self.sizes.items()}
        states = self.hx if isinstance(self.hx, tuple | list) else (self.hx,)
        shapes = [(stack, batch, size) for size in self.sizes.values()]
        return {name: state.reshape(shape) for name, state, shape in zip(self.sizes, states, shapes, strict=True)}

    def parameter_name(self, kind: str, layer: int, direction: int) -> str:
        """PyTorch's name: weight_ih_l0_reverse, or weight_ih for a module of one step."""
        return kind if self.is_cell else f"{kind}_l{layer}" + ("_reverse" if direction else "")


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
    proj_size: int = 0
    lengths: tuple[int, ...] = ()
    """One for each row: they take the place of ``batch``, and of ``seq_len`` where a length is larger."""
    packing: str = ""
    cell: bool = False
    """A module of one step."""
    unbatched: bool = False
    strided: bool = False
    """Input and states lie apart in memory."""
    half: str = ""
    """float16 or bfloat16."""

    @property
    def dtype(self) -> torch.dtype:
        if self.half:
            return {"float16": torch.float16, "bfloat16": torch.bfloat16}[self.half]
        return torch.float64 if self.double else torch.float32

    def build(self) -> Network:
        """The network; every weight lies within ``bound`` of zero, every input and state within 2."""
        draw = np.random.default_rng(self.seed)

        def tensor(shape: Sequence[int], bound: float) -> Tensor:
            value = torch.from_numpy(draw.uniform(-bound, bound, tuple(shape))).to(self.dtype)
            return apart(value) if self.strided and bound == 2.0 else value

        module = self._module()
        module.load_state_dict(
            {name: tensor(value.shape, self.bound).contiguous() for name, value in module.state_dict().items()}
        )
        rows = len(self.lengths) if self.packing else self.batch
        batch = () if self.unbatched else (rows,)
        stack = () if self.cell else (self.num_layers * (2 if self.bidirectional else 1),)
        hx: State = None
        if self.given_hx:
            h_0 = tensor((*stack, *batch, self.proj_size or self.hidden_size), 2.0)
            hx = (h_0, tensor((*stack, *batch, self.hidden_size), 2.0)) if self.mode == "LSTM" else h_0
        if self.cell:
            return Network(module, tensor((*batch, self.input_size), 2.0), hx)
        length = max(self.seq_len, *self.lengths, 0) if self.packing else self.seq_len
        axes = (rows, length) if self.batch_first and batch else (length, *batch)
        input = tensor((*axes, self.input_size), 2.0)
        if not self.packing:
            return Network(module, input, hx, strided=self.strided)
        for row, count in enumerate(self.lengths):
            # Whoever reads the padding is noticed.
            (input[row, count:] if self.batch_first else input[count:, row])[...] = torch.nan
        return Network(module, input, hx, self.lengths, self.packing, self.strided)

    def _module(self) -> Any:
        kind, _, nonlinearity = self.mode.partition("_")
        options: dict[str, Any] = {"bias": self.bias, "dtype": self.dtype}
        if nonlinearity:
            options["nonlinearity"] = nonlinearity.lower()
        if self.cell:
            return CELL_MAKERS[kind](self.input_size, self.hidden_size, **options)
        if self.proj_size:
            options["proj_size"] = self.proj_size
        return MAKERS[kind](
            self.input_size,
            self.hidden_size,
            num_layers=self.num_layers,
            bidirectional=self.bidirectional,
            batch_first=self.batch_first,
            **options,
        )


def plans(*, modes: Sequence[str] = MODES, double: bool | None = None) -> st.SearchStrategy[Plan]:
    """Plans of small networks of every kind, called with a batch."""
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


@st.composite
def forms(draw: st.DrawFn) -> Plan:
    """Plans of networks of every kind, called in every way."""
    plan = draw(plans())
    changes: dict[str, Any] = {"strided": draw(st.booleans()), "half": draw(st.sampled_from(("", "", *HALVES)))}
    form = draw(st.sampled_from(("cell", "batch", "unbatched", *PACKINGS)))
    if form == "cell":
        return replace(plan, cell=True, num_layers=1, bidirectional=False, unbatched=draw(st.booleans()), **changes)
    if plan.mode == "LSTM" and plan.hidden_size > 1:
        changes["proj_size"] = draw(st.integers(0, plan.hidden_size - 1))
    if form in PACKINGS:
        lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
        changes["lengths"] = tuple(sorted(lengths, reverse=True) if form == "sorted" else lengths)
        changes["packing"] = form
    return replace(plan, unbatched=form == "unbatched", **changes)


def apart(value: Tensor) -> Tensor:
    """The same numbers, but not side by side in memory."""
    room = value.new_full((*value.shape, 2), 9.0)
    room[..., 0] = value
    return room[..., 0]


@contextmanager
def no_advice() -> Iterator[None]:
    """PyTorch's kernels without their advice on what they are slow at."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="LSTM with projections is not supported")
        yield


@contextmanager
def plain_kernels() -> Iterator[None]:
    """PyTorch without oneDNN: the same equations as a row of small kernels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # switching oneDNN off speaks of a graphics card that is not there
        with torch.backends.mkldnn.flags(enabled=False):
            yield


def scripted(module: nn.Module) -> nn.Module:
    """The module compiled by torch.jit, which PyTorch no longer recommends and people still have."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: nn.Module = torch.jit.script(module)
    return made
