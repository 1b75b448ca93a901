"""Write docs/limits.md from rnnviz/limits.py: every limit with its value and what it is for."""

import ast
from itertools import pairwise
from pathlib import Path

from rnnviz import limits

ROOT = Path(__file__).parent.parent

PAGE = ROOT / "docs" / "limits.md"

_HEAD = """\
# Limits

What the app refuses, and from where on. Every limit is looked at before room is made for what it bounds, and the
sentence that refuses says the limit, what came, and what to do. The Python package itself takes whatever fits in
memory, but for files: what `rnnviz.load_model` opens is bounded by the limits of files of weights. The values stand in
one place, `rnnviz/limits.py`, from which this page is written (`python -m scripts.limits_page`).

| limit | value | of |
| --- | ---: | --- |
"""


def entries() -> list[tuple[str, str]]:
    """The names of the limits as they stand, and what each is for."""
    body = ast.parse(Path(limits.__file__).read_text(encoding="utf-8")).body
    found = []
    for here, behind in pairwise(body):
        if isinstance(here, ast.Assign) and isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant):
            (target,) = here.targets
            found.append((ast.unparse(target).strip("()"), " ".join(str(behind.value.value).split())))
    return found


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(f"| `{name}` | {_values(name)} | {told} |\n" for name, told in entries())


def _values(names: str) -> str:
    return ", ".join(_value(name, getattr(limits, name)) for name in names.split(", "))


def _value(name: str, value: float) -> str:
    megabytes = value / 1024**2
    if name.endswith(("_BYTES", "_MEMORY")) and megabytes >= 1:
        return f"{megabytes:,.0f} MB"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
