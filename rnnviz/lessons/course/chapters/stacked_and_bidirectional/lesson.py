"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Code, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.stacked_and_bidirectional import pictures
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.networks import CHECKED, checks
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.numbers import numbers
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.quiz import questions

LESSON = Lesson(
    controls={
        "layers": Slider(1, 3, 2),
        "directions": Choice(("one", "both"), "both"),
        "depth": Slider(1, 3, 1),
        "order": Choice(("time", "batch"), "time"),
        "hidden": Slider(4, 64, CHECKED[1], 4),
    },
    numbers=numbers,
    live={
        "in_time": Picture(pictures.in_time),
        "seen": Picture(pictures.seen),
        "every_shape": Table(pictures.every_shape, controls=("layers", "directions")),
        "explorer": Door(
            "shapes",
            "explore",
            {
                "input_size": CHECKED[0],
                "hidden_size": CHECKED[1],
                "num_layers": CHECKED[2],
                "seq_len": CHECKED[3],
                "batch": CHECKED[4],
                "bidirectional": True,
                "chosen": "output[4, 0, :20]",
            },
        ),
        "places": Picture(pictures.places),
        "one_feature": Door("pitfalls", "one_feature", {"pitfall": "one-feature-for-one-direction"}),
        "rows": Table(pictures.rows, controls=("layers", "directions")),
        "which_row": Door("pitfalls", "which_row", {"pitfall": "rows-of-h-n"}),
        "checks": Code(lambda context: checks()),
        "mixing": Picture(pictures.mixing),
        "separate_stacks": Door("pitfalls", "separate_stacks", {"pitfall": "a-stack-for-each-direction"}),
        "summed_up": Picture(pictures.summed_up, controls=("depth",)),
        "last_step": Door("pitfalls", "last_step", {"pitfall": "last-step-of-both-directions"}),
        "cost": Picture(pictures.cost, controls=("hidden",)),
        "batches": Table(pictures.batches, controls=("order",)),
        "fixed_state": Door("pitfalls", "fixed_state", {"pitfall": "h-0-of-a-fixed-batch-size"}),
    },
    questions=questions,
)
