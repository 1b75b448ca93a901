"""The tests can fail: every planted fault is noticed by the checks that the ordinary tests use."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from rnnviz import Recording
from rnnviz.cells import diagram
from tests.cells import agreement as cells
from tests.cells import crosscheck, drawing, painting
from tests.faults.planted import RECORDER, RECORDINGS, WRONG_FORMULAS, Fault
from tests.faults.written import WRITTEN
from tests.recorder import agreement as recorder
from tests.recorder import itself
from tests.recorder.stepping import walks
from tests.strategies import MODES, Network, Plan

FAULTS = (*WRONG_FORMULAS, *RECORDER, *RECORDINGS, *WRITTEN)


# What the checks of the recorder measure with; two checks that measure with the same could be wrong together.
SUITES = {
    "recorder:returned": "the module's own numbers",
    "recorder:given": "the module's own numbers",
    "recorder:parity": "the module's own numbers",
    "recorder:layers": "the module's own numbers",
    "recorder:weights": "the module's own numbers",
    "recorder:steps": "the stepped oracle",
    "recorder:stacks": "the stepped oracle",
    "recorder:kernels": "the kernels listened to",
}


def suite(check: str) -> str:
    """Who notices; the other suites are the files that stand before the colon."""
    return SUITES.get(check, check.partition(":")[0])


def _network(mode: str, **changes: Any) -> Network:
    """Two layers, both directions; the weights of one layer would fit the other, so only the numbers can tell."""
    usual = {"input_size": 6, "hidden_size": 3, "num_layers": 2, "bidirectional": True}
    return Plan(mode, **{**usual, **changes}).build()


def _checks(network: Network, rec: Recording) -> dict[str, Callable[[], None]]:
    """Every check of the ordinary tests, ready to run."""
    found = walks(network)
    checks: dict[str, Callable[[], None]] = {
        f"recorder:{name}": partial(check, network, rec) for name, check in recorder.CHECKS.items()
    }
    checks |= {f"itself:{name}": partial(check, network, rec) for name, check in itself.CHECKS.items()}

    def both_directions(check: Callable[..., None]) -> None:
        for direction in (0, 1):
            check(rec.cell, found[0, direction])

    checks |= {f"cells:{name}": partial(both_directions, check) for name, check in cells.CHECKS.items()}
    checks |= {f"cross:{name}": partial(both_directions, check) for name, check in crosscheck.CHECKS.items()}

    def draw(check: Callable[..., None]) -> None:
        check(rec.cell, diagram.diagram(rec.cell))

    checks |= {f"drawing:{name}": partial(draw, check) for name, check in drawing.CHECKS.items()}
    checks |= {f"paint:{name}": partial(draw, check) for name, check in painting.CHECKS.items()}
    return checks


@pytest.mark.parametrize("mode", MODES)
def test_without_a_fault_every_check_passes(mode: str) -> None:
    network = _network(mode)
    for check in _checks(network, recorder.record(network)).values():
        check()


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.plan], ids=lambda fault: fault.name)
def test_without_the_fault_its_checks_pass_on_its_own_network(fault: Fault) -> None:
    network = _network(fault.mode, **fault.plan)
    checks = _checks(network, recorder.record(network))
    for name in fault.checks:
        checks[name]()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_fault_is_noticed(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    network = _network(fault.mode, **fault.plan)
    fault.patch(monkeypatch)
    rec = fault.spoil(recorder.record(network))
    checks = _checks(network, rec)
    for name in fault.checks:
        with pytest.raises(AssertionError):
            checks[name]()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_two_suites_or_more_notice_it(fault: Fault) -> None:
    assert len({suite(check) for check in fault.checks}) >= 2, fault.checks


def test_every_check_notices_some_fault() -> None:
    network = _network("LSTM")
    every = _checks(network, recorder.record(network))
    assert {name for fault in FAULTS for name in fault.checks} == set(every)


def test_fault_names_are_unique() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names)
