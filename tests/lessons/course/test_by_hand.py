"""The modules by hand against PyTorch's; the training against algebra."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz import by_hand
from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.by_hand import modules, pictures, task
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.lesson import Context
from rnnviz.words import translation

CHAPTER = lessons()["by-hand"]
VALUES = starting(CHAPTER.lesson.controls, CHAPTER.texts["en"].said)
DRAWS = range(12)


def context(**values: object) -> Context:
    return Context({**VALUES, **values}, CHAPTER.texts["en"].said, translation("en"))


def test_every_module_is_equal_and_holds_what_the_formula_says() -> None:
    found = {each.ours: each for each in modules.equal()}
    assert max(each.apart for each in found.values()) < 1e-12
    n, d = 3, 2
    lstm, gru = 4 * (d * (n + d) + 2 * d), 3 * (d * (n + d) + 2 * d)
    assert found["LSTM"].parameters == found["LSTMCell"].parameters == (lstm, lstm) == (56, 56)
    assert found["JoinedLSTM"].parameters == found["SampleLSTMCell"].parameters == (lstm - 4 * d, lstm)
    assert found["GRU"].parameters == found["SampleGRUCell"].parameters == (gru, gru)


def test_one_sample_at_a_time_is_one_call_for_each_step_of_each() -> None:
    found = {each.name: each for each in modules.forms()}
    assert {name: each.calls for name, each in found.items()} == {
        "SampleLSTMCell": 4 * 5,
        "LSTMCell": 5,
        "LSTM": 1,
        "nn.LSTM": 1,
    }
    assert found["SampleLSTMCell"].state == (2,)
    assert (found["LSTM"].state, found["nn.LSTM"].state) == ((4, 2), (1, 4, 2))


def test_a_loop_over_samples_and_a_batch_have_the_same_loss_and_gradients() -> None:
    torch.manual_seed(0)
    sample, batched = by_hand.SampleGRUCell(1, 3).double(), by_hand.GRU(1, 3).double()
    batched.load_state_dict(sample.state_dict())
    input = torch.randn(4, 5, 1).double()
    states = []
    for row in input:
        h = torch.zeros(3).double()
        for x in row:
            h = sample(x, h)
        states.append(h)
    torch.stack(states).square().mean().backward()  # type: ignore[no-untyped-call]
    batched(input)[1].square().mean().backward()
    for one, other in zip(sample.parameters(), batched.parameters(), strict=True):
        torch.testing.assert_close(one.grad, other.grad)


def test_the_origins_put_x_first_and_stack_in_pytorchs_order() -> None:
    found = {(name, parameter): origin for name, parameter, origin in modules.origins()}
    assert found["JoinedLSTM", "forget_gate.weight"] == "[weight_ih_l0[4:8], weight_hh_l0[4:8]]"
    rows = "; ".join(f"weight_hh_l0[{4 * block}:{4 * block + 4}]" for block in range(4))
    assert found["LSTMCell", "from_past.weight"] == f"[{rows}]"


def test_what_comes_of_the_lines() -> None:
    came = [each.came for each in modules.trials()]
    assert [each.partition(":")[0] for each in came] == [
        "RuntimeError",
        "output (4, 5, 2)",
        "RuntimeError",
        "output (4, 5, 2)",
        "RuntimeError",
        "IndexError",
    ]
    assert "should also be 3-D but got (2-D, 2-D)" in came[0]
    assert "same dtype" in came[2]
    assert "non-empty" in came[4]


@pytest.mark.parametrize("hidden", [4, 16])
def test_weights_begin_under_their_bounds(hidden: int) -> None:
    inputs = [1, 16, 64]
    ours, other = modules.bounds(hidden, inputs)
    for n, joined, fused in zip(inputs, ours, other, strict=True):
        bound = 1 / math.sqrt(n + hidden)
        assert 0.8 * bound < joined <= bound
        assert 0.8 / math.sqrt(hidden) < fused <= 1 / math.sqrt(hidden)


def test_without_a_forget_gate_the_memory_only_adds_up() -> None:
    always, gated = modules.memories()
    assert always[-1] > 10 > 1 > gated.max()
    # c of a cell whose gate keeps everything: the sum of all that was written.
    lstm = nn.LSTM(1, 1)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.fill_(0.0)
        lstm.state_dict()["bias_ih_l0"].copy_(torch.tensor([100.0, 100.0, 100.0, 0.0]))
    assert lstm(torch.zeros(30, 1, 1))[1][1].item() == pytest.approx(30)


def test_by_hand_and_fused_with_the_same_weights_are_one_network() -> None:
    found = task.trained("same", 0)
    for kind in ("LSTM", "GRU"):
        ours, other = found.losses[f"by_hand.{kind}"], found.losses[f"nn.{kind}"]
        assert ours == pytest.approx(other, rel=1e-2, abs=1e-4)
        assert ours[0] == pytest.approx(other[0], rel=1e-5)
    assert found.parameters == {"by_hand.LSTM": 352, "nn.LSTM": 352, "by_hand.GRU": 264, "nn.GRU": 264}


def test_the_networks_beat_the_last_number_and_least_squares_beats_the_networks() -> None:
    found = task.trained("own", 0)
    assert found.linear < min(found.errors.values())
    assert max(found.errors.values()) < found.repeat / 5
    for losses in found.losses.values():
        assert np.mean(losses[-5:]) < np.mean(losses[:5]) / 5
    table = pictures.ranking(context())
    assert table[1][0] == "least squares"
    assert table[-1][0] == "the last number again"
    assert [float(row[2]) for row in table[1:]] == sorted(float(row[2]) for row in table[1:])


def test_the_baselines() -> None:
    draws = torch.Generator().manual_seed(5)
    input, goal = task.waves(200, draws)
    # A sine at equal distances: the next number is 2 cos(pace) times the last less the one before.
    read = input[..., 0].double().numpy()
    twice = (read[:, 4] + read[:, 2]) / read[:, 3]
    following = twice * read[:, 4] - read[:, 3]
    clear = np.abs(read[:, 3]) > 0.1
    np.testing.assert_allclose(following[clear], goal[clear, 0], atol=1e-3)
    rule, *_ = np.linalg.lstsq(np.c_[read, np.ones(200)], goal.numpy().astype(float), rcond=None)
    found = task.trained("own", 5)
    tested = found.tested.input[..., 0].double().numpy()
    follows = found.tested.goal[:, 0].double().numpy()
    assert found.repeat == pytest.approx(np.mean((tested[:, -1] - follows) ** 2))
    # Of other windows, but of the same kind and many: so about the same rule.
    said = (np.c_[tested, np.ones(len(tested))] @ rule)[:, 0]
    assert found.linear == pytest.approx(np.mean((said - follows) ** 2), rel=0.2)


@pytest.mark.parametrize("draw", DRAWS)
def test_the_answers(draw: int) -> None:
    found = CHAPTER.lesson.questions(draw)
    assert {key: each.right for key, each in found.items()} == {
        "calls": "both",
        "state": "layers",
        "columns": "back",
        "range": "joined",
        "product": "product",
        "repeat": "square",
    }
    said: dict[str, Any] = dict(found["calls"].numbers)
    assert int(said["both_option"]) == said["batch"] * said["steps"]
    said = dict(found["columns"].numbers)
    assert said["back_option"] == f"[:, {said['n']}:{said['n'] + said['d']}]"
    said = dict(found["range"].numbers)
    assert said["joined_option"] == pytest.approx((said["n"] + said["d"]) ** -0.5)
