"""How large a network may be, all its sizes together."""

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario import Scenario
from rnnviz.words import N_


def check_states(
    scenario: Scenario, stack: int, *, single: bool = False, outputs: int = 0, small: bool = False
) -> None:
    """All hidden states of a random input fit a visit; ``stack`` is how many layers and directions there are.

    Where ``single`` is set, there is one row, whatever the scenario's batch; ``outputs`` is how many numbers are read
    out of the hidden units. With ``small`` there may be fewer, for what is slow to run or to draw.

    Raises:
        SettingError: they do not.
    """
    rows = 1 if single or scenario.unbatched else scenario.batch
    _check(scenario, scenario.seq_len * rows * stack * max(scenario.hidden_size, outputs), small=small)


def check_positions(scenario: Scenario, positions: int) -> None:
    """The same for an input of so many time steps and rows that was typed.

    Raises:
        SettingError: they do not.
    """
    stack = scenario.num_layers * (2 if scenario.bidirectional else 1)
    _check(scenario, positions * stack * scenario.hidden_size, small=False)


def _check(scenario: Scenario, states: int, *, small: bool) -> None:
    most = limits.MAX_STATES if scenario.loss == "none" else limits.MAX_DERIVED_STATES
    if small:
        most = limits.MAX_SMALL_STATES
    check_product(states, most)


def check_product(states: int, most: int = limits.MAX_STATES) -> None:
    """A network has so many hidden states, all its sizes multiplied.

    Raises:
        SettingError: that is too many.
    """
    if states > most:
        template = N_(
            "The sizes must go together: seq_len, batch, layers, directions and hidden_size multiplied may be up to "
            "{most}, got {got}. Make one of them smaller."
        )
        raise SettingError("states", template, most=f"{most:,}", got=f"{states:,}")
