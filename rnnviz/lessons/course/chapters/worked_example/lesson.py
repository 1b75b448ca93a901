"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.worked_example import pictures, tables
from rnnviz.lessons.course.chapters.worked_example.numbers import numbers
from rnnviz.lessons.course.chapters.worked_example.quiz import questions
from rnnviz.lessons.course.chapters.worked_example.runs import ENTRIES, START

EXAMPLE = {"cell_type": "LSTM", "source": "example"}

LESSON = Lesson(
    controls={
        **{name: Slider(-3.0, 3.0, start, 0.1) for name, start in zip(ENTRIES, START, strict=True)},
        "entry": Choice(ENTRIES, "x1"),
    },
    numbers=numbers,
    live={
        "given": Table(tables.given),
        "cut": Table(tables.cut, wide=True),
        "printed": Door("worked-example", "printed", {**EXAMPLE, "reading": "printed"}),
        "one_row": Door("pitfalls", "one_row", {"pitfall": "one-row-for-each-gate"}),
        "readings": Table(tables.readings),
        "full_rows": Door("worked-example", "full_rows", {**EXAMPLE, "reading": "full"}),
        "sums": Table(tables.sums, controls=ENTRIES, wide=True),
        "gates": Table(tables.gates, controls=ENTRIES),
        "cell_state": Table(tables.cell_state, controls=ENTRIES),
        "updated": Picture(pictures.updated, controls=ENTRIES),
        "hidden_state": Table(tables.hidden_state, controls=ENTRIES),
        "moved": Picture(pictures.moved, controls=("entry",)),
        "proof": Table(tables.proof),
        "page": Door("worked-example", "page", {**EXAMPLE, "reading": "shared"}),
    },
    questions=questions,
)
