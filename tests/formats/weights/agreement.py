"""A layer before and after its conversion, run by both frameworks: how far apart they are."""

from typing import Any

import numpy as np

from tests.formats.weights.by_hand import both_before
from tests.formats.weights.case import Arrays, Case, output
from tests.formats.weights.frameworks import Framework, arguments, read_back


def apart_out(framework: Framework, case: Case, **given: Any) -> float:
    """PyTorch's module against the framework's layers with its weights."""
    module, x = case.module(), case.x()
    found = x
    for converted in framework.to(module.state_dict(), case.cell, **given):
        found = framework.layer(case.cell, converted.weights, converted.arguments, found)
    return _apart(found, output(module, x))


def apart_in(framework: Framework, case: Case, **given: Any) -> float:
    """The framework's layers against PyTorch's module with their weights."""
    weights: Arrays = {}
    found = case.x()
    for layer, own in enumerate(framework.own(case)):
        found = framework.layer(case.cell, own, arguments(framework, case), found)
        weights |= read_back(framework, case, own, layer, **given).weights
    return _apart(found, output(case.loaded(weights), case.x()))


def apart_before_out(framework: Framework, case: Case) -> float:
    """A GRU that resets before the product, written out, against the framework's layers with its weights."""
    weights = {name: value.numpy() for name, value in case.module().state_dict().items()}
    found, own = case.x(), case.x()
    for layer, converted in enumerate(framework.to(weights, "GRU", reset="before")):
        found = framework.layer("GRU", converted.weights, converted.arguments, found)
        own = both_before(weights, own, layer, case.num_directions)
    return _apart(found, own)


def apart_before_in(framework: Framework, case: Case, **given: Any) -> float:
    """The framework's GRU that resets before the product against one written out, with its weights."""
    found, own = case.x(), case.x()
    for layer, weights in enumerate(framework.own(case, before=True)):
        found = framework.layer("GRU", weights, arguments(framework, case, before=True), found)
        converted = read_back(framework, case, weights, layer, reset="before", **given)
        own = both_before(dict(converted.weights), own, layer, case.num_directions)
    return _apart(found, own)


def _apart(found: np.ndarray, expected: np.ndarray) -> float:
    assert found.shape == expected.shape
    return float(np.abs(found - expected).max())
