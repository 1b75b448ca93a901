"""In a notebook, the last value of a cell is the player."""

from pathlib import Path

import pytest
import torch

import rnnviz
from tests.player.notebook import executed


@pytest.fixture
def rec() -> rnnviz.Recording:
    labels = ["</iframe>", '"', "&quot;", "😀"]
    return rnnviz.record(torch.nn.LSTM(3, 2), torch.randn(4, 1, 3), labels=[labels])


def test_a_cell_displays_the_player(rec: rnnviz.Recording, tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    rec.save(file)
    notebook = executed(f"import rnnviz\nrec = rnnviz.load({str(file)!r})", "rnnviz.show(rec, t=2, language='zh')")
    before, shown = (cell.outputs for cell in notebook.cells)
    assert before == []
    (output,) = shown
    assert output.output_type == "execute_result"
    player = rnnviz.show(rec, t=2, language="zh")
    assert output.data == {"text/plain": repr(player), "text/html": player._repr_html_()}
