"""The pitfalls: one file each, named for the address. A new file is found by itself.

>>> "last-step-of-both-directions" in pitfalls()
True
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from rnnviz.lessons.pitfalls import samples
from rnnviz.lessons.pitfalls.pitfall import TOPICS, Outcome, Pitfall, Run, Side
from rnnviz.lessons.pitfalls.running import program, run, run_now

__all__ = ["TOPICS", "Outcome", "Pitfall", "Run", "Side", "pitfalls", "program", "run", "run_now"]


@cache
def pitfalls() -> Mapping[str, Pitfall]:
    """Every pitfall by its name in the address, topic after topic."""
    files = sorted(found.name for found in pkgutil.iter_modules(samples.__path__))
    named = {file.replace("_", "-"): import_module(f"{samples.__name__}.{file}").PITFALL for file in files}
    return MappingProxyType(dict(sorted(named.items(), key=lambda item: TOPICS.index(item[1].topic))))
