"""What the lesson on recurrent networks says, against PyTorch's own modules and autograd."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.what_is_an_rnn import runs
from rnnviz.lessons.course.chapters.what_is_an_rnn.numbers import numbers
from rnnviz.lessons.course.chapters.what_is_an_rnn.quiz import questions

STARTS = {"steps": 5, "deviation": 1.0, "gain": 1.0}


def test_only_the_recurrent_network_tells_the_first_word_from_the_last() -> None:
    module, sentence = runs.reader()
    alone, recurrent = runs.without_memory(), runs.with_memory()
    # nn.RNN whose recurrent weights are zero has no memory.
    forgetful = nn.RNN(runs.SIZE, runs.SIZE)
    forgetful.load_state_dict(module.state_dict())
    with torch.no_grad():
        forgetful.get_parameter("weight_hh_l0").zero_()
        np.testing.assert_allclose(alone, forgetful(sentence)[0][:, 0].numpy(), rtol=0, atol=1e-7)
        np.testing.assert_allclose(recurrent, module(sentence)[0][:, 0].numpy(), rtol=0, atol=0)
    assert (alone[0] == alone[-1]).all()
    assert np.abs(recurrent[0] - recurrent[-1]).max() > 0.4
    np.testing.assert_array_equal(sentence[0], sentence[-1])


def test_code_by_hand_gives_what_pytorch_gives() -> None:
    module, sentence = runs.reader()
    _, last = runs.by_hand()
    torch.testing.assert_close(last, module(sentence[:3])[1][0, 0].detach())
    assert runs.by_hand_apart() < 1e-6
    found = numbers(STARTS)
    assert (found["at_shape"], found["star_shape"]) == ("(3,)", "(3, 3)")


def test_parameters_of_an_rnn_do_not_grow_with_the_length() -> None:
    # d*(n+d)+2d, and for all words at once T*n*d+d.
    assert numbers(STARTS)["rnn_parameters"] == 20 * (10 + 20) + 2 * 20
    for steps in (1, 7, 50):
        found = numbers(STARTS | {"steps": steps})
        assert found["forward_parameters"] == steps * 10 * 20 + 20
        assert found["rnn_parameters"] == 640


def test_an_output_from_the_state_before_teaches_the_hidden_weights_nothing() -> None:
    found = numbers(STARTS)
    assert found["wrong_gradient"] == 0.0
    assert isinstance(found["right_gradient"], float)
    assert found["right_gradient"] > 0.1


def test_the_trained_network_knows_which_l_it_reads_and_no_memoryless_one_can() -> None:
    chances = runs.chances()
    assert chances["rnn"].min() > 0.99
    assert chances["memoryless"][2] + chances["memoryless"][3] <= 1
    # The least of -(ln p + ln(1 - p)) / 4 is at one half; the other two letters can be told for sure.
    least = min(-(math.log(p) + math.log(1 - p)) / 4 for p in np.linspace(0.01, 0.99, 99))
    found = numbers(STARTS)
    assert found["least_loss"] == pytest.approx(least)
    assert found["rnn_loss"] < found["least_loss"] <= found["memoryless_loss"] < found["untrained_loss"]  # type: ignore[operator]
    h = runs.spelled().h[0, 0, :, 0]
    assert found["apart"] == pytest.approx(math.dist(h[2], h[3]))


def test_weights_of_standard_deviation_one_drive_the_units_to_their_ends() -> None:
    torch_generator = torch.Generator().manual_seed(7)
    h = torch.zeros(100)
    W_ih, W_hh = (torch.randn(100, size, generator=torch_generator) for size in (10, 100))
    for _step in range(50):
        h = torch.tanh(W_ih @ torch.randn(10, generator=torch_generator) + W_hh @ h)
    other_draw = 100 * float((h.abs() > 0.99).float().mean())
    assert runs.saturated(1.0)[-1] == pytest.approx(other_draw, abs=10)
    assert runs.saturated(1.0)[-1] > 70
    assert runs.saturated(None)[-1] == 0
    assert runs.saturated(0.05)[-1] < runs.saturated(0.3)[-1] < runs.saturated(1.5)[-1]


def test_the_gradient_back_is_that_of_autograd() -> None:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = nn.RNN(4, 32)
        words = torch.randn(runs.FAR + 1, 4)
    with torch.no_grad():
        module.get_parameter("weight_hh_l0").mul_(2)
        start = module(words[:-3])[1]
    start.requires_grad_()
    last = module(words[-3:], start)[1].flatten()
    rows = [torch.autograd.grad(unit, start, retain_graph=True)[0].flatten() for unit in last]
    norm = float(torch.linalg.matrix_norm(torch.stack(rows), 2))
    assert runs.gradient_back(2.0)[3] == pytest.approx(norm, rel=1e-4)
    assert runs.gradient_back(1.0)[0] == 1
    assert runs.gradient_back(1.0)[-1] < 1e-10
    assert runs.gradient_back(3.0)[-1] > 1


@pytest.mark.parametrize("draw", range(6))
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    assert {key: asked.right for key, asked in found.items()} == {
        "newest": "same",
        "length": "same",
        "product": "matrix",
        "halves": "share",
        "slope": "square",
        "matrices": "one",
    }
    length = found["length"].numbers
    n, d = length["n"], length["d"]
    assert isinstance(n, int)
    assert isinstance(d, int)
    assert length["count"] == d * (n + d) + 2 * d
    halves = found["halves"].numbers
    word, letter = str(halves["word"]), str(halves["letter"])
    pairs = [word[place : place + 2] for place in range(len(word) - 1) if word[place] == letter]
    assert halves["count"] == len(pairs)
    assert halves["best"] == pytest.approx(pairs.count(letter + str(halves["following"])) / len(pairs), abs=1e-3)


def test_the_lesson_leads_to_the_pitfalls_of_its_mistakes() -> None:
    live = lessons()["what-is-an-rnn"].lesson.live
    shown = {getattr(part, "settings", {}).get("pitfall") for part in live.values()}
    assert shown >= {"output-from-the-state-before", "hello-without-memory", "weights-of-standard-deviation-one"}
