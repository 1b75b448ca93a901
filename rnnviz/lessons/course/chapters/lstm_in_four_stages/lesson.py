"""What is live in the lesson."""

from collections.abc import Mapping

from rnnviz.lessons.course import Choice, Context, Door, Lesson, Picture, Player, Slider, Table, Typing
from rnnviz.lessons.course.chapters.lstm_in_four_stages import pictures, tables
from rnnviz.lessons.course.chapters.lstm_in_four_stages.numbers import numbers
from rnnviz.lessons.course.chapters.lstm_in_four_stages.quiz import questions
from rnnviz.lessons.course.chapters.lstm_in_four_stages.runs import NETWORKS, NEW_SUBJECTS, carriers, run
from rnnviz.recorder import Recording
from rnnviz.training.models import agreement
from rnnviz.training.models.agreement.language import SUBJECTS


def _words(text: str) -> tuple[str, ...]:
    """A sentence as it was typed; a comma needs no space before it.

    Raises:
        InputError: a word is none of the network's.
    """
    words = tuple(text.replace(",", " , ").split())
    agreement.one_hot(words)
    return words


def _own_sentence(context: Context) -> Recording:
    return run(_words(context.values["sentence"]))


def _last_subject(context: Context) -> Mapping[str, object]:
    """The forget gate at the last subject of the sentence, in the clearest unit."""
    places = [t for t, word in enumerate(_words(context.values["sentence"])) if word in SUBJECTS]
    return {"t": places[-1] if places else 0, "operation": "f", "unit": min(carriers())}


LESSON = Lesson(
    controls={
        "features": Slider(1, 64, 3),
        "units": Slider(1, 64, 4),
        "new": Choice(NEW_SUBJECTS, "I"),
        "sentence": Typing(_words),
        "network": Choice(NETWORKS, "trained"),
        "near": Slider(0.5, 0.99, 0.9, 0.01),
    },
    numbers=numbers,
    given={
        "1997": "Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9(8)",
        "2000": "Gers, Schmidhuber and Cummins, Learning to Forget, Neural Computation 12(10)",
    },
    live={
        "sizes": Table(tables.sizes, controls=("features", "units")),
        "answers": Picture(pictures.answers, controls=("new",)),
        "today": Table(tables.today, controls=("new",)),
        "previous_input": Door("pitfalls", "previous_input", {"pitfall": "gates-read-the-previous-input"}),
        "gates": Picture(pictures.gates),
        "keeping": Door("pitfalls", "keeping", {"pitfall": "forget-gate-near-one-to-forget"}),
        "shares": Door("pitfalls", "shares", {"pitfall": "gates-that-sum-to-one"}),
        "forget": Picture(pictures.forget, controls=("new",)),
        "written": Picture(pictures.written, controls=("new",)),
        "updated": Picture(pictures.updated, controls=("new",)),
        "shown": Picture(pictures.shown, controls=("new",)),
        "steps": Player(_own_sentence, place=_last_subject, controls=("sentence",)),
        "belt": Picture(pictures.kept_on_the_belt, controls=("network", "near")),
        "fresh": Door("pitfalls", "fresh", {"pitfall": "fresh-lstm-forgets"}),
    },
    questions=questions,
)
