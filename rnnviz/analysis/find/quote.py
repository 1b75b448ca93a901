"""A piece of a condition inside a message."""

from rnnviz.limits import MAX_ADDRESS_VALUE


def shortened(text: str) -> str:
    """The beginning of a long text; a short one as it is."""
    return text if len(text) <= MAX_ADDRESS_VALUE else text[: MAX_ADDRESS_VALUE - 1] + "…"


def quote(text: str) -> str:
    """The text in quotes, shortened where it is long.

    >>> quote("f <"), quote("f" * 100)
    ("'f <'", "'fffffffffffffffffffffffffffffffffffffff…'")
    """
    # A token is a str whose repr tells its kind.
    return repr(shortened(str(text)))
