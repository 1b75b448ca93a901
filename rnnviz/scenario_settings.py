"""Settings of one page, written as one setting of a scenario: "next-number?seed=3"."""

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, TypeVar, cast
from urllib.parse import parse_qsl, urlencode

from rnnviz.scenario_kinds import Rule

Own = TypeVar("Own", bound="Settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(ABC):
    """A kind of settings: a field for each, and its rule in ``RULES``.

    Raises:
        SettingError: a value outside of its rule.
    """

    KIND: ClassVar[str]
    """Names the kind in an address."""
    FIELD: ClassVar[str]
    """The field of a scenario that they are written in."""
    RULES: ClassVar[Mapping[str, Rule]]
    """By field."""

    def __post_init__(self) -> None:
        for name, rule in self.RULES.items():
            rule.check(name, getattr(self, name))

    def check(self) -> None:
        """Raise an RnnvizError where the settings do not go together."""
        return

    def write(self) -> str:
        """The settings that are not the first ones, as `read` reads them."""
        first = type(self)()
        given = ((each.name, getattr(self, each.name)) for each in fields(self))
        changed = {name: value for name, value in given if value != getattr(first, name)}
        return urlencode({self.RULES[name].address: self.RULES[name].write(value) for name, value in changed.items()})

    @classmethod
    def read(cls: type[Own], text: str) -> Own:
        """The settings that `write` wrote; names that are not ours are passed over.

        Raises:
            SettingError: a value that its setting cannot have.
        """
        given, made = dict(parse_qsl(text, keep_blank_values=True)), cls()
        for name, rule in cls.RULES.items():
            if rule.address in given:
                made = replace(made, **{name: cast(Any, rule.read(name, given[rule.address]))})
        return made

    @classmethod
    def read_key(cls: type[Own], key: str) -> Own | None:
        """The settings of a key; None where it is one of another kind.

        Raises:
            SettingError: a value that its setting cannot have.
        """
        kind, _, settings = key.partition("?")
        return cls.read(settings) if kind == cls.KIND else None

    @property
    def key(self) -> str:
        """Settings with the same key are the same: kind and values."""
        return f"{self.KIND}?{self.write()}"
