"""The language of operations: what belongs to it, what does not, and brackets that survive print."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.cells import Operation
from rnnviz.cells.code import write_code
from rnnviz.cells.evaluate import NUMPY, evaluate
from rnnviz.cells.expression import parse, without_biases
from rnnviz.cells.katex import katex
from rnnviz.cells.mathml import mathml
from rnnviz.cells.substitute import fill, template
from tests.cells.grammar import Symbol, equation
from tests.cells.read_katex import katex_tokens
from tests.cells.read_line import read_line
from tests.cells.read_mathml import mathml_tokens

NAMES = ("f", "c", "kept", "n_x", "h_prev")


@pytest.mark.parametrize(
    "text",
    [
        "a / b",
        "a ** 2",
        "-a",
        "exp(a)",
        "tanh(a, b)",
        "tanh(x=a)",
        "a.b",
        "a[0]",
        "'a'",
        "True",
        "a if b else c",
        "x @ (a + b)",
    ],
)
def test_what_is_outside_the_language_is_refused(text: str) -> None:
    with pytest.raises(SyntaxError):
        parse(text)


def _expressions() -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*NAMES, "1"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from([" + ", " - ", " * "]), inner).map(lambda p: f"({p[0]}{p[1]}{p[2]})"),
            st.tuples(st.sampled_from(["sigmoid", "tanh", "relu"]), inner).map(lambda p: f"{p[0]}({p[1]})"),
        ),
        max_leaves=8,
    )


@given(_expressions(), st.integers(0, 2**31))
def test_any_expression_keeps_its_value_in_every_notation(text: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    values = {name: draw.uniform(-2, 2, 3) for name in NAMES}
    functions = {"sigmoid": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh, "relu": lambda a: np.maximum(a, 0)}
    expected = np.broadcast_to(eval(text, {**functions, **values}), 3)
    operation = Operation("result", text, "title", "product", "neutral")

    def look(symbol: Symbol) -> np.ndarray:
        name = symbol.base + (f"_{symbol.index}" if symbol.index else "")
        return values[name] if symbol.offset == 0 else values[f"{name}_prev"]

    def same(value: object) -> None:
        np.testing.assert_allclose(np.broadcast_to(np.asarray(value), 3), expected, rtol=1e-12, atol=1e-12)

    same(evaluate(parse(text), values))
    same(evaluate(parse(write_code(parse(text)).replace("torch.", "")), values))
    same(equation(katex_tokens(katex(operation)), look)[1])
    same(equation(mathml_tokens(mathml(operation)), look)[1])
    for unit in range(3):
        line = fill(template(operation), values, {}, unit=unit, digits=17)
        assert read_line(line).value().has(float(expected[unit]), slack=1e-12), line


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sigmoid_neither_overflows_nor_changes_type(dtype: type) -> None:
    a: np.ndarray = np.array([-np.inf, -1000, -710, -1, 0, 1, 710, 1000, np.inf], dtype)
    found = NUMPY["sigmoid"](a)
    assert found.dtype == dtype
    assert found[[0, 1, 4, 7, 8]].tolist() == [0, 0, 0.5, 1, 1]
    np.testing.assert_allclose(found + found[::-1], 1, rtol=1e-6)
    np.testing.assert_allclose(found[[3, 5]], [0.2689414213699951, 0.7310585786300049], rtol=1e-6)
    assert (found >= 0).all()
    assert np.isnan(NUMPY["sigmoid"](np.array([np.nan], dtype))).all()


def test_bias_terms_leave_a_sum_and_nothing_else_does() -> None:
    cases = {
        "W_ii @ x + b_ii + W_hi @ h_prev + b_hi": "W_ii @ x + W_hi @ h_prev",
        "W_in @ x + b_in": "W_in @ x",
        "n_x + r * n_h": "n_x + r * n_h",
        "kept + written": "kept + written",
    }
    for text, rest in cases.items():
        assert without_biases(parse(text)) == parse(rest)
