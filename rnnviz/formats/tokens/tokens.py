"""A text as vectors, a token a time step."""

from rnnviz.errors import InputError
from rnnviz.formats.characters import label
from rnnviz.formats.reading import Reading
from rnnviz.formats.tokens.rows import Rows, count_of, vectors
from rnnviz.formats.tokens.split import split
from rnnviz.formats.tokens.vocabulary import Vocabulary
from rnnviz.words import N_


def read_tokens(
    text: str,
    table: Rows,
    vocabulary: Vocabulary | None = None,
    *,
    how: str = "words",
) -> Reading:
    """Each line as one batch row, each token as a row of ``table``.

    Args:
        text: to read.
        table: an embedding's weight; or the size of one-hot vectors.
        vocabulary: which row belongs to which token; without one, tokens get the rows in the order in which they first
            appear, for nothing else is known.
        how: "words" and signs, "spaces" or "characters".

    Raises:
        InputError: the text cannot be read, a token is not in the vocabulary, or the table has too few rows.
    """
    rows = split(text, how)
    if vocabulary is None:
        order = {token: number for number, token in enumerate(dict.fromkeys(token for row in rows for token in row))}
        _check_enough(len(order), count_of(table))
        vocabulary = Vocabulary(order)
    numbers = [[_number(token, vocabulary, t, batch) for t, token in enumerate(row)] for batch, row in enumerate(rows)]
    labels = [["".join(map(label, token)) for token in row] for row in rows]
    if not isinstance(table, int):
        return vectors(numbers, labels, table)
    names = vocabulary.names()
    features = tuple(label(names[place]) if place in names else str(place) for place in range(table))
    return vectors(numbers, labels, table, features)


def _number(token: str, vocabulary: Vocabulary, t: int, batch: int) -> int:
    number = vocabulary.number(token)
    if number is None:
        template = N_(
            "Every token must be in the vocabulary, which has {count}: {token}, at t = {t} of row {row}, is not, and "
            "there is none for unknown ones, such as <unk>. Write another word, or add it."
        )
        count = f"{len(vocabulary.numbers):,}"
        raise InputError("tokens-unknown", template, count=count, token=repr(token[:40]), t=t, row=batch)
    return number


def _check_enough(count: int, rows: int) -> None:
    if count > rows:
        template = N_(
            "The text may have up to {rows} different tokens, for there are no more rows, and it has {got}. Shorten "
            "it, or cut it into other tokens."
        )
        raise InputError("tokens-many", template, rows=f"{rows:,}", got=f"{count:,}")
