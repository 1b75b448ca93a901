"""The numbers of the lesson."""

from collections.abc import Mapping

import numpy as np
from torch import nn

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.hidden_state_over_time import room, runs


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    units = int(values["units"])
    rec = runs.read(values["text"], units)
    h, words = runs.states(rec), runs.words_of(values["text"])
    one, other = runs.alike_in_the_mean(h)
    letters = runs.states(runs.spelled())
    seen, unseen = room.fitted()
    small, middle, large = (room.remembered(size) for size in room.SIZES)
    return {
        "units": units,
        "steps": len(words),
        "values": h.size,
        "least": float(h.min()),
        "most": float(h.max()),
        "mean_range": float(np.ptp(h.mean(axis=1))),
        "unit_range": float(np.ptp(h, axis=0).mean()),
        "one": one,
        "other": other,
        "means_apart": abs(float(h[one].mean() - h[other].mean())),
        "states_apart": float(np.linalg.norm(h[one] - h[other])),
        "plane": 100 * runs.share_in_the_plane(rec),
        "same_letter": float(np.linalg.norm(letters[2] - letters[3])),
        "letters_plane": 100 * runs.share_in_the_plane(runs.spelled()),
        "small": room.SIZES[0],
        "middle": room.SIZES[1],
        "large": room.SIZES[2],
        "back": BACK,
        "small_share": 100 * small[BACK],
        "middle_share": 100 * middle[BACK],
        "large_share": 100 * large[BACK],
        "small_sum": small.sum(),
        "middle_sum": middle.sum(),
        "large_sum": large.sum(),
        "parameters": parameters(units),
        "doubled": 2 * units,
        "doubled_parameters": parameters(2 * units),
        "examples": room.EXAMPLES,
        "best_units": room.FITTED[int(unseen.argmin())],
        "best_unseen": unseen.min(),
        "most_units": room.FITTED[-1],
        "last_seen": seen[-1],
        "last_unseen": unseen[-1],
        "noise": room.NOISE**2,
    }


BACK = 10
"""Steps back at which the three networks are compared in the text."""


def parameters(units: int) -> int:
    """Parameters of an ``nn.RNN`` with so many units."""
    return sum(each.numel() for each in nn.RNN(runs.FEATURES, units, device="meta").parameters())
