"""`memory`: what a track keeps of its own past."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.memory.kept import half_life, kept_at_last, steps_to_half
from rnnviz.analysis.memory.reach import reach
from rnnviz.analysis.memory.saturation import Saturation, saturation
from rnnviz.analysis.rerun.made import MadeStep, let_through
from rnnviz.cells.code import write_code
from rnnviz.cells.evaluate import evaluate
from rnnviz.cells.expression import is_parameter, names
from rnnviz.cells.recurrence import direct_way
from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.recorder import Recording, Track
from rnnviz.words import N_

BELOW, ABOVE = 0.1, 0.9
"""A gate is closed below the one, open above the other."""


@dataclass(frozen=True, eq=False, repr=False)
class Memory:
    """How long a track remembers, as `memory` found it.

    An LSTM's c, a GRU's h and a leaky unit's h have a direct path: one step multiplies the state by a factor (f, z,
    1 - alpha) and adds something new. What `kept`, `half_life` and `steps_to_half` tell is that path *alone*: the past
    also acts through the gates and the candidate, which `reach` counts in. A plain RNN has no direct path: all of its
    past goes through a matrix and a tanh, so there is only `reach`.
    """

    track: Track
    below: float
    above: float

    def __repr__(self) -> str:
        return f"<Memory of {self.state} in {self.track.recording.architecture}: factor {self.factor}>"

    @property
    def state(self) -> str:
        """The state that is remembered: the one on the direct path, "c" or "h"; without one, the state fed back."""
        cell = self.track.cell_type
        return next(iter(cell.direct_paths), cell.state)

    @property
    def factor(self) -> str | None:
        """What one step multiplies the state by, as code: "f", "z", "1 - alpha"; None without a direct path."""
        found = self.track.cell_type.direct_paths.get(self.state)
        return None if found is None else write_code(found)

    @cached_property
    def factors(self) -> Float[np.ndarray, "length units"]:
        """The factor of every step and unit, by position in the input; in float64.

        In an edited run also what edits did on the way: where one sets c, nothing of the state before is left.

        Raises:
            PlaceError: the cell type has no direct path, or its factor is a weight that the recording has not.
        """
        expression = self.track.cell_type.direct_paths.get(self.state)
        if expression is None:
            raise PlaceError(
                "memory-direct",
                N_(
                    "cell type must have a direct path from a state to the next, and {cell_type} has none: all of its "
                    "past goes through a matrix. Use reach(), which counts every way."
                ),
                cell_type=self.track.cell_type.name,
            )
        parameters = tuple(filter(is_parameter, names(expression)))
        self._need_weights(parameters)
        track = self.track
        read = {name: track.values(name) for name in names(expression) if name not in parameters}
        weights = {name: track.weights[name] for name in parameters}
        if track.recording.edits:
            steps = [MadeStep(track, t).weights for t in range(len(track))] if parameters else []
            weights = {name: np.stack([one[name] for one in steps]) for name in parameters}
        factor = np.asarray(evaluate(expression, {**weights, **read}), dtype=np.float64)
        found = np.broadcast_to(factor, (len(track), track.values(self.state).shape[1])).copy()
        if track.recording.edits:
            for name in direct_way(self.state, track.cell_type.operations):
                found *= let_through(track, name)
        found.setflags(write=False)
        return found

    @cached_property
    def saturation(self) -> Mapping[str, Saturation]:
        """The ends of every gate, candidate and squashed state, by name."""
        track = self.track
        found = (
            saturation(operation, track.values(operation.name), self.below, self.above)
            for operation in track.cell_type.operations
        )
        return MappingProxyType({one.name: one for one in found if one is not None})

    @cached_property
    def half_life(self) -> Float[np.ndarray, " units"]:
        """Steps until half of a unit's state is left, at the geometric mean of its factors over the whole track.

        It is ln 2 / -mean(ln factor): inf where nothing fades, 0 where a factor is exactly 0, NaN where one is not a
        number.

        Raises:
            PlaceError: there is no direct path.
        """
        return half_life(self.factors)

    def kept(self, at: int | None = None) -> Float[np.ndarray, "sources units"]:
        """How much of every earlier state is in the state after position ``at`` (the step processed last for None).

        1 is all of it. The rows are in the order of processing: `sources` names them.

        Raises:
            PlaceError: there is no direct path, or no such position.
        """
        return kept_at_last(self.factors[self._until(at)])

    def steps_to_half(self, at: int | None = None) -> Float[np.ndarray, " units"]:
        """How many steps before ``at`` the state lies of which less than half is left there, measured; inf for none.

        Raises:
            PlaceError: there is no direct path, or no such position.
        """
        return steps_to_half(self.kept(at))

    def reach(self, at: int | None = None, *, steps: int | None = None) -> Float[np.ndarray, "sources units"]:
        """How strongly every unit of the state after ``at`` depends on each earlier state, by every way there is.

        The Euclidean length of d state[unit] / d earlier state (all of its units): what training sends back. 1 at
        ``at`` itself; falling backwards it vanishes, rising it explodes. Rows as in `kept`. The cost of a step grows
        with the third power of the units: ``steps`` says how far back to go, and rows past that are NaN.

        Raises:
            PlaceError: there is no such position, or the recording has no weights.
            ArgumentError: ``steps`` is negative.
        """
        if steps is not None and steps < 0:
            template = N_("steps must be 0 or more, got {got}. Leave it out to go back to the first step.")
            raise ArgumentError("memory-steps", template, got=steps)
        cell = self.track.cell_type
        self._need_weights(tuple(name for operation in cell.operations for name in operation.parameters))
        if (at, steps) not in self._reached:
            found = reach(self.track, self.state, self._until(at), steps)
            found.setflags(write=False)
            self._reached[at, steps] = found
        return self._reached[at, steps]

    def sources(self, at: int | None = None) -> tuple[int | None, ...]:
        """Which state each row of `kept` and `reach` is about: None for the initial state, else the position.

        >>> import torch, rnnviz
        >>> rec = rnnviz.record(torch.nn.LSTM(3, 2, bidirectional=True), torch.ones(4, 1, 3))
        >>> rnnviz.memory(rec).sources(2), rnnviz.memory(rec, direction="reverse").sources(2)
        ((None, 0, 1, 2), (None, 3, 2))
        """
        return (None, *self._until(at))

    @cached_property
    def _reached(self) -> dict[tuple[int | None, int | None], np.ndarray]:
        return {}

    def _until(self, at: int | None) -> list[int]:
        """The positions up to ``at``, in the order of processing."""
        order = list(self.track.order)
        if at is None:
            return order
        if at not in order:
            raise PlaceError(
                "memory-time",
                N_("at must be at least 0 and below {length}, got {got}. Choose a position in the input."),
                length=len(order),
                got=at,
            )
        return order[: order.index(at) + 1]

    def _need_weights(self, parameters: tuple[str, ...]) -> None:
        if parameters and not self.track.weights:
            raise PlaceError(
                "memory-weights",
                N_(
                    "the recording must have weights for this, and it has none: they were left out of its file. "
                    "Save it with weights=True."
                ),
            )


def memory(
    of: Recording | Track,
    *,
    layer: int = 0,
    direction: str = "forward",
    batch: int = 0,
    below: float = BELOW,
    above: float = ABOVE,
) -> Memory:
    """How much of c_0..c_t is still in c_T, how long half of it lasts, and which gates stand open or closed.

    ``of`` is a recording, of which the track at ``layer``, ``direction`` and ``batch`` is looked at, or a track. A gate
    counts as closed below ``below`` and as open above ``above``; a tanh is at its ends past ``above`` on either side.

    >>> import torch, rnnviz
    >>> module = torch.nn.LSTM(3, 2)
    >>> _ = torch.nn.init.zeros_(module.weight_ih_l0), torch.nn.init.zeros_(module.weight_hh_l0)
    >>> _ = torch.nn.init.zeros_(module.bias_ih_l0), torch.nn.init.zeros_(module.bias_hh_l0)
    >>> found = rnnviz.memory(rnnviz.record(module, torch.ones(3, 1, 3)))
    >>> found.factor, found.kept()[:, 0], found.half_life  # every forget gate is at 0.5
    ('f', array([0.125, 0.25 , 0.5  , 1.   ]), array([1., 1.]))

    Raises:
        PlaceError: there is no such layer, direction or row.
        ArgumentError: the bounds are not 0 <= below < above <= 1.
    """
    if not 0 <= below < above <= 1:
        raise ArgumentError(
            "memory-bounds",
            N_("bounds must be 0 <= below < above <= 1, got below={below} and above={above}. Choose others."),
            below=below,
            above=above,
        )
    return Memory(of if isinstance(of, Track) else of.track(layer, direction, batch), below, above)
