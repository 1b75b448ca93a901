"""A value in a few characters."""

from rnnviz.tracing.values import Array, Mapping, Number, Object, Reference, Sequence, Text, Value

_MOST = 60
"""Characters of a text."""


def told(value: Value) -> str:
    """A value in one line, as it stands in the ``repr`` of a trace.

    >>> told(Sequence("list", 0, (Number("int", "1"),), 3)), told(Text("str", "h", 1))
    ('list of 3', "'h'")
    """
    match value:
        case Number():
            return value.text
        case Text():
            return repr(value.text[:_MOST]) + "…" * (len(value.text) > _MOST or not value.whole)
        case Array():
            return f"{value.type} {value.shape}, {value.dtype}"
        case Sequence() | Mapping():
            return f"{value.type} of {value.size}"
        case Object(description=description):
            return f"{value.type} {description[:_MOST]}".rstrip()
        case Reference():
            return value.type
