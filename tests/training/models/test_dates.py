"""The networks that rewrite dates, against ``datetime`` as the judge of what a date is."""

import copy
import datetime
import itertools
import re

import numpy as np
import pytest
import torch

from rnnviz.errors import InputError
from rnnviz.training.models import dates
from rnnviz.training.models.dates.language import DAYS, FIRST, LENGTH, READ, SPELLINGS, Split
from rnnviz.training.models.dates.network import Weights

WEIGHTS: tuple[Weights, ...] = ("trained", "early", "without attention")
SPLITS: tuple[Split, ...] = ("training", "held out")
FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%Y %B %d", "%d/%m/%Y")


def fresh(split: Split, count: int = 300) -> list[tuple[str, str]]:
    return dates.cases(torch.Generator().manual_seed(99), count, split)


def understood(text: str) -> datetime.date:
    """What ``strptime`` reads; "may" is a month written out and a short one."""
    for form in FORMATS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise AssertionError(text)


@pytest.mark.parametrize("split", SPLITS)
def test_cases_are_dates_written_rightly(split: Split) -> None:
    for text, date in fresh(split):
        assert understood(text).isoformat() == date
        assert set(text) <= set(READ)


def test_every_spelling_comes_and_no_date_is_in_both_splits() -> None:
    training, held_out = ({date for _, date in fresh(split, 5000)} for split in SPLITS)
    assert not training & held_out
    shapes = {
        re.sub(r"[a-z]+", "m", re.sub(r"\b\d\d?\b", "1", re.sub(r"\d{4}", "Y", text))) for text, _ in fresh("held out")
    }
    assert shapes == {"1 m Y", "m 1, Y", "Y m 1", "1/1/Y"}  # whole and short months have one shape
    assert len(SPELLINGS) == 5
    last = FIRST + datetime.timedelta(days=DAYS - 1)
    assert (FIRST.isoformat(), last.isoformat()) == ("1900-01-01", "2049-12-31")


def test_the_trained_network_writes_held_out_dates() -> None:
    assert dates.accuracy(dates.load(), fresh("held out")) > 0.99


def test_the_one_without_attention_is_measured_too() -> None:
    assert 0.9 < dates.accuracy(dates.load("without attention"), fresh("held out")) <= 1


def test_the_one_stopped_early_makes_mistakes_and_the_teacher_helps() -> None:
    network, held_out = dates.load("early"), fresh("held out")
    assert dates.accuracy(network, held_out) < 0.2
    forced, own = (dates.character_accuracy(network, held_out, forced=forced) for forced in (True, False))
    assert forced > own + 0.05
    assert own > 0.3


def test_without_the_attention_that_it_learned_it_fails() -> None:
    network = copy.deepcopy(dates.load())
    assert network.attention is not None
    with torch.no_grad():
        network.attention.score.weight.zero_()  # it then looks at all positions alike
    assert dates.accuracy(network, fresh("held out")) < 0.2


def test_many_at_once_are_written_as_one_by_one() -> None:
    """Padding reaches neither the encoder nor the attention."""
    held_out = fresh("held out", 30)
    texts = [text for text, _ in held_out]
    together = dates.written(dates.load(), texts)
    assert together == [dates.translate(text).written for text in texts]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_a_translation_holds_everything(weights: Weights) -> None:
    found = dates.translate("3 may 1987", weights=weights)
    steps = len(found.characters)
    assert steps <= LENGTH + 1
    assert found.given == (dates.BEGIN, *found.characters[:-1])
    assert found.forced == (False,) * steps
    assert [dates.WRITTEN[index] for index in found.chances.argmax(axis=1)] == [*found.characters]
    assert np.allclose(found.chances.sum(axis=1), 1, atol=1e-6)
    if weights == "without attention":
        assert found.attention is None
    else:
        assert found.attention is not None
        assert found.attention.shape == (steps, 10)
        assert np.allclose(found.attention.sum(axis=1), 1, atol=1e-6)
        assert (found.attention >= 0).all()
    assert found.encoder.h.shape == (1, 2, 10, 1, 32)
    assert found.decoder.h.shape == (1, 1, steps, 1, 32)


def test_the_states_explain_what_was_written() -> None:
    """The readout of each recorded state of the decoder, and the sum of the encoder's states that was its input."""
    network, found = dates.load(), dates.translate("december 24, 1999")
    assert found.written == "1999-12-24"
    assert found.characters[-1] == dates.END
    states = torch.from_numpy(found.decoder.h[0, 0, :, 0].copy())
    assert np.allclose(network.readout(states).softmax(dim=-1), found.chances, atol=1e-5)
    assert found.attention is not None
    read = np.concatenate([found.encoder.h[0, 0, :, 0], found.encoder.h[0, 1, :, 0]], axis=1)
    assert np.allclose(found.decoder.input[:, 0, -64:], found.attention @ read, atol=1e-5)


def test_at_every_digit_it_looks_where_the_answer_stands() -> None:
    """The year's last two digits are copied: the weights there lie on the year, not on the day or the month."""
    held_out = [(text, date) for text, date in fresh("held out", 60) if text[-5] == " " and text[0].isdigit()]
    on_year = []
    for text, _ in held_out:
        found = dates.translate(text)
        assert found.attention is not None
        on_year.append(found.attention[2:4, -4:].sum(axis=1))
    assert len(on_year) > 5
    assert np.mean(on_year) > 0.5


def test_a_teacher_gives_the_characters_and_a_seeded_coin_chooses() -> None:
    teacher = "1987-05-03"
    always = dates.translate("3 may 1987", teacher, 1.0, weights="early")
    assert always.given == (dates.BEGIN, *teacher)
    assert always.forced == (False, *[True] * 10)
    never = dates.translate("3 may 1987", teacher, 0.0, weights="early")
    assert not any(never.forced)
    assert never.given == (dates.BEGIN, *never.characters[:-1])
    halves = [dates.translate("3 may 1987", teacher, 0.5, seed, weights="early") for seed in (0, 0, 1, 2)]
    assert halves[0].forced == halves[1].forced
    assert len({half.forced for half in halves}) > 1
    for half in halves:
        own = (dates.BEGIN, *half.characters[:-1])
        expected = [t if f else o for t, f, o in zip((dates.BEGIN, *teacher), half.forced, own, strict=True)]
        assert half.given == tuple(expected)
    shares = [sum(dates.translate("3 may 1987", teacher, 0.5, seed).forced) / 10 for seed in range(30)]
    assert 0.4 < np.mean(shares) < 0.6


def test_a_higher_ratio_only_adds_steps_of_the_teacher() -> None:
    runs = [dates.translate("3 may 1987", "1987-05-03", ratio, 5).forced for ratio in (0.2, 0.5, 0.9)]
    for lower, higher in itertools.pairwise(runs):
        assert all(b for a, b in zip(lower, higher, strict=True) if a)


def test_nothing_is_drawn_from_the_generator_that_all_share() -> None:
    before = torch.get_rng_state()
    dates.translate("3 may 1987", "1987-05-03", 0.5)
    fresh("training", 3)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(
    ("text", "teacher", "ratio", "message"),
    [
        ("", None, 0.0, "A date must have 1 to 60 characters, got 0. Write it like 3 may 1987."),
        ("1" * 61, None, 0.0, "A date must have 1 to 60 characters, got 61. Write it like 3 may 1987."),
        (
            "3 May 1987",
            None,
            0.0,
            "A date must be written in the characters that the network knows (,/0123456789abcdefghijlmnoprstuvy), "
            "got 'M'. Write it like 3 may 1987.",
        ),
        (
            "3 may 1987",
            "1987",
            0.5,
            "teacher must be 10 digits and hyphens, got '1987'. Write it like 1987-05-03.",
        ),
        (
            "3 may 1987",
            "1987-05-03",
            1.5,
            "ratio must lie between 0 (never the teacher) and 1 (always), got 1.5. Choose such a share.",
        ),
    ],
)
def test_what_cannot_be_translated_is_refused(text: str, teacher: str | None, ratio: float, message: str) -> None:
    with pytest.raises(InputError) as error:
        dates.translate(text, teacher, ratio)
    assert str(error.value) == message
