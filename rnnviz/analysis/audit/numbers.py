"""NaN and inf: in the weights, in the input, in what was computed."""

from collections.abc import Iterator

import numpy as np

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import feature_name
from rnnviz.analysis.not_finite import not_finite
from rnnviz.recorder import Recording
from rnnviz.words import N_


def number_findings(rec: Recording) -> Iterator[Finding]:
    """The first bad number of each parameter, and the first of the run."""
    whole = True
    for name, weight in rec.weights.items():
        bad = np.argwhere(~np.isfinite(weight))
        if len(bad):
            whole = False
            index = ", ".join(map(str, bad[0]))
            values = {"name": name, "count": len(bad), "index": index, "value": float(weight[tuple(bad[0])])}
            template = _WEIGHT if len(bad) == 1 else _WEIGHTS
            yield Finding("not-finite-weights", "wrong", template, values, Where(parameter=name))
    found = not_finite(rec)
    if (first := found.first) is not None:
        values = {"count": found.count, "unit": first.unit, "value": first.value, "row": first.batch, "t": first.t}
        values |= {"variable": first.variable}
        there = Where(layer=first.layer, direction=first.direction, row=first.batch, t=first.t, units=(first.unit,))
        if first.variable == "x" and not first.layer:
            count = found.nan.get("x", 0) + found.inf.get("x", 0)
            values["unit"] = feature_name(rec, first.unit)
            yield Finding(
                "not-finite-input", "wrong", _INPUT, {**values, "count": count}, Where(row=first.batch, t=first.t)
            )
        else:
            yield Finding("not-finite-states", "wrong", _STATES, values, there)
    elif whole:
        yield Finding("not-finite", "fine", _FINE)


_WEIGHT = N_("{name}[{index}] is {value}.")
_WEIGHTS = N_("{count} numbers of {name} are NaN or infinite, the first is {name}[{index}] = {value}.")
_INPUT = N_(
    "Numbers of the input that are NaN or infinite: {count}; the first is feature {unit} of row {row} at t = {t}, "
    "{value}."
)
_STATES = N_(
    "numbers of the run that are NaN or infinite: {count}; computed first is {variable}[{unit}] = {value}, in row "
    "{row} at t = {t}."
)
_FINE = N_("Every number of the weights, the input and the states is finite.")
