"""OpenVINO's reference tests: openvinotoolkit/openvino, src/plugins/template/tests/functional/op_reference.

Licence: Apache-2.0. One step each, from a given state, all weights different. Where a clip that PyTorch does not know
reached a sum, the number is left blank.

lstm_cell_bias_default_attrs converts its weights from ONNX's order i, o, f, c and allows a difference of 0.1: its
numbers are not those. They are, to all digits, those of the same weights in OpenVINO's own order f, i, c, o, as in
lstm_cell_bias_clip, which has the same weights without the conversion and the same numbers but for one clipped unit.
"""

import numpy as np

from tests.recorder.published.sample import Sample, layer, numbers

SOURCE = "openvinotoolkit/openvino, src/plugins/template/tests/functional/op_reference/{} (Apache-2.0)"


def _states(text: str) -> np.ndarray:
    return numbers(text.replace("clipped", "nan")).reshape(1, 1, 1, 2, 3)


_W = numbers(
    """3.3330739e-01 3.6229487e-04 4.6773660e-01 4.3046016e-01 7.3950343e-02 3.8063636e-01
    9.6921772e-01 9.6897459e-01 6.2964785e-01 3.1134409e-01 8.4709978e-01 9.4928098e-01
    6.1676943e-01 6.6020679e-01 1.9072217e-01 8.8032126e-02 4.0472135e-01 6.8342745e-01
    8.3432144e-01 4.4928190e-01 7.9524308e-01 5.3966165e-01 8.5936421e-01 8.3136767e-01
    5.5125546e-02 4.7791195e-01 3.5788772e-01 6.7507404e-01 2.1716513e-01 2.7473119e-01
    3.3999152e-02 9.6835363e-01 3.7581277e-01 2.4026000e-01 6.7418844e-01 3.4199652e-01"""
).reshape(12, 3)
_R = numbers(
    """0.0987983 0.52032113 0.5848073 0.5356095 0.74497133 0.73260087 0.1700787 0.45684233 0.1495722
    0.42734373 0.4433832 0.25906256 0.03854987 0.47480518 0.37215272 0.99890584 0.74019486 0.3518967
    0.6881257 0.8170279 0.54088944 0.81225616 0.14619833 0.42941234 0.86843914 0.45967972 0.6237719
    0.11074839 0.6029616 0.3149305 0.46504205 0.5843412 0.8733427 0.7687243 0.07074859 0.39188156"""
).reshape(12, 3)


def _lstm(name: str, order: str, bias: np.ndarray, h: str, c: str) -> Sample:
    return Sample(
        name=name,
        source=SOURCE.format(f"lstm_cell.cpp, {name}"),
        cell="LSTM",
        weights=layer(order, _W, _R, bias),
        input=numbers("0.81342685 0.84108883 0.8152282 0.46893653 0.0901856 0.37088776").reshape(1, 2, 3),
        h_0=numbers("0.77956 0.5331557 0.04297554 0.7962175 0.7635707 0.11989366").reshape(1, 2, 3),
        c_0=numbers("0.8488452 0.18851636 0.5020695 0.29716516 0.06740791 0.45384037").reshape(1, 2, 3),
        digits=7,
        h=_states(h),
        c=_states(c),
    )


LSTM = (
    _lstm(
        "lstm_cell_zero_bias_default_attrs",
        "iofg",
        np.zeros(12),
        "0.81457126 0.61109227 0.769522 0.52239674 0.4324641 0.63183",
        "1.4444952 0.9635685 1.2875274 0.8053419 0.7184521 0.95803297",
    ),
    _lstm(
        "lstm_cell_bias_default_attrs",
        "figo",
        numbers(
            """1.07393714 1.15248052 1.16671345 0.21450312 1.2380678 1.51688835
            0.46718366 0.91810346 1.1274234 0.51022074 1.11389844 0.74174305"""
        ),
        "0.81014400720596313 0.76665538549423218 0.82509011030197144 0.6479143500328064 0.66586339473724365 "
        "0.74838578701019287",
        "1.6800162792205811 1.1150213479995728 1.4578367471694946 1.0649888515472412 0.93761754035949707 "
        "1.3659683465957642",
    ),
)

_BIAS = numbers("0.61395123 1.08667738 1.32600244 0.81917698 1.37736335 0.42931147 0.66729516 0.7752771 0.78819966")

GRU = Sample(
    name="gru_cell_linear_before_reset",
    source=SOURCE.format("gru_cell.cpp, gru_cell_linear_before_reset"),
    cell="GRU",
    weights=layer(
        "zrn",
        numbers(
            """0.72259396 0.11561195 0.9457856 0.19037509 0.6964006 0.33459795 0.5468904 0.85646594 0.5101311
            0.9712257 0.3687071 0.60280246 0.56943774 0.7475505 0.2490578 0.86977345 0.85542053 0.29660386
            0.49717373 0.7473479 0.53454477 0.15974349 0.5804805 0.14303213 0.07514781 0.5865731 0.76409274"""
        ).reshape(9, 3),
        numbers(
            """0.91382647 0.41527033 0.28040004 0.23601337 0.04471736 0.03888785 0.06308217 0.44844428 0.29384327
            0.49037653 0.50421673 0.7366393 0.63143945 0.00277612 0.37198433 0.06966069 0.4613444 0.10999731
            0.78273284 0.21453214 0.10751773 0.18332677 0.1326976 0.9998985 0.19263928 0.10979804 0.52575564"""
        ).reshape(9, 3),
        _BIAS,
        # Only the candidate's recurrent bias is kept apart.
        numbers("0 0 0 0 0 0 0.6606634 0.99040645 0.21112025"),
    ),
    input=numbers("0.12249453 0.6127907 0.5001741 0.5124603 0.04329684 0.023834").reshape(1, 2, 3),
    h_0=numbers("0.8598948 0.41189128 0.72824323 0.53940123 0.31485787 0.04053852").reshape(1, 2, 3),
    digits=7,
    h=_states("0.8709214 clipped 0.74495184 0.6074972 0.44572943 0.1467715"),
)


def _rnn(name: str, bias: str, h: np.ndarray) -> Sample:
    return Sample(
        name=name,
        source=SOURCE.format(f"rnn_cell.cpp, {name}"),
        cell="RNN",
        weights=layer(
            "h",
            numbers(
                "0.41930267 0.7872176 0.89940447 0.23659843 0.24676207 0.17101714 0.3147149 0.6555601 0.4559603"
            ).reshape(3, 3),
            numbers(
                "0.8374871 0.86660194 0.82114047 0.71549815 0.18775631 0.3182116 0.25392973 0.38301638 0.85531586"
            ).reshape(3, 3),
            numbers(bias),
        ),
        input=numbers("0.3432185 0.612268 0.20272376 0.9513413 0.30585995 0.7265472").reshape(1, 2, 3),
        h_0=numbers("0.12444675 0.52055854 0.46489045 0.4983964 0.7730452 0.28439692").reshape(1, 2, 3),
        digits=7,
        h=h,
    )


RNN = (
    _rnn(
        "rnn_cell_zero_bias_default_attrs",
        "0 0 0",
        _states("0.9408395 0.53823817 0.84270686 0.98932856 0.768665 0.90461975"),
    ),
    _rnn(
        "rnn_cell_bias_clip",
        "1.0289404 1.6362579 0.4370661",
        _states("0.9922437 0.97749525 0.9312212 clipped 0.9901317 0.95906746"),
    ),
)

SAMPLES = (*LSTM, GRU, *RNN)
