"""The parts of an expression that do not hang on the step before: they can be computed for all time steps at once."""

from collections.abc import Collection

from rnnviz.cells.expression import Add, Call, Expression, Multiply, Name, Subtract, is_parameter, names


def hoisted(expression: Expression, changing: Collection[str], found: dict[str, Expression]) -> Expression:
    """The expression with a name for every largest part that reads none of the ``changing`` values.

    The parts are put in ``found`` by their new names. A lone value or parameter keeps its own name.

    >>> from rnnviz.cells.expression import parse
    >>> found = {}
    >>> hoisted(parse("W_ii @ x + b_ii + W_hi @ h_prev"), {"h_prev"}, found)
    Add(left=Name(text='part 0'), right=MatVec(matrix=Name(text='W_hi'), vector=Name(text='h_prev')))
    >>> found["part 0"] == parse("W_ii @ x + b_ii")
    True
    """

    def walk(node: Expression) -> Expression:
        read = list(names(node))
        # Without a value in it, a part has no time steps.
        if not isinstance(node, Name) and set(read).isdisjoint(changing) and not all(map(is_parameter, read)):
            name = f"part {len(found)}"
            found[name] = node
            return Name(name)
        match node:
            case Add(left, right):
                return Add(walk(left), walk(right))
            case Subtract(left, right):
                return Subtract(walk(left), walk(right))
            case Multiply(left, right):
                return Multiply(walk(left), walk(right))
            case Call(function, argument):
                return Call(function, walk(argument))
            case _:
                return node

    return walk(expression)
