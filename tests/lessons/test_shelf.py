from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from rnnviz.lessons.shelf import Shelf


def shelf(most: int = 3, most_bytes: int = 100) -> Shelf[str]:
    return Shelf(most=most, most_bytes=most_bytes, size=len)


def filled(one: Shelf[str], *keys: str) -> list[str]:
    """Which of ``keys`` were made anew when asked for in turn."""
    made: list[str] = []
    for key in keys:
        one.get(key, lambda key=key: made.append(key) or key)  # type: ignore[misc, func-returns-value]
    return made


def test_what_is_kept_is_not_made_again() -> None:
    assert filled(shelf(), "a", "a", "b", "a") == ["a", "b"]


def test_the_least_recently_used_goes_first() -> None:
    assert filled(shelf(most=2), "a", "b", "a", "c", "a", "b") == ["a", "b", "c", "b"]


def test_sizes_are_bounded_together() -> None:
    one = shelf(most=10, most_bytes=8)
    assert filled(one, "aaaa", "bbbb", "cccc", "bbbb", "aaaa") == ["aaaa", "bbbb", "cccc", "aaaa"]
    assert len(one) == 2


def test_what_is_too_large_alone_is_kept_while_it_is_looked_at() -> None:
    one = shelf(most_bytes=3)
    assert filled(one, "a", "long one", "long one") == ["a", "long one"]
    assert len(one) == 1


def test_an_error_is_raised_and_not_kept() -> None:
    one = shelf()

    def fail() -> str:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            one.get("a", fail)
    assert len(one) == 0
    assert one.get("a", lambda: "made") == "made"


def test_many_that_ask_at_once_wait_for_one() -> None:
    one, together, calls, go = shelf(), Barrier(4), [], Event()

    def make() -> str:
        calls.append("made")
        go.wait(10)
        return "value"

    def ask() -> str:
        together.wait(10)
        return one.get("a", make)

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(ask) for _ in range(4)]
        go.set()
        assert [answer.result(10) for answer in answers] == ["value"] * 4
    assert calls == ["made"]
