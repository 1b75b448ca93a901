"""Names for time steps and features, as a person types them."""

import re
from dataclasses import replace

from rnnviz.errors import InputError
from rnnviz.formats.reading import Reading
from rnnviz.words import N_


def named(made: Reading, labels: str, features: str) -> Reading:
    """A reading with other names for its steps (with spaces between them, a row a line) and its features (with commas).

    Raises:
        InputError: there are not as many names as steps or features.
    """
    if labels.strip():
        made = replace(made, labels=_labels(made, labels))
    if features.strip():
        names = tuple(name.strip() for name in re.split(r"[,，;；\n]", features.strip(" ,，;；\n")))
        if len(names) != len(made.features):
            template = N_("There must be a name for each of the {rule} features, with commas between them, got {got}.")
            raise InputError("feature-names", template, rule=len(made.features), got=len(names))
        made = replace(made, features=names)
    return made


def _labels(made: Reading, typed: str) -> tuple[tuple[str, ...], ...]:
    lines = [tuple(line.split()) for line in typed.strip().splitlines()]
    # One line serves all rows.
    rows = lines * len(made.labels) if len(lines) == 1 else lines
    if len(rows) != len(made.labels):
        template = N_("Names of time steps must be one line for all rows, or {rule} lines, got {got}.")
        raise InputError("step-name-rows", template, rule=len(made.labels), got=len(rows))
    found = []
    for row, (names, before) in enumerate(zip(rows, made.labels, strict=True)):
        wanted = max(map(len, made.labels)) if len(lines) == 1 else len(before)
        if len(names) != wanted:
            template = N_("There must be a name for each of the {rule} time steps of row {row}, got {got}.")
            raise InputError("step-names", template, rule=wanted, row=row, got=len(names))
        found.append(names[: len(before)])
    return tuple(found)
