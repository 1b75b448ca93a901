"""Counting, against numbers worked out by hand and against the plain definition."""

import math
from collections import Counter, defaultdict

import numpy as np
import pytest

from rnnviz.training.text.n_grams import MOST, NGrams


def numbers(text: str, known: str) -> np.ndarray:
    return np.array([known.index(character) for character in text])


def test_a_text_counted_by_hand() -> None:
    """abac: a twice, b and c once; three different ones in four places; after a came b and c, once each."""
    text, asked = numbers("abac", "abcd"), numbers("ad", "abcd")
    alone = [(2 + 3 / 4) / 7, (0 + 3 / 4) / 7]
    assert NGrams(text, 4, 1).probabilities(asked) == pytest.approx(alone)
    # After a: two places, two different ones, so (0 + 2 P(d)) / 4.
    assert NGrams(text, 4, 2).probabilities(asked) == pytest.approx([alone[0], alone[1] * 2 / 4])
    assert NGrams(text, 4, 2).bits(asked) == pytest.approx(-math.log2(alone[1] / 2))
    # d was never seen before anything: the shorter context is believed.
    assert NGrams(text, 4, 2).probabilities(numbers("da", "abcd"))[1] == pytest.approx(alone[0])


def plain(text: str, known: str, context: str, order: int) -> dict[str, float]:
    """Witten and Bell's formula as it stands in the book, for one context."""
    found = dict.fromkeys(known, 1 / len(known))
    for length in range(order):
        if length > len(context):
            break
        last = context[len(context) - length :]
        after: dict[str, Counter[str]] = defaultdict(Counter)
        for end in range(length, len(text)):
            after[text[end - length : end]][text[end]] += 1
        counts = after.get(last)
        if counts:
            whole = sum(counts.values()) + len(counts)
            found = {one: (counts[one] + len(counts) * found[one]) / whole for one in known}
    return found


@pytest.mark.parametrize("order", range(MOST + 1))
def test_any_order_is_the_formula(order: int) -> None:
    draws = np.random.default_rng(0)
    known = "abcd"
    text = "".join(draws.choice(list(known), 60, p=[0.5, 0.3, 0.15, 0.05]))
    asked = "".join(draws.choice(list(known), 12))
    expected = [plain(text, known, asked[:place], order) for place in range(len(asked))]
    assert all(sum(each.values()) == pytest.approx(1) for each in expected)
    found = NGrams(numbers(text, known), 4, order).probabilities(numbers(asked, known))
    assert found == pytest.approx([each[right] for each, right in zip(expected, asked, strict=True)])


def test_an_independent_source_needs_its_entropy() -> None:
    shares = np.array([0.5, 0.25, 0.125, 0.125])
    draws = np.random.default_rng(1)
    text, other = draws.choice(4, 200_000, p=shares), draws.choice(4, 20_000, p=shares)
    assert NGrams(text, 4, 1).bits(other) == pytest.approx(1.75, abs=0.02)
    assert NGrams(text, 4, 0).bits(other) == 2.0


def test_nothing_to_measure_is_no_number() -> None:
    assert math.isnan(NGrams(np.array([0, 1]), 2, 3).bits(np.array([0])))
    assert NGrams(np.array([0]), 2, 3).bits(np.array([0, 0])) > 0
