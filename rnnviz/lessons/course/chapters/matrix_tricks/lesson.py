"""What is live in the lesson."""

from rnnviz.lessons.course import Code, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.matrix_tricks import pictures
from rnnviz.lessons.course.chapters.matrix_tricks.numbers import numbers
from rnnviz.lessons.course.chapters.matrix_tricks.quiz import questions
from rnnviz.lessons.course.chapters.matrix_tricks.steps import line_by_line

SIZES = ("n", "d")

LESSON = Lesson(
    controls={"n": Slider(1, 4, 3), "d": Slider(1, 3, 2), "features": Slider(1, 64, 16)},
    numbers=numbers,
    live={
        "product": Picture(pictures.product),
        "shapes": Table(pictures.shapes, controls=SIZES),
        "wrong_axis": Door("pitfalls", "wrong_axis", {"pitfall": "matrices-joined-along-the-wrong-axis"}),
        "swapped": Picture(pictures.swapped),
        "other_order": Door("pitfalls", "other_order", {"pitfall": "joined-in-the-other-order"}),
        "stacked": Picture(pictures.stacked),
        "line_by_line": Code(lambda context: line_by_line(*pictures.sizes(context))),
        "folded": Picture(pictures.folded),
        "ways": Table(pictures.ways, controls=SIZES),
        "gate_order": Door("pitfalls", "gate_order", {"pitfall": "gate-order-of-another-framework"}),
        "counted": Table(pictures.counted, controls=SIZES),
        "two_biases": Door("pitfalls", "two_biases", {"pitfall": "two-biases-learn-twice-as-fast"}),
        "growth": Picture(pictures.growth, controls=("features",)),
    },
    questions=questions,
)
