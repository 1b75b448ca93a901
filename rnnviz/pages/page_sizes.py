"""The sizes that a page can show: only the debugger shows the largest, a window of them at a time."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz import limits
from rnnviz.lessons.random_sizes import check_states
from rnnviz.pages.page_list import DEBUGGER, SHAPES
from rnnviz.scenario import Scenario
from rnnviz.scenario_kinds import Whole

_SMALL: Mapping[str, Whole] = MappingProxyType(
    {
        "hidden_size": Whole("hidden", 1, limits.MAX_SMALL_SIZE),
        "seq_len": Whole("seq_len", 1, limits.MAX_SMALL_SEQ_LEN),
    }
)


def page_rules(page: str) -> Mapping[str, Whole]:
    """What a page asks of a setting, where that is more than every page asks."""
    return MappingProxyType({}) if page == DEBUGGER else _SMALL


def check_sizes(page: str, scenario: Scenario) -> None:
    """The page can show a network of these sizes, all together.

    Raises:
        SettingError: it cannot.
    """
    if page == SHAPES:
        check_states(scenario, scenario.num_layers * (2 if scenario.bidirectional else 1), small=True)
