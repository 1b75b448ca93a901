"""The questions of the lesson, about the example with another input."""

from collections.abc import Mapping
from random import Random

import numpy as np
from torch import nn

from rnnviz.lessons.course import Asked
from rnnviz.lessons.course.chapters.worked_example.numbers import GATES, list_of
from rnnviz.lessons.course.chapters.worked_example.runs import UNITS, step
from rnnviz.lessons.worked_example import by_hand, numbers
from rnnviz.recorder import Step


def questions(draw: int) -> Mapping[str, Asked]:
    """What is right, for the numbers of this draw."""
    random = Random(draw)
    return {
        "rows": _rows(random),
        "stops": _stops(),
        "forget": _forget(random),
        "alike": _alike(random),
        "rises": _rises(random),
        "size": _size(random),
    }


def _another(random: Random) -> Step:
    """The step with another input: one whose numbers still differ where they are told with two digits."""
    while True:
        # Adding zero makes 0.0 of -0.0.
        found = step(tuple(round(random.uniform(-3, 3), 1) + 0.0 for _ in range(3)))
        if 0.1 < found["o"][0] < 0.8 and np.abs(found["h"]).min() > 0.05:
            return found


def _rows(random: Random) -> Asked:
    d, n = random.randint(5, 9), random.randint(2, 6)
    rows = nn.LSTM(n, d, device="meta").get_parameter("weight_ih_l0").shape[0]
    right = {d: "one", 4: "four", 4 * d: "all"}[rows]
    return Asked(right, {"r_d": d, "r_n": n, "r_all": 4 * d})


def _stops() -> Asked:
    stopped = by_hand(numbers(reading="printed")).stopped
    assert stopped is not None
    return Asked(stopped.operation.name)


def _forget(random: Random) -> Asked:
    found = _another(random)
    a_f, f = float(found["a_f"][0]), float(found["f"][0])
    return Asked("more" if f > 0.5 else "less", {"q_x": list_of(found["x"]), "q_a": a_f, "q_f": f})


def _alike(random: Random) -> Asked:
    found = _another(random)
    gates = all(np.ptp(found[name]) == 0 for name in GATES)
    states = any(np.ptp(found[name]) == 0 for name in ("c", "h"))
    right = {(True, False): "gates", (True, True): "all", (False, False): "none"}[gates, states]
    return Asked(right, {"a_x": list_of(found["x"]), **_states(found, "a")})


def _states(found: Step, prefix: str) -> dict[str, object]:
    return {f"{prefix}_{name}_{unit}": float(found[name][unit]) for name in ("c", "h") for unit in range(UNITS)}


def _rises(random: Random) -> Asked:
    found, unit = _another(random), random.randrange(UNITS)
    before, after = float(found["c_prev"][unit]), float(found["c"][unit])
    gates = {f"s_{name}": float(found[name][unit]) for name in ("i", "f", "g", "kept", "written")}
    right = "rises" if after > before else "falls"
    return Asked(right, {"s_unit": unit, "s_before": before, "s_after": after, **gates})


def _size(random: Random) -> Asked:
    found, unit = _another(random), random.randrange(UNITS)
    c, h, o = (float(found[name][unit]) for name in ("c", "h", "o"))
    right = "smaller" if abs(h) < abs(c) and h * c > 0 else "larger"
    return Asked(right, {"z_c": c, "z_h": h, "z_o": o})
