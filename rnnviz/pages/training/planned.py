"""The plan of a page: read from the visit, changed by its fields."""

from dataclasses import replace
from typing import Any, TypeVar, cast

import streamlit as st

from rnnviz.errors import SettingError
from rnnviz.pages.say import as_error
from rnnviz.pages.visit import Visit
from rnnviz.training import Plan, read_plan

AnyPlan = TypeVar("AnyPlan", bound=Plan)


def planned(visit: Visit, kind: type[AnyPlan]) -> AnyPlan:
    """The plan that is set up on this page; its first one where the address says nothing it could be."""
    try:
        plan = read_plan(visit.scenario.training) if visit.scenario.training else kind()
    except SettingError:
        return kind()
    return plan if isinstance(plan, kind) else kind()


def key_of(plan: Plan, setting: str) -> str:
    """The key of a setting's widget."""
    return f"plan.{plan.KIND}.{setting}"


def put(visit: Visit, plan: Plan, **settings: object) -> None:
    """Callback: give settings their values; what cannot be taken stays in its field, with a sentence.

    A text is read as the setting's rule reads it.
    """
    kind = type(plan)
    before = planned(visit, kind)
    for setting, value in settings.items():
        key = key_of(plan, setting)
        try:
            rule = kind.RULES[setting]
            read = rule.read(setting, value) if isinstance(value, str) else value
            there = replace(before, **{setting: cast(Any, read)})
            # What cannot be trained is refused at once, at the setting that makes it so.
            there.check()
            visit.take(replace(visit.scenario, training=there.key))
        except Exception as error:
            visit.refuse(key, value, as_error(error))
        else:
            visit.fields.forget(key)
            before = there


def first(visit: Visit, plan: Plan) -> None:
    """Callback: all settings as they are at first."""
    for setting in plan.RULES:
        visit.fields.forget(key_of(plan, setting))
    visit.take(replace(visit.scenario, training=type(plan)().key))


def shown(visit: Visit, plan: Plan, setting: str) -> object:
    """What stands in a field: what was refused in it, else the plan's value. Back and a link change it, too."""
    key = key_of(plan, setting)
    value = visit.fields.refused.get(key, getattr(plan, setting))
    st.session_state[key] = list(value) if isinstance(value, tuple) else value
    return value
