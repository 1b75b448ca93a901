"""A script and a style sheet, each as one text: small ES modules joined, with the theme as data.

The modules import one another by name and nothing is renamed, so joining is: every module once, after the ones it
imports, without its import lines and the word ``export``. Two modules of one script with the same name at their top
level would collide; a test forbids it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rnnviz import theme

SHARED = Path(__file__).parent / "static"
"""Modules that every script may import."""

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) )", re.MULTILINE)
_GENERATED = "theme.js"


@dataclass(frozen=True)
class Bundle:
    """The modules and style sheets of one folder."""

    folder: Path

    def script(self, entry: str) -> str:
        """A module and all that it imports, as one; its exports are left to the caller."""
        parts = [f"const THEME = {json.dumps(_theme())};\n"]
        parts += [_EXPORT.sub("", _IMPORT.sub("", self.source(name))) for name in self.modules(entry)]
        return "\n".join(parts)

    def modules(self, entry: str) -> list[str]:
        """File names of a module and of all that it imports, each after the ones it needs."""
        order: list[str] = []

        def visit(name: str) -> None:
            if name in order or name == _GENERATED:
                return
            for needed in _IMPORT.findall(self.source(name)):
                visit(needed)
            order.append(name)

        visit(entry)
        return order

    def source(self, name: str) -> str:
        """The text of a module: the folder's own, or one that all share."""
        own = self.folder / name
        return _text(own if own.exists() else SHARED / name)

    def style(self, names: Sequence[str]) -> str:
        """Style sheets, theme included, for both light and dark."""
        light, dark = _variables(dark=False), _variables(dark=True)
        sheets = "\n".join(_text(self.folder / name) for name in names)
        return f".rnnviz {{\n{light}}}\n.rnnviz.dark {{\n{dark}}}\n{sheets}"


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _theme() -> dict[str, object]:
    ramps = {"unit": theme.UNIT_RAMP.anchors, "signed": theme.SIGNED_RAMP.anchors}
    return {**ramps, "missing": theme.MISSING}


def _variables(*, dark: bool) -> str:
    variables = theme.css_variables(dark)
    # The code stands on a dark surface in both themes.
    for key in theme.COLOUR_KEYS:
        variables[f"--rnnviz-{key.replace('_', '-')}-code"] = theme.colour_of(key, dark=True).ink
    return "".join(f"  {name}: {value};\n" for name, value in variables.items())
