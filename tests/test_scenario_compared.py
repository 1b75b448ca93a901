"""Other networks as lines: what each says, and one sentence for each that says nothing."""

from dataclasses import replace

import pytest

from rnnviz.errors import SettingError
from rnnviz.scenario import Scenario
from rnnviz.scenario_compared import compared_with, lines_of, names_of, others_of, shown_of

TEXT = Scenario(source="text", loss="last", t=3)


def test_a_line_changes_what_it_names_and_nothing_else() -> None:
    other, *none = others_of(replace(TEXT, compared=" cell=GRU&hidden=4 \n\n"))
    assert not none
    assert other == replace(TEXT, cell_type="GRU", hidden_size=4, loss="none")


def test_a_seed_is_that_of_random_weights() -> None:
    (other,) = others_of(Scenario(compared="seed=5"))
    assert isinstance(other, Scenario)
    assert not other.uses_example_weights


def test_what_only_an_lstm_has_does_not_stand_in_the_way_of_another_cell_type() -> None:
    (other,) = others_of(Scenario(source="text", forget_bias=1.0, proj_size=1, compared="cell=GRU"))
    assert isinstance(other, Scenario)
    assert (other.forget_bias, other.proj_size) == (None, 0)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("GRU", "A line must hold settings that differ, such as cell=GRU or seed=1&hidden=4, got GRU."),
        ("cell=lstm", "cell_type must be one of LSTM, GRU, RNN, got lstm."),
        (
            "t=4",
            "There is no setting t of a network: choose one of cell, nonlinearity, hidden, layers, bidirectional, "
            "bias, proj, input, features, lengths, text, series, reading, steps, edits, weights, seed, forget_bias, "
            "trained, padded.",
        ),
        (
            "seed=1\nseed=2\nseed=3\nseed=4",
            "Up to 3 recordings can be compared with this one: remove one of them first.",
        ),
    ],
)
def test_a_wrong_line_is_one_sentence(line: str, sentence: str) -> None:
    *right, wrong = others_of(Scenario(compared=line))
    assert isinstance(wrong, SettingError)
    assert str(wrong) == sentence
    assert all(isinstance(other, Scenario) for other in right)


def test_lines_and_variables_come_back() -> None:
    scenario = Scenario(compared=compared_with(("cell=GRU", "trained=5"), ("h", "f")))
    assert lines_of(scenario) == ("cell=GRU", "trained=5")
    assert shown_of(scenario) == ("h", "f")
    assert Scenario.from_query(scenario.to_query()) == (scenario, ())


def test_each_recording_has_a_name_that_tells_it_apart() -> None:
    assert names_of(Scenario(compared="cell=GRU\ncell=RNN")) == ("LSTM", "GRU", "RNN")
    assert names_of(Scenario(compared="forget_bias=0\nforget_bias=1")) == (
        "LSTM, forget_bias = –",
        "forget_bias = 0",
        "forget_bias = 1",
    )
