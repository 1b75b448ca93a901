"""What may be recorded: each rule with the sentence that is said when it is broken."""

from rnnviz.recorder.checks.follows import check_follows
from rnnviz.recorder.checks.form import check_form
from rnnviz.recorder.checks.input import Source, check_input, read_input
from rnnviz.recorder.checks.labels import check_features, check_labels
from rnnviz.recorder.checks.module import architecture_of, check_dropout, check_module, check_parameters
from rnnviz.recorder.checks.returned import check_returned
from rnnviz.recorder.checks.state import check_state

__all__ = [
    "Source",
    "architecture_of",
    "check_dropout",
    "check_features",
    "check_follows",
    "check_form",
    "check_input",
    "check_labels",
    "check_module",
    "check_parameters",
    "check_returned",
    "check_state",
    "read_input",
]
