"""Strings to be rewritten: the tasks by Python's own means, the batches, the probe, and that something is learned."""

import datetime

import numpy as np
import pytest
import torch

from rnnviz.errors import InputError, SettingError
from rnnviz.training import Training
from rnnviz.training.encoder_decoder import EncoderDecoder
from rnnviz.training.strings import WITH, WITHOUT, StringsPlan
from rnnviz.training.strings.kind import Split
from rnnviz.training.strings.letters import LETTERS
from rnnviz.training.strings.plan import What, kind_of
from rnnviz.training.strings.task import SHOWN, TESTED

SMALL = StringsPlan(hidden_size=6, batch=8, epochs=1, length=5)
SPLITS: tuple[Split, ...] = ("training", "held out")


def drawn(what: What, split: Split, count: int = 3000, length: int = 5) -> list[tuple[str, str]]:
    return kind_of(what, length).cases(torch.Generator().manual_seed(7), count, split)


@pytest.mark.parametrize("split", SPLITS)
def test_letters_come_out_backwards_or_in_order(split: Split) -> None:
    for text, answer in drawn("reverse", split):
        assert [*answer] == [text[len(text) - 1 - place] for place in range(len(text))]
        assert set(text) <= set(LETTERS)
    for text, answer in drawn("sort", split):
        assert sorted(map(ord, text)) == [*map(ord, answer)]
    assert {len(text) for text, _ in drawn("reverse", split)} == {3, 4, 5}
    for _, answer in drawn("dates", split, 50):
        assert datetime.date.fromisoformat(answer).isoformat() == answer


@pytest.mark.parametrize("what", ["reverse", "sort", "dates"])
def test_no_answer_that_is_held_out_is_one_in_training(what: What) -> None:
    training, held_out = ({answer for _, answer in drawn(what, split)} for split in SPLITS)
    assert not training & held_out
    assert len(held_out) > 100


def test_a_tenth_of_the_answers_is_held_out() -> None:
    kind = kind_of("sort", 4)
    letters = [a + b + c for a in LETTERS for b in LETTERS[LETTERS.index(a) :] for c in LETTERS[LETTERS.index(b) :]]
    held_out = {answer for _, answer in kind.cases(torch.Generator().manual_seed(0), 20_000, "held out")}
    share = sum(each in held_out for each in letters) / len(letters)
    assert 0.05 < share < 0.15


def test_a_batch_follows_from_its_step_and_is_the_same_for_both_networks() -> None:
    task, again = SMALL.task(), SMALL.task()
    assert task.names == (WITH, WITHOUT)
    for one, other in ((task.batch(3), again.batch(3)),):
        assert all(torch.equal(getattr(one, name), getattr(other, name)) for name in one.__slots__)
    assert not torch.equal(task.batch(0).text[:3], task.batch(1).text[:3])
    weights = [task.network(WITH).state_dict(), again.network(WITH).state_dict()]
    assert all(torch.equal(value, weights[1][name]) for name, value in weights[0].items())


@pytest.mark.parametrize(("forcing", "least", "most"), [(0, 0, 0), (50, 0.4, 0.6), (100, 1, 1)])
def test_a_coin_gives_the_teachers_character_so_often(forcing: int, least: float, most: float) -> None:
    task = StringsPlan(forcing=forcing, batch=128).task()
    share = float(torch.stack([task.batch(step).forced[:3].float().mean() for step in range(5)]).mean())
    assert least <= share <= most


def test_what_is_padded_counts_in_no_loss() -> None:
    task = SMALL.task()
    network, batch = task.network(WITHOUT), task.batch(0)
    scores = network(batch.text, batch.lengths, batch.given)
    there = batch.target >= 0
    assert not there.all()
    chances = scores.log_softmax(dim=-1)[there].gather(1, batch.target[there][:, None])
    loss = task.loss(WITHOUT, network, batch)
    assert loss.item() == pytest.approx(-chances.mean().item(), rel=1e-5)


def test_a_coin_in_training_changes_no_measurement() -> None:
    never, always = StringsPlan(forcing=0, length=3).task(), StringsPlan(forcing=100, length=3).task()
    network = never.network(WITH).eval()
    with torch.inference_mode():
        assert never.measure(WITH, network) == always.measure(WITH, network) == never.measure(WITH, network)


@pytest.mark.parametrize("cell_type", ["GRU", "LSTM", "RNN"])
def test_the_probe_is_the_first_pair_that_is_held_out(cell_type: str) -> None:
    plan = StringsPlan.read(f"cell={cell_type}&hidden=6&length=4&attention=without")
    task = plan.task()
    text, answer = task.held_out[0]
    found = task.record(WITHOUT, task.network(WITHOUT).eval())
    assert [*found] == ["encoder", "decoder"]
    assert found["encoder"].labels == (tuple(text),)
    assert found["decoder"].labels == (("^", *answer),)
    assert found["decoder"].h.shape == (1, 1, len(answer) + 1, 1, 6)
    assert found["encoder"].h.shape == (1, 2, len(text), 1, 6)


def test_what_is_measured() -> None:
    task = SMALL.task()
    with torch.inference_mode():
        found = task.measure(WITH, task.network(WITH).eval())
    assert [*found.numbers] == ["accuracy", "characters", "characters, forced", "loss"]
    # Nothing is learned yet: each of some 28 characters is as likely.
    assert found.numbers["loss"] == pytest.approx(np.log(28), rel=0.1)
    assert [*found.texts] == [text for text, _ in task.held_out[:SHOWN]]
    assert len(task.held_out) == TESTED


def test_a_short_training_learns_to_turn_three_letters() -> None:
    plan = StringsPlan(length=3, epochs=2, hidden_size=24, attention="with", rate=0.02)
    training = Training(plan, plan.task())
    before = training.measure(WITH).numbers
    while not training.over:
        training.advance()
    after = training.measure(WITH).numbers
    assert before["characters"] < 0.2
    assert after["characters"] > 0.6
    assert after["characters, forced"] >= after["characters"] - 0.05


def test_somebodys_text_is_read_with_all_that_is_looked_at() -> None:
    task = SMALL.task()
    network = task.network(WITH).eval()
    found = task.look(network, " Keyboards ")  # longer than any in training
    assert found.text == "keyboards"
    assert found.attention is not None
    assert found.attention.shape == (len(found.characters), 9)
    assert found.encoder.labels == (tuple("keyboards"),)
    assert found.decoder.labels == (found.given,)
    assert task.look(task.network(WITHOUT).eval(), "abc").attention is None


@pytest.mark.parametrize(
    ("what", "text", "message"),
    [
        ("reverse", "  ", "The text must have 1 to 40 characters, got 0. Type something like rhythm."),
        ("sort", "a" * 41, "The text must have 1 to 40 characters, got 41. Type something like rhythm."),
        (
            "reverse",
            "ab1",
            "The text must be written in the characters that the network knows (abcdefghijklmnopqrstuvwxyz), character "
            "3 is '1'. Type something like rhythm.",
        ),
        (
            "dates",
            "3 may 1987!",
            "The text must be written in the characters that the network knows (,/0123456789abcdefghijlmnoprstuvy), "
            "character 11 is '!'. Type something like 3 may 1987.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(what: What, text: str, message: str) -> None:
    task = StringsPlan(what=what).task()
    with pytest.raises(InputError) as error:
        task.kind.typed(text)
    assert str(error.value) == message


def test_a_plan_is_written_into_an_address_and_read_again() -> None:
    plan = StringsPlan(what="sort", cell_type="LSTM", attention="with", forcing=50, epochs=3, length=4, hidden_size=9)
    assert StringsPlan.read(plan.write()) == plan
    assert StringsPlan().write() == ""
    with pytest.raises(SettingError) as error:
        StringsPlan(forcing=101)
    assert str(error.value) == "forcing must be a whole number from 0 to 100, got 101."


def test_networks_differ_in_their_attention_alone() -> None:
    task = SMALL.task()
    names = [{name for name, _ in task.network(each).named_parameters()} for each in (WITH, WITHOUT)]
    assert {name.partition(".")[0] for name in names[0] - names[1]} == {"attention"}
    assert isinstance(task.network(WITH), EncoderDecoder)
