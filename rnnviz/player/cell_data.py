"""A cell type as data for the player, which knows no cell type by name."""

from collections.abc import Mapping
from typing import Any

from rnnviz.analysis import Bound
from rnnviz.cells import CellType, Operation
from rnnviz.cells.code import code_line
from rnnviz.cells.diagram import diagram
from rnnviz.cells.expression import Add, Call, Expression, MatVec, Multiply, Name, Number, Subtract
from rnnviz.cells.mathml import mathml, mathml_symbol
from rnnviz.cells.nouns import GATES, HIDDEN_STATE, INLETS, gate_nouns
from rnnviz.cells.substitute import Dot, Part, Text, Value, Weight, template


def cell_data(cell_type: CellType, limits: Mapping[str, Bound]) -> dict[str, Any]:
    """Variables, operations and diagram of a cell type; ``limits`` are the colour limits of its variables."""
    drawn = diagram(cell_type)
    captions = gate_nouns(cell_type)
    return {
        "type": cell_type.name,
        "state": cell_type.state,
        "variables": [_variable(cell_type, name, limits[name]) for name in cell_type.variables],
        "operations": [_operation(operation) for operation in cell_type.operations],
        "diagram": {
            "width": drawn.size[0],
            "height": drawn.size[1],
            "nodes": [
                {
                    "name": node.name,
                    "x": node.at[0],
                    "y": node.at[1],
                    "shape": node.shape,
                    "label": node.label,
                    "caption": captions.get(node.name),
                }
                for node in drawn.nodes
            ],
            "wires": [
                {"from": wire.source, "to": wire.target, "points": wire.points, "belt": wire.belt}
                for wire in drawn.wires
            ],
            "chips": [{"name": chip.name, "x": chip.at[0], "y": chip.at[1], "side": chip.side} for chip in drawn.chips],
        },
    }


def cell_texts(cell_type: CellType) -> list[str]:
    """Every English text in `cell_data` that the screen shows in the language of the visit."""
    texts = [operation.title for operation in cell_type.operations]
    texts += [case.text for operation in cell_type.operations for case in operation.narration]
    return [*texts, *GATES.values(), *INLETS.values(), HIDDEN_STATE]


def _variable(cell_type: CellType, name: str, bound: Bound) -> dict[str, Any]:
    state = name.removesuffix("_prev")
    operation = None if name == "x" else cell_type.operation(state)
    return {
        "name": name,
        "mathml": mathml_symbol(name),
        "mathml_reverse": mathml_symbol(name, reverse=True),
        "title": INLETS.get(name) or (operation.title if operation else name),
        "role": operation.role if operation else "input",
        "colour": operation.colour if operation else "x",
        "range": "unit" if bound.unit else "signed",
        "bound": bound.limit,
        # To the player, a readout is like a projection: a value with units of its own.
        "size": cell_type.size_of(name).replace("readout_size", "proj_size"),
        "timeline": name in cell_type.over_time,
        "prev_of": state if name != state else None,
        "initial": f"{state}_0" if name != state else None,
    }


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "name": operation.name,
        "title": operation.title,
        "code": code_line(operation),
        "mathml": mathml(operation),
        "mathml_reverse": mathml(operation, reverse=True),
        "expression": _tree(operation.expression),
        "substitution": [_part(part) for part in template(operation)],
        "reads": operation.reads,
        "parameters": operation.parameters,
        "colour": operation.colour,
        "narration": [{"when": case.when, "text": case.text} for case in operation.narration],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Text(text):
            return {"text": text}
        case Value(name):
            return {"value": name}
        case Weight(name):
            return {"weight": name}
        case Dot(matrix, vector):
            return {"dot": [matrix, vector]}


def _tree(node: Expression) -> dict[str, Any]:
    """An expression as data: the kind of the node, and what it is made of."""
    match node:
        case Name(text):
            return {"name": text}
        case Number(value):
            return {"number": value}
        case MatVec(matrix, vector):
            return {"product": [matrix.text, vector.text]}
        case Call(function, argument):
            return {"call": function, "of": [_tree(argument)]}
        case Add(left, right):
            return {"add": [_tree(left), _tree(right)]}
        case Subtract(left, right):
            return {"subtract": [_tree(left), _tree(right)]}
        case Multiply(left, right):
            return {"multiply": [_tree(left), _tree(right)]}
