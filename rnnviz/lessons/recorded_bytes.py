"""How much memory a recording takes: shelves are bounded by it."""

from rnnviz.recorder import Recording


def recorded_bytes(*recordings: Recording) -> int:
    """Bytes of the arrays of some recordings, all together (bytes)."""
    return sum(
        array.nbytes
        for rec in recordings
        for array in (rec.input, rec.output, rec.gates, rec.weighted_sums, rec.h, rec.c, *rec.weights.values())
        if array is not None
    )
