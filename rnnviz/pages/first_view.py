"""What each page shows when it is opened without an address."""

from dataclasses import replace
from typing import Literal

from rnnviz.pages.page_list import SHAPES
from rnnviz.scenario import Scenario

_SHAPES = Scenario(
    source="random", weights="random", input_size=3, hidden_size=4, num_layers=2, bidirectional=True, chosen="h_n[3]"
)


def first_view(page: str, language: Literal["en", "zh"] = "en") -> Scenario:
    """The first view of a page, in the language of the visit."""
    first = _SHAPES if page == SHAPES else Scenario()
    return replace(first, language=language)
