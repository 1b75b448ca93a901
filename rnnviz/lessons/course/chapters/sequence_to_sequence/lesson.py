"""What is live in the lesson."""

from rnnviz.lessons.course import Code, Door, Lesson, Picture, Player, Slider, Table, Typing
from rnnviz.lessons.course.chapters.sequence_to_sequence import never_imported, pictures, runs
from rnnviz.lessons.course.chapters.sequence_to_sequence.numbers import numbers
from rnnviz.lessons.course.chapters.sequence_to_sequence.quiz import questions
from rnnviz.training.models.dates.typed import dated

LESSON = Lesson(
    controls={
        "date": Typing(dated, most=40),
        "read": Slider(1, 8, 4),
        "ratio": Slider(0.0, 1.0, 0.5, 0.1),
        "coin": Slider(0, 9, 1),
        "padding": Slider(0, runs.MOST_PADDING, 3),
    },
    numbers=numbers,
    live={
        "spelled": Table(pictures.spelled, controls=("date",)),
        "handed": Picture(pictures.handed, controls=("read",)),
        "chances": Picture(pictures.chances, controls=("date",)),
        # The date is set above: its field would take the player's room in a lecture hall.
        "writing": Player(lambda context: runs.decoder_of(context.values["date"].lower())),
        "forced": Table(pictures.forced, controls=("date", "ratio", "coin"), wide=True),
        "by_ratio": Picture(pictures.by_ratio, controls=("ratio", "coin")),
        "four_runs": Table(pictures.four_runs, controls=("date",)),
        "in_eval_mode": Door("pitfalls", "both_programs", {"pitfall": "teacher-forcing-in-eval-mode"}),
        "not_imported": Code(lambda context: never_imported.failed(), step=8),
        "position_zero": Picture(pictures.position_zero),
        "at_zero": Door("pitfalls", "both_programs", {"pitfall": "loss-at-position-zero"}),
        "padded": Picture(pictures.padded, controls=("date", "padding")),
        "with_padding": Door("pitfalls", "both_programs", {"pitfall": "padding-moves-the-final-state"}),
    },
    questions=questions,
    given={
        "140": "steps after which the network was stopped: assets/models/README.md",
        "1500": "steps of the whole training: assets/models/README.md",
    },
)
