"""Whether a network has the forget bias that is asked for."""

from rnnviz.errors import SettingError
from rnnviz.scenario import Scenario
from rnnviz.words import N_


def check_forget_bias(scenario: Scenario) -> None:
    """Raise a SettingError where a forget bias is asked for and there is none to set."""
    if scenario.forget_bias is None:
        return
    if scenario.cell_type != "LSTM":
        template = N_(
            "forget_bias is for an LSTM only: cell type {cell_type} has no forget gate. Choose LSTM, or leave "
            "forget_bias empty."
        )
        raise SettingError("forget-bias-cell", template, cell_type=scenario.cell_type)
    if not scenario.bias:
        template = N_("forget_bias needs bias=True: this LSTM has no biases. Give it some, or leave forget_bias empty.")
        raise SettingError("forget-bias-none", template)
