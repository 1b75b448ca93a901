"""The tables of the lesson."""

from collections.abc import Sequence

from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.generating_text.runs import mishaps, shapes, sizes, written
from rnnviz.training.text.vocabulary import visible

Rows = Sequence[Sequence[str]]

TEMPERATURES = (0.2, 0.8, 2.0)
"""Below the one that is set, for comparison."""


def parts(context: Context) -> Rows:
    """Parameters of each part, and of all."""
    found, said = sizes(context.values["vocabulary"], context.values["hidden"]), context.said
    rows = [(said[f"part_{name}"], f"{count:,}") for name, count in found]
    return ((said["part"], said["count"]), *rows, (said["all"], f"{sum(count for _, count in found):,}"))


def flattened(context: Context) -> Rows:
    """Shapes on the way to the loss."""
    said = context.said
    return ((said["tensor"], said["shape"]), *((said[f"shape_{name}"], str(shape)) for name, shape in shapes()))


def texts(context: Context) -> Rows:
    """What is written at the temperature that is set, and at others."""
    values, said = context.values, context.said
    temperatures = sorted({values["temperature"], *TEMPERATURES})
    rows = [
        (f"{temperature:.2f}", _seen(values["prompt"] + "|" + written(values["prompt"], temperature, values["draw"])))
        for temperature in temperatures
    ]
    return ((said["temperature"], said["goes_on"]), *rows)


def _seen(text: str) -> str:
    """A text whose lines' ends are seen: a table has one line for it."""
    return text.replace("\n", visible("\n"))


def careless(context: Context) -> Rows:
    """What comes of careless calls."""
    said = context.said
    return (
        (said["call"], said["came"]),
        *((said[f"call_{name}"], came or said["nothing"]) for name, came in mishaps()),
    )
