"""The date that a person types, and what it means."""

import datetime
import re

from rnnviz.errors import InputError
from rnnviz.training.models.dates.language import MONTHS, SPELLINGS
from rnnviz.words import N_

_MONTH = r"(?P<month>[a-z]+|\d\d?)"
_FORMS = (
    rf"(?P<day>\d\d?) {_MONTH} (?P<year>\d{{4}})",
    rf"{_MONTH} (?P<day>\d\d?), (?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}}) {_MONTH} (?P<day>\d\d?)",
    rf"(?P<day>\d\d?)/{_MONTH}/(?P<year>\d{{4}})",
)


def dated(text: str) -> datetime.date:
    """The day that a text names; capital letters are read as small ones.

    Raises:
        InputError: it is written in none of the spellings that the network learned, or there is no such day.

    >>> dated("3 May 1987").isoformat()
    '1987-05-03'
    """
    spelled = text.lower()
    for form in _FORMS:
        if found := re.fullmatch(form, spelled):
            try:
                date = datetime.date(int(found["year"]), _month(found["month"]), int(found["day"]))
            except ValueError:
                continue
            if spelled in {spell(date) for spell in SPELLINGS.values()}:
                return date
    template = N_("The text must be a day written like 3 may 1987, may 3, 1987, 1987 may 3 or 3/5/1987, got {got}.")
    raise InputError("lesson-date", template, got=repr(text))


def _month(text: str) -> int:
    """From 1 to 12; 0, which is no month, for another word."""
    if text.isdigit():
        return int(text)
    return next((place for place, name in enumerate(MONTHS, start=1) if text in {name, name[:3]}), 0)
