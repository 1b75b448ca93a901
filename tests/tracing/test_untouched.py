"""The code does what it would have done: result, gradients, random numbers, hooks, modes, tracers."""

import gc
import re
import sys
import threading
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

import rnnviz
from rnnviz.tracing import Array, Number, Object
from tests.tracing import samples


def train(model: samples.Stack, xs: Tensor, kept: dict[str, Any]) -> Tensor:
    """One step of training, with dropout and in-place updates."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    y: Tensor = model(xs)
    loss = (y - 1).square().sum() + np.random.rand() * 0
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    noise = torch.rand(2)
    kept["noise"] = noise
    kept["y"] = y
    return y


def ran(run: Callable[[samples.Stack, Tensor, dict[str, Any]], object]) -> list[Any]:
    """Everything that can be told from outside after a run."""
    torch.manual_seed(3)
    np.random.seed(3)
    model, xs = samples.Stack(), torch.randn(4, 3, requires_grad=True)
    kept: dict[str, Any] = {}
    run(model, xs, kept)
    versions = [parameter._version for parameter in model.parameters()]
    gradients = [parameter.grad for parameter in [*model.parameters(), xs]]
    values = [*model.parameters(), *gradients, kept["y"], kept["noise"], torch.get_rng_state(), torch.rand(2)]
    return [*(value.detach().numpy().tobytes() for value in values if value is not None), versions, np.random.rand()]


def test_results_gradients_and_random_numbers_are_those_of_the_plain_run() -> None:
    plain = ran(train)
    followed = [samples.Stack, samples.Cell]
    assert ran(lambda *given: rnnviz.trace(train, *given, functions=followed)) == plain
    small = rnnviz.TraceLimits(events=7, elements=1, items=1)
    assert ran(lambda *given: rnnviz.trace(train, *given, functions=followed, limits=small)) == plain


def test_leaves_stay_leaves_and_the_graph_goes_with_the_code() -> None:
    weight = nn.Parameter(torch.ones(2))
    graphs: list[Any] = []

    def loss() -> float:
        h = weight * 2
        graphs.append(weakref.ref(h))
        return float(h.sum())

    trace = rnnviz.trace(loss)
    gc.collect()
    assert graphs[0]() is None
    assert weight.is_leaf
    assert weight.requires_grad
    assert weight._version == 0
    assert len(trace) == 4


def test_nothing_that_listens_hears_of_the_look() -> None:
    heard: list[str] = []

    class Functions(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            heard.append(f"function {func.__name__}")
            return func(*args, **(kwargs or {}))

    class Operations(TorchDispatchMode):  # type: ignore[no-untyped-call]
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            heard.append(f"operation {func}")
            return func(*args, **(kwargs or {}))

    class Own(torch.Tensor):
        @classmethod
        def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            heard.append(f"own {getattr(func, '__name__', func)}")
            return super().__torch_function__(func, types, args, kwargs or {})  # type: ignore[no-untyped-call]

    def look() -> Any:
        x = torch.ones(2)
        own = torch.ones(2).as_subclass(Own)
        with Functions(), Operations():  # type: ignore[no-untyped-call]
            y = x + 1
            z = y * 2
        return z

    look()
    plain, heard = heard, []
    trace = rnnviz.trace(look)
    assert heard == plain
    last = trace.at(-1).frame.variables
    assert [last[name].shaped.tolist() for name in "xyz"] == [[1, 1], [2, 2], [4, 4]]  # type: ignore[union-attr]
    assert last["own"].type == "Own"


def test_no_code_of_an_object_is_run_to_look_at_it() -> None:
    class Loud:
        def __init__(self) -> None:
            self.kept = 1

        def __repr__(self) -> str:
            raise AssertionError("repr")

        __str__ = __len__ = __iter__ = __bool__ = __eq__ = __hash__ = __repr__  # type: ignore[assignment]

        def __getattribute__(self, name: str) -> Any:
            raise AssertionError(name)

    class LoudList(list[int]):
        def __iter__(self) -> Any:
            raise AssertionError("iter")

        __len__ = __getitem__ = __repr__ = __iter__  # type: ignore[assignment]

    class LoudDict(dict[str, int]):
        def items(self) -> Any:
            raise AssertionError("items")

        keys = values = __iter__ = __len__ = __repr__ = items

    def holds() -> int:
        loud = Loud()
        listed = LoudList([1, 2])
        named = LoudDict(a=1)
        nested = [loud, listed, named]
        return id(nested)

    last = rnnviz.trace(holds).at(-1).frame.variables
    assert isinstance(last["loud"], Object)
    assert last["loud"].items[0][1] == Number("int", "1")
    assert last["listed"].items == (Number("int", "1"), Number("int", "2"))  # type: ignore[union-attr]
    assert last["named"].size == 1  # type: ignore[union-attr]


def test_the_tracer_that_was_there_is_put_back() -> None:
    heard: list[str] = []

    def debugger(frame: FrameType, what: str, arg: object) -> None:
        heard.append(frame.f_code.co_name)

    def fails() -> None:
        raise ValueError

    def stops() -> None:
        raise KeyboardInterrupt

    def leaves() -> None:
        raise SystemExit(3)

    before = sys.gettrace()
    sys.settrace(debugger)
    try:
        for function in (samples.loops, fails):
            rnnviz.trace(function)
            assert sys.gettrace() is debugger
        for function, kind in ((stops, KeyboardInterrupt), (leaves, SystemExit)):
            with pytest.raises(kind):
                rnnviz.trace(function)
            assert sys.gettrace() is debugger
        rnnviz.trace(samples.loops, limits=rnnviz.TraceLimits(events=2))
        assert sys.gettrace() is debugger
    finally:
        sys.settrace(before)
    assert not {"loops", "fails", "stops"} & set(heard)


def test_code_that_sets_a_tracer_of_its_own_ends_the_recording_and_gets_what_it_set() -> None:
    heard: list[str] = []

    def own(frame: FrameType, what: str, arg: object) -> None:
        heard.append(frame.f_code.co_name)

    def debugs() -> str:
        a = "before"
        sys.settrace(own)
        samples.factorial(1)
        return a

    before = sys.gettrace()
    trace = rnnviz.trace(debugs)
    assert sys.gettrace() is before
    assert heard == ["factorial"]
    assert trace.cut == "tracer"
    assert trace.result is not None
    assert trace.result.text == "before"  # type: ignore[union-attr]
    assert "recording cut (tracer)" in repr(trace)


def test_a_tracer_that_the_code_puts_back_does_no_harm() -> None:
    def measures() -> int:
        mine = sys.gettrace()
        sys.settrace(None)
        sys.settrace(mine)
        a = 1
        return a

    trace = rnnviz.trace(measures)
    assert trace.cut is None
    assert trace.result == Number("int", "1")


def test_other_threads_are_not_traced() -> None:
    tracers: list[Any] = []

    def works() -> None:
        tracers.append(sys.gettrace())
        samples.factorial(2)

    def starts() -> None:
        thread = threading.Thread(target=works)
        thread.start()
        thread.join()

    trace = rnnviz.trace(starts, functions=[works, samples.factorial])
    assert trace.missed == ("works", "factorial")
    assert tracers == [threading.gettrace()]


def test_a_generator_that_outlives_the_trace_runs_on() -> None:
    kept: list[Any] = []

    def makes() -> str:
        stream = samples.tokens("abc")
        kept.append(stream)
        return next(stream)

    trace = rnnviz.trace(makes, functions=[samples.tokens])
    length = len(trace)
    assert list(kept[0]) == ["b", "c"]
    sys.settrace(lambda *_: None)
    sys.settrace(None)
    assert len(trace) == length


@contextmanager
def few_calls_left(count: int) -> Iterator[None]:
    """Python's recursion limit so many calls above."""
    frame: FrameType | None = sys._getframe()
    used = 0
    while frame is not None:
        frame, used = frame.f_back, used + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(used + count)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def test_recursion_without_end_is_pythons_error_and_the_recording_ends_before_it() -> None:
    def deeper(n: int) -> int:
        return deeper(n + 1)

    with few_calls_left(250):
        trace = rnnviz.trace(deeper, 0)
    assert trace.error is not None
    assert trace.error.type == "RecursionError"
    assert trace.cut == "recursion"
    assert trace.at(-1).event.depth > 100


def test_a_base_case_deep_down_is_reached() -> None:
    def down(n: int) -> int:
        return n if n == 0 else down(n - 1)

    with few_calls_left(250):
        assert down(230) == 0
        trace = rnnviz.trace(down, 230)
    assert trace.error is None
    assert trace.result == Number("int", "0")


def test_warnings_and_floating_point_errors_are_the_codes_own() -> None:
    def careful() -> Any:
        with np.errstate(all="raise"), warnings.catch_warnings():
            warnings.simplefilter("error")
            h = np.array([np.inf, np.nan, 1e308, 1e-320])
            half = h.astype(np.float64).view()
            t = torch.tensor([1e30, float("nan")], dtype=torch.bfloat16)
        return h, half, t

    trace = rnnviz.trace(careful)
    assert trace.error is None
    value = trace.at(-1).frame.variables["t"]
    assert isinstance(value, Array)
    assert value.dtype == "bfloat16"


def test_torch_compile_and_functorch_inside_run_as_ever() -> None:
    def uses() -> Any:
        x = torch.ones(2)
        slope = torch.func.grad(doubled)(x)
        each = torch.func.vmap(doubled)(torch.ones(2, 2))
        return slope, each

    trace = rnnviz.trace(uses, functions=[doubled])
    last = trace.at(-1).frame.variables
    assert last["slope"].shaped.tolist() == [4, 4]  # type: ignore[union-attr]
    assert last["each"].shaped.tolist() == [4, 4]  # type: ignore[union-attr]
    wrapped = [event.changed["y"] for event in trace.events if "y" in event.changed]
    assert [value.missing for value in wrapped] == ["wrapped", "wrapped"]  # type: ignore[union-attr]


def doubled(x: Tensor) -> Tensor:
    y = x * 2
    return (y * y).sum() / 2


def test_a_look_does_not_enter_a_script() -> None:
    graphs: list[str] = []

    def scripts() -> Any:
        tracing: Any = torch.jit.trace
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=DeprecationWarning)
            made = tracing(doubled, (torch.ones(2),), check_trace=False)
        graphs.append(str(made.inlined_graph))

    scripts()
    trace = rnnviz.trace(scripts, functions=[doubled])
    assert trace.error is None
    values = [event.changed["y"] for event in trace.events if "y" in event.changed]
    assert [value.shaped.tolist() for value in values] == [[2, 2]]  # type: ignore[union-attr]
    plain, traced = (re.sub(r" # .*", "", graph) for graph in graphs)
    assert traced == plain
