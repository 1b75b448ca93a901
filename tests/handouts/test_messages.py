"""Every error of a handout, word for word."""

from typing import Any

import jaxtyping
import pytest
import torch

import rnnviz
from rnnviz.errors import ArgumentError, PlaceError
from tests.handouts.reading import example_step

UNITS = (
    "units must name units of the layer, from 0 to 1 (hidden_size=2), got {got}. "
    "Choose some of these, or leave units out."
)
DIGITS = "digits must be a whole number from 0 to 17, got {got}. Four are enough to follow by hand."


@pytest.mark.parametrize(
    ("options", "kind", "code", "message"),
    [
        ({"units": (0, 2)}, PlaceError, "handout-units", UNITS.format(got="(0, 2)")),
        ({"units": [-1]}, PlaceError, "handout-units", UNITS.format(got="(-1,)")),
        ({"units": ()}, PlaceError, "handout-units", UNITS.format(got="()")),
        ({"digits": 18}, ArgumentError, "handout-digits", DIGITS.format(got="18")),
        ({"digits": -1}, ArgumentError, "handout-digits", DIGITS.format(got="-1")),
        (
            {"language": "fr"},
            ArgumentError,
            "language",
            "language must be one of en, zh, got 'fr'. Choose one of these.",
        ),
        (
            {"step": []},
            ArgumentError,
            "handout-steps",
            "step must be one time step or several, got none. Take one: rec.track()[0].",
        ),
        (
            {"step": [example_step("GRU"), "x"]},
            ArgumentError,
            "handout-steps",
            "step must be one time step or several, got str. Take one: rec.track()[0].",
        ),
        (
            {"step": "x"},
            ArgumentError,
            "handout-steps",
            "step must be one time step or several, got str. Take one: rec.track()[0].",
        ),
        (
            {"step": rnnviz.record(torch.nn.GRU(2, 2), torch.ones(1, 1, 2))},
            ArgumentError,
            "handout-steps",
            "step must be one time step or several, got Recording. Take one: rec.track()[0].",
        ),
        ({"units": 0}, PlaceError, "handout-units", UNITS.format(got="0")),
        ({"units": (0.5,)}, PlaceError, "handout-units", UNITS.format(got="(0.5,)")),
        ({"digits": "4"}, ArgumentError, "handout-digits", DIGITS.format(got="'4'")),
        ({"digits": True}, ArgumentError, "handout-digits", DIGITS.format(got="True")),
    ],
)
def test_the_message_word_for_word(
    options: dict[str, Any], kind: type[ArgumentError], code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(kind) as caught:
        rnnviz.handout(**({"step": example_step("LSTM")} | options))
    assert type(caught.value) is kind
    assert caught.value.code == code
    assert str(caught.value) == message


@pytest.mark.parametrize("digits", [0, 17])
def test_the_ends_are_allowed(digits: int) -> None:
    assert rnnviz.handout(example_step("RNN_TANH"), digits=digits).to_html()
