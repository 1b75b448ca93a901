"""What is live in the lesson."""

from rnnviz.lessons.course import Choice, Code, Door, Lesson, Picture, Slider, Table
from rnnviz.lessons.course.chapters.by_hand import pictures
from rnnviz.lessons.course.chapters.by_hand.modules import SHOWN, line_by_line
from rnnviz.lessons.course.chapters.by_hand.numbers import numbers
from rnnviz.lessons.course.chapters.by_hand.quiz import questions

LESSON = Lesson(
    controls={
        "module": Choice(SHOWN, SHOWN[0]),
        "hidden": Slider(4, 64, 16, 4),
        "window": Slider(0, pictures.SHOWN_WINDOWS - 1, 0),
        "start": Choice(("own", "same"), "own"),
        "seed": Slider(0, 4, 0),
    },
    numbers=numbers,
    given={
        "1997": "Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9(8)",
        "2000": "Gers, Schmidhuber and Cummins, Learning to Forget, Neural Computation 12(10)",
    },
    live={
        "line_by_line": Code(lambda context: line_by_line(context.values["module"]), controls=("module",)),
        "forms": Table(pictures.forms),
        "equal": Table(pictures.equal, wide=True),
        "modules": Door("by-hand", "modules", {"module": "lstm"}),
        "origins": Table(pictures.origins, wide=True),
        "other_order": Door("pitfalls", "other_order", {"pitfall": "joined-in-the-other-order"}),
        "trials": Table(pictures.trials, wide=True),
        "zero_states": Door("pitfalls", "zero_states", {"pitfall": "zero-states-in-float32"}),
        "bounds": Picture(pictures.bounds, controls=("hidden",)),
        "memories": Picture(pictures.memories),
        "windows": Picture(pictures.windows, controls=("window",)),
        "losses": Picture(pictures.losses, controls=("start", "seed")),
        "ranking": Table(pictures.ranking, controls=("start", "seed")),
        "train": Door("train", "train", {"training": "next-number?"}),
    },
    questions=questions,
)
