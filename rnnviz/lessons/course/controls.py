"""What a person sets in a lesson, and how it is written in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from rnnviz import limits
from rnnviz.errors import RnnvizError, SettingError
from rnnviz.scenario_kinds import short
from rnnviz.words import N_

Values = Mapping[str, Any]
"""What is set, by the names of the controls."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A number from ``least`` to ``most``: whole if all four are."""

    least: float
    most: float
    start: float
    step: float = 1

    def read(self, name: str, text: str) -> float:
        """The number nearest to ``text`` on the slider.

        Raises:
            SettingError: it is none, or lies outside.
        """
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if not self.least <= found <= self.most:
            template = N_("{setting} must be a number from {least} to {most}, got {got}.")
            raise SettingError(
                "lesson-slider", template, setting=name, least=self.least, most=self.most, got=short(text) or '""'
            )
        value = self.least + round((found - self.least) / self.step) * self.step
        return round(value, 10) if isinstance(self.step, float) else int(value)

    def write(self, value: object) -> str:
        """The number as text."""
        return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few, told by their names; on the screen each has a word of the lesson, ``<control>-<option>``."""

    options: tuple[str, ...]
    start: str

    def read(self, name: str, text: str) -> str:
        """The option of that name.

        Raises:
            SettingError: there is none.
        """
        if text not in self.options:
            template = N_("{setting} must be one of {choices}, got {got}.")
            choices = ", ".join(self.options)
            raise SettingError("lesson-choice", template, setting=name, choices=choices, got=short(text) or '""')
        return text

    def write(self, value: object) -> str:
        """The option's name."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Typing:
    """A line that a person types; it begins with the lesson's word ``<control>-start``.

    Attributes:
        check: raises an `rnnviz.errors.RnnvizError` where the text cannot be taken.
        most: characters.
    """

    check: Callable[[str], object] = str
    most: int = limits.MAX_LESSON_TEXT

    def read(self, name: str, text: str) -> str:
        """The text.

        Raises:
            SettingError: it is too long.
            RnnvizError: it cannot be taken.
        """
        if len(text) > self.most:
            template = N_("{setting} must have at most {most} characters, got {got}.")
            raise SettingError("lesson-typing", template, setting=name, most=self.most, got=len(text))
        self.check(text)
        return text

    def write(self, value: object) -> str:
        """The text itself."""
        return str(value)


Control = Slider | Choice | Typing


def starting(controls: Mapping[str, Control], said: Mapping[str, str]) -> dict[str, Any]:
    """What is set at first, in the language whose words are ``said``."""
    return {
        name: said[f"{name}-start"] if isinstance(control, Typing) else control.start
        for name, control in controls.items()
    }


def read_settings(
    controls: Mapping[str, Control], said: Mapping[str, str], settings: str
) -> tuple[Values, tuple[RnnvizError, ...]]:
    """What is set in a lesson by the address, and an error for each value that was wrong: its start stands for it.

    Names that the lesson does not have are passed over.
    """
    values = starting(controls, said)
    errors: list[RnnvizError] = []
    for name, text in parse_qsl(settings, keep_blank_values=True):
        if name in controls:
            try:
                values[name] = controls[name].read(name, text)
            except RnnvizError as error:
                errors.append(error)
    return MappingProxyType(values), tuple(errors)


def write_settings(controls: Mapping[str, Control], said: Mapping[str, str], values: Values) -> str:
    """The inverse of `read_settings`: only what is not as at first."""
    first = starting(controls, said)
    changed = {name: controls[name].write(value) for name, value in values.items() if value != first[name]}
    return urlencode(changed)
