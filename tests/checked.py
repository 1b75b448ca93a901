"""Types and shapes at run time, at a price that thousands of small calls can pay.

jaxtyping's hook makes its wrapper anew for every function within a function, which takes a thousand times longer than
the call, and each call compares the arguments twice: before it, and once more beside the result. Here the same type
checker looks at the same arguments and results, once for each call, made once for each function when it is first
called: most functions are never called by the tests of one process. Where an array is in the signature, arguments and
result share jaxtyping's own memory of the sizes of the axes.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any, get_args, get_type_hints

import jaxtyping
from jaxtyping import AbstractArray, _decorator
from jaxtyping._storage import pop_shape_memo, push_shape_memo


@dataclass(frozen=True)
class Checks:
    """What looks at a call of a function."""

    arguments: Callable[..., object]
    result: Callable[[Any], object] | None
    """None where the function does not say what it returns."""
    arrays: bool
    """Whether a size that an argument has may come again in another, or in the result."""


_whole = jaxtyping.jaxtyped
_made: dict[tuple[str, str, CodeType], Checks | None] = {}


def install() -> None:
    """Let jaxtyping's hook decorate with `jaxtyped` what is imported from now on."""
    # jaxtyping itself calls the second name for the __init__ of a dataclass.
    jaxtyping.jaxtyped = _decorator.jaxtyped = jaxtyped  # type: ignore[assignment]


def jaxtyped(fn: Any = None, *, typechecker: Any) -> Any:
    """``jaxtyping.jaxtyped``, to which whatever is no plain function is left."""
    if fn is None:
        return functools.partial(jaxtyped, typechecker=typechecker)
    if not inspect.isfunction(fn):
        return _whole(fn, typechecker=typechecker)
    checks: Checks | None = None
    whole: Any = None

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal checks, whole
        if checks is None and whole is None:
            checks = _checks(fn, typechecker)
            whole = None if checks else _whole(fn, typechecker=typechecker)
        if checks is None:
            return whole(*args, **kwargs)
        if jaxtyping.config.jaxtyping_disable:
            return fn(*args, **kwargs)
        if checks.arrays:
            push_shape_memo({})
        try:
            checks.arguments(*args, **kwargs)
            answer = fn(*args, **kwargs)
            if checks.result is not None:
                checks.result(answer)
            return answer
        finally:
            if checks.arrays:
                pop_shape_memo()

    return functools.update_wrapper(call, fn)


def _checks(fn: Callable[..., object], typechecker: Any) -> Checks | None:
    key = (fn.__module__, fn.__qualname__, fn.__code__)
    if key not in _made:
        _made[key] = _make(fn, typechecker)
    return _made[key]


def _make(fn: Callable[..., object], typechecker: Any) -> Checks | None:
    try:
        hints = get_type_hints(fn, include_extras=True)
    except NameError:  # a name that is imported for mypy only
        return None
    signature = inspect.signature(fn)
    signature = signature.replace(
        parameters=[each.replace(annotation=hints.get(each.name, Any)) for each in signature.parameters.values()],
        return_annotation=Any,
    )
    names = (fn.__name__, fn.__qualname__, fn.__module__)
    arguments = _decorator._make_fn_with_signature(*names, signature, output=False)
    result = None
    if hints.get("return", Any) is not Any:
        returned = inspect.Parameter("returned", inspect.Parameter.POSITIONAL_ONLY, annotation=hints["return"])
        result = _decorator._make_fn_with_signature(*names, signature.replace(parameters=[returned]), output=False)
    return Checks(
        typechecker(arguments), result and typechecker(result), arrays=any(map(_mentions_array, hints.values()))
    )


def _mentions_array(hint: Any) -> bool:
    if inspect.isclass(hint) and issubclass(hint, AbstractArray):
        return True
    # The arguments of a Callable are a list.
    return any(map(_mentions_array, hint if isinstance(hint, list) else get_args(hint)))
