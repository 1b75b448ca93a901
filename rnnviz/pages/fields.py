"""The fields of the page: what stands in them, and what was wrong with it."""

from dataclasses import dataclass, field

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import RULES

WIDGETS = (
    *("cell_type", "nonlinearity", "hidden_size", "num_layers", "bidirectional", "bias"),
    *("source", "text", "series", "weights", "seed", "gate", "language"),
    *("reading", "example_steps", "digits"),
    "predict",
    *("proj_size", "batch_first", "input_size", "seq_len", "batch", "unbatched", "lengths"),
    *("output_size", "alpha", "reset", "update", "b_hn", "loss"),
    *("forget_bias", "trained", "padded"),
    *("panels", "original"),
)
"""The settings that have a widget; its key is the setting's name."""
TYPED = ("hidden_size", "seed", "proj_size", "input_size", "seq_len", "batch", "output_size", "trained", "forget_bias")
"""Numbers that are typed, so that a wrong one can be answered with a sentence."""


@dataclass
class Fields:
    """What was refused stays in its field, with a sentence beside it.

    Attributes:
        said: the sentences, by the name of the field.
        refused: what was entered there.
    """

    said: dict[str, RnnvizError] = field(default_factory=dict)
    refused: dict[str, object] = field(default_factory=dict)

    def refuse(self, name: str, entered: object, error: RnnvizError) -> None:
        """What was entered cannot be taken."""
        self.said[name], self.refused[name] = error, entered

    def forget(self, *names: str) -> None:
        """Nothing is wrong there any more."""
        for name in names:
            self.said.pop(name, None)
            self.refused.pop(name, None)

    def show(self, scenario: Scenario, *settings: str) -> None:
        """Give the widgets of these settings the scenario's values; what was wrong in them is forgotten."""
        self.forget(*settings)
        for setting in settings:
            value = getattr(scenario, setting)
            shown = list(value) if isinstance(value, tuple) else value
            st.session_state[setting] = _typed(setting, value) if setting in TYPED else shown

    def show_all(self, scenario: Scenario) -> None:
        """The same for every widget; nothing is wrong anywhere."""
        self.forget(*list(self.said))
        self.show(scenario, *WIDGETS)


def _typed(setting: str, value: object) -> str:
    """A number as it stands in its field; nothing where there is none."""
    return "" if value is None else RULES[setting].write(value)
