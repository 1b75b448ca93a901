"""The arrays of a recording held against those that onnxruntime computed."""

from collections.abc import Callable

import numpy as np

import rnnviz
from tests.recorder.onnxruntime.cases import Case
from tests.recorder.onnxruntime.elementary import every_step
from tests.recorder.onnxruntime.gates import gates
from tests.recorder.onnxruntime.layers import every_prefix, whole_sequences
from tests.recorder.onnxruntime.operators import Arrays
from tests.recorder.onnxruntime.parameters import Conversion

Source = Callable[[Case, Conversion], Arrays]


def operators(mode: str) -> dict[str, Source]:
    """What ONNX's recurrent operators say of a module, in float32."""
    found: dict[str, Source] = {"whole sequences": whole_sequences, "every prefix": every_prefix}
    return found | {"gates": gates} if mode in ("LSTM", "GRU") else found


def sources(mode: str) -> dict[str, Source]:
    """What the operators say, and what elementary ones say."""
    return operators(mode) | {"elementary": every_step}


def recorded(rec: rnnviz.Recording) -> Arrays:
    """The arrays of a recording by the names that the sources use: the states, what was returned, every gate."""
    found = {"output": rec.output, "h": rec.h, "h_n": rec.h_n}
    if rec.c is not None and rec.c_n is not None:
        found |= {"c": rec.c, "c_n": rec.c_n}
    return found | {letter: rec.gate(letter) for letter in rec.cell.gates}


def check(own: Arrays, numbers: Arrays, allowed: float) -> None:
    """Every number is NaN where the recording's own is, and differs by no more than allowed * max(1, |value|)."""
    for name, expected in numbers.items():
        value = own[name]
        assert value.shape == expected.shape, f"{name}: {value.shape} instead of {expected.shape}"
        assert np.array_equal(np.isnan(value), np.isnan(expected)), f"{name}: other steps lie past a row's length"
        apart = np.nanmax(np.abs(value - expected) / np.maximum(1, np.abs(expected)))
        assert apart <= allowed, f"{name}: {apart} apart"
