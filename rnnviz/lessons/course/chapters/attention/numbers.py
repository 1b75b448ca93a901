"""The numbers of the lesson."""

from collections.abc import Mapping

from torch import nn

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.attention import runs
from rnnviz.lessons.course.chapters.attention.typed import marked_row
from rnnviz.training.models import dates, marked


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    row, blanks = marked_row(values["row"]), values["blanks"]
    mark = row.index(marked.MARK)
    found, sharp = runs.looked(row), runs.looked(row, values["sharpness"])
    exchanged, distances, by_blanks = runs.exchanged(row), runs.by_distance(), runs.by_blanks()
    short = runs.OTHERS[0]
    open_weights, masked_weights = (runs.in_a_batch(row, masked)[1] for masked in (False, True))
    attended = runs.translated(values["date"].lower())
    return {
        "row": row,
        "answer": found.answer,
        "chance": 100 * found.chance,
        "at_letter": float(found.weights[mark + 1]),
        "at_mark": float(found.weights[mark]),
        "sum": float(found.weights.sum()),
        "least_letters": marked.SHORTEST,
        "most_letters": marked.LONGEST,
        "sharpness": values["sharpness"],
        "sharp_weight": float(sharp.weights[mark + 1]),
        "sharp_answer": sharp.answer,
        "sharp_chance": 100 * sharp.chance,
        "steps": len(row),
        "units": marked.HIDDEN_SIZE,
        "short": short,
        "padding_unmasked": 100 * float(open_weights[len(short) :].sum()),
        "padding_masked": 100 * float(masked_weights[len(short) :].sum()),
        "padding_trained": 100 * _most_on_padding(row),
        "far": runs.AFTER[-1],
        "near": runs.AFTER[2],
        "near_last": 100 * distances["last step"][2],
        "far_last": 100 * distances["last step"][-1],
        "far_attention": 100 * distances["trained"][-1],
        "guessing": 100 / len(marked.LETTERS),
        "date": attended.text,
        "written": attended.written,
        "targets": len(attended.characters),
        "sources": len(attended.text),
        "cases": runs.HELD_OUT,
        "blanks": blanks,
        "with": 100 * by_blanks["trained"][blanks],
        "without": 100 * by_blanks["without attention"][blanks],
        "with_none": 100 * by_blanks["trained"][0],
        "without_none": 100 * by_blanks["without attention"][0],
        "parameters_with": _count(dates.load()),
        "parameters_without": _count(dates.load("without attention")),
        "mark_matters": 100 * float(exchanged[mark]),
    }


def _most_on_padding(row: str) -> float:
    """The largest weight that the padding of a row of the batch gets from the trained attention without a mask."""
    shares = zip(runs.in_a_batch(row, False, True), (row, *runs.OTHERS), strict=True)
    return max(float(weights[len(each) :].sum()) for weights, each in shares)


def _count(network: nn.Module) -> int:
    return sum(each.numel() for each in network.parameters())
