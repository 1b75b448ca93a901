"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Door, Lesson, Picture, Player, Slider, Table
from rnnviz.lessons.course.chapters.side_by_side import pictures, runs
from rnnviz.lessons.course.chapters.side_by_side.numbers import numbers
from rnnviz.lessons.course.chapters.side_by_side.quiz import questions

LESSON = Lesson(
    controls={
        "input": Slider(1, 512, 32, 1),
        "hidden": Slider(1, 512, 64, 1),
        "kind": Choice(tuple(runs.KINDS), "RNN"),
        "width": Slider(8, 128, 32, 8),
    },
    numbers=numbers,
    live={
        "anatomy": Table(pictures.anatomy),
        "parameters": Table(pictures.parameters, controls=("input", "hidden")),
        "player": Player(lambda context: runs.reading(context.values["kind"]), controls=("kind",)),
        "together": Picture(pictures.together),
        "returned": Table(pictures.returned),
        "swapped": Picture(pictures.swapped),
        "pitfall": Door("pitfalls", "pitfall", {"pitfall": "states-swapped-on-return"}),
        "speed": Picture(pictures.speed, controls=("width",)),
        "recall": Picture(pictures.recall),
        "memory": Door("memory", "memory"),
    },
    questions=questions,
)
