"""What is live in the lesson."""

from rnnviz.lessons.course import Door, Lesson, Picture, Slider
from rnnviz.lessons.course.chapters.why_memory_fades import pictures
from rnnviz.lessons.course.chapters.why_memory_fades.numbers import numbers
from rnnviz.lessons.course.chapters.why_memory_fades.quiz import questions

LESSON = Lesson(
    controls={
        "radius": Slider(0.2, 2.0, 0.9, 0.1),
        "alpha": Slider(0.02, 1.0, 0.2, 0.02),
        "echo": Slider(0.1, 2.0, 0.9, 0.1),
        "bias": Slider(0.0, 6.0, 0.0, 0.5),
    },
    numbers=numbers,
    live={
        "apart": Picture(pictures.apart, controls=("radius",)),
        "products": Picture(pictures.products, controls=("radius",)),
        "influence": Picture(pictures.influence, controls=("radius",)),
        "weights": Picture(pictures.weights, controls=("radius",)),
        "pulse": Picture(pictures.pulse, controls=("alpha",)),
        "recall": Picture(pictures.recall, controls=("echo",)),
        "gates": Picture(pictures.gates, controls=("alpha",)),
        "untrained": Picture(pictures.untrained, controls=("bias",)),
        "in_the_weights": Door("pitfalls", "in_the_weights", {"pitfall": "forgetting-sought-in-the-weights"}),
        "by_hand": Door("by-hand", "by_hand", {"module": "leaky-rnn"}),
        "fresh": Door("pitfalls", "fresh", {"pitfall": "fresh-lstm-forgets"}),
        "memory": Door("memory", "memory", {"hidden_size": 16, "seq_len": 100}),
    },
    questions=questions,
    given={"2001": "Jaeger, The echo state approach to analysing and training recurrent neural networks, GMD 148"},
)
