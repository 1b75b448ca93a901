"""Recordings against onnxruntime, which computes without PyTorch and without rnnviz.

Its operators RNN, LSTM and GRU run on float32 alone; a second model, of elementary operators, runs on float64 too.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given

from tests.recorder.onnxruntime.agreement import check, operators, recorded, sources
from tests.recorder.onnxruntime.cases import Case, cases, large
from tests.recorder.onnxruntime.elementary import every_step
from tests.recorder.onnxruntime.layers import layers
from tests.recorder.onnxruntime.parameters import Conversion
from tests.strategies import MODES, Plan

# Relative to max(1, |value|). The worst of 7000 random cases of each type: nn.RNN 6.8e-6 and 1.2e-14, GRU 5.8e-6 and
# 7.3e-15, LSTM 9.8e-7 and 2.4e-15. Three layers and six steps enlarge one rounding that much.
FLOAT32 = 2e-5
FLOAT64 = 1e-13
RIGHT = Conversion()


@given(cases(double=False))
@example(large("LSTM"))
@example(large("GRU"))
@example(Case(Plan("RNN_RELU", seq_len=1, batch=1, hidden_size=1, input_size=1, given_hx=False, double=False)))
def test_a_recording_agrees_with_the_operators_and_with_elementary_ones(case: Case) -> None:
    own = recorded(case.record())
    for source in sources(case.plan.mode).values():
        check(own, source(case, RIGHT), FLOAT32)


@given(cases(double=True))
def test_a_recording_in_float64_agrees_with_elementary_operators(case: Case) -> None:
    check(recorded(case.record()), every_step(case, RIGHT), FLOAT64)


@pytest.mark.parametrize("mode", MODES)
def test_the_operators_say_something_of_every_array(mode: str) -> None:
    case = large(mode)
    said = {name for source in operators(mode).values() for name in source(case, RIGHT)}
    assert said == recorded(case.record()).keys()


@pytest.mark.parametrize("packed", [False, True], ids=["lengths", "packed"])
@pytest.mark.parametrize("mode", MODES)
def test_past_a_rows_length_the_output_is_zero_as_in_onnx_and_states_and_gates_are_nan(mode: str, packed: bool) -> None:
    case = replace(large(mode), lengths=(3, 4, 2), packed=packed)  # of seq_len 5: the last step is padding in all rows
    rec = case.record()
    assert (rec.lengths, rec.seq_len) == ((3, 4, 2), 4)
    found = layers(case, RIGHT)
    for row, count in enumerate(case.counts):
        for layer in found:
            assert not layer.answer["Y"][count:, :, row].any()
        assert not rec.output[count:, row].any()
        for array in (rec.h, rec.gates, *([] if rec.c is None else [rec.c])):
            assert np.isnan(array[..., count:, row, :]).all()
            assert not np.isnan(array[..., :count, row, :]).any()


FAULTS = {
    "LSTM gates in PyTorch's order": ("LSTM", Conversion(gates="ifgo")),
    "LSTM gates with f and g exchanged": ("LSTM", Conversion(gates="iogf")),
    "LSTM gates with i and o exchanged": ("LSTM", Conversion(gates="oifg")),
    "GRU gates in PyTorch's order": ("GRU", Conversion(gates="rzn")),
    "GRU with linear_before_reset=0": ("GRU", Conversion(linear_before_reset=0)),
    "GRU with the biases of n exchanged": ("GRU", Conversion(biases=("hh", "ih"))),
    **{f"{mode} with the directions exchanged": (mode, Conversion(directions=(1, 0))) for mode in MODES},
    **{f"{mode} with one direction twice": (mode, Conversion(directions=(0, 0))) for mode in MODES},
}


@pytest.mark.parametrize(("mode", "conversion"), FAULTS.values(), ids=[*FAULTS])
def test_a_wrong_conversion_is_noticed_in_every_array(mode: str, conversion: Conversion) -> None:
    case = large(mode)
    own = recorded(case.record())
    # The elementary equations have no such option.
    able = sources(mode) if conversion.linear_before_reset else operators(mode)
    for source in able.values():
        for name, numbers in source(case, conversion).items():
            with pytest.raises(AssertionError, match=f"{name}: .* apart"):
                check(own, {name: numbers}, FLOAT32)


def _one_value(value: np.ndarray) -> np.ndarray:
    wrong = value.copy()
    wrong.flat[0] += 1e-4
    return wrong


def _past_a_length(value: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(value), 0, value)


WRONG = {
    "one value": _one_value,
    "rows exchanged": lambda value: value[..., ::-1, :],
    "units exchanged": lambda value: value[..., ::-1],
    "the first axis turned round": lambda value: value[::-1],
}


@pytest.mark.parametrize("mode", MODES)
def test_a_wrong_recording_is_noticed_by_every_source(mode: str) -> None:
    case = large(mode)
    own = recorded(case.record())
    for source in sources(mode).values():
        for name, numbers in source(case, RIGHT).items():
            faults = WRONG if name in ("output", "h_n", "c_n") else WRONG | {"past a row's length": _past_a_length}
            for fault in faults.values():
                with pytest.raises(AssertionError, match=f"^{name}: "):
                    check(own | {name: fault(own[name])}, {name: numbers}, FLOAT32)
