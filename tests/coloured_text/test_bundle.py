"""The script of the coloured text fits together, loads nothing, and says only what Python has put into words."""

import re
from collections import Counter

import pytest

from rnnviz.coloured_text import bundle
from rnnviz.coloured_text.words import spoken
from rnnviz.words import translation

FILES = sorted(path.name for path in bundle.BUNDLE.folder.glob("*.js"))
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})", re.MULTILINE)
OWN = "\n".join(bundle.BUNDLE.source(name) for name in FILES)


@pytest.mark.parametrize("entry", ["view.js", "store.js", "standalone.js"])
def test_no_two_modules_share_a_name(entry: str) -> None:
    modules = bundle.BUNDLE.modules(entry)
    names = Counter(name for module in modules for name in DECLARED.findall(bundle.BUNDLE.source(module)))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_every_module_and_every_sheet_is_used() -> None:
    used = {
        *bundle.BUNDLE.modules("view.js"),
        *bundle.BUNDLE.modules("standalone.js"),
        *bundle.BUNDLE.modules("store.js"),
    }
    assert set(FILES) <= used
    assert sorted(path.name for path in bundle.BUNDLE.folder.glob("*.css")) == sorted(bundle.STYLES)


def test_the_script_loads_nothing_and_makes_no_markup() -> None:
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\(|fetch\(|import\(|https?:", OWN)
    for name, script in {"view": bundle.view_script(), "store": bundle.store_script()}.items():
        assert not re.search(r"^\s*import\b", script, re.MULTILINE)
        assert re.findall(r"^export .*$", script, re.MULTILINE) == [f"export default {name};"]


def test_the_words_of_the_script_are_those_that_python_says() -> None:
    assert set(re.findall(r'\bwords\("([\w-]+)"', OWN)) == spoken(translation("en")).keys()


def test_every_colour_of_the_style_is_the_themes() -> None:
    style = bundle.style()
    defined = set(re.findall(r"^\s*(--rnnviz-[\w-]+):", style, re.MULTILINE))
    assert set(re.findall(r"var\((--rnnviz-[\w-]+)", style)) <= defined
