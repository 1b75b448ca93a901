"""The features of the input: those that never change, and those far from the scale that inputs learn best at.

Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998: inputs with mean 0 and standard deviation 1.
"""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import feature_name, lengths_of
from rnnviz.analysis.audit.thresholds import LEAST_NUMBERS, LEAST_STD, MOST_STD
from rnnviz.recorder import Recording
from rnnviz.words import N_


def input_findings(rec: Recording) -> Iterator[Finding]:
    """Constant features and scale, over all steps of all rows; nothing of a one-hot input but that it is one."""
    inside = np.arange(rec.seq_len)[:, None] < np.asarray(lengths_of(rec))
    steps = rec.input[inside].astype(np.float64)
    if len(steps) < 2 or not steps.shape[1]:
        return
    if _one_hot(steps):
        yield Finding("input-scale", "fine", _ONE_HOT)
        return
    known = np.isfinite(steps).all(axis=0)
    constant = known & (steps.max(axis=0) == steps.min(axis=0))
    total = steps.shape[1]
    if constant.any():
        features = tuple(np.flatnonzero(constant).tolist())
        named = tuple(feature_name(rec, feature) for feature in features)
        values = {"count": len(features), "total": total, "features": named}
        yield Finding("constant-feature", "look", _CONSTANT, values, Where(row=0))
    varied = known & ~constant
    if len(steps) < LEAST_NUMBERS or not varied.any():
        return
    yield _scale(rec, steps, varied, constant=bool(constant.any()))


def _scale(
    rec: Recording, steps: Float[np.ndarray, "steps features"], varied: Bool[np.ndarray, " features"], *, constant: bool
) -> Finding:
    deviation = np.where(varied, np.where(varied, steps, 0).std(axis=0), np.nan)
    bounds = {"least": LEAST_STD, "most": MOST_STD}
    far = np.flatnonzero(varied & ((deviation < LEAST_STD) | (deviation > MOST_STD)))
    if not len(far):
        return Finding("input-scale", "fine", _FINE if constant else _ALL_FINE, bounds)
    with np.errstate(divide="ignore"):
        feature = int(far[np.abs(np.log(deviation[far])).argmax()])
    values = {"count": len(far), "total": rec.input_size, "value": float(deviation[feature]), **bounds}
    said = {**values, "feature": feature_name(rec, feature)}
    return Finding("input-scale", "look", _SCALE, said, Where(row=0))


def _one_hot(steps: Float[np.ndarray, "steps features"]) -> bool:
    """Whether every vector is a single 1 among zeros; of one feature there is no such thing."""
    return steps.shape[1] > 1 and bool((((steps == 0) | (steps == 1)).all(axis=1) & (steps.sum(axis=1) == 1)).all())


_CONSTANT = N_(
    "{count} of {total} features of the input never change (features {features}): the weights that read them act as a "
    "bias, if at all."
)
_SCALE = N_(
    "{count} of {total} features of the input have a standard deviation below {least} or above {most} (feature "
    "{feature}: {value}): they learn best around 1 (LeCun et al., 1998)."
)
_FINE = N_("The standard deviations of the features that change are between {least} and {most}.")
_ALL_FINE = N_("All features of the input change, with standard deviations between {least} and {most}.")
_ONE_HOT = N_("The input is one-hot.")
