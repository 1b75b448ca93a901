"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Slider, Table, Typing
from rnnviz.lessons.course.chapters.generating_text import pictures, tables
from rnnviz.lessons.course.chapters.generating_text.numbers import numbers
from rnnviz.lessons.course.chapters.generating_text.quiz import questions
from rnnviz.training.models.characters import encoded

LESSON = Lesson(
    controls={
        "vocabulary": Slider(20, 200, 100, 10),
        "hidden": Slider(64, 1024, 512, 64),
        "sentence": Typing(encoded, 60),
        "prompt": Typing(encoded, 60),
        "temperature": Slider(0.1, 3.0, 0.8, 0.05),
        "draw": Slider(0, 20, 0),
    },
    numbers=numbers,
    live={
        "parts": Table(tables.parts, controls=("vocabulary", "hidden")),
        "flattened": Table(tables.flattened),
        "read": Picture(pictures.read, controls=("sentence",), wide=True),
        "tempered": Picture(pictures.tempered, controls=("prompt", "temperature")),
        "after_softmax": Door("pitfalls", "after_softmax", {"pitfall": "temperature-after-softmax"}),
        "texts": Table(tables.texts, controls=("prompt", "temperature", "draw"), wide=True),
        "last_only": Picture(pictures.last_only, controls=("prompt",)),
        "only_last": Door("pitfalls", "only_last", {"pitfall": "only-the-last-character-of-the-prompt"}),
        "careless": Table(tables.careless),
        "zero": Door("pitfalls", "zero", {"pitfall": "temperature-of-zero"}),
        "training": Picture(pictures.left_in_training, controls=("prompt",)),
        "without_eval": Door("pitfalls", "without_eval", {"pitfall": "dropout-without-eval"}),
    },
    questions=questions,
)
