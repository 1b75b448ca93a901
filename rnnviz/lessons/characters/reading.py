"""A text read by a network: the recording, what was foreseen, and the colours of every character."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rnnviz import limits
from rnnviz.analysis import PROPERTIES, Foreseen, Tracker, foreseen, tracking
from rnnviz.coloured_text import message
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import Recording
from rnnviz.training.text import CharacterModel, Material, logits_of, recorded

PASSAGE = 900
"""Characters of what was held out that are read: enough to tell chance from skill, few enough to be looked at."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A text that was read.

    Attributes:
        network: in evaluation mode.
        material: what it was trained on.
        text: the characters.
        rec: the recurrent module while it read them.
        found: what it foresaw of the next character, at every step but the last.
        payload: the coloured text, as the browser gets it.
    """

    network: CharacterModel
    material: Material
    text: tuple[str, ...]
    rec: Recording
    found: Foreseen
    payload: bytes

    def trackers(self, name: str, most: int) -> tuple[Tracker, ...]:
        """The units that follow one of `rnnviz.analysis.PROPERTIES` best; none where it never changes in this text."""
        return tracking(self.rec, PROPERTIES[name].of(self.text))[:most]


def reading_of(key: Hashable, network: Callable[[], CharacterModel], material: Material) -> Reading:
    """The beginning of what was held out, read; kept ready under ``key`` and shared by all visits."""
    return _READINGS.get(key, lambda: _read(network(), material, material.unseen[:PASSAGE]))


def _read(network: CharacterModel, material: Material, text: Sequence[str]) -> Reading:
    rec = recorded(network, material, text)
    numbers = material.unseen_numbers[: len(text)]
    found = foreseen(logits_of(network, numbers)[:-1].numpy(), numbers[1:].numpy())
    return Reading(network, material, tuple(text), rec, found, message(rec, text))


_READINGS = Shelf[Reading](
    most=limits.MAX_READINGS, most_bytes=limits.MAX_READING_BYTES, size=lambda reading: 3 * len(reading.payload)
)
