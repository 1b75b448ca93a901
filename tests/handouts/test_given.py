"""What is given stands on the page as it went in; what is too large for it, by its shape."""

from pathlib import Path

import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.handouts.arrays import MOST_ENTRIES, MOST_ROWS
from tests.handouts.reading import MODES, Paper, example_step, papers, text_of


def blocks(paper: Paper) -> dict[str, str]:
    """What stands after each weight block's name."""
    pairs = [text_of(block).split(" ", 1) for block in paper.all("block")]
    return dict(pairs)


def large(input_size: int, hidden_size: int) -> rnnviz.Recording:
    torch.manual_seed(0)
    module = nn.LSTM(input_size, hidden_size, dtype=torch.float64)
    return rnnviz.record(module, torch.randn(3, 1, input_size, dtype=torch.float64))


def test_input_and_states() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM")))
    said = [text_of(each) for each in paper.all("inputs")[0]]
    assert said == [
        "input xt = (0.5, −0.2, 0.1)",
        "previous hidden state ht−1 = (0.3, −0.4)",
        "previous cell state ct−1 = (0.8, −0.6)",
    ]


def test_every_weight_block_is_printed_row_by_row() -> None:
    (paper,) = papers(rnnviz.handout(example_step("GRU")))
    tables = {
        text_of(block).split(" ", 1)[0]: [[cell.text for cell in row] for row in block.iter("tr")]
        for block in paper.all("block")
    }
    assert tables["Wiz"] == [["0.4", "0.5", "0.6"]] * 2
    assert tables["Whn"] == [["0.5", "0.6"]] * 2
    assert tables["bhr"] == [["0.05"]] * 2


@pytest.mark.parametrize("mode", MODES)
def test_each_block_stands_there_once(mode: str) -> None:
    step = example_step(mode)
    (paper,) = papers(rnnviz.handout(step))
    assert sorted(blocks(paper)) == sorted(name.replace("_", "") for name in step.weights)
    assert len(paper.all("block")) == len(step.weights)


@pytest.mark.parametrize(("size", "printed"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_a_block_is_printed_up_to_its_limit(size: int, printed: bool) -> None:
    module = nn.RNN(size, 2, dtype=torch.float64)
    nn.init.zeros_(module.get_parameter("weight_ih_l0"))
    step = rnnviz.record(module, torch.ones(1, 1, size, dtype=torch.float64)).track()[0]
    (paper,) = papers(rnnviz.handout(step))
    assert blocks(paper)["Wih"].startswith("= ") if printed else blocks(paper)["Wih"] == f"∈ ℝ2×{size}"


def test_a_block_too_large_is_told_by_its_shape() -> None:
    (paper,) = papers(rnnviz.handout(large(20, 4).track()[1]))
    said = blocks(paper)
    assert said["Wii"] == "∈ ℝ4×20"
    assert said["Whi"].startswith("= ")
    assert said["bii"].startswith("= ")


def test_a_matrix_of_long_numbers_is_told_by_its_shape() -> None:
    module = nn.RNN(4, 2, dtype=torch.float64)
    nn.init.constant_(module.get_parameter("weight_ih_l0"), 1e30 / 3)
    step = rnnviz.record(module, torch.zeros(1, 1, 4, dtype=torch.float64)).track()[0]
    (paper,) = papers(rnnviz.handout(step))
    assert blocks(paper)["Wih"] == "∈ ℝ2×4"


@pytest.mark.parametrize(("size", "printed"), [(MOST_ENTRIES, True), (MOST_ENTRIES + 1, False)])
def test_a_vector_too_long_is_told_by_its_shape(size: int, printed: bool) -> None:
    (paper,) = papers(rnnviz.handout(large(size, 2).track()[1]))
    said = text_of(paper.all("inputs")[0][0])
    assert said.startswith("input xt = (") if printed else said == f"input xt ∈ ℝ{size}"


def test_long_states_are_told_unit_by_unit() -> None:
    step = large(3, 64).track()[1]
    (paper,) = papers(rnnviz.handout(step, units=(5, 40)))
    h = [f"{step['h'][unit]:.4f}".replace("-", "−") for unit in (5, 40)]
    assert paper.result[0] == f"ht ∈ ℝ64; unit 5: {h[0]}, unit 40: {h[1]} → the next time step's ht−1"


def test_a_recording_without_weights_says_so(tmp_path: Path) -> None:
    rec = large(3, 2)
    rec.save(tmp_path / "run.safetensors", weights=False)
    step = rnnviz.load(tmp_path / "run.safetensors").track()[1]
    (paper,) = papers(rnnviz.handout(step))
    (full,) = papers(rnnviz.handout(rec.track()[1]))
    said = "This recording holds no weights: of the weighted sums only the results are known."
    assert said in paper.text
    assert said not in full.text
    for operation, block, whole in zip(step.cell_type.operations, paper.blocks, full.blocks, strict=True):
        assert block.formula == whole.formula
        expected = [line.stages[-1:] if operation.parameters else line.stages for line in whole.lines]
        assert [line.stages for line in block.lines] == expected


def test_a_float32_number_stands_as_it_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types takes a float32 for no float.
    monkeypatch.setattr("jaxtyping.config.jaxtyping_disable", True)
    module = nn.RNN(1, 1)
    nn.init.constant_(module.get_parameter("weight_ih_l0"), 0.1)
    step = rnnviz.record(module, torch.full((1, 1, 1), 0.3)).track()[0]
    (paper,) = papers(rnnviz.handout(step))
    assert paper.blocks[0].lines[0].stages[0].startswith("0.1 · 0.3 + ")
