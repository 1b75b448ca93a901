"""Lines with names: what their axes show."""

import numpy as np
import pytest

from rnnviz.figures import Curve, curves


@pytest.mark.parametrize(("least", "ticks"), [(1e-3, 1), (1e-16, 2), (1e-38, 5), (0.5, 1)])
def test_an_axis_by_powers_of_ten_has_room_for_its_ticks(least: float, ticks: int) -> None:
    values = np.array([1.0, least, np.nan, 0.0])
    figure = curves(range(4), [Curve("a", values)], title="", across="", up="", logarithmic="y")
    assert figure.layout.yaxis.dtick == ticks
    assert -np.log10(least) / figure.layout.yaxis.dtick <= 8
    assert figure.layout.xaxis.type is None


def test_an_axis_without_a_positive_number_is_drawn() -> None:
    figure = curves([0.0, 1.0], [Curve("a", [0.0, np.nan])], title="", across="", up="", logarithmic="y")
    assert figure.layout.yaxis.dtick == 1
