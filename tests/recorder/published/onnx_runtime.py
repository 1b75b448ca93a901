"""ONNX Runtime's LSTM and GRU tests: microsoft/onnxruntime, onnxruntime/test/providers/cpu/rnn (MIT).

ONNX's order is i, o, f, c and z, r, h. The "simple" ones have distinct input weights and one recurrent weight of 0.1
everywhere: no transpose is noticed. The others have all weights different, the same ones in both directions. A
sequence in the reverse direction only is half of a module of both directions.

One number is a misprint, in two tests: -0.04350187 for -0.04356322, within the tolerance there. The same number stands
in the same place of ONNXRuntime_TestLSTMOutputWrite, whose activations are others; the printed states that follow from
it agree with the right one to all digits.
"""

import numpy as np

from tests.recorder.published.sample import Sample, blanks, both_ways, layer, numbers

SOURCE = "microsoft/onnxruntime, onnxruntime/test/providers/cpu/rnn/deep_cpu_{}_op_test.cc, {} (MIT)"

_W = {
    "simple-3": ("0.1 0.2 0.3 0.4 1 2 3 4 10 11 12 13", 3),
    "simple-2": ("0.1 0.2 0.3 0.4 1 2 3 4", 2),
}


def _simple(key: str) -> dict[str, np.ndarray]:
    text, hidden = _W[key]
    return layer("iofg", numbers(text).reshape(4 * hidden, 1), np.full((4 * hidden, hidden), 0.1))


_GATE_W = {
    "i": "-0.494659 0.0453352 -0.487793 0.417264",
    "o": "-0.0175329 0.489074 -0.446013 0.414029",
    "f": "-0.0091708 -0.255364 -0.106952 -0.266717",
    "g": "-0.0888852 -0.428709 -0.283349 0.208792",
}
_GATE_R = {
    "i": "0.146626 -0.0620289 -0.0815302 0.100482",
    "o": "-0.219535 -0.306635 -0.28515 -0.314112",
    "f": "-0.228172 0.405972 0.31576 0.281487",
    "g": "-0.394864 0.42111 -0.386624 -0.390225",
}
_GATE_B = {
    "i": "0.381619 0.0323954",
    "o": "-0.14449 0.420804",
    "f": "-0.258721 0.45056",
    "g": "-0.250755 0.0967895",
}


def _joined(gates: dict[str, str], order: str) -> np.ndarray:
    return numbers(" ".join(gates[gate] for gate in order))


_LSTM = layer(
    "iofg", _joined(_GATE_W, "iofg").reshape(8, 2), _joined(_GATE_R, "iofg").reshape(8, 2), _joined(_GATE_B, "iofg")
)
# The GRU tests use the numbers of i, f and g for z, r and h.
_GRU = layer(
    "zrn", _joined(_GATE_W, "ifg").reshape(6, 2), _joined(_GATE_R, "ifg").reshape(6, 2), _joined(_GATE_B, "ifg")
)
_X = numbers("-0.455351 -0.276391 -0.185934 -0.269585").reshape(2, 1, 2)


def onnx_states(text: str, seq_len: int, batch: int, hidden: int, *, only_reverse: bool = False) -> np.ndarray:
    """Y, ``(seq_len, num_directions, batch, hidden)``, as recorded."""
    y = numbers(text.replace("misprint", "nan")).reshape(seq_len, -1, batch, hidden).transpose(1, 0, 2, 3)
    if only_reverse:
        y = np.concatenate([np.full_like(y, np.nan), y])
    return y[None]


def past_the_end(h: np.ndarray, lengths: tuple[int, ...]) -> np.ndarray:
    """ONNX fills up with 0 what is no state."""
    h = h.copy()
    for row, length in enumerate(lengths):
        h[:, :, length:, row] = np.nan
    return h


def last_states(
    text: str, h: np.ndarray, lengths: tuple[int, ...] | None = None, *, only_reverse: bool = False
) -> np.ndarray:
    """Y_c, ``(num_directions, batch, hidden)``, where each direction ends."""
    _, directions, seq_len, batch, hidden = h.shape
    c = blanks(*h.shape)
    printed = numbers(text).reshape(-1, batch, hidden)
    for row in range(batch):
        if not only_reverse:
            c[0, 0, (lengths[row] if lengths else seq_len) - 1, row] = printed[0, row]
        if directions == 2:
            c[0, 1, 0, row] = printed[-1, row]
    return c


def _sample(
    name: str,
    test: str,
    weights: dict[str, np.ndarray],
    x: np.ndarray,
    y: str,
    y_c: str | None = None,
    *,
    direction: str = "forward",
    h_0: str | None = None,
    c_0: str | None = None,
    lengths: tuple[int, ...] | None = None,
    digits: int = 7,
    blind: set[str] | None = None,
) -> Sample:
    seq_len, batch, _ = x.shape
    cell = "GRU" if len(weights["weight_hh_l0"]) == 3 * weights["weight_hh_l0"].shape[1] else "LSTM"
    hidden = weights["weight_hh_l0"].shape[1]
    only_reverse = direction == "reverse"
    h = onnx_states(y, seq_len, batch, hidden, only_reverse=only_reverse)
    h = past_the_end(h, lengths) if lengths else h
    states = [text and numbers(text).reshape(-1, batch, hidden) for text in (h_0, c_0)]
    return Sample(
        name=name,
        source=SOURCE.format(cell.lower(), f"{cell}Test.{test}"),
        cell=cell,
        weights=weights if direction == "forward" else both_ways(weights),
        input=x,
        h_0=states[0] if isinstance(states[0], np.ndarray) else None,
        c_0=states[1] if isinstance(states[1], np.ndarray) else None,
        digits=digits,
        h=h,
        c=last_states(y_c, h, lengths, only_reverse=only_reverse) if y_c else None,
        lengths=lengths,
        blind=frozenset(blind or set()) | ({"directions"} if direction != "forward" else set()),
    )


_X_SIMPLE = numbers("1 2 10 11").reshape(2, 2, 1)
_FORWARD = [
    "0.28828835 0.36581863 0.45679406 0.34526032 0.47220859 0.55850911",
    "0.84196719 0.89402526 0.91073048 0.85882828 0.90703777 0.92382453",
]
_REVERSE = [
    "0.55391603 0.69201493 0.82696019 0.64046413 0.82303363 0.91610711",
    "0.61249432 0.70678632 0.74094619 0.62759886 0.71640738 0.74624585",
]
_FORWARD_C = "1.27731147 1.44181041 1.53179041 1.3249796 1.51063104 1.61451544"
_REVERSE_C = "1.27850552 1.46799496 1.57641257 1.34960834 1.54772296 1.65633056"

_LSTM_SAMPLES = (
    _sample(
        "simple",
        "ForwardSimpleWeightsNoBiasTwoRows",
        _simple("simple-3"),
        _X_SIMPLE,
        " ".join(_FORWARD),
        _FORWARD_C,
        blind={"transposed"},
    ),
    _sample(
        "simple-reverse",
        "ReverseSimpleWeightsNoBiasTwoRows",
        _simple("simple-3"),
        _X_SIMPLE,
        " ".join(_REVERSE),
        _REVERSE_C,
        direction="reverse",
        blind={"transposed"},
    ),
    _sample(
        "simple-bidirectional",
        "BidirectionalSimpleWeightsNoBiasTwoRows",
        _simple("simple-3"),
        _X_SIMPLE,
        " ".join(f"{one} {other}" for one, other in zip(_FORWARD, _REVERSE, strict=True)),
        f"{_FORWARD_C} {_REVERSE_C}",
        direction="bidirectional",
        blind={"transposed"},
    ),
    _sample(
        "simple-one-row",
        "BatchParallelFalseSeqLengthGreaterThanOne",
        _simple("simple-2"),
        numbers("1 2").reshape(2, 1, 1),
        "0.27546653 0.29941525 0.50903179 0.57476457",
        "1.02721067 1.15254318",
        blind={"transposed"},
    ),
    _sample(
        "reverse",
        "ONNXRuntime_TestLSTMBackward_gpu",
        _LSTM,
        _X,
        "-0.033075746 0.074455738 -0.031248707 0.027853041",
        "-0.076699793 0.11975205",
        direction="reverse",
    ),
    _sample(
        "hidden-state",
        "ONNXRuntime_TestLSTMForwardHiddenState",
        _LSTM,
        _X,
        "0.01797521 -0.07104912 -0.03174796 -0.0152949",
        "-0.07285583 -0.02545788",
        h_0="0.34 0.72",
        c_0="0 0",
    ),
    _sample(
        "cell-state",
        "ONNXRuntime_TestLSTMForwardCellState",
        _LSTM,
        _X,
        "0.12797015 0.0097284 0.02716939 0.01842997",
        "0.06408449 0.03139432",
        h_0="0.34 0.72",
        c_0="0.63 0.21",
    ),
)

_BIASED = layer(
    "zrn",
    numbers("0.1 0.2 0.3 0.2 0.3 0.1 0.3 0.1 0.2").reshape(9, 1),
    np.full((9, 3), 0.1),
    numbers("-0.01 0.1 0.01 -0.2 -0.02 0.02 0.3 -0.3 -0.3"),
    numbers("-0.03 0.5 -0.7 0.05 -0.7 0.3 0.07 -0.03 0.5"),
)
_X_BIASED = numbers("-0.1 0.2 -0.3 0.4").reshape(2, 2, 1)


def _diagonal(stride: int) -> np.ndarray:
    return np.diag(0.1 + 0.1 * (np.arange(32) % stride))


# Each unit reads only its own state: where h is reset, before the product or after it, is the same.
_WIDE = layer(
    "zrn",
    np.repeat([0.1, 0.2, 0.3], 32)[:, None].repeat(2, axis=1),
    np.concatenate([_diagonal(2), _diagonal(3), _diagonal(5)]),
    np.repeat([0.1, 0.2, 0.3], 32),
)

_GRU_SAMPLES = (
    _sample(
        "biased",
        "ForwardDefaultActivationsSimpleWeightsWithBiasBatchParallelLinearBeforeReset",
        _BIASED,
        _X_BIASED,
        """0.15024948 -0.11097029 -0.02121867 0.18887489 -0.09747667 0.02093463
        0.19538902 -0.19016478 -0.05644283 0.30856851 -0.15190377 0.05999807""",
        blind={"transposed"},
    ),
    _sample(
        "biased-reverse",
        "ReverseDefaultActivationsSimpleWeightsWithBiasBatchParallelLinearBeforeReset",
        _BIASED,
        _X_BIASED,
        """0.20910699 -0.18880953 -0.04005555 0.29700265 -0.15308119 0.04537245
        0.12252139 -0.12032216 -0.05064924 0.21249877 -0.08884402 0.04751285""",
        direction="reverse",
        blind={"transposed"},
    ),
    _sample(
        "batch",
        "ONNXRuntime_TestGRUOpForwardBatchLinearBeforeReset",
        _GRU,
        _X.repeat(2, axis=1),
        """0.253942400 -0.174207777 -0.0325528607 0.0774837881
        0.0874997079 -0.0485242009 -0.0577347837 0.0796165839""",
        h_0="0.5 -0.5 0 0",
    ),
    _sample(
        "bidirectional",
        "ONNXRuntime_TestGRUOpSequenceLengthWithBidirectionalLinearBeforeResetB1",
        _GRU,
        _X,
        """-0.0325528607 0.0774837881 -0.0559310019 0.101836264
        -0.0577347837 0.0796165839 -0.0456649922 0.0462125242""",
        direction="bidirectional",
    ),
    _sample(
        "bidirectional-2",
        "ONNXRuntime_TestGRUOpSequenceLengthWithBidirectionalLinearBeforeResetB2",
        _GRU,
        numbers("0.855351 0.676391 0.585934 0.669585").reshape(2, 1, 2),
        """-0.275918573 -0.0022855850 -0.385578573 0.0370728001
        -0.382134795 0.0607641526 -0.248751760 0.0347689129""",
        direction="bidirectional",
    ),
    _sample(
        "diagonal",
        "ONNXRuntime_TestGRUOpSingleBatchMultipleHiddenThreads",
        _WIDE,
        numbers("0.1 -0.2").reshape(1, 1, 2),
        """0.40203814648622 0.416614999456787 0.426893838272102 0.438425099258723
        0.449074949310697 0.405161353080481 0.41381287883561 0.428113160854675
        0.438710576166608 0.449253502147958 0.402300128581669 0.417112500336769
        0.425382986540999 0.439390099095881 0.450276939756071 0.404653232879823
        0.414327989766397 0.428845403314675 0.436736277602997 0.45043439079097
        0.402560202956173 0.416113639384501 0.426141512516655 0.44034669402871
        0.447861672303443 0.40490822137737 0.414839135658386 0.42737488368901
        0.437727744598091 0.451604294166264 0.40203814648622 0.416614999456787""",
        h_0=" ".join(["0.5"] * 32),
        blind={"transposed"},
    ),
)

SAMPLES = (*_LSTM_SAMPLES, *_GRU_SAMPLES)


def _mixed(reverse: bool, lengths: tuple[int, ...], y: str, y_c: str) -> Sample:
    return _sample(
        f"mixed-{'reverse-' if reverse else ''}{lengths[0]}-{lengths[1]}",
        "MixedSequenceLengthsReverse" if reverse else "MixedSequenceLengths",
        _simple("simple-3"),
        _X_SIMPLE,
        y,
        y_c,
        direction="reverse" if reverse else "forward",
        lengths=lengths,
        blind={"transposed"},
    )


MASKED = (
    _mixed(
        False,
        (1, 2),
        f"{_FORWARD[0]} 0 0 0 0.85882828 0.90703777 0.92382453",
        "0.52497941 0.54983425 0.5744428 1.3249796 1.51063104 1.61451544",
    ),
    _mixed(
        False,
        (2, 1),
        f"{_FORWARD[0]} 0.84196719 0.89402526 0.91073048 0 0 0",
        "1.27731147 1.44181041 1.53179041 0.54983425 0.59868795 0.64565659",
    ),
    _mixed(
        True,
        (1, 2),
        """0.28828844 0.36581877 0.45679423 0.64046413 0.82303363 0.91610711
        0 0 0 0.62759886 0.71640738 0.74624585""",
        "0.52497941 0.54983425 0.5744428 1.34960834 1.54772296 1.65633056",
    ),
    _mixed(
        True,
        (2, 1),
        """0.55391603 0.69201493 0.82696019 0.34526044 0.47220877 0.55850935
        0.61249432 0.70678632 0.74094619 0 0 0""",
        "1.27850552 1.46799496 1.57641257 0.54983425 0.59868795 0.64565659",
    ),
    _sample(
        "shorter-in-the-middle",
        "ONNXRuntime_TestLSTMShorterSeqInMiddle",
        _LSTM,
        numbers(
            """-0.455351 -0.776391 0 0 0.348763 0.678345
            -0.185934 -0.169585 0 0 0.078053 0.163457"""
        ).reshape(2, 3, 2),
        """0.02907280 0.01765226 -0.06724346 0.02957184 -0.15355367 0.04701351
        0.01841230 0.04093486 -0.06724346 0.02957184 -0.17994503 0.07397783
        -0.02912546 0.04120104 0 0 -0.12768818 0.07457943
        misprint 0.03531464 0 0 -0.08877515 0.03413615""",
        """-0.06609819 0.06838701 -0.14596788 0.04902556 -0.26768601 0.12119407
        0.04934450 0.07126625 -0.14596788 0.04902556 -0.34139895 0.11673255""",
        direction="bidirectional",
        lengths=(2, 1, 2),
    ),
    # The source has a row of length 0 too, which PyTorch does not take.
    _sample(
        "zero-in-the-middle",
        "ONNXRuntime_TestLSTMZeroSeqInMiddle",
        _LSTM,
        numbers(
            """-0.455351 -0.776391 0.348763 0.678345 0.877836 0.543859
            -0.185934 -0.169585 0.078053 0.163457 0.846098 0.987531"""
        ).reshape(2, 3, 2),
        """0.02907280 0.01765226 -0.15355367 0.04701351 -0.12951779 -0.00989562
        0.01841230 0.04093486 -0.15355367 0.04701351 -0.17956293 0.01607513
        -0.02912546 0.04120104 0 0 -0.22162350 0.03132058
        misprint 0.03531464 0 0 -0.17885581 0.01959856""",
        """-0.06609819 0.06838701 -0.2894889 0.07438067 -0.39655977 0.05050645
        0.04934450 0.07126625 -0.28948891 0.07438067 -0.34931409 0.02799958""",
        direction="bidirectional",
        lengths=(2, 1, 2),
    ),
    _sample(
        "shorter",
        "ONNXRuntime_TestGRUOpGrowBatchSequenceLengthLinearBeforeReset",
        _GRU,
        numbers("-0.455351 -0.276391 -0.455351 -0.276391 -0.185934 -0.269585 0 0").reshape(2, 2, 2),
        "0.253942400 -0.174207777 -0.0325528607 0.0774837881 0.0874997079 -0.0485242009 0 0",
        h_0="0.5 -0.5 0 0",
        lengths=(2, 1),
    ),
    _sample(
        "shorter-bidirectional",
        "ONNXRuntime_TestGRUOpSequenceLengthWithBidirectionalLinearBeforeReset",
        _GRU,
        numbers("-0.455351 -0.276391 0.855351 0.676391 -0.185934 -0.269585 0.585934 0.669585").reshape(2, 2, 2),
        """-0.0325528607 0.0774837881 -0.275918573 -0.00228558504
        -0.0559310019 0.101836264 -0.275918573 -0.00228558504
        -0.0577347837 0.0796165839 0 0 -0.0456649922 0.0462125242 0 0""",
        direction="bidirectional",
        lengths=(2, 1),
    ),
)
