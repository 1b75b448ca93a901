"""Any moment of a trace, without going through all that came before."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from types import MappingProxyType

from rnnviz.tracing.data import Event, Frame, Moment
from rnnviz.tracing.values import Gone, Value


class History:
    """What each variable of each frame held, and since when."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._steps: defaultdict[int, list[int]] = defaultdict(list)
        """By frame, the events in it."""
        self._values: defaultdict[int, dict[str, tuple[list[int], list[Value | Gone]]]] = defaultdict(dict)
        """By frame and name, the events that told of it and the values that they told."""
        for step, event in enumerate(events):
            self._steps[event.frame].append(step)
            for frame, values in ((event.frame, event.changed), (event.frame, event.rebound), *event.others.items()):
                for name, value in values.items():
                    since, held = self._values[frame].setdefault(name, ([], []))
                    since.append(step)
                    held.append(value)

    def at(self, step: int) -> Moment:
        """The moment right after an event, from 0."""
        event = self._events[step]
        stack = [self._frame(event, step)]
        parent = event.parent
        while parent is not None:
            last = self._last_event(parent, step)
            stack.append(self._frame(last, step))
            parent = last.parent
        return Moment(step, event, tuple(reversed(stack)))

    def _last_event(self, frame: int, step: int) -> Event:
        steps = self._steps[frame]
        return self._events[steps[bisect_right(steps, step) - 1]]

    def _frame(self, event: Event, step: int) -> Frame:
        variables: dict[str, Value] = {}
        for name, (since, held) in self._values[event.frame].items():
            place = bisect_right(since, step)
            value = held[place - 1] if place else None
            if value is not None and not isinstance(value, Gone):
                variables[name] = value
        return Frame(
            id=event.frame,
            source=event.source,
            line=event.line,
            next_line=event.next_line,
            variables=MappingProxyType(variables),
            changed=event.changed,
        )
