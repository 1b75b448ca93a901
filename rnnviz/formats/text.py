"""A text as one-hot vectors, one character a time step."""

import torch

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.characters import characters, label
from rnnviz.formats.reading import Reading, reading_of
from rnnviz.words import N_


def read_text(text: str) -> Reading:
    """Each line of ``text`` as one batch row, each character as a one-hot vector; zeros past the end of a shorter line.

    The vocabulary is the sorted distinct characters of the whole text, so input_size is their number.
    Empty lines before and after the text are left out.

    Raises:
        InputError: the text is empty, is longer than 2000 characters, or has an empty line inside.

    >>> reading = read_text("abba")
    >>> reading.features
    ('a', 'b')
    >>> reading.input[:, 0].tolist()
    [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    """
    if len(text) > limits.MAX_TYPED:
        raise _too_long(len(text))
    rows = [characters(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")]
    _check(rows)
    vocabulary = sorted({character for row in rows for character in row})
    index = {character: place for place, character in enumerate(vocabulary)}
    one_hot = torch.eye(len(vocabulary))
    return reading_of(
        [one_hot[[index[character] for character in row]] for row in rows],
        [[label(character) for character in row] for row in rows],
        [label(character) for character in vocabulary],
    )


def _check(rows: list[tuple[str, ...]]) -> None:
    count = sum(len(row) for row in rows)
    if count == 0:
        raise InputError("text-empty", N_("The text is empty: type at least one character."))
    if count > limits.MAX_CHARACTERS:
        raise _too_long(count)
    if len(rows) > limits.MAX_ROWS:
        template = N_("The text may have up to {most} lines, got {got}: leave some out.")
        raise InputError("text-rows", template, most=limits.MAX_ROWS, got=len(rows))
    for batch, row in enumerate(rows):
        if not row:
            template = N_(
                "No line inside the text may be empty: row {row} has no character. Type one, or join the lines."
            )
            raise InputError("text-lines", template, row=batch)


def _too_long(count: int) -> InputError:
    template = N_("The text may have up to {most} characters, got {got}: shorten it.")
    return InputError("text-long", template, most=limits.MAX_CHARACTERS, got=count)
