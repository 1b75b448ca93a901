"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Player, Slider, Table
from rnnviz.lessons.course.chapters.elman_and_jordan import pictures, runs
from rnnviz.lessons.course.chapters.elman_and_jordan.numbers import numbers
from rnnviz.lessons.course.chapters.elman_and_jordan.quiz import questions

LESSON = Lesson(
    controls={"outputs": Slider(1, 8, 2), "gain": Slider(1, 20, 10)},
    numbers=numbers,
    live={
        "facts": Table(pictures.facts),
        "elman": Player(lambda context: runs.recorded()[0], lambda context: {"t": 1}),
        "jordan": Player(lambda context: runs.recorded()[1], lambda context: {"t": 1}),
        "elman_door": Door("by-hand", "elman_door", {"module": "elman"}),
        "jordan_door": Door("by-hand", "jordan_door", {"module": "jordan"}),
        "recalled": Picture(pictures.recalled, controls=("outputs",)),
        "disturbance": Picture(pictures.disturbance, controls=("gain",)),
        "fed_back": Picture(pictures.fed_back, controls=("gain",)),
        "beyond": Door("pitfalls", "beyond", {"pitfall": "jordan-context-beyond-one"}),
        "both_ways": Picture(pictures.both_ways),
    },
    questions=questions,
    given={
        "1986": "Jordan, Serial order: a parallel distributed processing approach",
        "1990": "Elman, Finding structure in time",
    },
)
