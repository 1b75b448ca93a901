"""What is live in the lesson."""

from rnnviz.lessons.course import Code, Door, Lesson, Picture, Player, Slider, Table
from rnnviz.lessons.course.chapters.what_is_an_rnn import pictures, runs
from rnnviz.lessons.course.chapters.what_is_an_rnn.numbers import numbers
from rnnviz.lessons.course.chapters.what_is_an_rnn.quiz import questions

LESSON = Lesson(
    controls={
        "steps": Slider(1, 50, 5),
        "deviation": Slider(0.05, 1.5, 1.0, 0.05),
        "gain": Slider(0.5, 3.0, 1.0, 0.1),
    },
    numbers=numbers,
    live={
        "reading": Picture(pictures.reading),
        "twice": Picture(pictures.twice),
        "counted": Picture(pictures.counted, controls=("steps",)),
        "by_hand": Code(lambda context: runs.by_hand()[0]),
        "sizes": Table(pictures.sizes),
        "before": Door("pitfalls", "before", {"pitfall": "output-from-the-state-before"}),
        "spelled": Player(lambda context: runs.spelled(), lambda context: {"t": 2}),
        "guesses": Picture(pictures.guesses),
        "four_sequences": Door("pitfalls", "four_sequences", {"pitfall": "hello-without-memory"}),
        "stuck": Picture(pictures.stuck, controls=("deviation",)),
        "both_programs": Door("pitfalls", "both_programs", {"pitfall": "weights-of-standard-deviation-one"}),
        "back": Picture(pictures.back, controls=("gain",)),
        "uses": Table(pictures.uses),
    },
    questions=questions,
)
