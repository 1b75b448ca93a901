"""Settings of a page: read from the visit, changed by their fields."""

from dataclasses import replace
from typing import Any, TypeVar, cast

import streamlit as st

from rnnviz.errors import SettingError
from rnnviz.pages.say import as_error
from rnnviz.pages.visit import Visit
from rnnviz.scenario_settings import Settings

AnySettings = TypeVar("AnySettings", bound=Settings)


def settings_of(visit: Visit, kind: type[AnySettings]) -> AnySettings:
    """The settings of this kind; the first ones where the address says nothing they could be."""
    try:
        found = kind.read_key(getattr(visit.scenario, kind.FIELD))
    except SettingError:
        return kind()
    return kind() if found is None else found


def key_of(settings: Settings, setting: str) -> str:
    """The key of a setting's widget."""
    return f"plan.{settings.KIND}.{setting}"


def put(visit: Visit, settings: Settings, **values: object) -> None:
    """Callback: give settings their values; what cannot be taken stays in its field, with a sentence.

    A text is read as the setting's rule reads it.
    """
    kind = type(settings)
    before = settings_of(visit, kind)
    for setting, value in values.items():
        key = key_of(settings, setting)
        try:
            rule = kind.RULES[setting]
            read = rule.read(setting, value) if isinstance(value, str) else value
            there = replace(before, **{setting: cast(Any, read)})
            # What does not go together is refused at once, at the setting that makes it so.
            there.check()
            visit.take(replace(visit.scenario, **{kind.FIELD: cast(Any, there.key)}))
        except Exception as error:
            visit.refuse(key, value, as_error(error))
        else:
            visit.fields.forget(key)
            before = there


def first(visit: Visit, settings: Settings) -> None:
    """Callback: all settings as they are at first."""
    for setting in settings.RULES:
        visit.fields.forget(key_of(settings, setting))
    visit.take(replace(visit.scenario, **{settings.FIELD: cast(Any, type(settings)().key)}))


def shown(visit: Visit, settings: Settings, setting: str) -> object:
    """What stands in a field: what was refused in it, else the value. Back and a link change it, too."""
    key = key_of(settings, setting)
    value = visit.fields.refused.get(key, getattr(settings, setting))
    st.session_state[key] = list(value) if isinstance(value, tuple) else value
    return value
