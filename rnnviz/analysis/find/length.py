"""Texts that are too long to be read."""

from rnnviz.errors import MarkedError


def check_length(text: str, most: int, refused: type[MarkedError], code: str, template: str) -> None:
    """Raise ``refused`` where a text has more than so many characters; what is too much is marked.

    >>> from rnnviz.errors import EditError
    >>> check_length("f = 1", 3, EditError, "demo", "at most {most} characters, got {got}.")
    Traceback (most recent call last):
    rnnviz.errors.EditError: at most 3 characters, got 5.
    f = 1
       ^^
    """
    if len(text) > most:
        place = {"start": most, "end": len(text), refused.holds: text}
        raise refused(code, template, most=most, got=len(text), **place)
