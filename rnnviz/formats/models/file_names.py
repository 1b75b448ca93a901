"""Names out of a file, as a sentence repeats them."""

_LONGEST = 60


def shown(name: str) -> str:
    """A name in quotes, cut where it is long, with every character to be seen.

    >>> print(shown("a\\nb"), len(shown("x" * 1000)))
    'a\\nb' 62
    """
    cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return ascii(cut) if not cut.isprintable() else repr(cut)
