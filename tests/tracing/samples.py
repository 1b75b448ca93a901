"""Code to be traced, as people write it: every statement that is compared stands in one line."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn


class Cell(nn.Module):
    """An LSTM cell, written by hand."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.W = nn.Parameter(torch.randn(4 * hidden_size, input_size))
        self.U = nn.Parameter(torch.randn(4 * hidden_size, hidden_size))
        self.b = nn.Parameter(torch.randn(4 * hidden_size))
        self.steps = 0

    def forward(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        i, f, g, o = self.sums(x, h).chunk(4)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        self.steps += 1
        return h, c

    def sums(self, x: Tensor, h: Tensor) -> Tensor:
        return self.W @ x + self.U @ h + self.b


class Stack(nn.Module):
    """Two of them, one above the other."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = nn.ModuleList([Cell(3, 2), Cell(2, 2)])
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(2, 1)

    def forward(self, xs: Tensor) -> Tensor:
        states = [(xs.new_zeros(2), xs.new_zeros(2)), (xs.new_zeros(2), xs.new_zeros(2))]
        for x in xs:
            for level, cell in enumerate(self.cells):
                h, c = cell(x, *states[level])
                states[level] = (h, c)
                x = self.drop(h)
        return self.scored(x)

    def scored(self, h: Tensor) -> Tensor:
        y: Tensor = self.head(h)
        return y


def numpy_cell(sentence: str = "hello", hidden_size: int = 3) -> Any:
    letters = sorted(set(sentence))
    draw = np.random.default_rng(0)
    W = draw.normal(size=(hidden_size, len(letters)))
    U = draw.normal(size=(hidden_size, hidden_size))
    h = np.zeros(hidden_size)
    for letter in sentence:
        x = np.zeros(len(letters))
        x[letters.index(letter)] = 1
        h = np.tanh(W @ x + U @ h)
    return h


def as_printed() -> Any:
    """The worked example with its four printed rows, cut as if there were eight."""
    x, h, c = np.array([0.5, -0.2, 0.1]), np.array([0.3, -0.4]), np.array([0.8, -0.6])
    W_ih = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [1.0, 1.1, 1.2]])
    W_hh = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]])
    b_ih, b_hh = np.array([0.01, 0.02, 0.03, 0.04]), np.array([0.05, 0.06, 0.07, 0.08])
    sums = W_ih @ x + b_ih + W_hh @ h + b_hh
    i = 1 / (1 + np.exp(-sums[0:2]))
    f = 1 / (1 + np.exp(-sums[2:4]))
    g = np.tanh(sums[4:6])
    o = 1 / (1 + np.exp(-sums[6:8]))
    kept = f * c
    written = i * g
    c = kept + written
    return o * np.tanh(c)


def loops(n: int = 4) -> Any:
    total, seen = 0, []
    for k in range(n):
        if k % 2:
            continue
        total += k
        seen.append(total)
    else:
        last = k
    while total > 1:
        total -= 1
        if total == 1:
            break
    else:
        last = -1
    del last
    return total, seen


def caught() -> Any:
    said = []
    for bottom in (1, 0):
        try:
            said.append("in")
            ratio = 1 / bottom
            said.append("through")
        except ZeroDivisionError as problem:
            said.append(str(problem))
        else:
            said.append("else")
        finally:
            said.append("finally")
    return said, ratio


def in_place() -> Any:
    h = np.zeros(3)
    same = h
    other = h.copy()
    h += 1
    h[0] = np.nan
    other[:] = h
    parts = {"h": [h, other]}
    parts["h"].append(h[1:])
    h[1] = 7
    t = torch.zeros(2)
    view = t[1:]
    t[1] = 5
    view.mul_(2)
    same = other
    letters = set("ab")
    letters.add("a")
    return same, parts, letters


def blocks() -> Any:
    with torch.no_grad():
        weight = torch.ones(2, requires_grad=True)
        weight += 1
    with torch.inference_mode():
        frozen = weight * 2
        frozen += 1
    loss = (weight * 3).sum()
    loss.backward()  # type: ignore[no-untyped-call]
    slope = weight.grad
    return slope, frozen


def closures() -> Any:
    count = 0

    def step(by: int) -> int:
        nonlocal count
        count += by
        return count

    first = step(2)
    second = step(3)
    scaled = [first * k for k in range(3)]
    power = lambda a, b=2: a**b  # noqa: E731
    squared = power(second)  # type: ignore[no-untyped-call]
    return scaled, squared


def factorial(n: int) -> int:
    if n < 2:
        return 1
    smaller = factorial(n - 1)
    return n * smaller


def tokens(text: str) -> Iterator[str]:
    for letter in text:
        sent = yield letter
        if sent:
            yield sent


def reads_tokens() -> list[str]:
    found = []
    stream = tokens("ab")
    found.append(next(stream))
    found.append(stream.send("!"))  # type: ignore[attr-defined]
    for letter in stream:
        found.append(letter)
    return found


def scaled(by: int) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    def decorate(function: Callable[[int], int]) -> Callable[[int], int]:
        @functools.wraps(function)
        def wrapper(x: int) -> int:
            made = function(x)
            return made * by

        return wrapper

    return decorate


@scaled(10)
def add_one(x: int) -> int:
    y = x + 1
    return y


class Counter:
    """Every kind of method."""

    start = 3

    def __init__(self) -> None:
        self.value = self.start

    @classmethod
    def made(cls) -> "Counter":
        found = cls()
        return found

    @staticmethod
    def doubled(x: int) -> int:
        y = 2 * x
        return y

    @property
    def next(self) -> int:
        up = self.value + 1
        return up

    def __call__(self) -> int:
        self.value = self.next
        return self.doubled(self.value)


# fmt: off
def over_lines(x: int = 1) -> Any:
    pair = (
        x,
        x
        + 1,
    )
    total = sum(
        pair,
        start=x,
    )
    return total
# fmt: on


PLAIN = (numpy_cell, as_printed, loops, caught, in_place, blocks)
"""Without functions in them: each of their statements is compared."""
