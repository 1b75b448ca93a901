"""Numbers of tokens, typed or pasted."""

import re

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.reading import Reading
from rnnviz.formats.series import BETWEEN, WITHOUT_BRACKETS
from rnnviz.formats.tokens.rows import Rows, vectors
from rnnviz.formats.tokens.vocabulary import Vocabulary
from rnnviz.words import N_

_END_OF_LIST = re.compile(r"[\])]\s*,\s*(?=[\[(])")
"""Between two rows of a list in a list."""


def read_ids(text: str, table: Rows, vocabulary: Vocabulary | None = None) -> Reading:
    """Whole numbers with spaces or commas between them, each line one batch row, as rows of ``table``.

    Args:
        text: to read; brackets are passed over.
        table: an embedding's weight; or the size of one-hot vectors.
        vocabulary: names the time steps, where there is one.

    Raises:
        InputError: there are none, or too many, or something is no whole number from 0, or the table has no such row.

    >>> read_ids("[2, 0]", 3).input[:, 0].tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    if len(text) > limits.MAX_TYPED:
        template = N_("Numbers of tokens may have up to {most} characters, got {got}: leave some out.")
        raise InputError("ids-typed", template, most=f"{limits.MAX_TYPED:,}", got=f"{len(text):,}")
    rows_of = _END_OF_LIST.sub("\n", text).splitlines()
    lines = [[entry for entry in BETWEEN.split(line.translate(WITHOUT_BRACKETS)) if entry] for line in rows_of]
    lines = [line for line in lines if line]
    count = sum(map(len, lines))
    if not count:
        raise InputError("ids-empty", N_("Numbers of tokens must be given, such as 5 2 7: there are none."))
    if count > limits.MAX_NUMBERS:
        raise _too_many(f"{count:,}")
    if len(lines) > limits.MAX_ROWS:
        template = N_("The series may have up to {most} rows, got {got}: leave some out.")
        raise InputError("series-many", template, most=limits.MAX_ROWS, got=len(lines))
    rows = [[_whole(entry, t, batch) for t, entry in enumerate(line)] for batch, line in enumerate(lines)]
    names = {} if vocabulary is None else vocabulary.names()
    labels = [[names.get(number, str(number)) for number in row] for row in rows]
    return vectors(rows, labels, table)


def _whole(entry: str, t: int, batch: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", entry):
        return int(entry)
    template = N_("Numbers of tokens must be whole numbers from 0: at t = {t} of row {row} there is {got}.")
    got = entry if len(entry) <= limits.MAX_ADDRESS_VALUE else entry[: limits.MAX_ADDRESS_VALUE] + "…"
    raise InputError("ids-word", template, t=t, row=batch, got=repr(got))


def _too_many(got: str) -> InputError:
    template = N_("Up to {most} numbers of tokens can be read, got {got}: leave some out.")
    return InputError("ids-many", template, most=limits.MAX_NUMBERS, got=got)
