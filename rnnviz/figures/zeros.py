"""Numbers that are exactly 0, where a scale by powers of ten has no place for them: drawn apart, and counted."""

from rnnviz.theme import ZERO
from rnnviz.words import Translation


def zero_note(count: int, words: Translation) -> list[str]:
    """The sentence that counts them, with a sample of their colour; nothing to say for 0 of them."""
    if not count:
        return []
    _ = words
    sentence = _("exactly 0: {count}").format(count=f"{count:,}")
    return [f'<span style="color:{ZERO}">■</span> {sentence}']
