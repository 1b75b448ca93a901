"""The RNN spells; without memory nobody can, and the bound of the loss is the one that the word itself sets."""

import copy
import itertools
import math

import torch
from torch import nn

import rnnviz
from rnnviz.training.models import hello


def spelled(network: nn.Module) -> str:
    input, _ = hello.tensors()
    with torch.inference_mode():
        return "".join(hello.LETTERS[index] for index in network(input)[:, 0].argmax(dim=-1))


def loss(network: nn.Module) -> float:
    input, target = hello.tensors()
    with torch.inference_mode():
        return float(nn.functional.cross_entropy(network(input).flatten(0, 1), target.flatten()))


def test_the_input_is_hell_and_the_target_ello() -> None:
    input, target = hello.tensors()
    assert "".join(hello.LETTERS[index] for index in input[:, 0].argmax(dim=-1)) == "hell"
    assert bool((input.sum(dim=-1) == 1).all())
    assert "".join(hello.LETTERS[index] for index in target[:, 0]) == "ello"
    assert hello.labels() == [["h", "e", "l", "l"]]


def test_the_rnn_continues_hell_with_ello_and_is_sure() -> None:
    network = hello.load()
    input, target = hello.tensors()
    chances = network(input).softmax(dim=-1)
    assert spelled(network) == "ello"
    assert float(chances.gather(2, target[..., None]).min()) > 0.99


def test_its_memory_does_it() -> None:
    """With the matrix that feeds the state back set to zero, the two l are the same to it."""
    network = copy.deepcopy(hello.load())
    with torch.no_grad():
        network.rnn.get_parameter("weight_hh_l0").zero_()
    assert spelled(network) != "ello"
    assert loss(network) > hello.least_memoryless_loss()


def test_without_memory_each_l_gets_one_half_at_best() -> None:
    network = hello.load_memoryless()
    input, _ = hello.tensors()
    chances = network(input).softmax(dim=-1)[:, 0]
    assert torch.equal(chances[2], chances[3])
    assert abs(float(chances[2, hello.LETTERS.index("l")]) - 0.5) < 0.01
    assert abs(float(chances[3, hello.LETTERS.index("o")]) - 0.5) < 0.01
    assert hello.least_memoryless_loss() < loss(network) < hello.least_memoryless_loss() + 0.01


def test_no_table_of_chances_gets_below_the_bound() -> None:
    """A function of the letter alone is a table; for the two l every share of 1 is tried, the rest is certain."""
    shares = [step / 1000 for step in range(1, 1000)]
    losses = [-(math.log(share) + math.log(1 - share)) / 4 for share in shares]
    assert math.isclose(min(losses), hello.least_memoryless_loss())


def test_all_of_it_can_be_recorded() -> None:
    network = hello.load()
    input, _ = hello.tensors()
    rec = rnnviz.record(network.rnn, input, labels=hello.labels())
    assert rec.mode == "RNN_TANH"
    assert rec.h.shape == (1, 1, 4, 1, hello.HIDDEN_SIZE)
    states = torch.from_numpy(rec.h[0, 0].copy())
    assert torch.allclose(network.readout(states), network(input), atol=1e-6)


def test_letters_stand_once_each_in_the_order_of_the_word() -> None:
    assert [*hello.LETTERS] == [letter for letter, _ in itertools.groupby(hello.WORD)]
