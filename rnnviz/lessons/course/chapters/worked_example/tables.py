"""The tables of the lesson."""

from collections.abc import Sequence

from rnnviz.cells.stages import stages
from rnnviz.cells.substitute import number
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.worked_example.numbers import GATES, cell_states, list_of
from rnnviz.lessons.course.chapters.worked_example.runs import START, UNITS, step, step_of
from rnnviz.lessons.worked_example import by_hand, numbers
from rnnviz.recorder import Step

Rows = Sequence[Sequence[str]]


def given(context: Context) -> Rows:
    """The printed weights: a row for each gate."""
    said, arrays = context.said, numbers(reading="printed").arrays
    rows = [
        (
            said[f"gate_{gate}"],
            *(list_of(arrays[name][place]) for name in ("W_ih", "W_hh")),
            *(f"{arrays[name][place]:g}" for name in ("b_ih", "b_hh")),
        )
        for place, gate in enumerate(GATES)
    ]
    return (("", "W_ih", "W_hh", "b_ih", "b_hh"), *rows)


def cut(context: Context) -> Rows:
    """Which rows each gate gets when four are cut as if they were eight."""
    said, run = context.said, by_hand(numbers(reading="printed"))
    rows = [
        (
            said[f"gate_{part.block}"],
            f"{part.start}:{part.stop}",
            str(part.rows),
            str(run.steps[0][part.block].shape),
            list_of(run.steps[0][part.block]),
        )
        for part in run.slices
    ]
    return (("", said["slice"], said["rows_there"], said["shape"], said["values"]), *rows)


def readings(context: Context) -> Rows:
    """Both readings that run, side by side."""
    said = context.said
    shared, full = (step(START, reading) for reading in ("shared", "full"))
    rows = [(name, *(_pair(each, name) for each in (shared, full))) for name in (*GATES, "c", "h")]
    return (("", said["shared"], said["full"]), *rows)


def _pair(found: Step, name: str) -> str:
    return ", ".join(number(float(value)) for value in found[name])


def sums(context: Context) -> Rows:
    """The four weighted sums, written out."""
    found, said = step_of(context.values), context.said
    rows = [(f"a_{gate}", *_on_paper(found, f"a_{gate}", 0)) for gate in GATES]
    return (("", said["put_in"], said["sum"]), *rows)


def gates(context: Context) -> Rows:
    """Gates and candidate, from the sums."""
    found, said = step_of(context.values), context.said
    rows = [(said[f"gate_{gate}"], *_on_paper(found, gate, 0)) for gate in GATES]
    return (("", said["put_in"], said["result"]), *rows)


def cell_state(context: Context) -> Rows:
    """How c is made, for both units."""
    return _for_both(context, ("kept", "written", "c"))


def hidden_state(context: Context) -> Rows:
    """How h is made, for both units."""
    return _for_both(context, ("squashed", "h"))


def _for_both(context: Context, names: tuple[str, ...]) -> Rows:
    found, said = step_of(context.values), context.said
    rows = [(name, *(" = ".join(_on_paper(found, name, unit)) for unit in range(UNITS))) for name in names]
    return (("", *(said["unit"].format(unit=unit) for unit in range(UNITS))), *rows)


def _on_paper(found: Step, name: str, unit: int) -> tuple[str, str]:
    """The numbers put in, and the result."""
    lines = stages(
        found.cell_type.operation(name),
        found.values,
        found.weights,
        unit=unit,
        given=("x", "h_prev", "c_prev"),
    )
    return lines[0], lines[-1]


def proof(context: Context) -> Rows:
    """The lesson's states beside those of ``nn.LSTMCell``."""
    found, said = step_of(context.values), context.said
    h, c = cell_states(context.values)
    rows = [
        (f"{name}[{unit}]", number(float(found[name][unit]), 10), number(float(own[unit]), 10))
        for name, own in (("c", c), ("h", h))
        for unit in range(UNITS)
    ]
    return (("", said["here"], "nn.LSTMCell"), *rows)
