"""What counting can do: the next character guessed from the last few, as a baseline for networks.

Witten-Bell smoothing: after a context that was seen C times, before T different characters, the next shorter context
is believed with the weight T / (C + T), and so on down to all characters alike. Nothing is set by hand, and no text is
held back for it. Source: Witten and Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37(4),
1991; in this recursive form Chen and Goodman, "An empirical study of smoothing techniques", 1998.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

MOST = 4
"""The longest n-gram: three characters and the next one."""

Ids = Int[np.ndarray, " seq_len"]


@dataclass(frozen=True, eq=False)
class _Counts:
    """Of all pieces of one length: how often each occurs, and before how many different characters."""

    pieces: Int[np.ndarray, " pieces"]
    times: Int[np.ndarray, " pieces"]
    contexts: Int[np.ndarray, " contexts"]
    total: Int[np.ndarray, " contexts"]
    different: Int[np.ndarray, " contexts"]


class NGrams:
    """Counts of a text.

    Args:
        text: as numbers of a vocabulary.
        vocabulary: how many characters there are.
        order: characters of the longest piece, the foreseen one among them: 0 (all alike) to `MOST`.
    """

    def __init__(self, text: Ids, vocabulary: int, order: int) -> None:
        self.vocabulary, self.order = vocabulary, order
        self._counts = [self._counted(text, length) for length in range(1, order + 1)]

    def _counted(self, text: Ids, length: int) -> _Counts:
        pieces, times = np.unique(self._keys(text, length), return_counts=True)
        contexts, where = np.unique(pieces // self.vocabulary, return_inverse=True)
        total = np.bincount(where, weights=times, minlength=len(contexts)).astype(np.int64)
        return _Counts(pieces, times, contexts, total, np.bincount(where, minlength=len(contexts)))

    def _keys(self, text: Ids, length: int) -> Int[np.ndarray, " pieces"]:
        """Every piece of so many characters as one number, by where it ends."""
        keys = np.zeros(max(len(text) - length + 1, 0), dtype=np.int64)
        for place in range(length):
            keys = keys * self.vocabulary + text[place : place + len(keys)]
        return keys

    def probabilities(self, text: Ids) -> Float[np.ndarray, " seq_len"]:
        """How likely each character of another text was, given those before it; of the first there are none."""
        found = np.full(len(text), 1 / self.vocabulary)
        for length, counts in enumerate(self._counts, start=1):
            if length > len(text):
                break
            keys = self._keys(text, length)
            times = _looked_up(counts.pieces, counts.times, keys)
            total, different = (
                _looked_up(counts.contexts, values, keys // self.vocabulary)
                for values in (counts.total, counts.different)
            )
            shorter, known = found[length - 1 :], total > 0
            weight = np.where(known, total + different, 1)
            found[length - 1 :] = np.where(known, (times + different * shorter) / weight, shorter)
        return found

    def bits(self, text: Ids) -> float:
        """Bits per character for another text, its first one left out; NaN where there is no other."""
        found = self.probabilities(text)[1:]
        return float(-np.log2(found).mean()) if len(found) else float("nan")


def _looked_up(
    keys: Int[np.ndarray, " known"], values: Int[np.ndarray, " known"], asked: Int[np.ndarray, " asked"]
) -> Int[np.ndarray, " asked"]:
    """The value of each key, 0 for those that are not known."""
    if not len(keys):
        return np.zeros(len(asked), dtype=np.int64)
    places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[places] == asked, values[places], 0)
