"""The script of the player of traces fits together, loads nothing, and says only what Python has put into words."""

import re
from collections import Counter

import pytest

from rnnviz.code_player import bundle
from rnnviz.code_player.words import spoken
from rnnviz.tracing import CUTS, MISSING
from rnnviz.words import translation

FILES = sorted(path.name for path in bundle.BUNDLE.folder.glob("*.js"))
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})", re.MULTILINE)
OWN = "\n".join(bundle.BUNDLE.source(name) for name in FILES)


@pytest.mark.parametrize("entry", ["view.js", "standalone.js"])
def test_no_two_modules_share_a_name(entry: str) -> None:
    modules = bundle.BUNDLE.modules(entry)
    names = Counter(name for module in modules for name in DECLARED.findall(bundle.BUNDLE.source(module)))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_every_module_and_every_sheet_is_used() -> None:
    used = {*bundle.BUNDLE.modules("view.js"), *bundle.BUNDLE.modules("standalone.js")}
    assert set(FILES) <= used
    assert sorted(path.name for path in bundle.BUNDLE.folder.glob("*.css")) == sorted(bundle.STYLES)


def test_the_script_loads_nothing_and_makes_no_markup() -> None:
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\(|fetch\(|import\(|https?:", OWN)
    script = bundle.view_script()
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*$", script, re.MULTILINE) == ["export default view;"]


def test_the_words_of_the_script_are_those_that_python_says() -> None:
    asked = set(re.findall(r'\bwords\("([\w-]+)"', OWN))
    for one, other in re.findall(r'words\([^"`]*\? "([\w-]+)" : "([\w-]+)"', OWN):
        asked |= {one, other}
    asked |= {"passes", "raised", "raised_bare"}
    # Made of a name and a kind: of a value, an event, an end.
    asked |= {f"missing_{code}" for code in MISSING} | {f"cut_{code}" for code in (*CUTS, "message")}
    asked |= {f"{kind}{also}" for kind in ("return", "yield", "resume") for also in ("", "_changing")}
    asked |= {"is_new", "is_changed", "damaged"}
    asked |= {"first", "back", "next", "last", "over", "over-back", "out"}
    assert asked == spoken(translation("en")).keys()


def test_every_colour_of_the_style_is_the_themes() -> None:
    style = bundle.style()
    defined = set(re.findall(r"^\s*(--rnnviz-[\w-]+):", style, re.MULTILINE))
    assert set(re.findall(r"var\((--rnnviz-[\w-]+)", style)) <= defined
