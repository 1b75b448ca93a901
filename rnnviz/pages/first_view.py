"""What each page shows when it is opened without an address."""

from dataclasses import replace
from functools import cache
from typing import Literal

from rnnviz.lessons.conventions import GRU_SWITCHES
from rnnviz.pages.page_list import BY_HAND, CONVENTIONS, MEMORY, SHAPES
from rnnviz.scenario import Scenario

_SHAPES = Scenario(
    source="random", weights="random", input_size=3, hidden_size=4, num_layers=2, bidirectional=True, chosen="h_n[3]"
)
_BY_HAND = Scenario(source="random", weights="random", module="rnn-cell", hidden_size=4, num_layers=2, batch=2)
_CONVENTIONS = Scenario(source="random", weights="random", difference=GRU_SWITCHES, hidden_size=4, seq_len=20, batch=1)
_MEMORY = Scenario(source="random", weights="random", hidden_size=16, seq_len=100, batch=1)


# Asked for every page at every run, for the way there; a scenario is checked setting by setting when it is made.
@cache
def first_view(page: str, language: Literal["en", "zh"] = "en") -> Scenario:
    """The first view of a page, in the language of the visit."""
    first = {SHAPES: _SHAPES, BY_HAND: _BY_HAND, CONVENTIONS: _CONVENTIONS, MEMORY: _MEMORY}.get(page, Scenario())
    return replace(first, language=language)
