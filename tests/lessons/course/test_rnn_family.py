"""The RNN family: its runs against PyTorch, NumPy and counting by hand."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course.chapters.rnn_family import calls, diary, members
from rnnviz.lessons.course.chapters.rnn_family.quiz import questions
from rnnviz.lessons.course.chapters.rnn_family.recurrence import run


def test_every_step_uses_the_same_weights() -> None:
    torch.manual_seed(2)
    rnn, readout = nn.RNN(1, 2), nn.Linear(2, 1)
    weights = {name: value.numpy() for name, value in rnn.state_dict().items()}
    h, told = np.zeros(2), []
    for x in (1.0, 0.0, -1.0, 1.0):
        past = weights["weight_hh_l0"] @ h + weights["bias_hh_l0"]
        h = np.tanh(weights["weight_ih_l0"][:, 0] * x + weights["bias_ih_l0"] + past)
        told.append(float(readout.weight.detach().numpy()[0] @ h) + float(readout.bias.detach()[0]))
    rec, shown = run()
    np.testing.assert_allclose(rec.h[0, 0, -1, 0], h, atol=1e-6)
    np.testing.assert_allclose(shown, told, atol=1e-6)


def test_the_plain_member_is_an_rnn_and_the_stack_is_two() -> None:
    torch.manual_seed(0)
    inputs = torch.randn(7, members.FEATURES).double()
    for kind, layers in (("plain", 1), ("stack", 2)):
        member = members.Member(kind).double()
        rnn = nn.RNN(members.FEATURES, members.UNITS, num_layers=layers).double()
        own = member.state_dict()
        weights = {
            "weight_ih_l0": own["from_input.weight"],
            "bias_ih_l0": own["from_input.bias"],
            "weight_hh_l0": own["from_past.weight"],
            "bias_hh_l0": own["from_past.bias"],
        }
        upper = {f"{name.removeprefix('upper.')}_l1": each for name, each in own.items() if name.startswith("upper.")}
        rnn.load_state_dict(weights | upper)
        torch.testing.assert_close(member(list(inputs)), member.out(rnn(inputs)[0][-1]))


def test_paths_are_as_long_as_one_counts_by_hand() -> None:
    found = members.found()
    for k in range(members.LONGEST + 1):
        jumps, rest = divmod(k, members.SKIPPED)
        assert found["plain"].paths[k] == k + 1
        assert found["input"].paths[k] == found["output"].paths[k] == found["stack"].paths[k] == k + 2
        assert found["transition"].paths[k] == 2 * k + 1
        assert found["skip"].paths[k] == jumps + rest + 1


def test_parameters_are_counted() -> None:
    n, d, classes = members.FEATURES, members.UNITS, members.CLASSES
    plain = d * n + d + d * d + d + classes * d + classes
    layer = d * d + d
    found = {kind: each.parameters for kind, each in members.found().items()}
    wanted = {"plain": 0, "input": layer, "transition": layer, "output": layer, "skip": layer, "stack": 2 * layer}
    assert found == {kind: plain + more for kind, more in wanted.items()}


def test_influence_is_the_derivative() -> None:
    torch.manual_seed(0)
    member = members.Member("transition").double()
    draws = torch.Generator().manual_seed(1)
    inputs = [torch.randn(members.FEATURES, generator=draws).double() for _ in range(members.LONGEST + 1)]
    back, step = 3, 1e-6
    columns = []
    for feature in range(members.FEATURES):
        moved = []
        for sign in (1, -1):
            changed = [x.clone() for x in inputs]
            changed[-1 - back][feature] += sign * step
            moved.append(member(changed).detach())
        columns.append((moved[0] - moved[1]) / (2 * step))
    assert members.found()["transition"].influence[back] == pytest.approx(float(torch.stack(columns).norm()), rel=1e-6)


def test_longer_paths_carry_less_here() -> None:
    at_ten = {kind: each.influence[10] for kind, each in members.found().items()}
    assert at_ten["transition"] < at_ten["plain"] < at_ten["skip"]


@pytest.mark.parametrize("half_life", [1.0, 3.0, 100.0])
def test_the_diary_forgets_by_halves(half_life: float) -> None:
    c = diary.diary(half_life).c
    assert c is not None
    days = np.arange(diary.AGO + 1)
    np.testing.assert_allclose(c[0, 0, :, 0, 1], 0.5 ** (days / half_life), rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(c[0, 0, :, 0, 0], 0.5 ** (days / 3650), rtol=1e-6)


def test_the_state_is_no_part_of_the_module() -> None:
    names, same, apart = calls.calls()
    assert set(names) == {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"}
    assert same
    assert apart["whole"] == 0
    assert apart["passed"] < 1e-6 < 0.001 < apart["left"]
    assert not dict(nn.LSTM(3, 4).named_buffers())


@pytest.mark.parametrize("draw", range(6))
def test_the_quiz(draw: int) -> None:
    found = questions(draw)
    longer = found["longer"].numbers
    assert longer["count"] == longer["d"] * (longer["n"] + longer["d"] + 2)  # type: ignore[operator]
    assert found["longer"].right == "same"
    assert found["path"].right == "double"
    assert found["path"].numbers["deep"] == 2 * found["path"].numbers["k"] + 1  # type: ignore[operator]
    supper = found["supper"].numbers
    assert supper["power"] == pytest.approx(100 * 0.5 ** (supper["days"] / supper["half"]), rel=1e-6)  # type: ignore[operator]
    assert (found["inside"].right, found["name"].right) == ("passed", "lasting")
