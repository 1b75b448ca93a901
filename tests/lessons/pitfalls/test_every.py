"""What holds for every pitfall, whatever it is about."""

import re
import string

import numpy as np
import pytest
import torch

from rnnviz.lessons.pitfalls import TOPICS, Pitfall, pitfalls, program, run, run_now
from rnnviz.words import translation

SEEDS = (0, 1, 2)
every = pytest.mark.parametrize("pitfall", pitfalls().values(), ids=pitfalls().keys())


@every
@pytest.mark.parametrize("seed", SEEDS)
def test_both_programs_run(pitfall: Pitfall, seed: int) -> None:
    found = run(pitfall, seed)
    assert found.right.error is None
    assert (found.wrong.error is not None) is pitfall.raises


@every
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_outcome_can_be_said_and_drawn(pitfall: Pitfall, language: str) -> None:
    words = translation(language)
    for seed in SEEDS:
        outcome = pitfall.outcome(run(pitfall, seed))
        said = outcome.said(words)
        assert said.strip()
        assert "{" not in said
        assert "nan" not in said.lower().split()
    for dark in (False, True):
        figure = outcome.figure(dark, words)
        assert figure.data
        assert figure.layout.title.text
        marks = [trace for trace in figure.data if getattr(trace, "mode", None) != "text"]
        drawn = [np.asarray(trace.y if trace.type != "heatmap" else trace.z) for trace in marks]
        assert all(values.size for values in drawn)


@every
def test_every_number_of_the_sentence_is_used(pitfall: Pitfall) -> None:
    outcome = pitfall.outcome(run(pitfall))
    asked = {name for _, name, _, _ in string.Formatter().parse(outcome.sentence) if name is not None}
    assert asked == set(outcome.values)


@every
def test_it_is_told_in_few_words(pitfall: Pitfall) -> None:
    assert len(pitfall.title) <= 60
    assert len(pitfall.story) <= 280
    assert len(pitfall.why) <= 420
    for part in ("setup", "wrong", "right"):
        code: str = getattr(pitfall, part)
        assert code.strip()
        assert max(map(len, code.splitlines())) <= 100
    assert pitfall.wrong != pitfall.right
    assert pitfall.topic in TOPICS


@every
def test_the_seed_is_where_another_can_be_put(pitfall: Pitfall) -> None:
    drawn = re.search(r"rand|nn\.(RNN|LSTM|GRU|Linear|Embedding|Dropout)", pitfall.setup + pitfall.wrong)
    assert ("torch.manual_seed(7)" in program(pitfall, "right", 7)) is (drawn is not None)


def test_running_leaves_no_trace_in_the_random_numbers() -> None:
    before = torch.get_rng_state()
    for pitfall in list(pitfalls().values())[::4]:
        run_now(pitfall, 5)
    assert torch.equal(before, torch.get_rng_state())


def test_the_same_seed_gives_the_same_numbers() -> None:
    for pitfall in pitfalls().values():
        one, other = (pitfall.outcome(found) for found in (run(pitfall, 2), run_now(pitfall, 2)))
        assert one.values == other.values


def test_titles_and_names_are_of_one_pitfall_each() -> None:
    found = pitfalls()
    assert len({pitfall.title for pitfall in found.values()}) == len(found)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in found)
