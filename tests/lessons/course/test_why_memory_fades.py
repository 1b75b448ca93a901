"""Why memory fades: its numbers against autograd, algebra and what is published."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.why_memory_fades import echo, fresh, gated, leak, plain
from rnnviz.lessons.course.chapters.why_memory_fades.quiz import questions


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.5])
def test_the_recurrent_weights_have_the_radius_that_is_set(radius: float) -> None:
    matrix = plain.network(radius).weight_hh_l0.detach().numpy()
    # By the powers, not by the eigenvalues: Gelfand's formula.
    power = np.linalg.norm(np.linalg.matrix_power(matrix / radius, 400), 2) ** (1 / 400)
    assert power == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("radius", [0.5, 1.5])
def test_influence_is_the_derivative_of_the_last_state(radius: float) -> None:
    module, states = plain.network(radius), [torch.zeros(1, 1, plain.UNITS).double().requires_grad_()]
    for x in plain.sequence():
        states.append(module(x[None], states[-1])[1])
    last = states[-1].flatten()
    for back in (1, 10, 50):
        rows = [torch.autograd.grad(unit, states[-1 - back], retain_graph=True)[0] for unit in last]
        assert plain.influence(radius)[back] == pytest.approx(float(torch.stack(rows).norm()), rel=1e-9)


def test_one_step_is_the_matrix_of_the_formula() -> None:
    states = plain.run(0.9).h[0, 0, :, 0]
    weight = plain.network(0.9).weight_hh_l0.detach().numpy()
    one, other = (np.diag(1 - states[t] ** 2) @ weight for t in (20, 21))
    np.testing.assert_allclose(plain.jacobian(0.9, 20, 1), one, atol=1e-12)
    np.testing.assert_allclose(plain.jacobian(0.9, 20, 2), other @ one, atol=1e-12)


def test_small_radii_fade_large_ones_may_not() -> None:
    assert plain.influence(0.5)[50] < 1e-12
    assert plain.influence(2.0)[50] > 1
    # Above 1 it need not explode: the tanh pulls the factors down.
    assert plain.influence(1.2)[30] < plain.influence(1.2)[1] < 1.2**30
    apart = plain.apart(0.9)
    assert apart[10] < apart[0] / 5


def test_a_leaky_unit_keeps_one_minus_alpha() -> None:
    for alpha in (0.02, 0.2, 0.5):
        state = leak.response(alpha)
        first = alpha * math.tanh(2.0)
        wanted = [first * (1 - alpha) ** k for k in range(leak.STEPS - leak.PULSE)]
        # alpha is a parameter in float32.
        np.testing.assert_allclose(state[leak.PULSE :], wanted, rtol=1e-4)
        assert (1 - alpha) ** leak.half_life(alpha) == pytest.approx(0.5, rel=1e-5)


def test_only_the_readout_of_an_echo_state_network_is_fitted() -> None:
    module = echo.reservoir(0.9)
    assert not any(parameter.requires_grad for parameter in module.parameters())
    found = echo.echo(0.9)
    assert (found.fixed, found.trained) == (50 * 50 + 50, 51)
    # Jaeger's bound; the present input is given back nearly exactly, one of long ago not at all.
    assert 5 < found.capacity < 50
    assert found.recall[0] > 0.99
    assert found.recall[40] < 0.1
    # On steps that it was not fitted to: what nothing can know it does not know.
    assert echo.echo(1.5).capacity < found.capacity / 2


def test_c_is_a_belt_only_where_the_gates_hold() -> None:
    held, written = gated.belt()
    assert held < 0.01 < 0.1 < written
    # Between signals PyTorch's own cell state hardly moves.
    c = gated.run().c
    assert c is not None
    assert abs(c[0, 0, 15, 0, 0] - c[0, 0, 4, 0, 0]) < 0.1 < abs(c[0, 0, 16, 0, 0] - c[0, 0, 15, 0, 0])


@pytest.mark.parametrize(("added", "low", "high"), [(0.0, 1e-12, 1e-7), (5.0, 1.0, 1e3)])
def test_a_fresh_lstm_forgets_and_one_with_open_gates_does_not(added: float, low: float, high: float) -> None:
    found = fresh.reached(added)
    assert low < found[:, 50].min() < found[:, 50].max() < high
    assert found[:, 0] == pytest.approx(math.sqrt(fresh.UNITS))


def test_the_gradient_of_c_is_that_of_the_fused_module() -> None:
    torch.manual_seed(0)
    cell = nn.LSTMCell(fresh.FEATURES, fresh.UNITS).double()
    input = torch.randn(fresh.STEPS, 1, fresh.FEATURES).double()
    lstm: Any = nn.LSTM(fresh.FEATURES, fresh.UNITS).double()
    lstm.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    c_0 = torch.zeros(1, fresh.UNITS).double().requires_grad_()
    with torch.no_grad():
        lstm.bias_hh_l0[fresh.UNITS : 2 * fresh.UNITS] += 3
    lstm(input[:, 0], (torch.zeros_like(c_0), c_0))[1][1].sum().backward()
    assert c_0.grad is not None
    assert fresh.reached(3.0)[0, -1] == pytest.approx(float(c_0.grad.norm()), rel=1e-6)


@pytest.mark.parametrize("draw", range(6))
def test_the_quiz(draw: int) -> None:
    found = questions(draw)
    product = found["product"].numbers
    assert found["product"].right == "power"
    assert product["slope"] == pytest.approx(product["w"] ** product["k"])  # type: ignore[operator]
    assert found["shrinks"].right == "influence"
    assert found["radius"].right == ("dies" if found["radius"].numbers["rho"] < 1 else "grows")  # type: ignore[operator]
    half = found["half"].numbers
    assert (1 - half["leak"]) ** half["half"] == pytest.approx(0.5, rel=1e-5)  # type: ignore[operator]
    readout = found["readout"].numbers
    assert readout["trained"] == nn.Linear(readout["n"], 1).weight.numel() + 1  # type: ignore[arg-type]
    assert found["fresh"].right == "half"


def test_the_text_says_what_was_measured() -> None:
    numbers = lessons()["why-memory-fades"].lesson.numbers({"radius": 0.9, "alpha": 0.2, "echo": 0.9, "bias": 0.0})
    assert numbers["matrix"] == pytest.approx(np.linalg.norm(plain.run(0.9).weights["weight_hh_l0"]))
    # Uniform between -1/sqrt(d) and 1/sqrt(d): variance 1/(3d), radius about sqrt(1/3).
    assert numbers["fresh_radius"] == pytest.approx(3**-0.5, abs=0.06)
    assert numbers["open_by"] == 0.5
