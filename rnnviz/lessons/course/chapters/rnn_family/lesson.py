"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.rnn_family import pictures
from rnnviz.lessons.course.chapters.rnn_family.members import LONGEST, MEMBERS
from rnnviz.lessons.course.chapters.rnn_family.numbers import numbers
from rnnviz.lessons.course.chapters.rnn_family.quiz import questions
from rnnviz.lessons.course.chapters.rnn_family.recurrence import steps

LESSON = Lesson(
    controls={
        "kind": Choice(MEMBERS, "transition"),
        "back": Slider(0, LONGEST, 10, 1),
        "half": Slider(1, 365, 3, 1),
    },
    numbers=numbers,
    live={
        "recurrence": Picture(steps),
        "diagrams": Picture(pictures.diagrams, controls=("kind",), wide=True),
        "measured": Table(pictures.measured, controls=("back",)),
        "influence": Picture(pictures.influence, controls=("back",)),
        "entries": Picture(pictures.entries, controls=("half",)),
        "states": Table(pictures.states),
        "fades": Door("lesson", "fades", {"lesson": "why-memory-fades"}),
    },
    questions=questions,
    given={"2014": "Pascanu, Gulcehre, Cho and Bengio, How to construct deep recurrent neural networks"},
)
