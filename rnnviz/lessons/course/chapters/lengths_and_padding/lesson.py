"""What is live in the lesson."""

from rnnviz.lessons.course import Code, Door, Lesson, Picture, Slider, Table, Typing
from rnnviz.lessons.course.chapters.lengths_and_padding import pictures
from rnnviz.lessons.course.chapters.lengths_and_padding.numbers import numbers
from rnnviz.lessons.course.chapters.lengths_and_padding.quiz import questions
from rnnviz.lessons.course.chapters.lengths_and_padding.rows import MOST_WORDS, line_by_line, typed_rows

LESSON = Lesson(
    controls={"rows": Typing(typed_rows), "total": Slider(MOST_WORDS, 12, 8)},
    numbers=numbers,
    live={
        "padded": Table(pictures.padded, controls=("rows",)),
        "moved": Picture(pictures.moved),
        "padding_moves": Door("pitfalls", "padding_moves", {"pitfall": "padding-moves-the-final-state"}),
        "packs": Picture(pictures.packs, wide=True),
        "line_by_line": Code(lambda context: line_by_line(context.values["rows"])),
        "orders": Table(pictures.orders, controls=("rows",), wide=True),
        "never_restored": Door("pitfalls", "never_restored", {"pitfall": "sorted-and-never-restored"}),
        "kept": Picture(pictures.kept),
        "last_step": Door("pitfalls", "last_step", {"pitfall": "last-step-of-a-padded-row"}),
        "cut": Table(pictures.cut, controls=("total",)),
        "too_short": Door("pitfalls", "too_short", {"pitfall": "padded-output-too-short"}),
        "averaged": Picture(pictures.averaged),
        "loss": Picture(pictures.loss),
        "flipped": Table(pictures.flipped, controls=("rows",)),
        "padding_first": Door("pitfalls", "padding_first", {"pitfall": "flipping-padded-rows"}),
    },
    questions=questions,
)
