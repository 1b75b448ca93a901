"""Recordings against numbers that others published: none of them was computed by this project."""

from dataclasses import replace
from itertools import combinations

import pytest
import torch

from tests.recorder.published.against import distances, recorded
from tests.recorder.published.sample import ORDER, Sample, misreadings
from tests.recorder.published.shelf import FULL, MASKED, named

CASES = [pytest.param(sample, name, id=f"{named(sample)}:{name}") for sample in FULL for name in misreadings(sample)]
MISREADINGS = sorted({name for sample in (*FULL, *MASKED) for name in misreadings(sample)})


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("sample", FULL, ids=named)
def test_the_published_numbers_are_recorded(sample: Sample, dtype: torch.dtype) -> None:
    apart = distances(sample, recorded(sample, sample.weights, dtype), sample.weights)
    assert max(apart.values()) <= sample.tolerance(dtype), apart


@pytest.mark.parametrize(("sample", "name"), CASES)
def test_weights_read_wrongly_are_noticed(sample: Sample, name: str) -> None:
    """What a sample cannot notice is listed with it: numbers that notice nothing prove nothing."""
    weights = misreadings(sample)[name]
    apart = distances(sample, recorded(sample, weights, torch.float64), weights)
    assert (max(apart.values()) <= sample.tolerance(torch.float64)) == (name in sample.blind), apart


@pytest.mark.parametrize("pair", [(cell, *pair) for cell in ("LSTM", "GRU") for pair in combinations(ORDER[cell], 2)])
def test_recorded_gates_under_each_others_names_are_noticed(pair: tuple[str, str, str]) -> None:
    """Here the weights are right, and the recording is not: i and g meet in one product, so only printed gates tell."""
    cell, one, other = pair
    order = [ORDER[cell].index(gate) for gate in ORDER[cell].translate(str.maketrans(one + other, other + one))]
    noticed = False
    for sample in FULL:
        if sample.cell == cell:
            rec = recorded(sample, sample.weights, torch.float64)
            apart = distances(sample, replace(rec, gates=rec.gates[order]), sample.weights)
            noticed |= max(apart.values()) > sample.tolerance(torch.float64)
    assert noticed


@pytest.mark.parametrize("name", MISREADINGS)
def test_every_misreading_is_noticed_more_than_once(name: str) -> None:
    able = {named(sample) for sample in (*FULL, *MASKED) if name in misreadings(sample) and name not in sample.blind}
    assert len(able) >= 2, able


@pytest.mark.parametrize("sample", [*FULL, *MASKED], ids=named)
def test_what_a_sample_cannot_notice_is_a_misreading_of_it(sample: Sample) -> None:
    assert sample.blind <= misreadings(sample).keys()
