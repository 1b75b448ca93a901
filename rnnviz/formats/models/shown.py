"""How an error repeats what a file of weights says: short, on one line, every character seen."""

from collections.abc import Iterable

from rnnviz import limits


def shown(text: object) -> str:
    """A name out of a file: what cannot be printed is escaped, what is too long is cut.

    >>> shown("encoder.lstm"), shown("a\\nb\\u202e"), len(shown("a" * 1000))
    ('encoder.lstm', 'a\\\\nb\\\\u202e', 60)
    """
    # More than is shown need not be looked at.
    start = str(text)[: limits.MAX_MODEL_SHOWN + 1]
    made = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in start)
    return made if len(made) <= limits.MAX_MODEL_SHOWN else made[: limits.MAX_MODEL_SHOWN - 1] + "…"


def shown_first(names: Iterable[object], most: int = 4) -> str:
    """The first of some names, and whether there are more.

    >>> shown_first(["a", "b", "c"], 2)
    'a, b, …'
    """
    listed = [shown(name) for _, name in zip(range(most + 1), names, strict=False)]
    return ", ".join([*listed[:most], "…"] if len(listed) > most else listed)


def shown_shape(shape: Iterable[object]) -> str:
    """A shape, of which no number is longer than a reader can take in.

    >>> shown_shape((4, 3)), shown_shape((10**30,))
    ('(4, 3)', '(1e+30,)')
    """
    listed = list(shape)[: limits.MAX_MODEL_DIMENSIONS + 1]
    sizes = [f"{size:.3g}" if isinstance(size, int) and abs(size) >= 10**15 else shown(repr(size)) for size in listed]
    cut = [*sizes[: limits.MAX_MODEL_DIMENSIONS], "…"] if len(sizes) > limits.MAX_MODEL_DIMENSIONS else sizes
    return f"({cut[0]},)" if len(cut) == 1 else f"({', '.join(cut)})"
