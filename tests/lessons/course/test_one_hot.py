"""The lesson on one-hot vectors: what it says of distances, memory, look-ups, hashing and PCA."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.one_hot.numbers import bucket, collisions, kept, looked_up
from rnnviz.lessons.course.chapters.one_hot.words import counts, typed_words

VALUES = {"words": "red green blue green", "vocabulary": 20_000, "buckets": 64}


def said() -> dict[str, object]:
    return dict(lessons()["one-hot"].lesson.numbers(VALUES))


def test_words_become_rows_of_an_identity() -> None:
    assert typed_words("red green, blue green") == ("red", "green", "blue")
    assert (said()["count"], said()["zeros"], said()["first"], said()["last"]) == (3, 2, "red", "blue")
    for text, got in (("red red", 1), (" ".join(map(str, range(13))), 13)):
        with pytest.raises(InputError, match=f"from 2 to 12 different words, got {got}"):
            typed_words(text)


def test_all_words_are_equally_far_apart() -> None:
    for name in ("least_distance", "most_distance"):
        assert said()[name] == pytest.approx(math.sqrt(2))


def test_memory_is_that_of_real_tensors() -> None:
    sentence = torch.zeros(20, 20_000)
    embedded = nn.Embedding(10, 300)(torch.zeros(20, dtype=torch.long))
    assert said()["one_hot_megabytes"] == pytest.approx(sentence.nbytes / 1e6)
    assert said()["embedding_megabytes"] == pytest.approx(embedded.nbytes / 1e6)
    table = nn.Embedding(10_000, 300, device="meta").weight
    assert (said()["table_parameters"], said()["table_megabytes"]) == (table.numel(), 12)


def test_a_look_up_is_a_product_with_one_hot_vectors() -> None:
    torch.manual_seed(0)
    rows = nn.Embedding(10_000, 300).weight[[123, 456, 789]].detach()
    for found in looked_up():
        torch.testing.assert_close(found, rows)
    assert said()["shape"] == "(3, 300)"
    assert said()["look_up_difference"] == 0


def test_hashing_shares_places_as_pigeonholes_say() -> None:
    words, _ = counts()
    assert len(set(words)) == len(words) == 60
    # Fewer places than words: some must share. One word in a place of its own shares with nobody.
    assert collisions(words, 1) == 60
    assert collisions(words, 8) >= 60 - 8 + 1
    assert collisions(words[:1], 8) == 0
    assert collisions(["a", "a", "b"], 2**60) == 2
    assert all(0 <= bucket(word, 7) < 7 for word in words)
    # About as many as for places drawn by lot.
    expected = 60 * (1 - (1 - 1 / 256) ** 59)
    assert abs(collisions(words, 256) - expected) < 15


def test_every_component_of_one_hot_words_keeps_the_same() -> None:
    np.testing.assert_allclose(kept(np.eye(60))[:60], np.arange(60) / 59, atol=1e-9)
    assert said()["one_hot_share"] == pytest.approx(100 * 10 / 59)
    # By the eigenvalues of the covariance, worked out another way.
    _, table = counts()
    values = np.linalg.eigvalsh(np.cov(table.T))[::-1]
    assert said()["counts_share"] == pytest.approx(100 * values[:10].sum() / values.sum())
    assert float(str(said()["counts_share"])) > 2 * float(str(said()["one_hot_share"]))


@pytest.mark.parametrize("draw", range(4))
def test_right_answers(draw: int) -> None:
    found = lessons()["one-hot"].lesson.questions(draw)
    assert found["distance"].right == "root"
    assert found["shape"].numbers["wanted"] == str((found["shape"].numbers["k"], found["shape"].numbers["d"]))
    assert found["memory"].numbers["megabytes"] == found["memory"].numbers["v"] * found["memory"].numbers["d"] * 4 / 1e6  # type: ignore[operator]
    row = found["product"].numbers["row"]
    assert found["product"].numbers["product"] == str([2 * row, 2 * row + 1])  # type: ignore[operator]
    assert (found["shape"].right, found["product"].right, found["alike"].right) == ("wanted", "row", "none")
