"""An expression's value in PyTorch, written to memory that is already there.

The same walk as `evaluate`, for many time steps at once: a sum of matrix products becomes one product after another
added up in place, so that nothing is copied on the way.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract, is_bias, terms

FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.ops.aten.relu.out,
}


def compute(
    expression: Expression, values: Mapping[str, Tensor], out: Float[Tensor, "rows size"] | None = None
) -> Float[Tensor, "rows size"]:
    """The value for every row; in ``out`` where that is given.

    Vectors are ``(rows, size)``, a matrix ``(size, columns)``, a bias ``(size,)``.

    >>> from rnnviz.cells.expression import parse
    >>> ones = torch.ones(2, 3)
    >>> compute(parse("W_i @ x + b_i"), {"W_i": ones, "x": ones, "b_i": torch.tensor([1.0, 2.0])})
    tensor([[4., 5.],
            [4., 5.]])
    """
    result: Tensor = _walk(expression, values, out)
    return result


def _walk(node: Expression, values: Mapping[str, Tensor], out: Tensor | None) -> Any:
    match node:
        case Name(text):
            return values[text] if out is None else out.copy_(values[text])
        case Number(value):
            return value
        case MatVec(matrix, vector):
            return torch.mm(values[vector.text], values[matrix.text].T, out=out)
        case Multiply(left, right):
            return torch.mul(_walk(left, values, None), _walk(right, values, None), out=out)
        case Call("relu", argument):
            value = _walk(argument, values, None)
            return torch.relu(value) if out is None else FUNCTIONS["relu"](value, out=out)
        case Call(function, argument):
            return FUNCTIONS[function](_walk(argument, values, None), out=out)
        case Subtract(left, right):
            result = _walk(left, values, None) - _walk(right, values, None)
            return result if out is None else out.copy_(result)
        case Add(left, right):
            summands = terms(node)
            if all(isinstance(term, MatVec) or (isinstance(term, Name) and is_bias(term.text)) for term in summands):
                return _linear(summands, values, out)
            return torch.add(_walk(left, values, None), _walk(right, values, None), out=out)


def _linear(summands: tuple[Expression, ...], values: Mapping[str, Tensor], out: Tensor | None) -> Tensor:
    """Matrix products and biases: the biases are added up once, the products on top of them."""
    biases = [values[term.text] for term in summands if isinstance(term, Name)]
    products = [(values[term.vector.text], values[term.matrix.text].T) for term in summands if isinstance(term, MatVec)]
    if not products:
        return torch.add(biases[0], sum(biases[1:]), out=out)
    (vector, matrix), *others = products
    if biases:
        bias = biases[0]
        for more in biases[1:]:
            bias = bias + more
        result = torch.addmm(bias, vector, matrix, out=out)
    else:
        result = torch.mm(vector, matrix, out=out)
    for vector, matrix in others:
        result.addmm_(vector, matrix)
    return result
