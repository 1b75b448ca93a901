"""The chart's script fits together, loads nothing, and says only what Python has put into words."""

import re
from collections import Counter

from rnnviz.live_chart import bundle
from rnnviz.live_chart.words import spoken
from rnnviz.theme import LINE_DASHES
from rnnviz.words import translation

FILES = sorted(path.name for path in bundle.BUNDLE.folder.glob("*.js"))
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})", re.MULTILINE)
OWN = "\n".join(bundle.BUNDLE.source(name) for name in FILES)


def test_every_module_is_part_of_the_script_and_no_two_share_a_name() -> None:
    modules = bundle.BUNDLE.modules("view.js")
    assert set(FILES) <= set(modules)
    names = Counter(name for module in modules for name in DECLARED.findall(bundle.BUNDLE.source(module)))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_the_script_loads_nothing_and_makes_no_markup() -> None:
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\(|fetch\(|import\(|https?:", OWN)
    script = bundle.view_script()
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*$", script, re.MULTILINE) == ["export default view;"]


def test_the_words_of_the_script_are_those_that_python_says() -> None:
    asked = set(re.findall(r'\bwords\("(\w+)"', OWN))
    for one, other in re.findall(r'\bwords\([^"`)]*\? "(\w+)" : "(\w+)"', OWN):
        asked |= {one, other}
    assert asked == spoken(translation("en")).keys()


def test_the_script_has_every_dash() -> None:
    told = re.search(r"const DASHES = \{(.*?)\};", bundle.BUNDLE.source("lines.js"), re.DOTALL)
    assert told is not None
    assert set(re.findall(r"(\w+): \[", told[1])) == set(LINE_DASHES)


def test_every_colour_of_the_style_is_the_themes() -> None:
    style = bundle.style()
    defined = set(re.findall(r"^\s*(--rnnviz-[\w-]+):", style, re.MULTILINE))
    assert set(re.findall(r"var\((--rnnviz-[\w-]+)", style)) <= defined
