"""Learning a text: the batches, the word hello, and what is measured and recorded on the way."""

import math
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import pytest
import torch

from rnnviz.errors import InputError, SettingError
from rnnviz.training.text import CharacterModel, CharactersPlan, CharactersTask, generated
from rnnviz.training.training import Training

SMALL = CharactersPlan(source="english", hidden_size=12, embedding=6, epochs=1, prompt="The ")


def task_of(plan: CharactersPlan) -> CharactersTask:
    task = plan.task()
    assert isinstance(task, CharactersTask)
    return task


def model_of(training: Training) -> CharacterModel:
    (network,) = training.networks.values()
    assert isinstance(network, CharacterModel)
    return network.eval()


def trained(plan: CharactersPlan, steps: int) -> Training:
    training = Training(plan, plan.task())
    for _ in range(steps):
        training.advance()
    return training


@pytest.mark.parametrize("cell_type", ["LSTM", "GRU", "RNN"])
def test_hell_goes_on_with_o(cell_type: Literal["LSTM", "GRU", "RNN"]) -> None:
    plan = CharactersPlan(cell_type=cell_type, epochs=100)
    training = trained(plan, 100)
    assert training.over
    network, task = model_of(training), task_of(plan)
    assert generated(network, task.material.vocabulary, "hell", 1, temperature=0.0) == "o"
    assert generated(network, task.material.vocabulary, "hel", 2, temperature=0.0) == "lo"
    found = training.measure(cell_type)
    assert found.texts["sample"] == "o"
    assert found.numbers["accuracy"] == 1.0
    # Better than whoever sees the present letter only: l is followed by l and by o.
    assert found.numbers["bits"] < 0.5
    with torch.no_grad():
        scores, _ = network(torch.tensor([[1, 0, 2, 2]]))
    assert scores.argmax(dim=-1).tolist() == [[0, 2, 2, 3]]


def test_batches_read_the_text_once_an_epoch_end_to_end() -> None:
    letters = torch.randint(26, (2000,), generator=torch.Generator().manual_seed(0))
    text = "".join(chr(ord("a") + int(letter)) for letter in letters)
    plan = CharactersPlan(source="own", text=text, prompt="a", seq_len=50, batch=10)
    task = task_of(plan)
    # Of 1800 letters no fifty are alike, so each sequence has one place.
    places = {tuple(row.tolist()): place for place, row in enumerate(task.material.training_numbers.unfold(0, 51, 1))}
    assert (task.steps_per_epoch, len(places)) == (4, 1750)
    orders = []
    for epoch in range(2):
        batches = [task.batch(epoch * 4 + step) for step in range(4)]
        assert [len(batch) for batch in batches] == [10, 10, 10, 6]
        orders.append([places[tuple(row.tolist())] for row in torch.cat(batches)])
        first, *rest = sorted(orders[-1])
        gaps = [after - before for before, after in pairwise((first, *rest, first + 1750))]
        # End to end; where they begin again at the beginning, two overlap.
        assert sorted(gaps)[1:] == [50] * 35
        assert sum(gaps) == 1750
    assert orders[0] != orders[1]
    assert torch.equal(task.batch(3), task_of(plan).batch(3))


def test_no_network_reads_what_is_held_out() -> None:
    text = "ab" * 450 + "xy" * 50
    task = task_of(CharactersPlan(source="own", text=text, prompt="a", seq_len=30))
    seen = {int(number) for step in range(task.steps_per_epoch) for number in task.batch(step).flatten()}
    assert task.material.vocabulary.text(sorted(seen)) == "ab"


def test_the_loss_is_cross_entropy_of_the_next_character() -> None:
    plan = replace(SMALL, num_layers=2)
    task = task_of(plan)
    network, batch = task.network("LSTM"), task.batch(0)
    output, _ = network.rnn(network.embedding(batch[:, :-1]))
    logs = network.readout(output).log_softmax(dim=-1)
    expected = -logs.gather(2, batch[:, 1:, None]).mean()
    assert torch.isclose(task.loss("LSTM", network, batch), expected, rtol=1e-5)


def test_dropout_acts_before_between_and_after_the_layers_in_training_only() -> None:
    task = task_of(replace(SMALL, num_layers=2, dropout=0.5))
    network, batch = task.network("LSTM"), task.batch(0)
    torch.manual_seed(0)
    losses = {task.loss("LSTM", network.train(), batch).item() for _ in range(3)}
    assert len(losses) == 3
    assert task.loss("LSTM", network.eval(), batch).item() == task.loss("LSTM", network, batch).item()
    assert network.rnn.dropout == 0.5


def test_measured_are_the_held_out_characters() -> None:
    plan = SMALL
    training, task = trained(plan, 2), task_of(plan)
    network = model_of(training)
    unseen = task.material.unseen_numbers[:4000]
    with torch.no_grad():
        output, _ = network.rnn(network.embedding(unseen[None]))
        logs = network.readout(output)[0, :-1].log_softmax(dim=-1)
    found = training.measure("LSTM").numbers
    right = logs.gather(1, unseen[1:, None])
    assert found["bits"] == pytest.approx(float(-right.mean() / math.log(2)), rel=1e-4)
    assert found["accuracy"] == pytest.approx(float((logs.argmax(dim=1) == unseen[1:]).double().mean()), abs=1e-9)
    assert len(training.measure("LSTM").texts["sample"]) == 160
    assert training.measure("LSTM") == training.measure("LSTM")


def test_the_probe_is_recorded_character_by_character() -> None:
    plan = replace(SMALL, num_layers=2, dropout=0.3, cell_type="GRU")
    task = task_of(plan)
    network = task.network("GRU").train()
    rec = task.record("GRU", network)["rnn"]
    assert network.training
    assert rec.parity.worst < 1e-5
    assert (rec.cell_type, rec.num_layers, rec.seq_len) == ("GRU", 2, 240)
    assert rec.labels is not None
    shown = "".join(task.probe).replace(" ", "␣").replace("\n", "⏎")
    assert "".join(rec.labels[0]) == shown
    numbers = task.material.unseen_numbers[:240]
    with torch.no_grad():
        output, _ = network.rnn.eval()(network.embedding(numbers[None]))
    assert torch.allclose(torch.tensor(rec.output), output, atol=1e-6)


def test_the_address_gives_the_plan_back() -> None:
    plan = CharactersPlan(source="own", text="né\n你&=", cell_type="RNN", temperature=0.0, prompt="你", top_k=3)
    assert CharactersPlan.read(plan.write()) == plan
    assert CharactersPlan().key == "text?"


def test_what_cannot_be_trained_is_said_when_it_is_set() -> None:
    for plan, said in (
        (
            CharactersPlan(source="own", text="a"),
            "The text must have at least 2 characters, so that one comes after another, got 1. Type more.",
        ),
        (
            CharactersPlan(prompt="hex"),
            "The network must have met every character of the prompt: it does not know 'x', character 2 (from 0). "
            "Take it out.",
        ),
        (CharactersPlan(prompt=""), "The prompt must have at least one character, got none. Type some."),
    ):
        with pytest.raises(InputError) as error:
            plan.check()
        assert str(error.value) == said
    with pytest.raises(SettingError) as steps:
        CharactersPlan(source="english", prompt="a", epochs=1000, batch=1, seq_len=10).check()
    assert str(steps.value) == (
        "epochs times steps per epoch must be at most 100000, got 1000 times 8171: take fewer epochs, longer sequences "
        "or larger batches."
    )
    # A file is looked at when the training begins.
    CharactersPlan(source="own").check()
    with pytest.raises(SettingError) as negative:
        CharactersPlan(temperature=-0.5)
    assert str(negative.value) == "temperature must be a number from 0 to 10, got -0.5."
