"""The runs that the lesson shows: the agreement network on a sentence, and on sentences it was not trained on."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Bool, Float

from rnnviz.lessons.course import Values
from rnnviz.recorder import Recording, Track, record
from rnnviz.training.models import agreement
from rnnviz.training.models.agreement import AgreementNetwork
from rnnviz.training.own_draws import own_draws

NEW_SUBJECTS = ("I", "you", "she", "they")
"""Who may take the place of "he"."""

CARRIERS = 2
"""Units that carry the subject: two signs tell three forms apart."""

SENTENCES = 60
"""In which the belt is measured."""

NETWORKS = ("trained", "fresh")


def words_of(new: str) -> tuple[str, ...]:
    """The sentence of the lesson with one of `NEW_SUBJECTS`."""
    return ("he", "is", "busy", "today", ",", "so", new)


@lru_cache(maxsize=32)
def run(words: tuple[str, ...]) -> Recording:
    """The trained LSTM over a sentence."""
    return record(agreement.load().lstm, agreement.one_hot(words), labels=agreement.labels(words))


@lru_cache(maxsize=32)
def chances(words: tuple[str, ...]) -> Float[np.ndarray, "seq_len answers"]:
    """After every word, how likely each answer is."""
    found: Float[np.ndarray, "seq_len answers"] = agreement.chances(words).numpy()
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The sentence that is told, and where in it.

    Attributes:
        words: the sentence.
        track: its run.
        t: the place of the new subject, the last word.
        unit: of the units that carry the subject, the one whose cell state changes most there.
    """

    words: tuple[str, ...]
    track: Track
    t: int
    unit: int

    def of_unit(self, name: str) -> Float[np.ndarray, " seq_len"]:
        """One value of the unit over the sentence."""
        values: Float[np.ndarray, " seq_len"] = self.track.values(name)[:, self.unit]
        return values


def told(values: Values) -> Told:
    """The sentence with the subject that is chosen."""
    words = words_of(values["new"])
    track, t = run(words).track(), len(words) - 1
    c = track.values("c")
    return Told(words, track, t, max(carriers(), key=lambda unit: float(abs(c[t, unit] - c[t - 1, unit]))))


def carriers() -> tuple[int, ...]:
    """The units that carry the subject, the clearest first."""
    return tuple(unit.index for unit in agreement.trained_units()[:CARRIERS])


@dataclass(frozen=True, slots=True, eq=False)
class Belt:
    """Cell states three steps apart, and the gates in the three steps between.

    Attributes:
        before: c[t-2].
        after: c[t+1].
        least_f: the smallest f of the steps t-1, t, t+1.
        most_i: the largest i of them.
    """

    before: Float[np.ndarray, " places"]
    after: Float[np.ndarray, " places"]
    least_f: Float[np.ndarray, " places"]
    most_i: Float[np.ndarray, " places"]

    def still(self, near: float) -> Bool[np.ndarray, " places"]:
        """Where f is at least ``near`` and i at most ``1 - near`` in all three steps."""
        return (self.least_f >= near) & (self.most_i <= 1 - near)


@lru_cache(maxsize=len(NETWORKS))
def belt(network: str) -> Belt:
    """The belt, measured at every unit and every place of sentences that the network was not trained on."""
    if network == "trained":
        model = agreement.load()
    else:
        with own_draws():
            torch.manual_seed(0)
            model = AgreementNetwork()
    rec = agreement.recorded(model, agreement.cases(torch.Generator().manual_seed(3), SENTENCES, "combinations"))
    c, f, i = rec.c, rec.gate("f")[0, 0], rec.gate("i")[0, 0]
    assert c is not None
    c = c[0, 0]
    span = [slice(1 + k, len(c) - 2 + k) for k in range(3)]
    least_f = np.min([f[part] for part in span], axis=0)
    most_i = np.max([i[part] for part in span], axis=0)
    before, after = c[:-3], c[3:]
    # Past the end of a shorter sentence nothing was computed.
    there = ~np.isnan(after)
    return Belt(before[there], after[there], least_f[there], most_i[there])
