"""The name of a class, and where it comes from, without running any code of it."""

import sys

_NAME = type.__dict__["__name__"].__get__
_MODULE = type.__dict__["__module__"].__get__
_BASES = type.__dict__["__mro__"].__get__

_LIBRARIES = sys.stdlib_module_names | {"torch", "numpy"}


def class_name(kind: type) -> str:
    """The name of a class, also where its metaclass has other plans.

    >>> class_name(dict)
    'dict'
    """
    return str(_NAME(kind))


def of_library(kind: type) -> bool:
    """Whether a class belongs to Python, PyTorch or NumPy.

    >>> of_library(int), of_library(type("Own", (), {"__module__": "lesson"}))
    (True, False)
    """
    return _root(kind) in _LIBRARIES and _root(kind) != "__main__"


def of_torch(kind: type) -> bool:
    """Whether a class belongs to PyTorch."""
    return _root(kind) == "torch"


def _root(kind: type) -> str:
    module = _MODULE(kind)
    return module.partition(".")[0] if isinstance(module, str) else ""


def bases(kind: type) -> tuple[type, ...]:
    """A class and all that it is made from, in the order in which Python looks things up.

    >>> bases(bool)
    (<class 'bool'>, <class 'int'>, <class 'object'>)
    """
    found: tuple[type, ...] = _BASES(kind)
    return found
