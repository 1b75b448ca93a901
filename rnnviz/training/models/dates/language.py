"""Dates as people write them, and the one way in which the network is to write them: ``1987-05-03``."""

import datetime
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import torch

from rnnviz.training.encoder_decoder.alphabets import BEGIN, END, Alphabets

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

SPELLINGS: Mapping[str, Callable[[datetime.date], str]] = MappingProxyType(
    {
        "3 may 1987": lambda date: f"{date.day} {MONTHS[date.month - 1]} {date.year}",
        "3 dec 1987": lambda date: f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}",
        "may 3, 1987": lambda date: f"{MONTHS[date.month - 1]} {date.day}, {date.year}",
        "1987 may 3": lambda date: f"{date.year} {MONTHS[date.month - 1]} {date.day}",
        "3/5/1987": lambda date: f"{date.day}/{date.month}/{date.year}",
    }
)
"""Each shown by an example; in the last one the day comes first."""

FIRST = datetime.date(1900, 1, 1)
DAYS = (datetime.date(2050, 1, 1) - FIRST).days

READ = " ,/0123456789abcdefghijlmnoprstuvy"
"""The characters of every spelling."""
WRITTEN = f"0123456789-{END}{BEGIN}"
LENGTH = 10
"""Characters of a written date, without `END`."""
ALPHABETS = Alphabets(READ, WRITTEN, LENGTH)

Split = Literal["training", "held out"]

_HELD_OUT_SHARE = 0.1
_SPLIT_SEED = 20


@lru_cache(maxsize=1)
def _held_out() -> frozenset[int]:
    order = torch.randperm(DAYS, generator=torch.Generator().manual_seed(_SPLIT_SEED)).tolist()
    return frozenset(order[: int(_HELD_OUT_SHARE * DAYS)])


@lru_cache(maxsize=2)
def _days(split: Split) -> tuple[int, ...]:
    return tuple(day for day in range(DAYS) if (day in _held_out()) == (split == "held out"))


def cases(generator: torch.Generator, count: int, split: Split = "training") -> list[tuple[str, str]]:
    """Random dates, each in a random spelling, and as they are to be written.

    A tenth of all days from 1900 to 2049 is held out, in every spelling.

    >>> cases(torch.Generator().manual_seed(0), 1)
    [('29/5/1954', '1954-05-29')]
    """
    days, spellings = _days(split), [*SPELLINGS.values()]
    chosen = torch.randint(len(days), (count,), generator=generator).tolist()
    ways = torch.randint(len(spellings), (count,), generator=generator).tolist()
    dates = [FIRST + datetime.timedelta(days=days[index]) for index in chosen]
    return [(spellings[way](date), date.isoformat()) for way, date in zip(ways, dates, strict=True)]
