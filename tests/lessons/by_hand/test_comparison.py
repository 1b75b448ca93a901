"""What a comparison costs, and which sizes it allows."""

from dataclasses import replace

import pytest

from rnnviz.errors import SettingError
from rnnviz.lessons import by_hand, conventions
from rnnviz.lessons.by_hand.comparison import _COMPARISONS as BY_HAND
from rnnviz.lessons.conventions.comparison import _COMPARISONS as CONVENTIONS
from rnnviz.scenario import Scenario

WIDE = Scenario(source="random", weights="random", input_size=512, hidden_size=1, seq_len=4, batch=8)


def test_a_shelf_counts_every_array_of_both_networks() -> None:
    """The input alone of a narrow network is hundreds of times its hidden states."""
    own = by_hand.compared(replace(WIDE, module="gru"))
    assert BY_HAND._size(own) >= 2 * 8 * 512 * 4 * 8
    other = conventions.compared(replace(WIDE, difference="gru-order"))
    assert CONVENTIONS._size(other) >= 2 * 8 * 512 * 4 * 8


LARGE = replace(WIDE, input_size=1, hidden_size=128, seq_len=200)


def test_sizes_that_a_module_has_not_are_not_counted() -> None:
    """They were set for another module, and no field on the page shows them."""
    by_hand.compared(replace(LARGE, module="lstm", num_layers=4, batch=10))
    by_hand.compared(replace(LARGE, module="sample-lstm-cell", num_layers=4, batch=128))


def test_both_directions_are_counted() -> None:
    with pytest.raises(SettingError, match="got 1,024,000"):
        by_hand.compared(replace(LARGE, module="bidirectional-rnn", num_layers=1, batch=20))
