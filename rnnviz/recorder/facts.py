"""Everything that is known of a recording before its numbers are: it says which arrays there are, and their shapes."""

from dataclasses import dataclass
from functools import cached_property

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.run import Run
from rnnviz.recorder.width import dtype_name

WEIGHT = "weights."
LAYER_INPUT = "layer_inputs."


@dataclass(frozen=True)
class Facts:
    """The facts of one recording."""

    architecture: Architecture
    dtype: str
    seq_len: int
    batch: int
    batched: bool = True
    """Whether the input had a batch axis."""
    steps_apart: bool = False
    """Whether a module that makes one step was called for each of them."""
    drops: bool = False
    """Whether there was dropout between the layers."""
    lengths: tuple[int, ...] | None = None
    labels: tuple[tuple[str, ...], ...] | None = None

    @cached_property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Every array with its shape, weights and all.

        Gates and weighted sums lie side by side for each step, as they are computed; a `Recording` shows them with
        their own axis first.

        >>> gru = Architecture("nn.GRU", "GRU", input_size=3, hidden_size=4)
        >>> shapes = Facts(gru, "float32", seq_len=5, batch=2).shapes
        >>> shapes["gates"], shapes["output"], "c" in shapes
        ((1, 1, 5, 2, 3, 4), (5, 2, 4), False)
        """
        architecture, cell_type = self.architecture, self.architecture.cell
        stack = architecture.num_layers * architecture.num_directions
        axes = (architecture.num_layers, architecture.num_directions, self.seq_len, self.batch)
        rows = (self.batch,) if self.batched else ()
        found: dict[str, tuple[int, ...]] = {
            "input": (self.seq_len, self.batch, architecture.input_size),
            "output": self._returned(rows),
            "gates": (*axes, len(cell_type.gates), architecture.hidden_size),
            "weighted_sums": (*axes, len(cell_type.weighted_sums), architecture.hidden_size),
        }
        for state, size in architecture.state_sizes.items():
            found |= {
                state: (*axes, size),
                f"{state}_0": (stack, self.batch, size),
                f"{state}_n": (*rows, size) if architecture.single_step else (stack, *rows, size),
            }
        if self.drops:
            for layer in range(1, architecture.num_layers):
                found[f"{LAYER_INPUT}{layer - 1}"] = (self.seq_len, self.batch, architecture.output_size)
        for layer in range(architecture.num_layers):
            for direction in range(architecture.num_directions):
                for name, shape in architecture.parameter_shapes(layer, direction).items():
                    found[WEIGHT + name] = shape
        return found

    def _returned(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of the module's output."""
        size = self.architecture.output_size
        if self.architecture.single_step:
            return (self.seq_len, *rows, size) if self.steps_apart else (*rows, size)
        return (*rows, self.seq_len, size) if self.architecture.batch_first else (self.seq_len, *rows, size)


def facts_of_run(run: Run, labels: tuple[tuple[str, ...], ...] | None) -> Facts:
    """The facts of a run that is about to be recorded."""
    return Facts(
        architecture=run.architecture,
        dtype=dtype_name(run.dtype),
        seq_len=run.rows.seq_len,
        batch=run.rows.batch,
        batched=run.batched,
        steps_apart=run.steps_apart,
        drops=run.drops,
        lengths=run.rows.lengths,
        labels=labels,
    )


def facts_of_recording(recording: Recording) -> Facts:
    """The facts of a finished recording."""
    single_step = recording.architecture.single_step
    return Facts(
        architecture=recording.architecture,
        dtype=recording.dtype,
        seq_len=recording.seq_len,
        batch=recording.batch,
        batched=recording.h_n.ndim == (2 if single_step else 3),
        steps_apart=single_step and recording.output.ndim > recording.h_n.ndim,
        drops=recording.layer_inputs is not None,
        lengths=recording.lengths,
        labels=recording.labels,
    )
