"""The player's script: the modules fit together when joined, and everything they say is in the list of words."""

import re
from collections import Counter

import pytest

from rnnviz import theme
from rnnviz.player import bundle
from rnnviz.player.words import PLAYER_WORDS, player_words
from rnnviz.widget.bundle import SHARED
from tests.cells.kinds import KINDS

ENTRIES = ("store.js", "view.js", "comparison_view.js", "standalone.js")
OWN = {path.name for path in bundle.BUNDLE.folder.glob("*.js")}
FILES = sorted(OWN | {path.name for path in SHARED.glob("*.js")})
SOURCES = {name: bundle.BUNDLE.source(name) for name in FILES}
SCRIPTS = {
    "store": bundle.store_script(),
    "view": bundle.view_script(),
    "compare": bundle.comparison_script(),
    "page": bundle.page_script(),
}
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})", re.MULTILINE)
EXPORTED = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
IMPORTED = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.MULTILINE)


def without_comments(source: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", source, flags=re.DOTALL)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_module_of_several_lines_that_loads_nothing(name: str) -> None:
    script = SCRIPTS[name]
    # Streamlit takes a text without a line break for the name of a file.
    assert "\n" in script.strip()
    code = without_comments(script).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"^\s*import\b|\b(import|require|fetch)\(|XMLHttpRequest|https?:", code, re.MULTILINE)
    exports = re.findall(r"^export .*$", script, re.MULTILINE)
    assert exports == ([] if name == "page" else [f"export default {name};"])


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_two_modules_of_a_script_share_a_name(entry: str) -> None:
    names = Counter(name for module in bundle.BUNDLE.modules(entry) for name in DECLARED.findall(SOURCES[module]))
    assert {name: count for name, count in names.items() if count > 1} == {}


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_module_comes_once_and_after_what_it_imports(entry: str) -> None:
    order = bundle.BUNDLE.modules(entry)
    assert len(order) == len(set(order))
    assert order[-1] == entry
    for place, module in enumerate(order):
        for _, needed in IMPORTED.findall(SOURCES[module]):
            assert needed == "theme.js" or needed in order[:place], f"{module} comes before {needed}"


@pytest.mark.parametrize("name", FILES)
def test_what_is_imported_is_exported_and_used(name: str) -> None:
    assert SOURCES[name].count("import {") == len(IMPORTED.findall(SOURCES[name])), "an import not understood"
    for names, module in IMPORTED.findall(SOURCES[name]):
        exported = {"THEME"} if module == "theme.js" else set(EXPORTED.findall(SOURCES[module]))
        for imported in (each.strip() for each in names.split(",")):
            assert imported in exported, f"{module} has no {imported}"
            assert len(re.findall(rf"\b{imported}\b", SOURCES[name])) > 1, f"{name} does not use {imported}"


def test_every_module_is_part_of_a_script() -> None:
    assert set(FILES) == {module for entry in ENTRIES for module in bundle.BUNDLE.modules(entry)}


def test_the_list_of_words_is_what_the_script_says() -> None:
    said = set()
    for source in SOURCES.values():
        said |= set(re.findall(r'\b(?:words|msgid)\("((?:[^"\\]|\\.)*)"', source))
    assert said == set(PLAYER_WORDS)
    assert len(PLAYER_WORDS) == len(set(PLAYER_WORDS))


def test_the_words_of_a_cell_type_come_with_it() -> None:
    for cell_type in KINDS.values():
        known = set(player_words(cell_type))
        assert known >= set(PLAYER_WORDS)
        assert known >= {operation.title for operation in cell_type.operations}
        assert known >= {case.text for operation in cell_type.operations for case in operation.narration}


def test_the_script_knows_no_cell_type() -> None:
    names = {cell_type.name for cell_type in KINDS.values()}
    names |= {name for cell_type in KINDS.values() for name in cell_type.variables if len(name) > 1}
    names |= {word for cell_type in KINDS.values() for word in cell_type.gate_words} - {
        "input",
        "output",
        "update",
        "new",
    }
    for name, source in SOURCES.items():
        quoted = re.findall(r'"([^"]*)"', without_comments(source))
        assert not names & set(quoted), f"{name} names {names & set(quoted)}"


def test_only_formulas_are_taken_as_markup() -> None:
    markup = {name: source.count("innerHTML") for name, source in SOURCES.items() if "innerHTML" in source}
    assert markup == {"element.js": 1}
    assert not any(
        re.search(r"insertAdjacentHTML|document\.write|\beval\(|new Function", each) for each in SOURCES.values()
    )


def test_the_theme_travels_as_data() -> None:
    for script in SCRIPTS.values():
        assert script.startswith("const THEME = {")
        for colour in (*theme.UNIT_RAMP.anchors, *theme.SIGNED_RAMP.anchors, theme.MISSING):
            assert f'"{colour}"' in script


def test_the_style_has_both_themes_and_names_no_unknown_colour() -> None:
    style = bundle.style()
    for dark in (False, True):
        for name, value in theme.css_variables(dark).items():
            assert f"{name}: {value};" in style
    defined = set(re.findall(r"^\s*(--rnnviz-[\w-]+):", style, re.MULTILINE))
    assert set(re.findall(r"var\((--rnnviz-[\w-]+)", style)) <= defined
    built = {re.sub(r"\$\{.*", "", name) for name in re.findall(r"var\((--rnnviz-[^),]*)", bundle.view_script())}
    assert all(name == "--rnnviz-" or name in defined for name in built)
    assert sorted(path.name for path in bundle.BUNDLE.folder.glob("*.css")) == sorted(bundle.STYLES)
