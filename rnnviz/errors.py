"""Every error that rnnviz raises, in one tree.

    RnnvizError
    ├── ArgumentError            an argument breaks a rule (also a ValueError)
    │   ├── ModuleError          the module is not one that can be recorded
    │   ├── InputError           the input does not fit the module
    │   ├── StateError           hx does not fit the module
    │   ├── WeightsError         weights do not fit the layout, or mean something that the other one cannot say
    │   └── PlaceError           there is no such layer, direction, row, time step, unit or variable
    ├── FileError                a file cannot be read as what it should be (also a ValueError)
    │   └── SchemaError          the file was written by another version of the format
    ├── SettingError             a setting of the app or its address is not allowed (also a ValueError)
    └── MissingExtraError        an optional library is not installed (also an ImportError)

An error keeps a code, a message template and the values in it, so that it can be said in any language:
``error.message(translate)``. ``str(error)`` is the English message. A message names the argument, the rule,
the rule with today's numbers, what came, and what to do.
"""

from collections.abc import Callable


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


class FileError(RnnvizError, ValueError):
    """A file cannot be read as what it should be."""


class SchemaError(FileError):
    """The file was written by another version of the format."""


class SettingError(RnnvizError, ValueError):
    """A setting of the app, or of its address, is not allowed."""


class MissingExtraError(RnnvizError, ImportError):
    """An optional library is not installed."""
