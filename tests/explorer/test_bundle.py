"""The explorer's script fits together, loads nothing, and says only what Python has put into words."""

import re
from collections import Counter

import torch
from torch import nn

import rnnviz
from rnnviz.explorer import bundle
from rnnviz.explorer.words import spoken
from rnnviz.widget.bundle import SHARED
from rnnviz.words import translation

FILES = sorted(path.name for path in bundle.BUNDLE.folder.glob("*.js"))
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})", re.MULTILINE)


def test_every_module_is_part_of_the_script_and_no_two_share_a_name() -> None:
    modules = bundle.BUNDLE.modules("view.js")
    assert set(FILES) <= set(modules)
    names = Counter(name for module in modules for name in DECLARED.findall(bundle.BUNDLE.source(module)))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_the_script_loads_nothing_and_makes_no_markup() -> None:
    own = "\n".join(bundle.BUNDLE.source(name) for name in FILES)
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\(|fetch\(|import\(|https?:", own)
    script = bundle.view_script()
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*$", script, re.MULTILINE) == ["export default view;"]


def test_every_shared_module_is_used() -> None:
    from rnnviz.player.bundle import BUNDLE

    used = {*bundle.BUNDLE.modules("view.js"), *BUNDLE.modules("view.js"), *BUNDLE.modules("standalone.js")}
    assert {path.name for path in SHARED.glob("*.js")} <= used


def test_the_words_of_the_script_are_those_that_python_says() -> None:
    rec = rnnviz.record(nn.LSTM(2, 2), torch.zeros(2, 1, 2))
    own = "\n".join(bundle.BUNDLE.source(name) for name in FILES)
    asked = set(re.findall(r'\bwords\("(\w+)"', own)) | set(re.findall(r'words\(timer \? "(\w+)" : "(\w+)"', own)[0])
    assert asked == spoken(rec, translation("en")).keys()


def test_every_colour_of_the_style_is_the_themes() -> None:
    style = bundle.style()
    defined = set(re.findall(r"^\s*(--rnnviz-[\w-]+):", style, re.MULTILINE))
    assert set(re.findall(r"var\((--rnnviz-[\w-]+)", style)) <= defined
