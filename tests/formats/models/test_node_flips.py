"""Files with flipped bytes: an answer or a sentence each time, and the process that reads them goes on."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest
from hypothesis import settings

from tests.formats.models.node_flips import FILES, outcomes, sound
from tests.formats.models.node_flips import outcome as outcome_of

DEEP = settings().max_examples > 100
MANY = 3000 if DEEP else 60


@pytest.fixture(scope="module")
def process() -> Iterator[ProcessPoolExecutor]:
    """One process, of which all flips of all files are asked; if it is lost, so is the test."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as found:
        yield found


@pytest.mark.parametrize("file", FILES)
def test_flipped_bytes_end_in_an_answer_or_a_sentence(file: str, process: ProcessPoolExecutor) -> None:
    found = process.submit(outcomes, file, MANY).result()
    assert sum(found.values()) == MANY
    assert all(word.startswith("model-") or word.endswith(" parts") for word in found)
    assert any(word.startswith("model-") for word in found)


@pytest.mark.parametrize("file", FILES)
def test_without_flips_they_are_sound(file: str) -> None:
    assert outcome_of(file, sound(file)).endswith(" parts")
