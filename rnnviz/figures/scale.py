"""Ticks at round distances."""


def round_step(least: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50, ... at or above ``least``: between ticks that are counted in whole numbers.

    >>> round_step(0.1), round_step(3.0), round_step(67.0)
    (1, 5, 100)
    """
    scale = 1
    while least > 5 * scale:
        scale *= 10
    return next((step * scale for step in (1, 2, 5) if step * scale >= least), 10 * scale)
