"""The tree of errors: as its docstring draws it, sayable in any language, and catchable as Python's own."""

import inspect
import pickle
import re

import pytest

import rnnviz
from rnnviz import errors
from rnnviz.errors import RnnvizError

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, RnnvizError)]


def test_the_tree_is_the_one_that_the_docstring_draws() -> None:
    drawn = re.findall(r"^ {4}((?:[│ ] {3})*(?:[├└]── )?)(\w+Error)\b", inspect.getdoc(errors) or "", re.MULTILINE)
    path: list[str] = []
    found: dict[str, str] = {}
    for branches, name in drawn:
        depth = len(branches) // 4
        path = [*path[:depth], name]
        found[name] = path[depth - 1] if depth else ""
    real = {kind.__name__: kind.__bases__[0].__name__ for kind in CLASSES if kind is not RnnvizError}
    assert found == {"RnnvizError": "", **real}


@pytest.mark.parametrize("kind", CLASSES)
def test_each_kind_is_what_the_docstring_says_of_it(kind: type[RnnvizError]) -> None:
    doc = errors.__doc__ or ""
    line = next(line for line in doc.splitlines() if re.search(rf"\b{kind.__name__}\b", line))
    for builtin in (ValueError, ImportError, LookupError):
        if f"also a {builtin.__name__}" in line or f"also an {builtin.__name__}" in line:
            assert issubclass(kind, builtin)


def test_bad_arguments_are_value_errors_and_missing_places_lookup_errors() -> None:
    assert issubclass(errors.InputError, ValueError)
    assert issubclass(errors.PlaceError, LookupError)
    assert issubclass(errors.SchemaError, errors.FileError)
    assert issubclass(errors.MissingExtraError, ImportError)
    assert rnnviz.RnnvizError is RnnvizError


def test_a_message_is_translated_before_its_values_are_put_in() -> None:
    error = errors.SettingError("demo", "{name} must be below {most}, got {got}.", name="t", most=5, got="{name}")
    assert str(error) == "t must be below 5, got {name}."
    assert error.message(lambda text: text.replace("must be below", "muss kleiner sein als")) == (
        "t muss kleiner sein als 5, got {name}."
    )


def test_an_error_says_the_same_after_a_pickle() -> None:
    error = errors.FileError("demo", "{path} is gone.", path="a")
    with pytest.raises(errors.FileError) as caught:
        raise error
    assert str(caught.value) == "a is gone."
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code) == (str(error), "demo")
