import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.formats.characters import characters, label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("知之为知之", ["知", "之", "为", "知", "之"]),
        ("e\u0301e", ["e\u0301", "e"]),
        ("q\u0323\u0307x", ["q\u0323\u0307", "x"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("👩‍👩‍👧‍👦!", ["👩‍👩‍👧‍👦", "!"]),
        ("❤️a", ["❤️", "a"]),
        ("🇨🇳🇫🇷", ["🇨🇳", "🇫🇷"]),
        ("🇨🇳🇫", ["🇨🇳", "🇫"]),
        ("한국", ["한", "국"]),
        (unicodedata.normalize("NFD", "한국어"), [unicodedata.normalize("NFD", one) for one in "한국어"]),
        ("नमस्ते", ["न", "म", "स्", "ते"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿.", ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "."]),
        ("\u0301a", ["\u0301", "a"]),
        ("", []),
    ],
)
def test_what_looks_like_one_character_is_one(text: str, expected: list[str]) -> None:
    assert list(characters(text)) == expected


@given(st.text())
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(characters(text)) == text


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Po"], max_codepoint=0x2FF)))
def test_plain_letters_are_one_code_point_each(text: str) -> None:
    assert list(characters(text)) == list(text)


@pytest.mark.parametrize(
    ("character", "seen"),
    [(" ", "␣"), ("\t", "⇥"), ("\u3000", "□"), ("a", "a"), ("<", "<"), ("e\u0301", "e\u0301"), ("👩‍🚀", "👩‍🚀"),
     ("\x1b", "\\x1b"), ("\u202e", "\\u202e"), ("\u00a0", "\\xa0"), ("\ufeff", "\\ufeff")],
)  # fmt: skip
def test_a_label_can_be_seen(character: str, seen: str) -> None:
    assert label(character) == seen


@given(st.text(st.sampled_from("a你é́👩‍🚀🇨🇳각각ᄀ️\n"), max_size=12))
def test_a_text_without_joining_points_is_cut_as_one_with_them(text: str) -> None:
    """A letter with an accent in front changes nothing of what follows, but sends the text through all rules."""
    assert characters("e\u0301" + "x" + text)[2:] == characters("x" + text)[1:]
