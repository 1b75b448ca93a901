"""Modules of parts of a file that cannot be made."""

import pytest
from torch import nn

from rnnviz.by_hand.part_module import module_of
from rnnviz.errors import ModuleError
from rnnviz.formats.models import Part


def test_a_cell_that_resets_before_the_product_has_no_module() -> None:
    weights = nn.GRUCell(3, 4).state_dict()
    part = Part(
        name="cell",
        framework="PyTorch",
        cell_type="GRU",
        input_size=3,
        hidden_size=4,
        single_step=True,
        reset=None,
        weights=weights,
        files_names={},
    )
    assert isinstance(module_of(part), nn.GRUCell)
    with pytest.raises(ModuleError) as caught:
        module_of(part, reset="before")
    assert caught.value.code == "module-reset-cell"
    assert str(caught.value) == (
        'reset must be "after" for a module of one step, got "before": PyTorch\'s GRUCell resets after the product. '
        "Leave it out."
    )
