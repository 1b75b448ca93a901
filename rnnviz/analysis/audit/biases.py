"""What the biases say before anything comes in: how much of a state a step keeps at x = h = 0.

Source: Gers, Schmidhuber and Cummins, "Learning to forget: continual prediction with LSTM", 2000; Jozefowicz, Zaremba
and Sutskever, "An empirical exploration of recurrent network architectures", 2015.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import parts
from rnnviz.analysis.audit.table import Table
from rnnviz.analysis.audit.thresholds import HALF_KEPT
from rnnviz.cells import CellType
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import Call, Name, is_bias, names
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_


@dataclass(frozen=True, eq=False)
class GateBias:
    """The bias of the gate that keeps a state.

    Attributes:
        layer, direction: where.
        gate: "f", "z".
        terms: what is added up, as code: "b_if + b_hf".
        state: the one that is kept: "c", "h".
        keeps: whether the open gate keeps the state; else it replaces it.
        values: the bias of every unit: the weighted sum of the gate at x = h = 0.
        kept: the share of the state that a step keeps there, 0 to 1.
        colour: of the gate, a key of `theme.colour_of`.
    """

    layer: int
    direction: str
    gate: str
    terms: str
    state: str
    keeps: bool
    values: Float[np.ndarray, " units"]
    kept: Float[np.ndarray, " units"]
    colour: str


def biases(rec: Recording) -> tuple[GateBias, ...]:
    """The biases of every layer and direction; none without biases, or without a gate that keeps a state."""
    found = _gate_of(rec.cell) if rec.batch else None
    if found is None:
        return ()
    gate, summed, state = found
    terms = " + ".join(name for name in rec.cell.operation(summed).parameters if is_bias(name))
    if not terms:
        return ()
    path = rec.cell.direct_paths[state]
    keeps = bool(evaluate(path, {gate: np.ones(1)}) > evaluate(path, {gate: np.zeros(1)}))
    made = []
    for layer, direction in parts(rec):
        values = _at_rest(rec.track(layer, direction))
        kept = np.asarray(evaluate(path, values))
        colour = rec.cell.operation(gate).colour
        made.append(GateBias(layer, direction, gate, terms, state, keeps, values[summed][0], kept[0], colour))
    return tuple(made)


def _gate_of(cell: CellType) -> tuple[str, str, str] | None:
    """The gate that the factor of a direct path is made of alone, the weighted sum it comes from, and the state."""
    for state, path in cell.direct_paths.items():
        read = set(names(path))
        if len(read) == 1 and read <= set(cell.gates):
            (gate,) = read
            match cell.operation(gate).expression:
                case Call(_, Name(summed)):
                    return gate, summed, state
                case _:
                    pass
    return None


def _at_rest(track: Track) -> dict[str, Float[np.ndarray, "1 units"]]:
    """Every operation of a step whose input and states are 0, in float64."""
    architecture, cell = track.recording.architecture, track.cell_type
    weights = {name: block.astype(np.float64) for name, block in track.weights.items()}
    values = {name: np.zeros((1, architecture.size(cell.size_of(name), track.layer))) for name in cell.inputs}
    # A weight that is NaN or inf shows in the numbers.
    with np.errstate(all="ignore"):
        for operation in cell.operations:
            values[operation.name] = np.asarray(evaluate(operation.expression, {**weights, **values}))
    return values


def bias_findings(rec: Recording, found: Sequence[GateBias]) -> Iterator[Finding]:
    """What the gates keep at x = h = 0, and biases that are not there, or 0."""
    if not rec.bias:
        gated = any(operation.role == "gate" for operation in rec.cell.operations)
        yield Finding("bias-none", "look", _NONE_GATED if gated else _NONE)
    elif rec.batch:
        yield from _zero(rec)
    for one in found:
        least, most = float(one.values.min()), float(one.values.max())
        low = bool((one.kept <= HALF_KEPT).all())
        values = {"terms": one.terms, "mean": float(one.values.mean()), "least": least, "most": most}
        values |= {"state": one.state, "share": f"{100 * float(one.kept.mean()):.0f} %"}
        place = Where(layer=one.layer, direction=one.direction, gate=one.gate)
        if np.isfinite(one.values).all():
            template = (_LOW if one.keeps else _HIGH) if low else _FINE
            yield Finding("keeping-bias", "look" if low else "fine", template, values, place, ("memory",))


def _zero(rec: Recording) -> Iterator[Finding]:
    for layer, direction in parts(rec):
        kinds = rec.architecture.layer_parameters[layer][int(direction == "reverse")]
        some = [rec.weights[name] for kind, name in kinds.items() if kind.startswith("bias")]
        if some and not any(bias.any() for bias in some):
            yield Finding("bias-zero", "look", _ZERO, place=Where(layer=layer, direction=direction))


_LOW = N_(
    "{terms} is 0 or negative in every unit (mean {mean}, from {least} to {most}): at x = h = 0 a step keeps at most "
    "half of {state}, {share} on average."
)
_HIGH = N_(
    "{terms} is 0 or positive in every unit (mean {mean}, from {least} to {most}): at x = h = 0 a step keeps at most "
    "half of {state}, {share} on average."
)
_FINE = N_(
    "{terms} is {mean} on average (from {least} to {most}): at x = h = 0 a step keeps {share} of {state}, and in some "
    "units more than half."
)
_ZERO = N_("every bias is 0: at x = h = 0 every weighted sum is 0.")
_NONE = N_("The module has no biases (bias=False): at x = h = 0 every weighted sum is 0.")
_NONE_GATED = N_(
    "The module has no biases (bias=False): at x = h = 0 every weighted sum is 0, and every gate stands at 0.5."
)


def biases_table(found: Sequence[GateBias]) -> Table:
    """One row for each layer and direction."""
    rows = tuple(
        (
            *(one.layer, one.direction, one.terms),
            *(float(one.values.mean()), float(one.values.min()), float(one.values.max())),
            f"{100 * float(one.kept.mean()):.0f} %",
        )
        for one in found
    )
    columns = (N_("layer"), N_("direction"), N_("bias"), N_("mean"), N_("least"), N_("most"), N_("kept"))
    return Table("biases", N_("What a step keeps at x = h = 0"), _NOTE, columns, rows)


_NOTE = N_(
    "The bias of the gate that keeps the state, over the units, and the share of the state that is kept (mean). A bias "
    "of 0 keeps half; Jozefowicz et al. (2015) begin with a forget bias of 1, which keeps 73 %."
)
