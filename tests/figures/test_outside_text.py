"""Characters of a text shown as they are: nothing swallowed, nothing turned into markup."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.figures.outside_text import shown, width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        ("你", "你"),
        ("🙂", "🙂"),
        ("👩‍🚀", "👩‍🚀"),
        ("é", "é"),
        ("́", "◌́"),
        (" ", "␣"),
        ("to be", "to␣be"),
        ("\n", "⏎"),
        ("\t", "⇥"),
        ("\u3000", "\\u3000"),
        ("\u00a0", "\\xa0"),
        ("\u202e", "\\u202e"),
        ("\u200d", "\\u200d"),
        ("\x00", "\\x00"),
        ("\ud800", "\\ud800"),
        ("'", "'"),
        ('"', '"'),
        ("\\", "\\"),
        ("<b>", "&lt;b&gt;"),
        ("<br>", "&lt;br&gt;"),
        ("&amp;", "&amp;amp;"),
        ("$x$", "&#36;x&#36;"),
        ("", ""),
        ("a long sentence", "a␣long␣sent…"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_link_is_text() -> None:
    assert "<" not in shown('<a href="//x">')


@given(st.text())
def test_nothing_shown_can_be_markup_or_break_the_figure(text: str) -> None:
    result = shown(text)
    assert not set(result) & {"<", ">", "$", "\n", "\t", " "}
    assert bool(result.encode("utf-8")) == bool(text)
    assert len(html.unescape(result)) <= 12 * len("\\U00000000")


def test_width_counts_wide_characters_twice() -> None:
    assert [width("ab"), width("你好"), width("Ａ")] == [2, 4, 2]
