"""Reads a MathML element as a browser would show it."""

from collections.abc import Iterator
from xml.etree import ElementTree

from tests.cells.grammar import Constant, Symbol, Token, split_index

_FUNCTIONS = {"σ": "sigmoid", "tanh": "tanh", "relu": "relu"}
_SIGNS = {"+": "+", "−": "-", "⊙": "*", "\u2062": "@", "(": "(", ")": ")", "=": "="}


def mathml_tokens(text: str) -> list[Token]:
    """The names, numbers and signs of a ``<math>`` element; anything else is an error."""
    root = ElementTree.fromstring(text)
    assert root.tag == "math"
    return list(_walk(root))


def _walk(element: ElementTree.Element) -> Iterator[Token]:
    content = element.text or ""
    match element.tag:
        case "math" | "mrow":
            assert not content.strip()
            for child in element:
                assert not (child.tail or "").strip()
                yield from _walk(child)
        case "msub":
            base, subscript = element
            assert base.tag == "mi"
            index, offset = split_index("".join(subscript.itertext()).replace("−", "-"))
            yield Symbol(base.text or "", index, offset)
        case "mi":
            yield Symbol("alpha", "", None) if content == "α" else _FUNCTIONS[content]
        case "mn":
            yield Constant(content)
        case "mo":
            yield _SIGNS[content]
        case other:
            raise AssertionError(f"<{other}> not understood")
