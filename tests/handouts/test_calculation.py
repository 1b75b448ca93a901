"""Every operation stands on the page, and every line of numbers is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.cells.mathml import mathml
from rnnviz.cells.stages import stages
from rnnviz.recorder import Step
from tests.cells.grammar import Constant
from tests.cells.read_line import read_line
from tests.cells.span import printed
from tests.handouts.reading import MODES, Line, example_step, papers, stepped
from tests.strategies import Plan, plans

PUBLISHED = {
    "i": ("0.5124973965",),
    "f": ("0.5423979408",),
    "g": ("0.2821348127",),
    "o": ("0.6010878788",),
    "c": ("0.5785117096", "−0.1808454075"),
    "h": ("0.3135171397", "−0.1075342260"),
}
"""The worked example as its author printed it."""


def results(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(line.stages[-1] for line in lines)


def the_step(plan: Plan, *, reverse: bool) -> Step:
    network = plan.build()
    rec = rnnviz.record(network.module, network.input, network.hx)
    return rec.track(direction="reverse" if reverse and plan.bidirectional else "forward")[0]


def test_the_published_numbers() -> None:
    step = example_step("LSTM")
    (paper,) = papers(rnnviz.handout(step, digits=10))
    found = {
        operation.name: results(block.lines)
        for operation, block in zip(step.cell_type.operations, paper.blocks, strict=True)
    }
    assert {name: found[name] for name in PUBLISHED} == PUBLISHED
    assert "(0.3135171397, −0.1075342260)" in paper.result[0]
    assert "(0.5785117096, −0.1808454075)" in paper.result[1]


def test_a_line_of_the_worked_example_word_for_word() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM")))
    assert paper.blocks[0].lines == (
        Line(
            "units 0 and 1",
            (
                "0.1 · 0.5 + 0.2 · (−0.2) + 0.3 · 0.1 + 0.01 + 0.1 · 0.3 + 0.2 · (−0.4) + 0.05",
                "0.0500 + (−0.0400) + 0.0300 + 0.01 + 0.0300 + (−0.0800) + 0.05",
                "0.0500",
            ),
        ),
    )
    assert paper.blocks[8].lines == (
        Line("unit 0", ("0.5424 · 0.8", "0.4339")),
        Line("unit 1", ("0.5424 · (−0.6)", "−0.3254")),
    )


@pytest.mark.parametrize("mode", MODES)
def test_every_operation_in_order_with_its_title_and_formula(mode: str) -> None:
    step = example_step(mode)
    (paper,) = papers(rnnviz.handout(step))
    assert [(block.place, block.title, block.formula) for block in paper.blocks] == [
        (str(place), operation.title, mathml(operation)) for place, operation in enumerate(step.cell_type.operations, 1)
    ]


@given(plans(double=True), st.booleans(), st.sampled_from((4, 17)))
def test_every_line_is_true_and_every_stage_is_there(plan: Plan, reverse: bool, digits: int) -> None:
    step = the_step(plan, reverse=reverse)
    every = range(plan.hidden_size)
    (paper,) = papers(rnnviz.handout(step, digits=digits, units=every))
    states = stepped(plan.build().module, step)
    for operation, block in zip(step.cell_type.operations, paper.blocks, strict=True):
        said = {unit: line.stages for line in block.lines for unit in units_of(line)}
        assert sorted(said) == list(every)
        for unit in every:
            expected = float(states.get(operation.name, step[operation.name])[unit])
            assert said[unit] == stages(
                operation, step.values, step.weights, unit=unit, digits=digits, given=step.cell_type.inputs
            )
            for stage in said[unit]:
                span = read_line(stage).value()
                assert span.has(expected, slack=1e-12), f"{stage} = {expected}"


@given(plans(double=True), st.booleans())
def test_the_result_is_what_pytorch_computes(plan: Plan, reverse: bool) -> None:
    step = the_step(plan, reverse=reverse)
    (paper,) = papers(rnnviz.handout(step, digits=10))
    for state, said in zip(stepped(plan.build().module, step).values(), paper.result, strict=True):
        numbers = said[said.index("(") + 1 : said.index(")")].split(", ")
        assert len(numbers) == plan.hidden_size
        for number, expected in zip(numbers, state.tolist(), strict=True):
            assert printed(Constant(number.replace("−", "-"))).has(expected, slack=1e-12)


@given(plans(double=True))
def test_a_line_breaks_only_before_a_plus(plan: Plan) -> None:
    (paper,) = papers(rnnviz.handout(the_step(plan, reverse=False)))
    for stage in paper.all("stage"):
        first, *others = ["".join(term.itertext()) for term in stage]
        assert first.startswith("= ")
        assert all(term.startswith("+ ") for term in others)
        assert not any("+" in term[1:] for term in (first, *others))


def test_units_with_the_same_calculation_share_it() -> None:
    (paper,) = papers(rnnviz.handout(example_step("LSTM")))
    shared = {block.place for block in paper.blocks if [line.units for line in block.lines] == ["units 0 and 1"]}
    assert shared == {str(place) for place in (1, 2, 3, 4, 5, 6, 7, 8, 10)}


def test_in_reverse_the_previous_state_is_at_the_next_position() -> None:
    step = the_step(Plan(bidirectional=True), reverse=True)
    (paper,) = papers(rnnviz.handout(step))
    assert paper.blocks[0].formula == mathml(step.cell_type.operations[0], reverse=True)
    assert "Read from right to left: the previous state is at t+1." in paper.text
    assert paper.text.count("t+1") > 5
    assert "t−1" not in paper.text


def test_without_biases_no_bias_is_there() -> None:
    (paper,) = papers(rnnviz.handout(example_step("GRU", bias=False)))
    assert "b" not in {letter.text for letter in paper.element.iter("mi")}
    assert paper.blocks[0].lines[0].stages == (
        "0.1 · 0.5 + 0.2 · (−0.2) + 0.3 · 0.1 + 0.1 · 0.3 + 0.2 · (−0.4)",
        "0.0500 + (−0.0400) + 0.0300 + 0.0300 + (−0.0800)",
        "−0.0100",
    )


def units_of(line: Line) -> list[int]:
    """The numbers in "unit 0" or "units 0, 1 and 2"."""
    return [int(word.strip(",")) for word in line.units.split() if word.strip(",").isdigit()]
