"""Whether two values say the same, and how much room one takes."""

from itertools import chain

from rnnviz.tracing.values import Array, Mapping, Number, Object, Reference, Sequence, Text, Value

_PER_VALUE = 96
"""Bytes of a value without what is in it, about."""


def same_content(one: Value, other: Value) -> bool:
    """Whether two values are equal but for which objects they are; NaN equals NaN.

    >>> nan = Number("float", "nan")
    >>> same_content(Sequence("list", 1, (nan,), 1), Sequence("list", 2, (nan,), 1))
    True
    """
    if one is other:
        return True
    return _same_face(one, other) and all(map(same_content, _parts(one), _parts(other)))


def same_object(one: Value, other: Value) -> bool:
    """Whether two values are equal and of the same object, where equal parts and numbers of them are kept once.

    >>> same_object(Sequence("list", 1, (), 0), Sequence("list", 2, (), 0))
    False
    """
    if one is other:
        return True
    if isinstance(one, Array) and isinstance(other, Array):
        # Equal numbers are kept once, so there is no need to look at them.
        return one.identity == other.identity and one.data is other.data and _face(one) == _face(other)
    if identity_of(one) != identity_of(other) or not _same_face(one, other):
        return False
    return all(mine is theirs for mine, theirs in zip(_parts(one), _parts(other), strict=True))


def identity_of(value: Value) -> int | None:
    """The number of the object that a value is of; None for numbers and texts."""
    return None if isinstance(value, Number | Text) else value.identity


def own_bytes(value: Value) -> int:
    """Bytes that a value takes, about, without those of the values and the numbers in it."""
    match value:
        case Array():
            return 2 * _PER_VALUE
        case Text():
            return _PER_VALUE + len(value.text)
        case Sequence() | Mapping() | Object():
            return _PER_VALUE + 40 * len(_parts(value))
    return _PER_VALUE


def _same_face(one: Value, other: Value) -> bool:
    """Whether two values are equal, but for the values in them and which objects they are."""
    if type(one) is not type(other) or len(_parts(one)) != len(_parts(other)) or _face(one) != _face(other):
        return False
    return not (isinstance(one, Array) and isinstance(other, Array)) or _same_numbers(one, other)


def _same_numbers(one: Array, other: Array) -> bool:
    """Bit by bit, so that NaN equals NaN."""
    if one.data is None or other.data is None:
        return one.data is other.data
    return one.data is other.data or one.data.tobytes() == other.data.tobytes()


def _face(value: Value) -> tuple[object, ...]:
    match value:
        case Number():
            return (value.type, value.text)
        case Text():
            return (value.type, value.text, value.size, value.whole)
        case Array():
            return (
                *(value.framework, value.type, value.dtype, value.shape, value.missing),
                *(value.device, value.requires_grad, value.names),
            )
        case Sequence() | Mapping():
            return (value.type, value.size)
        case Object():
            return (value.type, value.size, value.description)
        case Reference():
            return (value.type,)


def _parts(value: Value) -> tuple[Value, ...]:
    match value:
        case Sequence():
            return value.items
        case Mapping() | Object():
            return tuple(chain.from_iterable(value.items))
    return ()
