"""What a widget's value makes of a scenario."""

from dataclasses import replace
from typing import Any, cast

from rnnviz.pages.fields import TYPED
from rnnviz.pages.page_sizes import page_rules
from rnnviz.scenario import DEFAULT_TEXT, DEFAULT_TEXTS, Scenario
from rnnviz.scenario_rules import RULES


def changed(page: str, scenario: Scenario, setting: str, value: object) -> Scenario:
    """``scenario`` with the value of a widget of ``page`` as its ``setting``, and with what follows from that.

    Raises:
        SettingError: the value is none of this setting.
    """
    there = _with(page, scenario, setting, value)
    # What has no field any more must not stand in the way of what has one.
    if there.cell_type != "LSTM":
        there = replace(there, proj_size=0)
    if there.cell_type != "LSTM" or not there.bias:
        there = replace(there, forget_bias=None)
    return replace(there, lengths="") if there.unbatched else there


def in_own_words(scenario: Scenario) -> Scenario:
    """The text to begin with is one in the language of the visit; a text of one's own stays."""
    return replace(scenario, text=DEFAULT_TEXTS[scenario.language]) if scenario.text == DEFAULT_TEXT else scenario


def _with(page: str, scenario: Scenario, setting: str, value: object) -> Scenario:
    if setting == "forget_bias" and not str(value).strip():
        return replace(scenario, forget_bias=None)
    if setting in TYPED:
        rule = page_rules(page).get(setting) or RULES[setting]
        number = rule.read(setting, str(value))
        rule.check(setting, number)
        return replace(scenario, **{setting: cast(Any, number)})
    if isinstance(value, list):
        # Chosen one after the other; in a scenario they have an order of their own.
        return scenario.with_setting(setting, ",".join(value))
    return replace(scenario, **{setting: cast(Any, value)})
