"""A piece of a condition inside a message."""

from rnnviz.limits import MAX_ADDRESS_VALUE


def quote(text: str) -> str:
    """The text in quotes, shortened where it is long.

    >>> quote("f <"), quote("f" * 100)
    ("'f <'", "'fffffffffffffffffffffffffffffffffffffff…'")
    """
    # A token is a str whose repr tells its kind.
    return repr(str(text) if len(text) <= MAX_ADDRESS_VALUE else text[: MAX_ADDRESS_VALUE - 1] + "…")
