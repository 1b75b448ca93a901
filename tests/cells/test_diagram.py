"""The picture of each cell type says what its operations say, and nothing lies on top of anything else."""

import itertools

import pytest

from rnnviz.cells.diagram import diagram
from rnnviz.cells.gru_variants import GRU_VARIANTS
from tests.cells import drawing, painting
from tests.cells.kinds import KINDS, PROJECTED

LABELS = {
    "LSTM": {"Σ": 4, "σ": 3, "tanh": 2, "×": 3, "+": 1},
    "GRU": {"Σ": 4, "σ": 2, "tanh": 1, "×": 2, "+": 1, "×+": 1},
    "RNN_TANH": {"Σ": 1, "tanh": 1},
    "RNN_RELU": {"Σ": 1, "relu": 1},
    PROJECTED: {"Σ": 5, "σ": 3, "tanh": 2, "×": 3, "+": 1},
    "LSTM_ONE_BIAS": {"Σ": 4, "σ": 3, "tanh": 2, "×": 3, "+": 1},
    "RNN_TANH_ONE_BIAS": {"Σ": 1, "tanh": 1},
    **{mode: {"Σ": 4, "σ": 2, "tanh": 1, "×": 2, "+": 1, "×+": 1} for mode in GRU_VARIANTS},
    "GRU_RESET_BEFORE": {"Σ": 3, "σ": 2, "tanh": 1, "×": 3, "+": 1},
    "GRU_RESET_BEFORE_UPDATE_REPLACES": {"Σ": 3, "σ": 2, "tanh": 1, "×": 3, "+": 1},
    "ELMAN": {"Σ": 2, "tanh": 1},
    "JORDAN": {"Σ": 2, "tanh": 1},
    "LEAKY": {"Σ": 1, "tanh": 1, "×": 2, "+": 1},
}


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("check", drawing.CHECKS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_picture(kind: str, check: str, bias: bool) -> None:
    cell_type = KINDS[kind] if bias else KINDS[kind].without_bias()
    drawing.CHECKS[check](cell_type, diagram(cell_type))


@pytest.mark.parametrize("check", painting.CHECKS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_as_it_is_painted(kind: str, check: str) -> None:
    painting.CHECKS[check](KINDS[kind], diagram(KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_signs_on_the_nodes(kind: str) -> None:
    found = [node.label for node in diagram(KINDS[kind]).nodes]
    assert {label: found.count(label) for label in found} == LABELS[kind]


@pytest.mark.parametrize(
    ("kind", "belt"),
    [
        ("LSTM", {"c_prev", "kept", "c"}),
        (PROJECTED, {"c_prev", "kept", "c"}),
        ("GRU", {"h_prev", "old", "h"}),
        ("RNN_TANH", set()),
        ("RNN_RELU", set()),
        ("LSTM_ONE_BIAS", {"c_prev", "kept", "c"}),
        ("GRU_RESET_BEFORE", {"h_prev", "old", "h"}),
        ("JORDAN", set()),
        ("LEAKY", {"h_prev", "old", "h"}),
    ],
)
def test_the_conveyor_belt_is_one_line_from_edge_to_edge(kind: str, belt: set[str]) -> None:
    drawn = diagram(KINDS[kind])
    wires = [wire for wire in drawn.wires if wire.belt]
    assert {wire.source for wire in wires} == belt
    if belt:
        points = sorted(point for wire in wires for point in wire.points)
        assert len({y for _, y in points}) == 1
        assert (points[0][0], points[-1][0]) == (0.0, drawn.size[0])
        ends = sorted((wire.points[0][0], wire.points[-1][0]) for wire in wires)
        assert all(stop == start for (_, stop), (start, _) in itertools.pairwise(ends))
