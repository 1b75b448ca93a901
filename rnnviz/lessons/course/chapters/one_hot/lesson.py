"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Slider, Table, Typing
from rnnviz.lessons.course.chapters.one_hot import pictures
from rnnviz.lessons.course.chapters.one_hot.numbers import numbers
from rnnviz.lessons.course.chapters.one_hot.quiz import questions
from rnnviz.lessons.course.chapters.one_hot.words import typed_words

LESSON = Lesson(
    controls={
        "words": Typing(typed_words),
        "vocabulary": Slider(1000, 100_000, 10_000, 1000),
        "buckets": Slider(8, 1024, 64, 8),
    },
    numbers=numbers,
    live={
        "numbered": Table(pictures.numbered, controls=("words",)),
        "one_hot": Picture(pictures.one_hot, controls=("words",)),
        "distances": Picture(pictures.distances),
        "growth": Picture(pictures.growth, controls=("vocabulary",)),
        "hashing": Picture(pictures.hashing, controls=("buckets",)),
        "components": Picture(pictures.components),
        "unknown": Door("pitfalls", "unknown_word", {"pitfall": "unknown-word"}),
        "pca": Door("pitfalls", "pca", {"pitfall": "pca-of-one-hot"}),
    },
    questions=questions,
)
