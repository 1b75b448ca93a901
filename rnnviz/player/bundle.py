"""The player's script and style, each as one text: small ES modules joined, with the theme as data.

The modules import one another by name and nothing is renamed, so joining is: every module once, after the ones it
imports, without its import lines and the word ``export``. Two modules with the same name at their top level would
collide; a test forbids it.
"""

import json
import re
from functools import cache
from pathlib import Path

from rnnviz import theme

STATIC = Path(__file__).parent / "static"
STYLES = ("frame.css", "toolbar.css", "side.css", "diagram.css", "timeline.css", "sheet.css", "tour.css")

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) )", re.MULTILINE)
_GENERATED = "theme.js"


@cache
def store_script() -> str:
    """An ES module whose default export is the component that receives the numbers."""
    return _joined("store.js") + "export default store;\n"


@cache
def view_script() -> str:
    """An ES module whose default export is the component that shows them."""
    return _joined("view.js") + "export default view;\n"


@cache
def page_script() -> str:
    """A script for a page of its own, with a host in Streamlit's place."""
    return _joined("standalone.js") + "standalone();\n"


@cache
def style() -> str:
    """The style sheet of the player, theme included, for both light and dark."""
    light, dark = _variables(dark=False), _variables(dark=True)
    sheets = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)
    return f".rnnviz {{\n{light}}}\n.rnnviz.dark {{\n{dark}}}\n{sheets}"


def modules(entry: str) -> list[str]:
    """File names of a module and of all that it imports, each after the ones it needs."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order or name == _GENERATED:
            return
        for needed in _IMPORT.findall(_source(name)):
            visit(needed)
        order.append(name)

    visit(entry)
    return order


def _joined(entry: str) -> str:
    parts = [f"const THEME = {json.dumps(_theme())};\n"]
    parts += [_EXPORT.sub("", _IMPORT.sub("", _source(name))) for name in modules(entry)]
    return "\n".join(parts)


@cache
def _source(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _theme() -> dict[str, object]:
    ramps = {"unit": theme.UNIT_RAMP.anchors, "signed": theme.SIGNED_RAMP.anchors}
    return {**ramps, "missing": theme.MISSING}


def _variables(*, dark: bool) -> str:
    variables = theme.css_variables(dark)
    # The code stands on a dark surface in both themes.
    for key in theme.COLOUR_KEYS:
        variables[f"--rnnviz-{key.replace('_', '-')}-code"] = theme.colour_of(key, dark=True).ink
    return "".join(f"  {name}: {value};\n" for name, value in variables.items())
