"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Lesson, Picture, Slider, Table, Typing
from rnnviz.lessons.course.chapters.attention import pictures, runs
from rnnviz.lessons.course.chapters.attention.numbers import numbers
from rnnviz.lessons.course.chapters.attention.quiz import questions
from rnnviz.lessons.course.chapters.attention.typed import marked_row
from rnnviz.training.models.dates.typed import dated

LESSON = Lesson(
    controls={
        "row": Typing(marked_row, most=40),
        "sharpness": Slider(0.0, 2.0, 0.2, 0.1),
        "mask": Choice(("off", "on"), "off"),
        "date": Typing(dated, most=40),
        "blanks": Slider(0, runs.MOST_BLANKS, 2),
    },
    numbers=numbers,
    live={
        "found": Picture(pictures.found, controls=("row",)),
        "weights": Picture(pictures.weights, controls=("row", "sharpness")),
        "shapes": Table(pictures.shapes, controls=("row",)),
        "batch": Picture(pictures.batch, controls=("row", "mask")),
        "by_distance": Picture(pictures.by_distance),
        "date_map": Picture(pictures.date_map, controls=("date",)),
        "scorings": Table(pictures.scorings),
        "by_blanks": Picture(pictures.by_blanks, controls=("blanks",)),
        "effects": Picture(pictures.weights_and_effects, controls=("row",)),
    },
    questions=questions,
    given={
        "2014": "Bahdanau, Cho and Bengio: Neural machine translation by jointly learning to align and translate",
        "2015": "Luong, Pham and Manning: Effective approaches to attention-based neural machine translation",
    },
)
