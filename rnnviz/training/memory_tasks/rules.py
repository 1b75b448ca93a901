"""Settings of memory tasks that are lists."""

import re
from dataclasses import dataclass
from typing import cast

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario_kinds import Some, short
from rnnviz.words import N_


def _bare(name: str) -> str:
    return name.replace(",", "")


@dataclass(frozen=True, slots=True)
class Names(Some):
    """Some of several names; in an address, where commas stand between them, they have none of their own.

    >>> rule = Names("networks", ("RNN", "LSTM, forget bias 1"))
    >>> rule.write(rule.choices), rule.read("networks", "LSTM forget bias 1")
    ('RNN,LSTM forget bias 1', ('LSTM, forget bias 1',))
    """

    def read(self, setting: str, text: str) -> tuple[str, ...]:
        words = Some(self.address, tuple(map(_bare, self.choices))).read(setting, text)
        return tuple(name for name in self.choices if _bare(name) in words)

    def write(self, value: object) -> str:
        return ",".join(map(_bare, cast(tuple[str, ...], value)))


@dataclass(frozen=True, slots=True)
class Distances:
    """Distances that grow, as a tuple; written with commas.

    >>> Distances("distances").read("distances", "20, 5,10")
    (5, 10, 20)
    """

    address: str

    def check(self, setting: str, value: object) -> None:
        whole = isinstance(value, tuple) and all(type(each) is int for each in value)
        many = whole and 1 <= len(cast(tuple[int, ...], value)) <= limits.MAX_DISTANCES
        if not many or value != tuple(sorted({each for each in value if 0 <= each <= limits.MAX_DISTANCE})):  # type: ignore[attr-defined]
            raise self._error(setting, self.write(value) if whole else value)

    def read(self, setting: str, text: str) -> tuple[int, ...]:
        if not re.fullmatch(r"\s*[0-9]{1,9}\s*(,\s*[0-9]{1,9}\s*)*", text):
            raise self._error(setting, text)
        found = tuple(sorted({int(each) for each in text.split(",")}))
        self.check(setting, found)
        return found

    def write(self, value: object) -> str:
        return ",".join(map(str, cast(tuple[int, ...], value)))

    def _error(self, setting: str, got: object) -> SettingError:
        template = N_(
            "{setting} must be 1 to {many} different whole numbers from 0 to {most}, growing, with commas between "
            "them, got {got}."
        )
        given = {"many": limits.MAX_DISTANCES, "most": limits.MAX_DISTANCE, "got": short(got) or '""'}
        return SettingError("distances", template, setting=setting, **given)
