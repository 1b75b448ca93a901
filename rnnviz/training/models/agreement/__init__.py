"""An LSTM whose gates visibly forget one subject and write the next: the running example of the four stages."""

from rnnviz.training.models.agreement.language import ANSWERS, WORDS, Case, answers_of, cases
from rnnviz.training.models.agreement.network import (
    AgreementNetwork,
    accuracy,
    chances,
    labels,
    load,
    one_hot,
    tensors,
)
from rnnviz.training.models.agreement.units import Unit, recorded, trained_units, units

__all__ = [
    "ANSWERS",
    "WORDS",
    "AgreementNetwork",
    "Case",
    "Unit",
    "accuracy",
    "answers_of",
    "cases",
    "chances",
    "labels",
    "load",
    "one_hot",
    "recorded",
    "tensors",
    "trained_units",
    "units",
]
