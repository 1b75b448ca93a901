"""What a model does inside `rnnviz.recording` is what it does outside: results, gradients, random numbers, hooks."""

import copy
import gc
import io
import pickle
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.modules import module as hooks
from torch.nn.utils import parametrizations, prune
from torch.utils.checkpoint import checkpoint

import rnnviz
from rnnviz.errors import ModuleError
from rnnviz.recorder.call import Call
from tests.strategies import scripted


class Model(nn.Module):
    """A module and a cell, with states that go on, dropout and a weight that is made anew for each call."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(3, 4, 2, batch_first=True, dropout=0.5)
        self.cell = parametrizations.spectral_norm(nn.GRUCell(4, 5), "weight_hh")
        self.drop = nn.Dropout(0.5)

    def forward(self, x: Tensor) -> Tensor:
        output, hx = self.lstm(x)
        output, _ = self.lstm(x, hx)
        h = torch.zeros(len(x), 5)
        for step in self.drop(output).transpose(0, 1):
            h = self.cell(step, hx=h)
        return h


def built(train: bool = True) -> tuple[Model, Tensor]:
    torch.manual_seed(0)
    return Model().train(train), torch.randn(2, 5, 3, requires_grad=True)


def outcome(model: Model, x: Tensor) -> list[Tensor]:
    """Everything that a step of training leaves behind."""
    torch.manual_seed(1)
    result = model(x)
    result.square().sum().backward()
    found = [result.detach(), torch.get_rng_state(), x.grad, *model.state_dict().values()]
    found += [parameter.grad for parameter in model.parameters()]
    return [value for value in found if value is not None]


@pytest.mark.parametrize("train", [True, False])
def test_results_gradients_and_random_numbers_are_the_same_to_the_last_bit(train: bool) -> None:
    plain = outcome(*built(train))
    model, x = built(train)
    with rnnviz.recording(model, allow_dropout=True) as recs:
        recorded = outcome(model, x)
    assert len(plain) == len(recorded) > 20
    for one, other in zip(plain, recorded, strict=True):
        assert torch.equal(one, other)
    random = torch.get_rng_state()
    recs.calls("lstm")
    assert torch.equal(torch.get_rng_state(), random)
    # Spectral norm takes a step with every call in training: no two calls have the same weights.
    steps = recs.calls("cell")
    assert [rec.seq_len for rec in steps] == ([1] * 5 if train else [5])
    assert max(rec.parity.worst for rec in steps) < 1e-6
    np.testing.assert_array_equal(steps[-1].h_n, recorded[0].numpy())


def listeners(model: nn.Module) -> list[int]:
    """How many hooks there are: those of every module, and those for all of them."""
    own = [len(each._forward_hooks) + len(each._forward_pre_hooks) for each in model.modules()]
    return [*own, len(hooks._global_forward_hooks), len(hooks._global_forward_pre_hooks)]


class Broken(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        raise ArithmeticError("broken")


@pytest.mark.parametrize("where", ["nowhere", "model", "body", "module", "dropout"])
def test_nothing_stays_behind_whatever_happens(where: str) -> None:
    model = nn.Sequential(nn.GRUCell(3, 4), Broken() if where == "model" else nn.Identity())
    model.append(nn.GRU(4, 4, 2, dropout=0.5))
    model[0].register_forward_hook(lambda *_: None)
    before = listeners(model)
    kind = {"model": ArithmeticError, "body": KeyError, "module": RuntimeError, "dropout": ModuleError}.get(where)
    with pytest.raises(kind) if kind else nullcontext(), rnnviz.recording(model) as recs:
        model[:2](torch.ones(2, 3))
        match where:
            case "body":
                raise KeyError
            case "module":
                model[:1](torch.ones(2, 9))
            case "dropout":
                model[2](torch.ones(2, 4))
    assert listeners(model) == before
    # What ran before that is kept.
    assert recs["0"].seq_len == 1
    model[0](torch.ones(2, 3))
    assert len(recs.calls("0")) == 1


def test_blocks_inside_each_other_see_the_same() -> None:
    torch.manual_seed(0)
    cell = nn.GRUCell(3, 4)
    with rnnviz.recording(nn.Sequential(cell)) as outer:
        h = cell(torch.ones(2, 3))
        with rnnviz.recording(cell) as inner:
            h = cell(torch.ones(2, 3), h)
        last = cell(torch.ones(2, 3), h)
    assert (outer["0"].seq_len, inner[""].seq_len) == (3, 1)
    np.testing.assert_array_equal(inner[""].output, h.detach().numpy())
    np.testing.assert_array_equal(outer["0"].output[1], h.detach().numpy())
    np.testing.assert_array_equal(outer["0"].h_n, last.detach().numpy())


def pickled(model: nn.Module) -> nn.Module:
    made: nn.Module = pickle.loads(pickle.dumps(model))
    return made


def saved(model: nn.Module) -> nn.Module:
    file = io.BytesIO()
    torch.save(model, file)
    assert b"rnnviz" not in file.getvalue()
    file.seek(0)
    made: nn.Module = torch.load(file, weights_only=False)
    return made


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, pickled, saved, scripted])
def test_a_copy_of_the_model_is_another_model(copied: Callable[[nn.Module], nn.Module]) -> None:
    cell = nn.GRUCell(3, 4)
    x = torch.ones(2, 3)
    with rnnviz.recording(cell) as recs:
        h = cell(x, torch.zeros(2, 4))
        other = copied(cell)
        assert torch.equal(other(x, torch.zeros(2, 4)), h)
        assert len(recs.calls("")) == 1
    if copied is not scripted:
        assert not other._forward_hooks
        assert not other._forward_pre_hooks


@pytest.mark.parametrize("kind", ["LSTM", "GRUCell", "own forward", "dropout", "refused"])
def test_neither_model_nor_graph_is_kept_alive(kind: str) -> None:
    class Own(nn.GRU):
        def forward(self, input: Tensor) -> Tensor:  # type: ignore[override]
            return input * next(self.parameters()).sum()

    makers: dict[str, Callable[[], nn.Module]] = {
        "LSTM": lambda: nn.LSTM(3, 3),
        "GRUCell": lambda: nn.GRUCell(3, 3),
        "own forward": lambda: Own(3, 3),
        "dropout": lambda: nn.LSTM(3, 3, 2, dropout=0.5),
        "refused": lambda: nn.RNNCell(3, 3, dtype=torch.complex64),
    }
    model = nn.Sequential(makers[kind]())
    x = torch.ones(2, 3, dtype=torch.complex64 if kind == "refused" else torch.float32)
    x = x[None] if isinstance(model[0], nn.RNNBase) else x
    x.requires_grad_()
    with rnnviz.recording(model, allow_dropout=True) as recs:
        made = model(x)
        first = made[0] if isinstance(made, tuple) else made
    watched = [weakref.ref(thing) for thing in (model, next(model.parameters()), x, first)]
    if kind in ("own forward", "refused"):
        errors = []
        for _ in range(2):
            with pytest.raises(ModuleError) as caught:
                _ = recs["0"]
            errors.append(caught.value)
        # An error that is raised remembers where: it is made anew each time.
        assert errors[0] is not errors[1]
        del errors, caught
    del model, x, made, first
    gc.collect()
    assert [reference() for reference in watched] == [None] * 4
    if kind not in ("own forward", "refused"):
        assert np.isfinite(recs["0"].h).all()
        # The copies that the recording was made from are let go.
        assert not recs._watches["0"].chains[0]._calls


@pytest.mark.parametrize("early", [True, False])
def test_what_was_kept_for_the_recording_is_let_go(early: bool) -> None:
    cell = nn.GRUCell(3, 4)
    with rnnviz.recording(cell) as recs:
        cell(torch.ones(2, 3))
        if early:
            _ = recs[""]
    copies = weakref.WeakSet(thing for thing in gc.get_objects() if type(thing) is Call)
    _ = recs[""]
    gc.collect()
    assert len(copies) == 0


def test_a_call_costs_the_same_however_many_came_before() -> None:
    # Counted in operations of PyTorch, which do not depend on the machine.
    class Counter(torch.utils._python_dispatch.TorchDispatchMode):  # type: ignore[no-untyped-call]
        count = 0

        def __torch_dispatch__(self, function: Any, types: object, args: Any = (), kwargs: Any = None) -> Any:
            self.count += 1
            return function(*args, **(kwargs or {}))

    for joined in (True, False):
        cell, x = nn.LSTMCell(3, 4), torch.ones(2, 3)
        counts = []
        with rnnviz.recording(cell) as recs, torch.no_grad():
            hx = cell(x)
            for _ in range(30):
                with Counter() as counter:  # type: ignore[no-untyped-call]
                    made = cell(x, hx)
                counts.append(counter.count)
                hx = made if joined else (made[0].clone(), made[1].clone())
        assert set(counts[2:]) == {counts[2]}
        assert len(recs.calls("")) == (1 if joined else 30)


@pytest.mark.parametrize("reentrant", [True, False])
def test_what_checkpointing_repeats_is_no_call(reentrant: bool) -> None:
    def run(record: bool) -> tuple[Tensor, Tensor, Any]:
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(3, 3), nn.GRUCell(3, 4), nn.Dropout(0.5), nn.Linear(4, 2))
        x = torch.ones(2, 3, requires_grad=True)
        with rnnviz.recording(model) if record else nullcontext() as recs:
            result = checkpoint(model, x, use_reentrant=reentrant)
            result.sum().backward()
        assert x.grad is not None
        return result.detach(), x.grad, recs

    plain, recorded = run(False), run(True)
    assert torch.equal(plain[0], recorded[0])
    assert torch.equal(plain[1], recorded[1])
    assert recorded[2]["1"].seq_len == 1


@contextmanager
def weights_read(cell: nn.Module) -> Iterator[list[np.ndarray]]:
    """Every weight_hh that PyTorch's kernel of one step is given."""
    seen: list[np.ndarray] = []
    kernel = torch._VF.gru_cell

    def listen(x: Tensor, h: Tensor, weight_ih: Tensor, weight_hh: Tensor, *biases: Tensor) -> Tensor:
        seen.append(weight_hh.detach().clone().numpy())
        result: Tensor = kernel(x, h, weight_ih, weight_hh, *biases)
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch._VF, "gru_cell", listen)
        yield seen


class RandomMask(nn.Module):
    def forward(self, weight: Tensor) -> Tensor:
        return weight * (torch.rand_like(weight) > 0.5)


def _pruned(cell: nn.Module) -> None:
    prune_smallest: Any = prune.l1_unstructured
    prune_smallest(cell, "weight_hh", 0.5)


MADE: dict[str, Callable[[nn.Module], object]] = {
    "weight_norm": lambda cell: parametrizations.weight_norm(cell, "weight_hh"),
    "spectral_norm": lambda cell: parametrizations.spectral_norm(cell, "weight_hh"),
    "weight_norm with hooks": lambda cell: nn.utils.weight_norm(cell, "weight_hh"),
    "spectral_norm with hooks": lambda cell: nn.utils.spectral_norm(cell, "weight_hh"),
    "pruned": _pruned,
    "drawn anew": lambda cell: nn.utils.parametrize.register_parametrization(cell, "weight_hh", RandomMask()),
}


@pytest.mark.parametrize("kind", MADE)
def test_weights_that_are_made_for_each_call_are_those_it_was_made_with(kind: str) -> None:
    torch.manual_seed(0)
    cell = nn.GRUCell(3, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        MADE[kind](cell)
    other = None if "hooks" in kind or kind == "pruned" else copy.deepcopy(cell)
    h = torch.zeros(2, 4)
    torch.manual_seed(1)
    with weights_read(cell) as read, rnnviz.recording(cell) as recs:
        results = [cell(torch.ones(2, 3), h) for _ in range(3)]
    for rec, weight, result in zip(recs.calls(""), read, results, strict=True):
        np.testing.assert_array_equal(rec.weights["weight_hh"], weight)
        np.testing.assert_array_equal(rec.output, result.detach().numpy())
        assert rec.parity.worst < 1e-6
    if other is not None:
        torch.manual_seed(1)
        for result in results:
            assert torch.equal(other(torch.ones(2, 3), h), result)
        for one, two in zip(cell.state_dict().values(), other.state_dict().values(), strict=True):
            assert torch.equal(one, two)
