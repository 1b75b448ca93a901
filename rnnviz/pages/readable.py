"""What of an address a page can show: the rest is left out or put back, with a sentence for what cannot be meant."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from rnnviz.errors import RnnvizError, SettingError
from rnnviz.formats import read_series, read_text
from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.lessons.conventions import SHOWN as CONVENTIONS_SHOWN
from rnnviz.lessons.course import lessons
from rnnviz.lessons.forget_bias import check_forget_bias
from rnnviz.lessons.glossary import glossary
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import BY_HAND, CONVENTIONS, DEBUGGER, MEMORY, SHAPES, WORKED_EXAMPLE, YOUR_MODEL
from rnnviz.pages.page_sizes import page_rules
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import RULES
from rnnviz.words import N_

_DEBUGGERS = (
    *("loss", "opened", "trained", "padded", "panels", "breakpoints", "watches"),
    *("what_if", "original", "compared", "trainee", "inside", "moment"),
)
"""What belongs to the debugger alone: gradients, files, what is done to weights and rows, and its panels."""


def ours(query: Mapping[str, str]) -> Mapping[str, str]:
    """The part of an address that is a scenario's."""
    names = {rule.address for rule in RULES.values()}
    return {name: value for name, value in query.items() if name in names}


def shown_on(page: str, scenario: Scenario) -> Scenario:
    """What of a scenario a page can show."""
    if page != DEBUGGER:
        ours = page == YOUR_MODEL and scenario.source == "model"
        source = "example" if scenario.recorded_before and not ours else scenario.source
        bias = scenario.forget_bias if page == MEMORY else None
        first = first_view(page)
        own = {name: getattr(first, name) for name in _DEBUGGERS}
        scenario = replace(scenario, **cast(Any, own), source=source, forget_bias=bias)
    if page == BY_HAND:
        module = scenario.module or first_view(BY_HAND).module
        alone = replace(scenario, module=module, difference="", lengths="", unbatched=False, reading="shared", edits="")
        return replace(alone, source="random", weights="random")
    scenario = replace(scenario, module="")
    if page == CONVENTIONS:
        difference = scenario.difference or first_view(CONVENTIONS).difference
        alone = replace(scenario, difference=difference, lengths="", unbatched=False, reading="shared", edits="")
        return replace(alone, source="random", weights="random", num_layers=1)
    scenario = replace(scenario, difference="")
    if page == MEMORY:
        alone = replace(scenario, lengths="", unbatched=False, reading="shared", edits="", bias=True, batch=1)
        return replace(alone, source="random", weights="random", cell_type="LSTM", num_layers=1, bidirectional=False)
    if page == WORKED_EXAMPLE:
        return scenario.example_only
    if page == SHAPES:
        return replace(scenario, source="random", weights="random", reading="shared", edits="")
    # As printed, the example is no network that could be debugged.
    return replace(scenario, reading="shared") if scenario.reading == "printed" else scenario


def readable(page: str, scenario: Scenario) -> tuple[Scenario, tuple[RnnvizError, ...]]:
    """``scenario`` with everything that names nothing, or cannot be read, as the page has it at first."""
    wrong = dict(_wrong(page, scenario))
    first = first_view(page)
    return replace(scenario, **{name: getattr(first, name) for name in wrong}), tuple(wrong.values())


def _wrong(page: str, scenario: Scenario) -> Iterator[tuple[str, RnnvizError]]:
    for setting, rule in page_rules(page).items():
        try:
            rule.check(setting, getattr(scenario, setting))
        except RnnvizError as error:
            yield setting, error
    for name, read in (("text", read_text), ("series", read_series)):
        try:
            read(getattr(scenario, name))
        except RnnvizError as error:
            yield name, error
    try:
        check_forget_bias(scenario)
    except SettingError as error:
        yield "forget_bias", error
    template = N_("There is no pitfall of the name {got}: the first one is shown. Choose one from the list.")
    yield from _unknown("pitfall", scenario.pitfall, pitfalls(), template)
    template = N_("There is no module of the name {got}: the first one is shown. Choose one from the list.")
    yield from _unknown("module", scenario.module, ENTRIES, template)
    template = N_("There is no lesson of the name {got}: the first one is shown. Choose one from the list.")
    yield from _unknown("lesson", scenario.lesson, lessons(), template)
    template = N_("There is no difference of the name {got}: the first one is shown. Choose one from the list.")
    yield from _unknown("difference", scenario.difference, CONVENTIONS_SHOWN, template)
    template = N_("There is no term of the name {got} in the glossary. Look for it in the list.")
    yield from _unknown("term", scenario.term, glossary(), template)


def _unknown(setting: str, name: str, known: Collection[str], template: str) -> Iterator[tuple[str, RnnvizError]]:
    if name and name not in known:
        yield setting, SettingError(setting, template, got=name)
