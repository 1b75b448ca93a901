"""Edits: as a text, cell by cell, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import SettingError
from rnnviz.lessons.worked_example import numbers, read_edits, write_edits
from rnnviz.lessons.worked_example.edits import ORIGINAL, read_cell

values = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.dictionaries(st.sampled_from(sorted(ORIGINAL)), values))
def test_a_text_gives_its_edits_back(edits: dict[str, float]) -> None:
    assert read_edits(write_edits(edits)) == edits


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"),
    [
        ("W_ih.0.2", "", "W_ih[0, 2] must be a number, and nothing was typed: type one such as -0.5."),
        ("W_ih.0.2", "   ", "W_ih[0, 2] must be a number, and nothing was typed: type one such as -0.5."),
        ("x.0.1", "two", "x[0, 1] must be a number such as -0.5, got two."),
        ("x.0.1", "1,5", "x[0, 1] must be a number such as -0.5, got 1,5."),
        ("x.0.1", "1 2", "x[0, 1] must be a number such as -0.5, got 1 2."),
        ("x.0.1", "<b>" * 30, "x[0, 1] must be a number such as -0.5, got " + ("<b>" * 13) + "…."),
        ("h_prev.0", "NaN", "h_prev[0] must be a finite number, got NaN."),
        ("h_prev.0", "-inf", "h_prev[0] must be a finite number, got -inf."),
        ("weight_hh.7.1", "1e308", "weight_hh[7, 1] must lie between -1000000 and 1000000, got 1e308."),
        ("b_ih.3", "-1e7", "b_ih[3] must lie between -1000000 and 1000000, got -1e7."),
        ("b_ih.3", "1" * 60_000 + "x", "b_ih[3] must be a number such as -0.5, got " + "1" * 39 + "…."),
        ("b_ih.3", "1e9999", "b_ih[3] must lie between -1000000 and 1000000, got 1e9999."),
        ("b_ih.4", "1", "edits must name a number of the example such as W_ih.0.2, got b_ih.4."),
    ],
)
def test_a_wrong_entry_is_one_sentence(cell: str, typed: str, sentence: str) -> None:
    with pytest.raises(SettingError) as error:
        read_cell(cell, typed)
    assert str(error.value) == sentence


@pytest.mark.parametrize("text", ["x", "x.0.0", "x.0.0=", "=1", "x.0.0=1=2", "x.0.0:1", "a.b=1"])
def test_a_damaged_text_is_refused(text: str) -> None:
    with pytest.raises(SettingError):
        read_edits(text)


def test_a_very_long_text_is_refused_unread() -> None:
    with pytest.raises(SettingError, match="edits may have up to 50000 characters, got 60000"):
        read_edits("x" * 60_000)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_a_sentence(typed: str) -> None:
    try:
        said = f"x[0, 0] must {read_cell('x.0.0', typed):.0f}"
    except SettingError as error:
        said = str(error)
    assert said.startswith("x[0, 0] must ")


@pytest.mark.parametrize("mode", ["LSTM", "GRU", "RNN_TANH"])
@pytest.mark.parametrize("reading", ["shared", "full", "printed"])
def test_every_cell_of_a_reading_can_be_edited(mode: str, reading: str) -> None:
    original = numbers(mode, reading=reading, steps=2)  # type: ignore[arg-type]
    edits = {cell: 1000.0 + place for place, cell in enumerate(sorted(ORIGINAL))}
    edited = numbers(mode, reading=reading, steps=2, edits=edits)  # type: ignore[arg-type]
    found = [value for array in edited.arrays.values() for value in array.flatten()]
    assert len(found) == len(set(found))
    assert min(found) >= 1000.0
    assert {name: array.shape for name, array in edited.arrays.items()} == {
        name: array.shape for name, array in original.arrays.items()
    }
    assert not any(array.flags.writeable for array in edited.arrays.values())
