"""Why a text is no edit: the first place where it goes wrong, and one sentence about it."""

from unicodedata import normalize

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rnnviz.analysis.find.quote import quote
from rnnviz.analysis.rerun.written import Span
from rnnviz.errors import EditError
from rnnviz.words import N_

EXAMPLE = "f[2] = 1 from t=5 layer=0"
_INSTEAD = {"==": "=", ":=": "=", "<-": "=", "−": "-", "–": "-", "×": "*"}
"""What is written elsewhere, and what is written here."""
_OTHER_NUMBER = {
    "-=": N_("edit must add or multiply, got {got}. Write += and the other sign, as f += -1 for f -= 1."),
    "/=": N_("edit must add or multiply, got {got}. Write *= and one over the number, as f *= 0.5 for f /= 2."),
}
"""What takes another number when it is written here."""
_SHOWN = {
    "NUMBER": "1",
    "LABEL": "'a'",
    "EQUALS": "=",
    "CHANGE": "+=",
    "MINUS": "-",
    "_LEFT": "[",
    "_RIGHT": "]",
    "_COMMA": ",",
    "COLON": ":",
    "_AT": "at",
    "_FROM": "from",
    "_TO": "to",
    "_BREAK": ";",
}
"""What is written for a token, in the order in which choices are told."""


def explain(text: str, failure: UnexpectedInput) -> EditError:
    """The error to raise where the grammar does not go on."""
    if isinstance(failure, UnexpectedCharacters):
        assert failure.pos_in_stream is not None
        start = failure.pos_in_stream
        return _character(text, start)
    assert isinstance(failure, UnexpectedToken)
    token = failure.token
    if token.type == "$END" or token.type == "_BREAK":
        end = len(text.rstrip()) if token.type == "$END" else _position(token.start_pos)
        return EditError(
            "edit-unfinished",
            N_("edit must be finished, and it ends too early. Write it like {example}."),
            example=EXAMPLE,
            edits=text,
            start=end,
            end=end,
        )
    start, stop = _position(token.start_pos), _position(token.end_pos)
    instead = _instead(text, start)
    if instead is not None:
        return instead
    allowed = failure.accepts or failure.expected
    if token.type == "MINUS" and "NUMBER" in allowed:
        return EditError(
            "edit-minus",
            N_("steps, layers and rows must be counted from 0, got a minus. Write a number from 0 on."),
            edits=text,
            start=start,
            end=stop,
        )
    ends = "_AT" in allowed
    choices = [*(shown for name, shown in _SHOWN.items() if name in allowed), *(("layer=",) if ends else ())]
    if "NAME" in allowed and "NUMBER" not in allowed and not ends:
        return EditError(
            "edit-name",
            N_("edit must have a name here, got {got}. Write it like {example}."),
            got=quote(token),
            example=EXAMPLE,
            edits=text,
            start=start,
            end=stop,
        )
    return EditError(
        "edit-expected",
        N_("edit must go on here with one of {choices}, got {got}. Write it like {example}."),
        choices=", ".join(map(repr, choices)),
        got=quote(token),
        example=EXAMPLE,
        edits=text,
        start=start,
        end=stop,
    )


def _instead(text: str, start: int) -> EditError | None:
    """What other languages and keyboards write."""
    for first in (start - 1, start):
        written = text[max(0, first) : first + 2]
        if written in _OTHER_NUMBER:
            template = _OTHER_NUMBER[written]
            return EditError(
                "edit-operator", template, got=quote(written), edits=text, start=first, end=first + len(written)
            )
    for first, length in ((start - 1, 2), (start, 2), (start, 1)):
        written = text[max(0, first) : first + length]
        plain = _INSTEAD.get(written) or normalize("NFKC", written if length == 1 else "")
        if len(written) == length and plain not in ("", written) and plain.isprintable():
            return EditError(
                "edit-instead",
                N_("edit must have {instead} here, got {got}. Replace it."),
                instead=quote(plain),
                got=quote(written),
                edits=text,
                start=first,
                end=first + length,
            )
    return None


def index_error(text: str, got: str, span: Span) -> EditError:
    """Something else than whole numbers in the brackets."""
    return EditError(
        "edit-index",
        N_("units must be chosen in the form [3], [-1], [2:5] or [2,:], got {got} there. Write whole numbers."),
        got=quote(got),
        edits=text,
        start=span.start,
        end=span.end,
    )


def second_time(text: str, span: Span) -> EditError:
    """Steps are told twice."""
    return EditError(
        "edit-times",
        N_("steps must be told once, got {got} as well. Write from t=2 to t=5, or two edits."),
        got=quote(text[span.start : span.end]),
        edits=text,
        start=span.start,
        end=span.end,
    )


def _character(text: str, start: int) -> EditError:
    instead = _instead(text, start)
    if instead is not None:
        return instead
    return EditError(
        "edit-character",
        N_("edit must be made of names, numbers, signs and labels in quotes, got {got}. Write it like {example}."),
        got=quote(text[start]),
        example=EXAMPLE,
        edits=text,
        start=start,
        end=start + 1,
    )


def _position(place: int | None) -> int:
    assert place is not None
    return place
