"""What the chart is sent: the numbers that there are, few enough of them, and none of the extremes lost."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.live_chart import Level, Line, message
from rnnviz.theme import LINE_COLOURS, LINE_DASHES, cell_type_colour, colour_of
from rnnviz.words import translation

NAN, INF = float("nan"), float("inf")


def sent(x: Any, lines: list[Line], *levels: Level, **options: Any) -> dict[str, Any]:
    told = message(x, lines, levels, title="t", across="step", up="loss", translate=translation("en"), **options)
    found: dict[str, Any] = json.loads(json.dumps(told, allow_nan=False))
    return found


def values(told: dict[str, Any], number: int = 0) -> dict[float, float | None]:
    """The values of a line, by position."""
    line = told["lines"][number]
    return dict(zip(told["positions"][line["on"]], line["values"], strict=True))


@given(st.integers(1, 5), st.integers(700, 20_000), st.integers(0, 2**31))
def test_of_many_positions_the_extremes_are_sent(count: int, length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = np.arange(length)
    lines = rng.normal(size=(count, length)).cumsum(axis=1)
    spikes = rng.integers(length, size=count)
    lines[np.arange(count), spikes] += 1e4
    told = sent(x, [Line(str(number), line) for number, line in enumerate(lines)])
    assert len(told["positions"][0]) <= 602
    for number, line in enumerate(lines):
        drawn = values(told, number)
        assert set(drawn) >= {0, length - 1, spikes[number], line.argmin()}
        assert list(drawn) == sorted(drawn)
        np.testing.assert_allclose(
            np.array(list(drawn.values()), dtype=np.float64), line[[int(at) for at in drawn]], rtol=1e-5
        )


def test_few_positions_are_all_sent_and_what_is_no_number_leaves_a_gap() -> None:
    told = sent([0, 1, 2, 3], [Line("a", [1.0, NAN, -INF, 0.25])])
    assert values(told) == {0: 1.0, 1: None, 2: None, 3: 0.25}
    assert told["lines"][0]["infinite"] == [[2, -1]]


def test_a_gap_and_an_infinity_among_many_positions_are_still_there() -> None:
    line = np.ones(10_000)
    line[5000:5003], line[7000] = NAN, INF
    told = sent(np.arange(10_000), [Line("a", line)])
    assert [at for at, value in values(told).items() if value is None] == [5000, 7000]
    ((place, sign),) = told["lines"][0]["infinite"]
    assert (told["positions"][0][place], sign) == (7000, 1)


def test_a_line_may_have_positions_of_its_own() -> None:
    told = sent(np.arange(100), [Line("loss", np.zeros(100)), Line("test", [3.0, 2.0], x=[0, 50], diverged=70)])
    assert values(told, 1) == {0: 3.0, 50: 2.0}
    assert [line["diverged"] for line in told["lines"]] == [None, 70]


def test_positions_of_a_long_run_are_told_apart() -> None:
    assert sent([1_234_567, 1_234_568], [Line("a", [0, 1])])["positions"] == [[1_234_567, 1_234_568]]


def test_colours_and_dashes_are_the_houses_and_no_two_lines_share_one_unasked() -> None:
    told = sent([0], [Line("a", [0]), Line("LSTM", [0], "LSTM"), Line("b", [0], "#123456", "dot"), Line("c", [0])])
    fills = [colour_of(key).fill for key in LINE_COLOURS if key != "cell_state"]
    assert [line["colours"][0] for line in told["lines"]] == [fills[0], cell_type_colour("LSTM"), "#123456", fills[1]]
    assert told["lines"][1]["colours"][1] == cell_type_colour("LSTM", dark=True)
    assert [line["dash"] for line in told["lines"]] == [LINE_DASHES[0], LINE_DASHES[1], "dot", LINE_DASHES[3]]


def test_a_level_that_is_no_number_is_left_out() -> None:
    assert sent([0], [], Level("mean", 0.5), Level("none", NAN))["levels"] == [{"name": "mean", "value": 0.5}]


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(KeyError):
        sent([0], [Line("a", [0], "mauve")])
