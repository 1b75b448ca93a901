"""The matrices that a state is multiplied by on its way to the next step, gate by gate: how they stretch and turn it.

Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013; orthogonal ones:
Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural networks", 2016.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Complex

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import parts
from rnnviz.analysis.audit.table import Table
from rnnviz.analysis.audit.thresholds import SPECTRUM_WORK, THOUSANDTH
from rnnviz.cells import CellType
from rnnviz.cells.expression import Call, MatVec, terms
from rnnviz.recorder import Recording
from rnnviz.words import N_


@dataclass(frozen=True, eq=False)
class Recurrent:
    """One recurrent matrix of a layer and direction.

    Attributes:
        layer, direction: where.
        name: as code: "W_hf"; where the state is made by a matrix too, both: "W_hr @ W_hf".
        operation: the weighted sum it is part of: "a_f".
        colour: of its gate, a key of `theme.colour_of`.
        size: its rows and columns.
        eigenvalues: all of them, in the complex plane; none where they were not worked out, or are no numbers.
        radius: the largest magnitude of them; NaN without.
        norm: the largest singular value: how much a state is stretched at most.
        orthogonality: the spectral norm of WᵀW - I: 0 for an orthogonal matrix, which only turns.
    """

    layer: int
    direction: str
    name: str
    operation: str
    colour: str
    size: int
    eigenvalues: Complex[np.ndarray, " values"]
    radius: float
    norm: float
    orthogonality: float


def recurrent(rec: Recording) -> tuple[Recurrent, ...]:
    """Every recurrent matrix, by layer, direction and gate; past a limit of work without its spectrum."""
    found: list[Recurrent] = []
    work = 0
    for layer, direction in parts(rec) if rec.batch else ():
        blocks = rec.track(layer, direction).weights
        for operation, matrix, back in _products(rec.cell):
            weight = blocks[matrix].astype(np.float64)
            if back is not None:
                with np.errstate(all="ignore"):
                    weight = blocks[back].astype(np.float64) @ weight
            work += len(weight) ** 3
            values, singular = _spectrum(weight) if work <= SPECTRUM_WORK else _NOTHING
            found.append(
                Recurrent(
                    layer,
                    direction,
                    matrix if back is None else f"{back} @ {matrix}",
                    operation,
                    rec.cell.operation(operation).colour,
                    len(weight),
                    values,
                    float(np.abs(values).max(initial=0.0)) if len(values) else math.nan,
                    float(singular[0]) if len(singular) else math.nan,
                    float(np.abs(singular**2 - 1).max()) if len(singular) else math.nan,
                )
            )
    return tuple(found)


def _products(cell: CellType) -> Iterator[tuple[str, str, str | None]]:
    """Each weighted sum with a matrix for the past, and the matrix that makes the state, where there is one."""
    state = next((term for term in terms(cell.operation(cell.state).expression) if isinstance(term, MatVec)), None)
    for name in cell.weighted_sums:
        for term in terms(cell.operation(name).expression):
            if isinstance(term, MatVec) and term.vector.text != "x":
                yield name, term.matrix.text, None if state is None else state.matrix.text


def _spectrum(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues and singular values, the largest first; nothing where the matrix holds NaN or inf."""
    if not np.isfinite(matrix).all():
        return _NOTHING
    values = np.linalg.eigvals(matrix).astype(np.complex128)
    values.setflags(write=False)
    return values, np.linalg.svd(matrix, compute_uv=False)


_NOTHING = np.zeros(0, np.complex128), np.zeros(0)


def matrix_findings(rec: Recording, found: Sequence[Recurrent]) -> Iterator[Finding]:
    """Where all of the past goes through one matrix and a tanh or relu: a matrix that shrinks it at every step.

    The slope of both functions is at most 1, so each step back shortens a gradient at least by the largest singular
    value.
    """
    match rec.cell.operation(rec.cell.state).expression:
        case Call(_, _) if not rec.cell.direct_paths:
            pass
        case _:
            return
    for one in found:
        if 0 < one.norm < 1:
            steps = math.ceil(math.log(THOUSANDTH) / math.log(one.norm))
            values = {"name": one.name, "norm": one.norm, "steps": steps}
            yield Finding("contracts", "look", _SHRINKS, values, _place(one), ("memory",))


def _place(one: Recurrent) -> Where:
    return Where(layer=one.layer, direction=one.direction)


_SHRINKS = N_(
    "the largest singular value of {name} is {norm}, below 1: whatever comes in, each step back shortens the gradient "
    "at least by that factor (Pascanu et al., 2013), to a thousandth after {steps} steps."
)


def recurrent_table(found: Sequence[Recurrent]) -> Table:
    """One row for each matrix."""
    rows = tuple(
        (one.layer, one.direction, one.name, one.size, one.radius, one.norm, one.orthogonality) for one in found
    )
    columns = (N_("layer"), N_("direction"), N_("matrix"), N_("size"), N_("spectral radius"), N_("norm"), "‖WᵀW − I‖")
    return Table("recurrent", N_("The recurrent matrices"), _NOTE, columns, rows)


_NOTE = N_(
    "Spectral radius: the largest magnitude of an eigenvalue. Norm: the largest singular value, how much a state is "
    "stretched at most. ‖WᵀW − I‖ is 0 for an orthogonal matrix, which only turns. Large matrices past a limit of work "
    "are left out (–)."
)
