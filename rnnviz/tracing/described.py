"""What can be said of an object without running code that belongs to it."""

import enum
import functools
import types

import numpy as np
import torch
from torch import nn

from rnnviz.tracing.class_name import bases, class_name, of_library

_MOST_PARAMETERS = 8
"""Parameters that a line about a module names."""

_PLAIN = (range, slice, torch.dtype, torch.device, type(NotImplemented), type(Ellipsis))
"""Types whose ``repr`` is Python's or PyTorch's own; a slice may hold anything, but rarely does."""

_RUNNING = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)


def describe(thing: object) -> str:
    """One line about an object, "" where nothing is known of it.

    >>> describe(range(3)), describe(len), describe(torch.nn.Linear(2, 1))
    ('range(0, 3)', 'len', 'weight (1, 2), bias (1,)')
    """
    kind = type(thing)
    if issubclass(kind, nn.Module):
        return parameters_told(thing)
    if kind is slice:
        plain = all(type(part) in (int, type(None)) for part in (thing.start, thing.stop, thing.step))  # type: ignore[attr-defined]
        return repr(thing) if plain else ""
    if kind in _PLAIN or issubclass(kind, np.dtype):
        return repr(thing)
    if issubclass(kind, type):
        return class_name(thing)  # type: ignore[arg-type]
    if kind in _RUNNING or kind in (types.FunctionType, types.BuiltinFunctionType):
        return str(thing.__qualname__)  # type: ignore[attr-defined]
    if kind is types.MethodType:
        return describe(thing.__func__)  # type: ignore[attr-defined]
    if kind is functools.partial:
        return describe(thing.func)  # type: ignore[attr-defined]
    if kind is types.ModuleType:
        return str(types.ModuleType.__getattribute__(thing, "__dict__").get("__name__", ""))
    if issubclass(kind, enum.Enum):
        return str(attributes(thing).get("_name_", ""))
    if issubclass(kind, BaseException):
        return message_of(thing)  # type: ignore[arg-type]
    return ""


def message_of(error: BaseException) -> str:
    """What an exception says; "" where it fails to say it.

    >>> message_of(ValueError("operands"))
    'operands'
    """
    try:
        return str(error)
    except Exception:
        return ""


def attributes(thing: object) -> dict[str, object]:
    """What an object keeps under which name, its slots included; no property is asked."""
    found: dict[str, object] = {}
    for kind in reversed(bases(type(thing))):
        for name, slot in vars(kind).items():
            if type(slot) is types.MemberDescriptorType:
                try:
                    found[name] = slot.__get__(thing)
                except AttributeError:  # nothing is in it yet
                    continue
    try:
        own = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return found
    if type(own) is dict:
        found |= {name: value for name, value in own.items() if type(name) is str}
    return found


def opens(kind: type) -> bool:
    """Whether the attributes of such an object are the user's own."""
    return not of_library(kind) and not issubclass(kind, type)


_OF_EVERY_MODULE = frozenset(vars(nn.Module()))


def module_parts(module: object) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
    """The parameters and buffers, the plain attributes, and the modules in a module, by their names."""
    own = object.__getattribute__(module, "__dict__")
    tensors = {**own.get("_parameters", {}), **own.get("_buffers", {})}
    plain = {name: value for name, value in own.items() if name not in _OF_EVERY_MODULE and type(name) is str}
    return tensors, plain, dict(own.get("_modules", {}))


def parameters_told(module: object) -> str:
    """The shapes of a module's parameters, with those of the modules in it."""
    found: list[str] = []
    _collect(module, "", found)
    if len(found) > _MOST_PARAMETERS:
        found[_MOST_PARAMETERS:] = ["…"]
    return ", ".join(found)


def _collect(module: object, prefix: str, found: list[str]) -> None:
    tensors, _, modules = module_parts(module)
    for name, tensor in tensors.items():
        if len(found) > _MOST_PARAMETERS:
            return
        if isinstance(tensor, torch.Tensor):
            try:
                found.append(f"{prefix}{name} {tuple(tensor.shape)}")
            except RuntimeError:  # a lazy one has no shape yet
                found.append(f"{prefix}{name}")
    for name, part in modules.items():
        if part is not None and len(found) <= _MOST_PARAMETERS:
            _collect(part, f"{prefix}{name}.", found)
