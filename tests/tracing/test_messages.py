"""Every error of traces, word for word: the call that provokes it and the sentence that it says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jaxtyping
import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn

import rnnviz
from rnnviz.errors import ArgumentError, FileError, PlaceError, RnnvizError, SchemaError
from tests.recorder.test_messages import Said, compiled, raised_codes
from tests.strategies import scripted
from tests.tracing import samples


def ready(x: int = 0) -> int:
    return x


def later() -> Iterator[int]:
    yield 1


async def waits() -> None:
    pass


def _trace(*arguments: Any, **options: Any) -> Callable[[Path], object]:
    return lambda _: rnnviz.trace(*arguments, **options)


def _without_source(_: Path) -> object:
    space: dict[str, Any] = {}
    exec("def typed():\n    return 1\n", space)
    return rnnviz.trace(space["typed"])


def _nested(_: Path) -> object:
    errors: list[RnnvizError] = []

    def inside() -> None:
        try:
            rnnviz.trace(ready)
        except RnnvizError as error:
            errors.append(error)

    rnnviz.trace(inside)
    raise errors[0]


def _tensors_only(folder: Path) -> object:
    save_file({"h": np.zeros(3)}, folder / "run.safetensors")
    return rnnviz.load_trace(folder / "run.safetensors")


def _other_schema(folder: Path) -> object:
    save_file({"h": np.zeros(3)}, folder / "run.safetensors", {"rnnviz_trace_schema": "7"})
    return rnnviz.load_trace(folder / "run.safetensors")


TABLE = (
    Said(
        "trace-function",
        ArgumentError,
        _trace(3),
        "function must be one that can be called, got int. Pass the function itself, without brackets.",
    ),
    Said(
        "trace-python",
        ArgumentError,
        _trace(len, [1]),
        "len must be written in Python to be followed line by line, and is not. Trace a function of your own that "
        "calls it.",
    ),
    Said(
        "trace-python",
        ArgumentError,
        _trace(ready, functions=[torch.tanh]),
        "_VariableFunctionsClass.tanh must be written in Python to be followed line by line, and is not. Trace a "
        "function of your own that calls it.",
    ),
    Said(
        "trace-source",
        ArgumentError,
        _without_source,
        "the source code of typed must be in a file or a notebook to be shown, and cannot be found. Write the function "
        "into a file and import it.",
    ),
    *(
        Said(
            "trace-later",
            ArgumentError,
            _trace(function),
            f"function must run when it is called, and {function.__name__} only makes a generator or a coroutine, to "
            f"be run later. Trace a function that uses it, and name it in functions=({function.__name__},).",
        )
        for function in (later, waits)
    ),
    *(
        Said(
            "trace-compiled",
            ArgumentError,
            lambda _, make=make: rnnviz.trace(make()),  # type: ignore[misc]
            f"{name} must run as plain Python to be followed line by line, and is compiled ({kind}). Pass what it was "
            "made from.",
        )
        for make, name, kind in (
            (lambda: compiled(nn.Linear(2, 1)), "OptimizedModule", "torch.compile"),
            (lambda: compiled(ready), "ready", "torch.compile"),  # type: ignore[arg-type]
            (lambda: scripted(nn.LSTM(3, 4)), "RecursiveScriptModule", "torch.jit"),
        )
    ),
    Said(
        "trace-functions",
        ArgumentError,
        _trace(ready, functions=["forward"]),
        "functions must hold functions, methods, classes or modules, got 'forward'. Leave it out.",
    ),
    Said(
        "trace-functions",
        ArgumentError,
        _trace(ready, functions=torch.zeros(1)),
        "functions must hold functions, methods, classes or modules, got Tensor. Leave it out.",
    ),
    Said(
        "trace-nested",
        ArgumentError,
        _nested,
        "rnnviz.trace must not be called within code that it traces. Name ready in functions= instead.",
    ),
    Said(
        "trace-limits",
        ArgumentError,
        _trace(ready, limits=500),
        "limits must be a rnnviz.TraceLimits, got int. Write e.g. limits=rnnviz.TraceLimits(events=500).",
    ),
    *(
        Said(
            "trace-limit",
            ArgumentError,
            lambda _, wrong=wrong: rnnviz.TraceLimits(items=wrong),  # type: ignore[misc]
            f"items of TraceLimits must be a whole number from 1, got {wrong!r}. Leave it out for the usual 100.",
        )
        for wrong in (0, 2.5, True, "3")
    ),
    Said(
        "trace-step",
        PlaceError,
        lambda _: rnnviz.trace(ready).at(2),
        "step must be at least -2 and below 2, got 2. Choose one that the trace holds.",
    ),
    Said(
        "trace-file-write",
        FileError,
        lambda folder: rnnviz.trace(ready).save(folder / "no" / "run.safetensors"),
        "path must be a place that can be written, {folder}/no/run.safetensors is not ({why}). Choose another folder.",
    ),
    Said(
        "trace-file-read",
        FileError,
        _tensors_only,
        "{folder}/run.safetensors must be a trace saved by rnnviz, it cannot be read as one (it holds tensors, but no "
        "trace). Save it again with trace.save(path).",
    ),
    Said(
        "trace-file-read",
        FileError,
        lambda _: rnnviz.load_trace(b"no trace"),
        "the file must be a trace saved by rnnviz, it cannot be read as one ({why}). Save it again with "
        "trace.save(path).",
    ),
    Said(
        "trace-file-schema",
        SchemaError,
        _other_schema,
        "{folder}/run.safetensors must be a trace with schema 1, it has schema 7. Trace again, or use the rnnviz that "
        "wrote it.",
    ),
)


@pytest.mark.parametrize("said", TABLE, ids=lambda said: said.code)
def test_the_message_word_for_word(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(RnnvizError) as caught:
        said.call(tmp_path)
    assert type(caught.value) is said.kind
    assert caught.value.code == said.code
    assert str(caught.value) == said.message.format(folder=tmp_path, why=caught.value.values.get("why"))


def test_the_table_holds_every_error_that_traces_raise() -> None:
    assert {said.code for said in TABLE} == raised_codes(Path(rnnviz.tracing.__file__).parent)


def test_the_class_of_a_dataclass_and_of_nothing_in_python() -> None:
    # Methods that Python wrote itself have no source, and are left out.
    assert rnnviz.trace(samples.add_one, 1, functions=[samples.Counter]).missed == ("Counter",)
