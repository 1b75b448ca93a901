"""Types and shapes are checked at run time, in functions within functions too."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import beartype
import jaxtyping
import numpy as np
import pytest
from jaxtyping import Float

from tests.checked import jaxtyped

F = TypeVar("F", bound=Callable[..., object])


def checked(fn: F) -> F:
    """As the hook of pyproject.toml decorates a function."""
    decorated: F = jaxtyped(fn, typechecker=beartype.beartype)
    return decorated


def half(number: Any, *, answer: Any = None) -> Any:
    @checked
    def inner(number: int, *rest: str, answer: object = None) -> int:
        return number // 2 if answer is None else answer  # type: ignore[return-value]

    return inner(number, answer=answer)


@checked
def total(rows: Mapping[str, Float[np.ndarray, "a b"]], row: Float[np.ndarray, " b"]) -> Float[np.ndarray, " b"]:
    return np.asarray(sum(each.sum(axis=0) for each in rows.values()) + row)


@checked
def cut(row: Float[np.ndarray, " b"], last: int) -> Float[np.ndarray, " b"]:
    return row[:last]


@checked
def numbers(last: int) -> Iterator[int]:
    yield from range(last)


def test_what_fits_is_let_through() -> None:
    assert [half(4), half(6)] == [2, 3]
    assert total({"x": np.ones((2, 3))}, np.ones(3)).tolist() == [3, 3, 3]
    assert list(numbers(2)) == [0, 1]
    # The sizes of one call are not those of the next.
    assert [len(cut(np.ones(size), size)) for size in (3, 2)] == [3, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: half("4"),
        lambda: half(4, answer="2"),
        lambda: numbers("2"),  # type: ignore[arg-type]
        lambda: total({"x": np.ones((2, 3))}, np.ones(2)),
        lambda: total({"x": np.ones(3)}, np.ones(3)),
        lambda: cut(np.ones(3), 2),
    ],
)
def test_what_does_not_is_refused_every_time(wrong: Callable[[], object]) -> None:
    for _ in range(2):
        with pytest.raises(beartype.roar.BeartypeCallHintViolation):
            wrong()


def test_a_test_can_switch_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    assert half(4, answer="2") == "2"


def test_the_package_is_checked() -> None:
    from rnnviz.cells.substitute import number
    from rnnviz.formats.characters import characters

    for wrong in (lambda: number("1", 4), lambda: characters(1)):  # type: ignore[arg-type]
        with pytest.raises(beartype.roar.BeartypeCallHintViolation):
            wrong()
