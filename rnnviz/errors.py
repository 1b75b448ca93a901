"""Every error that rnnviz raises, in one tree.

    RnnvizError
    ├── ArgumentError            an argument breaks a rule (also a ValueError)
    │   ├── ModuleError          the module is not one that can be recorded
    │   ├── InputError           the input does not fit the module
    │   ├── StateError           hx does not fit the module
    │   ├── WeightsError         weights do not fit the layout, or mean something that the other one cannot say
    │   ├── PlaceError           there is no such layer, direction, row, time step, unit or variable
    │   └── MarkedError          a text is not what it should be; it marks the place
    │       ├── ConditionError   a condition to find steps by is not one
    │       └── EditError        an edit to run a recording again with is not one
    ├── FileError                a file cannot be read as what it should be (also a ValueError)
    │   └── SchemaError          the file was written by another version of the format
    ├── SettingError             a setting of the app or its address is not allowed (also a ValueError)
    └── MissingExtraError        an optional library is not installed (also an ImportError)

An error keeps a code, a message template and the values in it, so that it can be said in any language:
``error.message(translate)``. ``str(error)`` is the English message. A message names the argument, the rule,
the rule with today's numbers, what came, and what to do.
"""

from collections.abc import Callable
from unicodedata import east_asian_width


class RnnvizError(Exception):
    """Base of every error raised on purpose.

    >>> error = RnnvizError("demo", "hidden_size must be at least {least}, got {got}.", least=1, got=0)
    >>> str(error)
    'hidden_size must be at least 1, got 0.'
    >>> error.code
    'demo'
    """

    def __init__(self, code: str, template: str, **values: object) -> None:
        self.code = code
        self.template = template
        self.values = values
        super().__init__(code, template)

    def message(self, translate: Callable[[str], str] = str) -> str:
        """The message, its template passed through ``translate`` first."""
        return translate(self.template).format(**self.values)

    def __str__(self) -> str:
        return self.message()


class ArgumentError(RnnvizError, ValueError):
    """An argument breaks a rule."""


class ModuleError(ArgumentError):
    """The module is not one that can be recorded."""


class InputError(ArgumentError):
    """The input does not fit the module."""


class StateError(ArgumentError):
    """The initial state hx does not fit the module."""


class WeightsError(ArgumentError):
    """Weights do not fit the layout of their framework, or mean something that the other framework cannot say."""


class PlaceError(ArgumentError, LookupError):
    """There is no such layer, direction, row, time step, unit or variable."""


class MarkedError(ArgumentError):
    """A text is not what it should be. Its values hold the whole text, and ``start`` and ``end`` in it."""

    holds = "text"
    """The name of the value that is the text."""

    @property
    def text(self) -> str:
        """The whole text as it was given; empty where it was no text."""
        return str(self.values[self.holds])

    @property
    def start(self) -> int:
        """Where the place begins that the message is about: characters before it, from 0."""
        return self._number("start")

    @property
    def end(self) -> int:
        """Where that place ends: equal to ``start`` where something is missing."""
        return self._number("end")

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The message without the text, for a screen that marks the place in its own way."""
        return super().message(translate)

    @property
    def marked(self) -> str:
        """The part of the text around the place, and a line of carets under the place; "" for no text."""
        text = self.text
        if not text.strip():
            return ""
        first = max(0, self.start - _BESIDE)
        last = min(len(text), max(self.end, self.start + 1), self.start + _BESIDE) + _BESIDE
        shown = "".join(letter if letter.isprintable() else " " for letter in text[first:last])
        before = ("… " if first else "") + shown[: self.start - first]
        place = shown[self.start - first : min(self.end, last) - first]
        after = " …" if last < len(text) else ""
        line = before + shown[self.start - first :] + after
        return f"{line}\n{' ' * _columns(before)}{'^' * max(1, _columns(place))}"

    def message(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, then the text with the place marked."""
        return f"{self.sentence(translate)}\n{self.marked}" if self.marked else self.sentence(translate)

    def _number(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int)
        return value


class ConditionError(MarkedError):
    """A condition to find steps by is not one. Its values hold the ``condition``, and ``start`` and ``end`` in it.

    >>> print(ConditionError("demo", "{got} is unknown.", got="ff", condition="h > ff", start=4, end=6))
    ff is unknown.
    h > ff
        ^^
    """

    holds = "condition"

    @property
    def condition(self) -> str:
        """The whole condition as it was given; empty where it was no text."""
        return self.text


class EditError(MarkedError):
    """An edit to run a recording again with is not one. Its values hold ``edits``, the whole text, and the place."""

    holds = "edits"


_BESIDE = 40
"""Characters of a text that are shown on each side of a place."""


def _columns(text: str) -> int:
    """How wide a text is in a terminal: a Chinese character takes two columns."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


class FileError(RnnvizError, ValueError):
    """A file cannot be read as what it should be."""


class SchemaError(FileError):
    """The file was written by another version of the format."""


class SettingError(RnnvizError, ValueError):
    """A setting of the app, or of its address, is not allowed."""


class MissingExtraError(RnnvizError, ImportError):
    """An optional library is not installed."""
