"""What is live in the lesson."""

from rnnviz.lessons.course import Code, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.input_output_patterns import pictures, runs
from rnnviz.lessons.course.chapters.input_output_patterns.numbers import numbers
from rnnviz.lessons.course.chapters.input_output_patterns.quiz import questions

LESSON = Lesson(
    controls={"changed": Slider(0, runs.STEPS - 1, 1)},
    numbers=numbers,
    live={
        "one_to_one": Picture(pictures.one_to_one),
        "same_length": Picture(pictures.same_length),
        "moved": Picture(pictures.moved, controls=("changed",)),
        "many_to_one": Picture(pictures.many_to_one),
        "one_to_many": Picture(pictures.one_to_many),
        "other_length": Picture(pictures.other_length),
        "layers": Table(pictures.layers),
        "readings": Table(pictures.readings),
        "padded": Door("pitfalls", "padded", {"pitfall": "last-step-of-a-padded-row"}),
        "in_float64": Code(lambda context: runs.in_float64(), step=2),
        "zero_states": Door("pitfalls", "zero_states", {"pitfall": "zero-states-in-float32"}),
    },
    questions=questions,
)
