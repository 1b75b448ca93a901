"""Sequence to sequence: strings to be reversed, sorted, or brought into one form."""

from rnnviz.training.strings.plan import ATTENTION, WHAT, StringsPlan
from rnnviz.training.strings.task import WITH, WITHOUT, StringsTask

__all__ = ["ATTENTION", "WHAT", "WITH", "WITHOUT", "StringsPlan", "StringsTask"]
