"""A text in characters and numbers, its held-out end, and where texts come from."""

from pathlib import Path

import pytest

from rnnviz.errors import FileError, InputError
from rnnviz.training.contents import Contents
from rnnviz.training.text import OTHER, Vocabulary, material, text_of, visible
from rnnviz.training.text.material import LEAST_SPLIT


def test_the_last_tenth_is_held_out() -> None:
    text = "".join("abcdefghij"[place % 10] for place in range(1000))
    found = material(text, 100)
    assert (len(found.training), len(found.unseen)) == (900, 100)
    assert "".join((*found.training, *found.unseen)) == text
    assert found.training_numbers.tolist() == [place % 10 for place in range(900)]
    short = material(text[: LEAST_SPLIT - 1], 100)
    assert short.held_out == 0
    assert short.training == short.unseen == tuple(text[: LEAST_SPLIT - 1])


def test_the_rarest_are_one() -> None:
    text = "aaaabbbc" * 30 + "d" * 40
    found = material(text, 2)
    assert found.vocabulary.characters == ("a", "b")
    assert found.vocabulary.labels == ("a", "b", OTHER)
    assert found.others == 30 + 40
    assert found.vocabulary.text(found.vocabulary.numbers("abcd").tolist()) == "ab" + 2 * OTHER
    assert not material(text, 4).vocabulary.has_other
    # Of those that are held out, some may never have been met.
    unmet = material("ab" * 100 + "z" * 10, 50)
    assert unmet.vocabulary.other == 2
    assert "z" not in unmet.vocabulary


def test_characters_are_those_that_a_reader_sees() -> None:
    found = material("e\u0301👩‍🚀\n你", 10)
    assert found.text == ("e\u0301", "👩‍🚀", "\n", "你")
    assert found.vocabulary.characters == ("\n", "e\u0301", "你", "👩‍🚀")
    assert [visible(character) for character in ("\n", " ", "\t", "你")] == ["⏎", "␣", "⇥", "你"]


@pytest.mark.parametrize(("text", "got"), [("", "0"), ("a", "1"), ("e\u0301", "1")])
def test_too_short_a_text_is_refused(text: str, got: str) -> None:
    with pytest.raises(InputError) as error:
        material(text, 10)
    assert str(error.value) == (
        f"The text must have at least 2 characters, so that one comes after another, got {got}. Type more."
    )


def test_counting_sees_what_a_network_is_measured_on() -> None:
    """Alternating letters: one of them alone says nothing, the one before says all."""
    found = material("ab" * 500, 10)
    nothing, alone, pairs, *_ = found.counted()
    assert nothing == 1.0
    assert alone == pytest.approx(1.0, abs=1e-3)
    assert pairs < 0.01
    assert found.counted(50)[2] != pairs


def test_where_a_text_comes_from(tmp_path: Path) -> None:
    contents = Contents(tmp_path, most_bytes=10_000)
    name = contents.keep("né\r\n".encode())
    assert text_of("hello") == "hello"
    assert text_of("english") != text_of("chinese")
    assert text_of("own", "a\r\nb") == "a\nb"
    assert text_of("own", "", name, contents) == "né\n"
    for typed, content, said in (
        ("", "", "There is no text yet: type or paste one, or open a file."),
        ("a" * 2001, "", "A text in an address may have up to 2000 characters, got 2001: give it as a file."),
    ):
        with pytest.raises(InputError) as error:
            text_of("own", typed, content, contents)
        assert str(error.value) == said
    with pytest.raises(FileError) as gone:
        text_of("own", "", "0" * 16, contents)
    assert (
        str(gone.value) == f"This link needs data out of a file, {'0' * 16}, that is not here. Give the file once more."
    )


def test_a_vocabulary_and_back() -> None:
    known = Vocabulary.of("hello", "hello", 10)
    assert known.characters == ("e", "h", "l", "o")
    assert known.text(known.numbers("hello").tolist()) == "hello"
    assert known.other is None
