"""Traces that are made on the spot: a file of ``samples`` each, found by itself, and every module written by hand.

Names are those of the address.

>>> "as-printed" in traces()
True
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from rnnviz.lessons.traces import samples
from rnnviz.lessons.traces.by_hand import by_hand
from rnnviz.lessons.traces.lesson import TraceLesson

__all__ = ["TraceLesson", "traces"]


@cache
def traces() -> Mapping[str, TraceLesson]:
    """Every ready trace by its name in the address, in the order of the list."""
    files = sorted(found.name for found in pkgutil.iter_modules(samples.__path__))
    named = {file.replace("_", "-"): import_module(f"{samples.__name__}.{file}").LESSON for file in files} | by_hand()
    return MappingProxyType(dict(sorted(named.items(), key=lambda item: item[1].place)))
