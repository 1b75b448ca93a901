"""Numbers that were not computed: never drawn as a value, always counted."""

import numpy as np

from rnnviz.theme import MISSING
from rnnviz.words import Translation


def missing(values: np.ndarray) -> np.ndarray:
    """Where ``values`` holds NaN or an infinity."""
    holes: np.ndarray = ~np.isfinite(values)
    return holes


def missing_note(count: int, words: Translation) -> list[str]:
    """The sentence that counts them, with a sample of their colour; nothing to say for 0."""
    if not count:
        return []
    _ = words
    sentence = _("not a number or infinite: {count}").format(count=f"{count:,}")
    return [f'<span style="color:{MISSING}">■</span> {sentence}']
