"""The sizes that a page can show: only the debugger shows the largest, a window of them at a time."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz import limits
from rnnviz.pages.page_list import DEBUGGER
from rnnviz.scenario_rules import Whole

_SMALL: Mapping[str, Whole] = MappingProxyType(
    {
        "hidden_size": Whole("hidden", 1, limits.MAX_SMALL_SIZE),
        "seq_len": Whole("seq_len", 1, limits.MAX_SMALL_SEQ_LEN),
    }
)


def page_rules(page: str) -> Mapping[str, Whole]:
    """What a page asks of a setting, where that is more than every page asks."""
    return MappingProxyType({}) if page == DEBUGGER else _SMALL

