"""Labels of the time steps, and names of the features."""

from rnnviz.errors import InputError
from rnnviz.recorder.rows import Rows
from rnnviz.words import N_


def check_labels(labels: object, rows: Rows) -> tuple[tuple[str, ...], ...] | None:
    """The labels as tuples: for each batch row, one string for each of its time steps.

    Raises:
        InputError: they are no lists of strings, or not as many as there are time steps.
    """
    if labels is None:
        return None
    given = list(labels) if isinstance(labels, list | tuple) else None
    if given is None or any(isinstance(row, str) or not isinstance(row, list | tuple) for row in given):
        raise InputError(
            "labels-form",
            N_("labels must be one list of strings for each batch row, got {got}. For one row, pass [labels]."),
            got=type(labels).__name__ if given is None else f"a list of {type(given[0]).__name__}",
        )
    wanted = list(rows.lengths) if rows.lengths is not None else [rows.seq_len] * rows.batch
    lengths = [len(row) for row in given]
    if lengths != wanted:
        raise InputError(
            "labels-length",
            N_(
                "labels must be {batch} lists of {seq_len} strings, one for each batch row, got "
                "lists of {got}. Give every time step a label."
            ),
            batch=rows.batch,
            seq_len=rows.seq_len if rows.lengths is None else list(rows.lengths),
            got=lengths,
        )
    return tuple(tuple(str(label) for label in row) for row in given)


def check_features(features: object, input_size: int) -> tuple[str, ...] | None:
    """The names of the features as a tuple, one for each of them.

    Raises:
        InputError: they are no list of strings, or not as many as the module reads features.
    """
    if features is None:
        return None
    if not isinstance(features, list | tuple) or len(features) != input_size:
        raise InputError(
            "features",
            N_("features must be a list of {input_size} strings, one for each feature of the input, got {got}."),
            input_size=input_size,
            got=len(features) if isinstance(features, list | tuple) else type(features).__name__,
        )
    return tuple(map(str, features))
