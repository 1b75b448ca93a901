"""How large a random network may be."""

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario import Scenario
from rnnviz.words import N_


def check_states(scenario: Scenario, stack: int, *, single: bool = False, outputs: int = 0) -> None:
    """All hidden states together fit a visit; ``stack`` is how many layers and directions there are.

    Where ``single`` is set, there is one row, whatever the scenario's batch; ``outputs`` is how many numbers are read
    out of the hidden units.

    Raises:
        SettingError: they do not.
    """
    rows = 1 if single or scenario.unbatched else scenario.batch
    states = scenario.seq_len * rows * stack * max(scenario.hidden_size, outputs)
    if states > limits.MAX_STATES:
        template = N_(
            "The sizes must go together: seq_len, batch, layers, directions and hidden_size multiplied may be up to "
            "{most}, got {got}. Make one of them smaller."
        )
        raise SettingError("states", template, most=f"{limits.MAX_STATES:,}", got=f"{states:,}")
