"""What the page of a visit calculates with."""

from rnnviz.lessons.worked_example import Numbers, numbers, read_edits
from rnnviz.scenario import Scenario


def given(scenario: Scenario) -> Numbers:
    """The example's numbers in the scenario's reading, its edits put in."""
    return numbers(
        scenario.mode,
        reading=scenario.reading,
        bias=scenario.bias,
        steps=scenario.example_steps,
        edits=read_edits(scenario.edits),
    )
