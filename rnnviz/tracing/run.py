"""The door: a function goes in and runs, a `Trace` comes out."""

import sys
from typing import Any

from rnnviz.errors import ArgumentError
from rnnviz.tracing.arrays import out_of_sight
from rnnviz.tracing.class_name import class_name
from rnnviz.tracing.data import Raised
from rnnviz.tracing.described import message_of
from rnnviz.tracing.following import Following, also, name_of, start_of
from rnnviz.tracing.trace import Trace
from rnnviz.tracing.trace_limits import TraceLimits
from rnnviz.tracing.tracer import Tracer
from rnnviz.tracing.values import Value
from rnnviz.words import N_


def trace(
    function: Any,
    *args: Any,
    functions: Any = (),
    limits: TraceLimits | None = None,
    **kwargs: Any,
) -> Trace:
    """Run ordinary Python code and keep what every line of it did.

    ``function(*args, **kwargs)`` runs once, as it would by itself: same result, same gradients, same random numbers.
    Followed are the function, everything that is defined in it, and the ``functions``; of a module also the other
    methods of its class, and the ``forward`` of the modules in it that are not PyTorch's own. All else runs without
    being looked at. An exception is the last event, and ``trace.error``; KeyboardInterrupt and SystemExit go through.

    Args:
        function: a function, a method, or an nn.Module; what else can be called is followed in its ``__call__``.
        args: what it is called with.
        functions: others to be followed: functions, methods, classes (all methods defined in them), modules (their
            class).
        limits: how much is kept.
        kwargs: what it is called with, by name.

    Raises:
        ArgumentError: the function, or one of the others, cannot be followed; or this is a call within a traced one.

    >>> def running_sum(numbers):
    ...     total = 0
    ...     for number in numbers:
    ...         total += number
    ...     return total
    >>> run = trace(running_sum, [1, 2])
    >>> run
    <Trace of running_sum: 8 steps, returned 3>
    >>> [value.text for event in run.events if (value := event.changed.get("total"))]
    ['0', '1', '3']
    """
    if limits is not None and not isinstance(limits, TraceLimits):
        raise ArgumentError(
            "trace-limits",
            N_("limits must be a rnnviz.TraceLimits, got {got}. Write e.g. limits=rnnviz.TraceLimits(events=500)."),
            got=type(limits).__name__,
        )
    if isinstance(sys.gettrace(), Tracer):
        raise ArgumentError(
            "trace-nested",
            N_("rnnviz.trace must not be called within code that it traces. Name {name} in functions= instead."),
            name=name_of(function),
        )
    called, following = start_of(function)
    also(following, functions)
    tracer = Tracer(following.codes, limits or TraceLimits())
    return _run(tracer, following, called, args, kwargs)


def _run(tracer: Tracer, following: Following, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Trace:
    before = sys.gettrace()
    error: Raised | None = None
    result: Value | None = None
    sys.settrace(tracer)
    try:
        try:
            returned = called(*args, **kwargs)
        finally:
            if tracer.cut is None and sys.gettrace() is not tracer:
                tracer.cut = "tracer"
            sys.settrace(before)
    except Exception as problem:
        error = _raised(tracer, following, problem)
    else:
        with out_of_sight():
            result = tracer.copier.copy(returned).value
    if tracer.failed is not None:
        raise tracer.failed
    return Trace(
        title=name_of(called),
        sources=tuple(tracer.sources),
        events=tuple(draft.event() for draft in tracer.drafts),
        result=result,
        error=error,
        cut=tracer.cut,
        missed=tuple(name for name in dict.fromkeys(following.named) if name not in tracer.reached),
    )


def _raised(tracer: Tracer, following: Following, problem: Exception) -> Raised:
    """The exception with the line of the innermost followed function that it passed through."""
    line, step = None, problem.__traceback__
    while step is not None:
        if id(step.tb_frame.f_code) in following.codes:
            line = step.tb_lineno
        step = step.tb_next
    return Raised(class_name(type(problem)), message_of(problem)[: tracer.limits.text], line)
