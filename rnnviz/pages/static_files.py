"""The scripts and styles that ship with the pages."""

from functools import cache
from importlib import resources


@cache
def static_file(name: str) -> str:
    """The text of a file in ``rnnviz/pages/static``."""
    return (resources.files("rnnviz.pages") / "static" / name).read_text(encoding="utf-8")
