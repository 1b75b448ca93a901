"""A setting of one thing a line, such as breakpoints, edits or other networks, cut into its lines."""


def lines(text: str) -> tuple[str, ...]:
    r"""The lines of a setting without the spaces around them, and without empty ones.

    >>> lines(" f *= 0.5\n\nf *= 0.5")
    ('f *= 0.5', 'f *= 0.5')
    """
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def distinct_lines(text: str) -> tuple[str, ...]:
    r"""The same, each once: where a line says the same however often it stands there.

    >>> distinct_lines("c[0] < 0\n\n  sign-flip\nsign-flip")
    ('c[0] < 0', 'sign-flip')
    """
    return tuple(dict.fromkeys(lines(text)))
