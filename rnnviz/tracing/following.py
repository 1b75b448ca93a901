"""Which code is followed."""

import functools
import inspect
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

import torch
from torch import nn

from rnnviz.errors import ArgumentError
from rnnviz.tracing.class_name import bases, class_name, of_torch
from rnnviz.tracing.data import Source
from rnnviz.tracing.source_text import Lines, lines_of
from rnnviz.words import N_

_PART_OF_ITS_FUNCTION = frozenset({"<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
"""Code whose own lines say little; the function around it is shown."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One function that is followed."""

    code: CodeType
    lines: Lines
    named: str | None
    """The name that stands in ``functions=`` for it."""

    def source(self, most: int) -> Source:
        """Its code, whole lines of at most ``most`` characters."""
        return self.lines.source(self.code.co_qualname, most)


class Following:
    """The codes that are followed, by their ids."""

    def __init__(self) -> None:
        self.codes: dict[int, Followed] = {}
        self.named: list[str] = []

    def add(self, function: FunctionType, named: str | None = None, *, needed: bool = True) -> None:
        """Follow a function and all that is defined in it.

        Raises:
            ArgumentError: its source code cannot be found, and ``needed``.
        """
        lines = lines_of(function.__code__, function.__globals__)
        if lines is not None:
            self._add(function.__code__, lines, named)
        elif needed:
            raise ArgumentError(
                "trace-source",
                N_(
                    "the source code of {name} must be in a file or a notebook to be shown, and cannot be found. "
                    "Write the function into a file and import it."
                ),
                name=function.__qualname__,
            )

    def _add(self, code: CodeType, lines: Lines, named: str | None) -> None:
        known = self.codes.get(id(code))
        self.codes[id(code)] = Followed(code, lines, named or (known.named if known else None))
        for inner in code.co_consts:
            if isinstance(inner, CodeType):
                part = None if inner.co_name in _PART_OF_ITS_FUNCTION else lines.part(inner)
                self._add(inner, part or lines, named)


def start_of(function: object) -> tuple[Callable[..., object], Following]:
    """What is called, and what is followed of it by itself.

    Raises:
        ArgumentError: it cannot be called, or cannot be followed.
    """
    following = Following()
    _check_plain(function, name_of(function))
    if isinstance(function, nn.Module):
        following.add(_plain(type(function).forward, "forward"))
        for kind in (type(function), *bases(type(function))):
            if not of_torch(kind):
                for method in _methods(kind):
                    following.add(method, needed=False)
        for module in function.modules():
            if not of_torch(type(module)) and (forward := _unwrapped(type(module).forward)) is not None:
                following.add(forward, needed=False)
        return function, following
    if not callable(function):
        raise ArgumentError(
            "trace-function",
            N_("function must be one that can be called, got {got}. Pass the function itself, without brackets."),
            got=type(function).__name__,
        )
    name = name_of(function)
    inside: Any = function
    while isinstance(inside, functools.partial):
        inside = inside.func
    runs = _unwrapped(inside if isinstance(inside, type) or _unwrapped(inside) else type(inside).__call__)
    if runs is not None:
        _check_runs(runs, name)
    if not _follow(following, inside, None):
        raise _not_python(name)
    return function, following


def also(following: Following, functions: object) -> None:
    """Follow the functions, methods, classes and modules that are named.

    Raises:
        ArgumentError: one of them is none of these, or its source code cannot be found.
    """
    if isinstance(functions, nn.Module) or not isinstance(functions, Iterable):
        functions = (functions,)
    for each in functions:
        name = name_of(each)
        _check_plain(each, name)
        if not callable(each):
            raise ArgumentError(
                "trace-functions",
                N_("functions must hold functions, methods, classes or modules, got {got}. Leave it out."),
                got=repr(each)[:40] if isinstance(each, str | int | float) else type(each).__name__,
            )
        if not _follow(following, type(each) if isinstance(each, nn.Module) else each, name):
            raise _not_python(name)
        following.named.append(name)


def _follow(following: Following, thing: Any, named: str | None) -> bool:
    """Follow a function, or the methods of a class; whether there was anything to follow."""
    before = len(following.codes)
    if isinstance(thing, functools.partial):
        return _follow(following, thing.func, named)
    plain = None if isinstance(thing, type) else _unwrapped(thing)
    if plain is not None:
        following.add(plain, named)
        return True
    methods = list(_methods(thing if isinstance(thing, type) else type(thing)))
    for method in methods:
        # Some methods are written by Python, as those of a dataclass.
        following.add(method, named, needed=False)
    return len(following.codes) > before or any(id(method.__code__) in following.codes for method in methods)


def name_of(function: object) -> str:
    """The name under which a function, class or module is told of."""
    if isinstance(function, functools.partial):
        return name_of(function.func)
    if isinstance(function, type):
        return class_name(function)
    name = getattr(function, "__qualname__", None)
    return name.rpartition("<locals>.")[2] if isinstance(name, str) else class_name(type(function))


def _methods(kind: type) -> Iterator[FunctionType]:
    """Every function that is defined in the class itself."""
    for part in vars(kind).values():
        members = (part.fget, part.fset, part.fdel) if isinstance(part, property) else (part,)
        for member in members:
            if isinstance(member, functools.cached_property):
                member = member.func
            if (plain := _unwrapped(member)) is not None and plain.__module__ == kind.__module__:
                yield plain


def _unwrapped(thing: Any) -> FunctionType | None:
    """The function inside of decorators, methods and static methods; None where there is none in Python."""
    for _ in range(100):
        if isinstance(thing, staticmethod | classmethod | types.MethodType):
            thing = thing.__func__
        elif isinstance(thing, FunctionType) and "__wrapped__" not in vars(thing):
            return thing
        elif isinstance(thing, type) or "__wrapped__" not in getattr(thing, "__dict__", {}) or _is_compiled(thing):
            return None
        else:
            thing = thing.__wrapped__
    return None


def _plain(thing: object, name: str) -> FunctionType:
    found = _unwrapped(thing)
    if found is None:
        raise _not_python(name)
    return found


def _is_compiled(function: object) -> bool:
    return "_torchdynamo_orig_callable" in getattr(function, "__dict__", {})


def _not_python(name: str) -> ArgumentError:
    return ArgumentError(
        "trace-python",
        N_(
            "{name} must be written in Python to be followed line by line, and is not. Trace a function of your own "
            "that calls it."
        ),
        name=name,
    )


def _check_runs(function: FunctionType, name: str) -> None:
    """A function that runs when it is called."""
    flags = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
    if function.__name__ == "__call__" or not function.__code__.co_flags & flags:
        return
    raise ArgumentError(
        "trace-later",
        N_(
            "function must run when it is called, and {name} only makes a generator or a coroutine, to be run later. "
            "Trace a function that uses it, and name it in functions=({name},)."
        ),
        name=name,
    )


def _check_plain(thing: Any, name: str) -> None:
    """What runs as it stands."""
    kind = ""
    if isinstance(thing, torch.jit.ScriptModule | torch.jit.ScriptFunction):
        kind = "torch.jit"
    elif isinstance(thing, nn.Module):
        inside = "_orig_mod" in thing.__dict__.get("_modules", {}) or _is_compiled(type(thing).forward)
        kind = "torch.compile" if inside or thing._compiled_call_impl is not None else ""
    elif _is_compiled(thing):
        kind = "torch.compile"
    if kind:
        raise ArgumentError(
            "trace-compiled",
            N_(
                "{name} must run as plain Python to be followed line by line, and is compiled ({kind}). Pass what it "
                "was made from."
            ),
            name=name,
            kind=kind,
        )
