"""One date through one of the networks."""

from rnnviz.errors import InputError
from rnnviz.training.encoder_decoder import Translation, translated
from rnnviz.training.models.dates.language import LENGTH, READ
from rnnviz.training.models.dates.network import Weights, load
from rnnviz.words import N_

MOST_CHARACTERS = 60
"""Of a date to be read; the longest of the task has 18."""


def translate(
    text: str, teacher: str | None = None, ratio: float = 0.0, seed: int = 0, *, weights: Weights = "trained"
) -> Translation:
    """Let a network write a date, and keep everything.

    Without a teacher the network is given its own likeliest character at every step, up to `END` or 11 steps. With one
    it makes 11 steps, and from the second on a coin decides whose character before it is given.

    Args:
        text: the date as somebody wrote it, such as "3 may 1987".
        teacher: the right answer, such as "1987-05-03".
        ratio: how often the teacher's character is given, 0 (never) to 1 (always).
        seed: of the coin.
        weights: which network.

    Raises:
        InputError: the text has a character that the network does not know, or none, or too many; the teacher's answer
            is not ten digits and hyphens; the ratio does not lie between 0 and 1.

    >>> translate("3 may 1987").written
    '1987-05-03'
    """
    _check(text, teacher)
    return translated(load(weights), text, teacher, ratio, seed)


def _check(text: str, teacher: str | None) -> None:
    if not 0 < len(text) <= MOST_CHARACTERS:
        template = N_("A date must have 1 to {most} characters, got {got}. Write it like 3 may 1987.")
        raise InputError("date-length", template, most=MOST_CHARACTERS, got=len(text))
    unknown = next((character for character in text if character not in READ), None)
    if unknown is not None:
        template = N_(
            "A date must be written in the characters that the network knows ({characters}), got {got}. Write it like "
            "3 may 1987."
        )
        raise InputError("date-character", template, characters=READ.strip(), got=repr(unknown))
    if teacher is not None and (len(teacher) != LENGTH or not set(teacher) <= set("0123456789-")):
        template = N_("teacher must be {length} digits and hyphens, got {got}. Write it like 1987-05-03.")
        raise InputError("date-teacher", template, length=LENGTH, got=repr(teacher))
