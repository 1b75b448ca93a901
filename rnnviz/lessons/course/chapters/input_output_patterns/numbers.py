"""The numbers of the lesson."""

from collections.abc import Mapping

import numpy as np

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.input_output_patterns import runs, shapes


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    changed = int(values["changed"])
    moved = runs.moved(changed)
    largest, again = shapes.extremes()
    read = shapes.readings()
    error = runs.in_float64().error
    return {
        "one_step": runs.one_step_apart(),
        "changed": changed,
        "moved_recurrent": int(np.count_nonzero(moved["recurrent"])),
        "moved_alone": int(np.count_nonzero(moved["alone"])),
        "written": "".join(runs.written()[1]),
        "largest": largest,
        "again": again,
        "all_steps": read[0][1],
        "last_step": read[1][1],
        "last_row": read[3][1],
        "steps": shapes.SEQ_LEN,
        "sentences": shapes.BATCH,
        "error": error.message if error else "",
    }
