import pytest

from rnnviz.words import LANGUAGES, N_, Translation, translation


def test_english_says_what_is_written() -> None:
    assert translation("en")("forget gate") == "forget gate"


def test_chinese_says_it_in_chinese() -> None:
    assert translation("zh")("forget gate") == "遗忘门"


def test_what_a_catalogue_does_not_know_is_said_in_english() -> None:
    assert translation("zh")("no such text") == "no such text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stays_nothing(language: str) -> None:
    # gettext would answer with the header of the catalogue.
    assert translation(language)("") == ""


def test_there_is_no_other_language() -> None:
    with pytest.raises(KeyError):
        translation("fr")


def test_words_are_those_that_differ() -> None:
    assert translation("zh").words(["step", "no such text"]) == {"step": "步"}
    assert translation("en").words(["step"]) == {}


def test_a_marker_changes_nothing() -> None:
    assert N_("forget gate") == "forget gate"


def test_visits_do_not_share_a_language() -> None:
    one, other = translation("zh"), Translation("test", str.upper)
    assert (one("reset gate"), other("reset gate"), one("reset gate")) == ("重置门", "RESET GATE", "重置门")
