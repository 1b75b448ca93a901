"""A text cut into the characters that a reader sees.

What looks like one character may be several code points: a letter and its accents, a family emoji, a flag, a
Hangul syllable typed in parts. These stay together, after the main rules of Unicode's annex 29.
"""

import unicodedata
from collections.abc import Callable

ZERO_WIDTH_JOINER = "\u200d"
VISIBLE = {" ": "␣", "\t": "⇥", "\u3000": "□"}


def characters(text: str) -> tuple[str, ...]:
    """The characters of ``text``, in order; joined they are the text again.

    >>> characters("né\u0301e")
    ('n', 'é́', 'e')
    >>> len(characters("👩‍🚀🇨🇳"))
    2
    """
    # A long text mostly has no point that ever belongs to the one before it.
    if not any(map(_may_continue, set(text))):
        return tuple(text)
    clusters: list[str] = []
    for point in text:
        if clusters and any(rule(clusters[-1], point) for rule in RULES):
            clusters[-1] += point
        else:
            clusters.append(point)
    return tuple(clusters)


def label(character: str) -> str:
    """``character`` as it can be seen: white space as a sign, control characters as their escape.

    >>> label(" "), label("a"), len(label(chr(27)))
    ('␣', 'a', 4)
    """
    if character in VISIBLE:
        return VISIBLE[character]
    return "".join(point if point.isprintable() or joins(point) else ascii(point)[1:-1] for point in character)


def joins(point: str) -> bool:
    """Whether ``point`` belongs to the character before it: accents, skin tones, joiners, tags."""
    return (
        unicodedata.category(point) in ("Mn", "Me", "Mc")
        or point in ("\u200c", ZERO_WIDTH_JOINER)
        or "\U0001f3fb" <= point <= "\U0001f3ff"
        or "\U000e0020" <= point <= "\U000e007f"
    )


def _may_continue(point: str) -> bool:
    """Whether a rule may keep ``point`` together with what stands before it; an emoji needs a joiner between."""
    return joins(point) or _is_regional(point) or _jamo(point) in ("L", "V", "T")


def _extends(_cluster: str, point: str) -> bool:
    return joins(point)


def _continues_emoji(cluster: str, point: str) -> bool:
    # Only symbols are glued by the joiner; in Indic scripts it shapes letters and the next one stands alone.
    return cluster.endswith(ZERO_WIDTH_JOINER) and unicodedata.category(point) == "So"


def _completes_flag(cluster: str, point: str) -> bool:
    return len(cluster) == 1 and _is_regional(cluster) and _is_regional(point)


def _is_regional(point: str) -> bool:
    return "\U0001f1e6" <= point <= "\U0001f1ff"


def _continues_syllable(cluster: str, point: str) -> bool:
    before, after = _jamo(cluster[-1]), _jamo(point)
    return (before, after) in {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"),
        ("V", "V"), ("V", "T"), ("LV", "V"), ("LV", "T"),
        ("T", "T"), ("LVT", "T"),
    }  # fmt: skip


def _jamo(point: str) -> str:
    if "\u1100" <= point <= "\u115f":
        return "L"
    if "\u1160" <= point <= "\u11a7":
        return "V"
    if "\u11a8" <= point <= "\u11ff":
        return "T"
    if "\uac00" <= point <= "\ud7a3":
        return "LV" if (ord(point) - 0xAC00) % 28 == 0 else "LVT"
    return ""


RULES: tuple[Callable[[str, str], bool], ...] = (_extends, _continues_emoji, _completes_flag, _continues_syllable)
