"""What rnnviz writes about an operation, one writing against another and number by number.

Where `agreement` computes what it reads and asks the oracle, these checks compute no formula.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import torch

from rnnviz.cells import CellType, Operation
from rnnviz.cells.code import code_line
from rnnviz.cells.contributions import contributions
from rnnviz.cells.evaluate import NUMPY
from rnnviz.cells.katex import katex
from rnnviz.cells.mathml import mathml
from rnnviz.cells.stages import stages
from rnnviz.cells.substitute import fill, template
from tests.cells import agreement
from tests.cells.grammar import Constant, Symbol, Token
from tests.cells.read_katex import katex_tokens
from tests.cells.read_line import read_line
from tests.cells.read_mathml import mathml_tokens
from tests.recorder.stepping import Walk

_CODE = re.compile(
    r"\s*(?:torch\.)?(?P<function>sigmoid|tanh|relu)(?=\()|\s*(?P<name>[A-Za-z]\w*)|\s*(?P<number>[\d.]+)"
)


def check_writings(cell_type: CellType, walk: Walk) -> None:
    """KaTeX, MathML and code hold the same names, numbers and signs as the operation's own text, in the same order."""
    for operation in cell_type.operations:
        text = f"{operation.name} = {operation.text}"
        wanted = list(_code_tokens(text, walk)) if operation.bias else None
        code = list(_code_tokens(code_line(operation), walk))
        assert wanted in (None, code), f"{text}: {code_line(operation)}"
        for tokens in (
            katex_tokens(katex(operation, reverse=walk.reverse)),
            mathml_tokens(mathml(operation, reverse=walk.reverse)),
        ):
            assert list(tokens) == code, f"{text}: {tokens}"


def _code_tokens(text: str, walk: Walk) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _CODE.match(text, at)
        if match is None:
            at += 1
            if text[at - 1] != " ":
                yield text[at - 1]
            continue
        at = match.end()
        if name := match["name"]:
            base, _, index = name.removesuffix("_prev").partition("_")
            back = 1 if walk.reverse else -1
            yield Symbol(base, index, None if name in walk.weights else back if name.endswith("_prev") else 0)
        else:
            yield Constant(match["number"]) if match["number"] else match["function"]


def _moments(walk: Walk) -> list[tuple[int, int]]:
    """The first and the last step, of the first and the last row."""
    length, rows = walk.values["h"].shape[:2]
    return sorted({(0, 0), (length - 1, rows - 1)})


def check_operands(cell_type: CellType, walk: Walk) -> None:
    """The numbers of a line are the unit's own operands, in the order of the formula, rounded as Python rounds them."""
    for operation in cell_type.operations:
        if not operation.bias:
            continue
        for t, row in _moments(walk):
            known = agreement.inputs(walk, t, row) | {name: walk.at(name, t, row) for name in operation.reads}
            for unit in {0, len(walk.at(operation.name, t, row)) - 1}:
                _check_line(operation, {**known, **walk.weights}, unit)


def _check_line(operation: Operation, known: Mapping[str, np.ndarray], unit: int) -> None:
    parts = template(operation)
    for digits in (17, 4):
        line = read_line(fill(parts, known, known, unit=unit, digits=digits, written_out=99))
        numbers = [token.text for token in line.tokens if isinstance(token, Constant)]
        operands = list(_operands(ast.parse(operation.text, mode="eval").body, known, unit))
        wanted = [str(one) if isinstance(one, int) else f"{one:z.{digits}f}" for one in operands]
        assert numbers == wanted, f"{operation.name}, unit {unit}: {numbers} instead of {wanted}"
    for matrix, vector in re.findall(r"(W_\w+) @ (\w+)", operation.text):
        products = known[matrix][unit] * known[vector]
        if len(products) > 2:
            shown = int(np.abs(products).argmax())
            line_text = fill(parts, known, known, unit=unit, digits=17, written_out=2)
            pair = f"{known[matrix][unit, shown]:.17f} · {known[vector][shown]:.17f}"
            assert pair.replace("-", "−") in line_text.replace("(", "").replace(")", ""), line_text
            rest, left_out = float(np.delete(products, shown).sum()), f" [{len(products) - 1} more]"
            found = [float(text.strip("()").replace("−", "-")) for text in re.findall(r"(\S+) \[", line_text)]
            assert np.abs(np.array(found) - rest).min() < 1e-15, line_text
            assert left_out in line_text, line_text


def _operands(node: ast.AST, known: Mapping[str, np.ndarray], unit: int) -> Iterator[float | int]:
    match node:
        case ast.Name(id=name):
            yield float(known[name][unit])
        case ast.Constant(value=int(value)):
            yield value
        case ast.Call(args=[argument]):
            yield from _operands(argument, known, unit)
        case ast.BinOp(left=ast.Name(id=matrix), op=ast.MatMult(), right=ast.Name(id=vector)):
            for weight, value in zip(known[matrix][unit], known[vector], strict=True):
                yield from (float(weight), float(value))
        case ast.BinOp(left=left, right=right):
            yield from _operands(left, known, unit)
            yield from _operands(right, known, unit)
        case _:
            raise AssertionError(ast.dump(node))


def check_chain(cell_type: CellType, walk: Walk) -> None:
    """The stages of a calculation can all be one number, and the last is the unit's result."""
    for operation in cell_type.operations:
        for t, row in _moments(walk):
            names = (*operation.reads, operation.name)
            known = agreement.inputs(walk, t, row) | {name: walk.at(name, t, row) for name in names}
            for unit in {0, len(known[operation.name]) - 1}:
                result = known[operation.name][unit]
                written = stages(operation, known, walk.weights, unit=unit, digits=6)
                assert written[-1] == f"{result:z.6f}".replace("-", "−"), f"{operation.name}, unit {unit}: {written}"
                spans = [read_line(text).value() for text in written]
                for one, other in pairwise(spans):
                    assert one.low <= other.high, written
                    assert other.low <= one.high, written


def check_shares(cell_type: CellType, walk: Walk) -> None:
    """The shares of an operation, side by side with a plus between them, are its line of code."""
    for operation in cell_type.operations:
        shares = contributions(operation, {**walk.values, **walk.weights})
        assert f"{operation.name} = {' + '.join(shares)}" == code_line(operation)


def check_functions(cell_type: CellType, walk: Walk) -> None:
    """The functions that operations call are PyTorch's."""
    points = np.linspace(-30, 30, 241)
    for name, function in NUMPY.items():
        expected = getattr(torch, name)(torch.from_numpy(points)).numpy()
        np.testing.assert_allclose(function(points), expected, rtol=1e-14, atol=1e-300, err_msg=name)


CHECKS = {
    "writings": check_writings,
    "operands": check_operands,
    "chain": check_chain,
    "shares": check_shares,
    "functions": check_functions,
}
