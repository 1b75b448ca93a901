"""The tests can fail: every planted fault is noticed by the checks that the ordinary tests use."""

from collections.abc import Callable
from functools import partial

import pytest

import rnnviz
from rnnviz import Recording
from rnnviz.cells import diagram
from tests.cells import agreement as cells
from tests.cells import drawing
from tests.faults.planted import RECORDER, RECORDINGS, WRONG_FORMULAS, Fault
from tests.faults.written import WRITTEN
from tests.recorder import agreement as recorder
from tests.recorder.stepping import walks
from tests.strategies import MODES, Network, Plan

FAULTS = (*WRONG_FORMULAS, *RECORDER, *RECORDINGS, *WRITTEN)


def _network(mode: str) -> Network:
    """Two layers, both directions; the weights of one layer would fit the other, so only the numbers can tell."""
    return Plan(mode, input_size=6, hidden_size=3, num_layers=2, bidirectional=True).build()


def _checks(network: Network, rec: Recording) -> dict[str, Callable[[], None]]:
    """Every check of the ordinary tests, ready to run."""
    found = walks(network)
    checks: dict[str, Callable[[], None]] = {
        f"recorder:{name}": partial(check, network, rec) for name, check in recorder.CHECKS.items()
    }

    def both_directions(check: Callable[..., None]) -> None:
        for direction in (0, 1):
            check(rec.cell, found[0, direction])

    checks |= {f"cells:{name}": partial(both_directions, check) for name, check in cells.CHECKS.items()}

    def draw(check: Callable[..., None]) -> None:
        check(rec.cell, diagram.diagram(rec.cell))

    checks |= {f"drawing:{name}": partial(draw, check) for name, check in drawing.CHECKS.items()}
    return checks


@pytest.mark.parametrize("mode", MODES)
def test_without_a_fault_every_check_passes(mode: str) -> None:
    network = _network(mode)
    for check in _checks(network, rnnviz.record(network.module, network.input, network.hx)).values():
        check()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_fault_is_noticed(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    network = _network(fault.mode)
    fault.patch(monkeypatch)
    rec = fault.spoil(rnnviz.record(network.module, network.input, network.hx))
    checks = _checks(network, rec)
    for name in fault.checks:
        with pytest.raises(AssertionError):
            checks[name]()


def test_every_check_notices_some_fault() -> None:
    network = _network("LSTM")
    every = _checks(network, rnnviz.record(network.module, network.input))
    assert {name for fault in FAULTS for name in fault.checks} == set(every)


def test_fault_names_are_unique() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names)
