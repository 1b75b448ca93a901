"""Types at run time, at a price that thousands of small calls can pay.

jaxtyping's hook wraps every function to compare the shapes of its arrays, and makes that wrapper anew for every
function within a function, which takes a thousand times longer than the call. Where no array is in the signature there
is no shape to compare: the same type checker looks at the same arguments and results, made once for each function.
"""

import functools
import inspect
from collections.abc import Callable
from types import CodeType
from typing import Any, get_args, get_type_hints

import jaxtyping
from jaxtyping import AbstractArray, _decorator

Checks = tuple[Callable[..., object], Callable[..., object], str]
"""One takes the arguments; one takes them and the result, under that name."""

_whole = jaxtyping.jaxtyped
_made: dict[tuple[str, str, CodeType], Checks | None] = {}


def install() -> None:
    """Let jaxtyping's hook decorate with `jaxtyped` what is imported from now on."""
    # jaxtyping itself calls the second name for the __init__ of a dataclass.
    jaxtyping.jaxtyped = _decorator.jaxtyped = jaxtyped  # type: ignore[assignment]


def jaxtyped(fn: Any = None, *, typechecker: Any) -> Any:
    """``jaxtyping.jaxtyped``, to which arrays and whatever is no plain function are left."""
    if fn is None:
        return functools.partial(jaxtyped, typechecker=typechecker)
    checks = _checks(fn, typechecker) if inspect.isfunction(fn) else None
    if checks is None:
        return _whole(fn, typechecker=typechecker)
    arguments, result, name = checks

    @functools.wraps(fn)
    def call(*args: Any, **kwargs: Any) -> Any:
        if jaxtyping.config.jaxtyping_disable:
            return fn(*args, **kwargs)
        arguments(*args, **kwargs)
        answer = fn(*args, **kwargs)
        result(*args, **kwargs, **{name: answer})
        return answer

    return call


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
    if any(map(_mentions_array, hints.values())):
        return None
    signature = inspect.signature(fn)
    signature = signature.replace(
        parameters=[each.replace(annotation=hints.get(each.name, Any)) for each in signature.parameters.values()],
        return_annotation=hints.get("return", Any),
    )
    names = (fn.__name__, fn.__qualname__, fn.__module__)
    arguments = _decorator._make_fn_with_signature(*names, signature.replace(return_annotation=Any), output=False)
    result, name = _decorator._make_fn_with_signature(*names, signature, output=True)
    return typechecker(arguments), typechecker(result), name


def _mentions_array(hint: Any) -> bool:
    if inspect.isclass(hint) and issubclass(hint, AbstractArray):
        return True
    # The arguments of a Callable are a list.
    return any(map(_mentions_array, hint if isinstance(hint, list) else get_args(hint)))
