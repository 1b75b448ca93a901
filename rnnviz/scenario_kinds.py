"""The kinds of settings that a scenario has: what each may be, and how it is written in the address."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol, cast

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.words import N_


class Rule(Protocol):
    """The values of one setting."""

    @property
    def address(self) -> str:
        """Its name in the address."""

    def check(self, setting: str, value: object) -> None:
        """Raise a SettingError that names ``setting`` unless ``value`` is allowed."""

    def read(self, setting: str, text: str) -> object:
        """The value written as ``text``; a SettingError that names ``setting`` if there is none."""

    def write(self, value: object) -> str:
        """The text that `read` reads as ``value``."""


def short(value: object) -> str:
    """A wrong value as a message repeats it: on one line, cut to a readable length."""
    line = " ".join(str(value).split())
    return line if len(line) <= limits.MAX_ADDRESS_VALUE else line[: limits.MAX_ADDRESS_VALUE - 1] + "…"


class _Word(ABC):
    """A setting that is written as it is."""

    __slots__ = ()

    @abstractmethod
    def check(self, setting: str, value: object) -> None: ...

    def read(self, setting: str, text: str) -> str:
        self.check(setting, text)
        return text

    def write(self, value: object) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``; with ``or_none`` also none at all, which is never written."""

    address: str
    least: int
    most: int
    or_none: bool = False

    def check(self, setting: str, value: object) -> None:
        none = self.or_none and value is None
        # bool is an int to Python, not to a reader of an address.
        if not (none or (type(value) is int and self.least <= value <= self.most)):
            raise self._error(setting, value)

    def read(self, setting: str, text: str) -> int:
        # int() alone would also take "1_000" and run for minutes on a very long number.
        if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", text):
            raise self._error(setting, text)
        return int(text)

    def write(self, value: object) -> str:
        return str(value)

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_("{setting} must be a whole number from {least} to {most}, got {got}.")
        shown = short(got) or '""'
        return SettingError("whole", template, setting=setting, least=self.least, most=self.most, got=shown)


@dataclass(frozen=True, slots=True)
class Choice(_Word):
    """One of a few words."""

    address: str
    choices: tuple[str, ...]

    def check(self, setting: str, value: object) -> None:
        if value not in self.choices:
            template = N_("{setting} must be one of {choices}, got {got}.")
            choices, got = ", ".join(self.choices), short(value) or '""'
            raise SettingError("choice", template, setting=setting, choices=choices, got=got)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or False, written as 1 or 0."""

    address: str

    def check(self, setting: str, value: object) -> None:
        if type(value) is not bool:
            raise self._error(setting, value)

    def read(self, setting: str, text: str) -> bool:
        if text not in ("0", "1"):
            raise self._error(setting, text)
        return text == "1"

    def write(self, value: object) -> str:
        return "1" if value else "0"

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_("{setting} must be 0 or 1, got {got}.")
        return SettingError("flag", template, setting=setting, got=short(got) or '""')


@dataclass(frozen=True, slots=True)
class Name(_Word):
    """The name of a variable, or none at all. Which ones a cell type has is known only with its recording."""

    address: str

    def check(self, setting: str, value: object) -> None:
        if value is not None and not (isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", value)):
            template = N_("{setting} must be a name such as c, got {got}.")
            raise SettingError("name", template, setting=setting, got=short(value) or '""')


@dataclass(frozen=True, slots=True)
class Slug(_Word):
    """A name of small letters, digits and dashes, or none at all; which ones there are is for others to say."""

    address: str

    def check(self, setting: str, value: object) -> None:
        if not (isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{0,80}", value)):
            template = N_("{setting} must be a name of small letters, digits and dashes, got {got}.")
            raise SettingError("slug", template, setting=setting, got=short(value) or '""')


@dataclass(frozen=True, slots=True)
class Typed(_Word):
    """What a person typed. What it means, and whether it is too long, is for `rnnviz.formats` to say."""

    address: str

    def check(self, setting: str, value: object) -> None:
        if not isinstance(value, str):
            template = N_("{setting} must be text, got {got}.")
            raise SettingError("typed", template, setting=setting, got=short(value))


@dataclass(frozen=True, slots=True)
class Lines(_Word):
    """What a person typed, one thing a line; what each line means is for others to say."""

    address: str

    def check(self, setting: str, value: object) -> None:
        lines = value.split("\n") if isinstance(value, str) else ()
        if not lines or len(lines) > limits.MAX_LINES or any(len(line) > limits.MAX_LINE for line in lines):
            template = N_("{setting} must be at most {lines} lines of at most {most} characters, got {got}.")
            most = {"lines": limits.MAX_LINES, "most": limits.MAX_LINE}
            raise SettingError("lines", template, setting=setting, **most, got=short(value) or '""')


@dataclass(frozen=True, slots=True)
class Some:
    """Any of a few words, in their own order, as a tuple; written with commas."""

    address: str
    choices: tuple[str, ...]

    def check(self, setting: str, value: object) -> None:
        if value != tuple(choice for choice in self.choices if isinstance(value, tuple) and choice in value):
            raise self._error(setting, value)

    def read(self, setting: str, text: str) -> tuple[str, ...]:
        words = [word.strip() for word in text.split(",") if word.strip()]
        if not set(words) <= set(self.choices):
            raise self._error(setting, text)
        return tuple(choice for choice in self.choices if choice in words)

    def write(self, value: object) -> str:
        return ",".join(cast(tuple[str, ...], value))

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_("{setting} must be some of {choices}, with commas between them, got {got}.")
        return SettingError("some", template, setting=setting, choices=", ".join(self.choices), got=short(got) or '""')


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number from ``least`` to ``most``, or none at all, which is never written."""

    address: str
    least: float
    most: float

    def check(self, setting: str, value: object) -> None:
        if value is not None and not (type(value) is float and self.least <= value <= self.most):
            raise self._error(setting, value)

    def read(self, setting: str, text: str) -> float:
        if not re.fullmatch(r"\s*[+-]?[0-9]{1,9}(\.[0-9]{1,18})?\s*", text):
            raise self._error(setting, text)
        found = float(text)
        self.check(setting, found)
        return found

    def write(self, value: object) -> str:
        return format(cast(float, value), "f").rstrip("0").rstrip(".")

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_("{setting} must be a number from {least} to {most}, got {got}.")
        least, most = f"{self.least:g}", f"{self.most:g}"
        return SettingError("decimal", template, setting=setting, least=least, most=most, got=short(got) or '""')


@dataclass(frozen=True, slots=True)
class Span:
    """Time steps from one up to another, which is no longer of them; or none at all, which is never written."""

    address: str
    most: int

    def check(self, setting: str, value: object) -> None:
        if value is None:
            return
        whole = isinstance(value, tuple) and len(value) == 2 and all(type(end) is int for end in value)
        if not (whole and 0 <= value[0] < value[1] <= self.most):  # type: ignore[index]
            raise self._error(setting, self.write(value) if whole else value)

    def read(self, setting: str, text: str) -> tuple[int, int]:
        found = re.fullmatch(r"\s*([0-9]{1,9})\s*-\s*([0-9]{1,9})\s*", text)
        if not found:
            raise self._error(setting, text)
        span = int(found[1]), int(found[2])
        self.check(setting, span)
        return span

    def write(self, value: object) -> str:
        start, stop = cast(tuple[int, int], value)
        return f"{start}-{stop}"

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_("{setting} must be two time steps such as 120-480, at most {most}, got {got}.")
        return SettingError("span", template, setting=setting, most=self.most, got=short(got) or '""')
