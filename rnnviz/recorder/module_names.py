"""What a module may be called in a recording: PyTorch's names, and those of others."""

_LONGEST = 200


def is_name(text: str) -> bool:
    """Words that Python could use as names, with dots between them.

    >>> is_name("mine.MyCell"), is_name("my cell")
    (True, False)
    """
    return len(text) <= _LONGEST and all(part.isidentifier() for part in text.split("."))
