"""What ONNX's operators make of a whole case, one operator for each layer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.recorder.onnxruntime.cases import Case
from tests.recorder.onnxruntime.operators import WAYS, Arrays, run
from tests.recorder.onnxruntime.parameters import Conversion, Parameters, convert


@dataclass(frozen=True)
class Layer:
    """One layer: what its operator was given, and what it answered."""

    case: Case
    parameters: Parameters
    x: np.ndarray
    initial: dict[str, np.ndarray | None]
    answer: Arrays

    @property
    def directions(self) -> range:
        return range(self.parameters.num_directions)

    @property
    def output(self) -> np.ndarray:
        """Y as (seq_len, batch, num_directions * hidden_size), which the next layer reads."""
        Y = self.answer["Y"].transpose(0, 2, 1, 3)
        return np.asarray(Y.reshape(*Y.shape[:2], -1))

    def start(self, state: str, direction: int) -> np.ndarray:
        """The state before the first step of every row."""
        given = self.initial[state]
        if given is None:
            return np.zeros((self.case.plan.batch, self.parameters.hidden_size), np.float32)
        return np.asarray(given[direction])

    def grid(self, values: Sequence[np.ndarray]) -> np.ndarray:
        """For each direction the values of ``case.steps``, put where a recording has them; NaN past a row's length."""
        found = np.full((len(values), *self.case.grid), np.nan, np.float32)
        t, row = np.transpose(self.case.steps)
        for direction, value in enumerate(values):
            found[direction, t, row] = value
        return found


def layers(case: Case, conversion: Conversion) -> list[Layer]:
    """One operator after the other, each reading what the one below answered."""
    found: list[Layer] = []
    for number in range(case.plan.num_layers):
        parameters = convert(case.network.module, number, conversion)
        x = found[-1].output if found else case.x
        initial = {state: case.initial(number, state) for state in case.states}
        found.append(Layer(case, parameters, x, initial, run(parameters, x, initial, case.lengths)))
    return found


def whole_sequences(case: Case, conversion: Conversion) -> Arrays:
    """Output, h at every step, h_n and c_n, from one run over all steps of all rows."""
    found = layers(case, conversion)
    output = found[-1].output[: max(case.counts)]
    t, row = np.transpose(case.steps)
    return {
        "output": output.swapaxes(0, 1) if case.plan.batch_first else output,
        "h": np.stack([layer.grid([layer.answer["Y"][t, way, row] for way in layer.directions]) for layer in found]),
        **{f"{state}_n": np.concatenate([layer.answer[f"Y_{state}"] for layer in found]) for state in case.states},
    }


def every_prefix(case: Case, conversion: Conversion) -> Arrays:
    """h and, for an LSTM, c at every step: the final states of a run that ends there."""
    found: dict[str, list[np.ndarray]] = {state: [] for state in case.states}
    for layer in layers(case, conversion):
        runs = [_run_prefixes(layer, direction) for direction in layer.directions]
        for state, values in found.items():
            values.append(layer.grid([answer[f"Y_{state}"][0] for answer in runs]))
    return {state: np.stack(values) for state, values in found.items()}


def _run_prefixes(layer: Layer, direction: int) -> Arrays:
    """From the first step of a row up to each of its steps: every such stretch is a row of its own in one batch.

    In the reverse direction the first step is the last of the row, and ONNX's operator "reverse" runs alone.
    """
    case = layer.case
    stretches = [layer.x[t : case.counts[row], row] if direction else layer.x[: t + 1, row] for t, row in case.steps]
    x = np.zeros((max(map(len, stretches)), len(stretches), layer.x.shape[-1]), np.float32)
    for number, stretch in enumerate(stretches):
        x[: len(stretch), number] = stretch
    initial = {state: layer.start(state, direction)[None, [row for _, row in case.steps]] for state in case.states}
    half = layer.parameters.half(direction)
    return run(half, x, initial, [*map(len, stretches)], direction=WAYS[direction])
