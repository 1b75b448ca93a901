"""Which recordings can stand beside each other."""

from collections.abc import Sequence

from rnnviz.errors import ArgumentError, InputError
from rnnviz.recorder import Recording
from rnnviz.words import N_


def check_together(rec: object, others: Sequence[object]) -> None:
    """Raise unless all are recordings of the same rows and time steps.

    Raises:
        ArgumentError: one is no recording, or there is none beside the first.
        InputError: they differ in their batch rows or time steps.
    """
    for name, one in _named(rec, others):
        if not isinstance(one, Recording):
            template = N_("{name} must be a recording, got {got}. Make one first: rnnviz.record(module, input).")
            raise ArgumentError("compare-recording", template, name=name, got=type(one).__name__)
    if not others:
        template = N_("others must be one recording or more, got none. Call rnnviz.compare(rec, other).")
        raise ArgumentError("compare-none", template)
    assert isinstance(rec, Recording)
    for name, one in _named(rec, others)[1:]:
        assert isinstance(one, Recording)
        _check_rows(rec, name, one)


def _named(rec: object, others: Sequence[object]) -> list[tuple[str, object]]:
    return [("rec", rec), *((f"others[{place}]", other) for place, other in enumerate(others))]


def _check_rows(rec: Recording, name: str, other: Recording) -> None:
    if other.batch != rec.batch:
        template = N_(
            "{name} must have as many batch rows as rec, batch={batch}, got batch={got}. Record both on the same input."
        )
        raise InputError("compare-batch", template, name=name, batch=rec.batch, got=other.batch)
    # A packed batch ends where its longest row ends; a padded one may go on.
    if other.seq_len != rec.seq_len and rec.lengths is None and other.lengths is None:
        template = N_(
            "{name} must have as many time steps as rec, seq_len={seq_len}, got seq_len={got}. Record both on the same "
            "input; rows may end at different steps only where a batch is packed."
        )
        raise InputError("compare-steps", template, name=name, seq_len=rec.seq_len, got=other.seq_len)
