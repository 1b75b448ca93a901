"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Player, Slider, Table
from rnnviz.lessons.course.chapters.gru import pictures, runs
from rnnviz.lessons.course.chapters.gru.numbers import numbers
from rnnviz.lessons.course.chapters.gru.quiz import questions

LESSON = Lesson(
    controls={
        "update": Slider(-6.0, 6.0, 1.0, 0.5),
        "reset": Slider(-6.0, 6.0, 0.0, 0.5),
        "hidden": Slider(1, 512, 64, 1),
        "scale": Slider(1.0, 10.0, 5.0, 1.0),
    },
    numbers=numbers,
    live={
        "player": Player(lambda context: runs.reading(), place=lambda context: {"t": 3, "operation": "z"}),
        "blend": Picture(pictures.blend, controls=("update",)),
        "reset": Picture(pictures.reset, controls=("reset",)),
        "counted": Table(pictures.counted, controls=("hidden",)),
        "conventions": Picture(pictures.conventions),
        "switches": Door("conventions", "switches", {"cell_type": "GRU", "difference": "gru-switches"}),
        "continuous": Picture(pictures.continuous, controls=("scale",)),
        "counting": Picture(pictures.counting),
        "recall": Picture(pictures.recall),
    },
    questions=questions,
    given={"2014": "Cho et al., EMNLP 2014; Chung et al., 2014", "2018": "Weiss, Goldberg and Yahav, ACL 2018"},
)
