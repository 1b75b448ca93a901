"""What the lesson on encoders and decoders says, against PyTorch's own modules, autograd and ``datetime``."""

import datetime
import math
import random
from types import MappingProxyType

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.lessons.course import Context, lessons
from rnnviz.lessons.course.chapters.sequence_to_sequence import never_imported, pictures, runs
from rnnviz.lessons.course.chapters.sequence_to_sequence.numbers import evaluations, numbers
from rnnviz.lessons.course.chapters.sequence_to_sequence.quiz import questions
from rnnviz.training.models import dates
from rnnviz.training.models.dates.typed import dated
from rnnviz.words import translation

CHAPTER = lessons()["sequence-to-sequence"]
SAID = CHAPTER.texts["en"].said
STARTS = {"date": "14 july 1989", "read": 4, "ratio": 0.5, "coin": 1, "padding": 3}
DRAWS = range(4)


def here(**values: object) -> Context:
    return Context(MappingProxyType(STARTS | values), SAID, translation("en"))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3 may 1987", "%d %B %Y"),
        ("3 Dec 1987", "%d %b %Y"),
        ("May 3, 1987", "%B %d, %Y"),
        ("1987 may 31", "%Y %B %d"),
        ("29/2/2000", "%d/%m/%Y"),
    ],
)
def test_a_typed_day_is_read_as_strptime_reads_it(text: str, form: str) -> None:
    assert dated(text) == datetime.datetime.strptime(text, form).date()


@pytest.mark.parametrize("text", ["", "yesterday", "30/2/1987", "3 mayo 1987", "3-5-1987", "03 may 1987", "1987-05-03"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError) as error:
        dated(text)
    assert str(error.value) == (
        f"The text must be a day written like 3 may 1987, may 3, 1987, 1987 may 3 or 3/5/1987, got {text!r}."
    )


def test_lengths_of_source_and_target_differ() -> None:
    _, *rows = pictures.spelled(here())
    assert {(row[0], row[1]) for row in rows} >= {("july 14, 1989", "13"), ("14/7/1989", "9")}
    assert {(row[2], row[3], row[4]) for row in rows} == {("1989-07-14", "10", "✓")}


def test_the_decoder_starts_from_the_last_state_of_whatever_length() -> None:
    for read in ("1", "14 july "):
        encoder, decoder = runs.handed_over(read)
        np.testing.assert_array_equal(decoder.h_0, encoder.h_n)
        assert encoder.h_n.shape == (1, 1, runs.SMALL)
        assert len(encoder.h[0, 0]) == len(read)
    # In the network for dates: both directions, a linear layer, tanh.
    network = dates.load("without attention")
    start = torch.tanh(network.bridge(runs.last_states("14 july 1989"))).numpy()
    np.testing.assert_allclose(runs.decoder_of("14 july 1989").h_0[0, 0], start, atol=1e-6)
    assert (numbers(STARTS)["both"], numbers(STARTS)["state"]) == (2 * 32, 32)


def test_each_step_is_given_what_was_written_before() -> None:
    labels = runs.decoder_of("14 july 1989").labels
    assert labels == (tuple("^1989-07-14"),)
    _, _, writes, *_ = (row[1:] for row in pictures.forced(here(ratio=0.0)))
    _, given, *_ = (row[1:] for row in pictures.forced(here(ratio=0.0)))
    assert given[1:] == writes[:-1]
    _, given, *_ = (row[1:] for row in pictures.forced(here(ratio=1.0)))
    assert "".join(given) == "^1989-07-1"


@pytest.mark.parametrize("coin", [1, 7])
def test_shares_by_ratio_are_those_of_the_networks_own_measures(coin: int) -> None:
    network, cases = dates.load("early"), runs.held_out()
    shares = runs.by_ratio(coin)
    alone, always = (dates.character_accuracy(network, cases, forced=forced) for forced in (False, True))
    # What is written after an early end sign counts here and not there.
    assert shares[0].characters == pytest.approx(alone, abs=0.02)
    assert shares[-1].characters == pytest.approx(always, abs=1e-6)
    assert shares[0].answers == dates.accuracy(network, cases)
    assert shares[0].characters < shares[5].characters < shares[-1].characters


def test_a_coin_decides_in_eval_mode_and_without_it_nothing_does() -> None:
    network = dates.load("early")
    assert not network.training
    assert len(set(evaluations("14 july 1989", "1989-07-14"))) == numbers(STARTS)["results"] == 3
    assert {row[2] for row in pictures.four_runs(here())[1:]} == {dates.written(network, ["14 july 1989"])[0]}


def test_without_its_import_the_decoder_stops_at_its_first_step() -> None:
    incomplete, ingredients = never_imported.without("random"), never_imported.ingredients()
    for ratio in (0.0, 0.5, 1.0):
        with pytest.raises(NameError, match=r"^name 'random' is not defined$"):
            incomplete(*ingredients, ratio)
    # In a file that has the import it writes to the end.
    random.seed(0)
    assert len(never_imported.decode(*ingredients, 0.5)) == len(ingredients[-1]) - 1
    trace = never_imported.failed()
    assert trace.error is not None


def test_position_zero_adds_ln_v_and_no_gradient() -> None:
    network = dates.load()
    cases = runs.held_out()
    given, wanted = dates.written_tensors([date for _, date in cases])
    with torch.no_grad():
        loss = float(
            nn.functional.cross_entropy(
                network(*dates.read_tensors([text for text, _ in cases]), given).flatten(0, 1), wanted.flatten()
            )
        )
    found = runs.losses("trained")
    assert found.without == pytest.approx(loss, rel=1e-4)
    assert found.with_zero == pytest.approx((math.log(13) + 11 * loss) / 12, rel=1e-5)
    assert found.gradient_apart == 0.0


def test_padding_that_is_read_moves_the_last_states() -> None:
    found = numbers(STARTS)
    network = dates.load("without attention")
    cells = [nn.GRUCell(16, 32), nn.GRUCell(16, 32)]
    for cell, end in zip(cells, ("", "_reverse"), strict=True):
        cell.load_state_dict(
            {
                name: getattr(network.encoder, f"{name}_l0{end}")
                for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
        )

    def states(text: str) -> torch.Tensor:
        indices, _ = dates.read_tensors([text])
        rows = network.read_embedding(indices[:, 0])
        last = []
        for cell, order in zip(cells, (rows, rows.flip(0)), strict=True):
            h = torch.zeros(32)
            for row in order:
                h = cell(row, h)
            last.append(h)
        return torch.cat(last).detach()

    apart = torch.dist(states("14 july 1989"), states("14 july 1989   "))
    assert found["moved"] == pytest.approx(float(apart), abs=1e-4)
    shares = runs.by_padding()
    for padding in (0, 3):
        cases = [(text + " " * padding, date) for text, date in runs.held_out()]
        assert shares[padding] == pytest.approx(dates.accuracy(network, cases))
    assert shares[0] > 0.95
    assert shares[3] < 0.3
    # pad_sequence puts the index 0 behind a short row: it is the blank's.
    indices, _ = dates.read_tensors(["14/7/1989", "14 july 1989"])
    assert indices[9:, 0].tolist() == dates.read_tensors(["   "])[0][:, 0].tolist()


@pytest.mark.parametrize("draw", DRAWS)
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    assert found["handed"].right == "wanted"
    given = found["given"]
    assert given.right == ("teacher" if given.numbers["throw"] == "< 0.5" else "own")
    assert (found["coin"].right, found["padding"].right, found["name"].right) == ("one", "last", "step")
    zero = found["zero"]
    assert zero.right == "share"
    assert zero.numbers["share"] == pytest.approx(math.log(zero.numbers["v"]) / zero.numbers["length"], rel=1e-5)  # type: ignore[arg-type,operator]
