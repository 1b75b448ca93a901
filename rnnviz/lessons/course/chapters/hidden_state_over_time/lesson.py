"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Slider, Typing
from rnnviz.lessons.course.chapters.hidden_state_over_time import pictures, runs
from rnnviz.lessons.course.chapters.hidden_state_over_time.numbers import numbers
from rnnviz.lessons.course.chapters.hidden_state_over_time.quiz import questions

_TYPED = ("text", "units")

LESSON = Lesson(
    controls={"text": Typing(runs.check), "units": Slider(2, 64, 12)},
    numbers=numbers,
    live={
        "states": Picture(pictures.states, controls=_TYPED),
        "lines": Picture(pictures.lines, controls=_TYPED),
        "mean": Picture(pictures.mean, controls=_TYPED),
        "alike": Picture(pictures.alike, controls=_TYPED, wide=True),
        "path": Picture(pictures.path, controls=_TYPED),
        "letters": Picture(pictures.letters),
        "remembered": Picture(pictures.remembered),
        "cost": Picture(pictures.cost, controls=("units",)),
        "fitted": Picture(pictures.fitted),
        "debugger": Door(
            "",
            "debugger",
            {
                "cell_type": "RNN",
                "source": "text",
                "weights": "random",
                "hidden_size": 12,
                "text": "to be or not to be",
            },
        ),
    },
    questions=questions,
    given={"2001": "Jaeger, Short term memory in echo state networks, GMD report 152"},
)
