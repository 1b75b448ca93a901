"""Calls of one module that follow each other in time: together they are one recording."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from rnnviz.recorder.call import Call
from rnnviz.recorder.facts import Facts
from rnnviz.recorder.gradients.arrivals import Arrivals
from rnnviz.recorder.gradients.backward import propagate
from rnnviz.recorder.gradients.loss import Form, Loss, with_gradients
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.run import Layer, Run
from rnnviz.recorder.transcript import write_down
from rnnviz.recorder.width import dtype_name


class Chain:
    """A call, and those that went on from its last state; its recording has the gradients of a loss, if one is given.

    ``arrivals`` are where the gradients of the model's own loss are heard, if they are asked for.
    """

    def __init__(
        self, call: Call, last: Sequence[Tensor], *, loss: Loss | None = None, arrivals: Arrivals | None = None
    ) -> None:
        self._calls = [call]
        self._loss = loss
        self._arrivals = [] if arrivals is None else [arrivals]
        self._heard = 0
        self._recording: Recording | None = None
        self._closed = False
        self._hold(last)

    def _hold(self, last: Sequence[Tensor]) -> None:
        # As long as they are held, no other tensor can come to lie in the same memory.
        self._last = [state.detach() for state in last]

    def goes_on_with(self, states: Sequence[Tensor]) -> bool:
        """Whether these states are the last ones: the same memory, and still the same numbers in it."""
        final = self._calls[-1].final
        return len(states) == len(self._last) and all(
            given.data_ptr() == held.data_ptr()
            and (given.shape, given.stride(), given.dtype) == (held.shape, held.stride(), held.dtype)
            and same_numbers(given.detach().reshape(known.shape).to(known.dtype), known)
            for given, held, known in zip(states, self._last, final, strict=True)
        )

    def fits(self, call: Call) -> bool:
        """Whether a call can be part of the same recording: the same weights, time forwards, whole rows."""
        first = self._calls[0]
        return (
            first.architecture.num_directions == 1
            and first.source.rows.lengths is None
            and call.source.rows.lengths is None
            and first.source.batched == call.source.batched
            and first.output.dtype == call.output.dtype
            and first.parameters is call.parameters
        )

    def add(self, call: Call, last: Sequence[Tensor], arrivals: Arrivals | None = None) -> None:
        """Go on with a call."""
        self._calls.append(call)
        self._arrivals += [] if arrivals is None else [arrivals]
        self._recording = None
        self._hold(last)

    @property
    def memory(self) -> int:
        """Where the last hidden state lies."""
        return self._last[0].data_ptr()

    def recording(self) -> Recording:
        """Everything that the calls computed, one after the other."""
        recording = self._recording
        if recording is None:
            with torch.no_grad():
                recording = write_down(self._run())
            if self._loss is not None:
                recording = with_gradients(recording, self._loss, self._form())
        if self._unheard():
            came = [each.arrived(call) for each, call in zip(self._arrivals, self._calls, strict=True)]
            recording = replace(recording, gradients=propagate(recording, self._rows(), came, loss=None))
            self._heard += self._unheard()
        self._recording = recording
        self._let_go()
        return recording

    def close(self) -> None:
        """No call will follow: nothing is held for longer than it takes to make the recording."""
        self._closed, self._last = True, []
        for each in self._arrivals:
            each.close()
        self._let_go()

    def _unheard(self) -> int:
        """How many gradients have arrived since the recording was made."""
        return sum(each.count for each in self._arrivals) - self._heard

    def _let_go(self) -> None:
        if self._closed and self._recording is not None and not self._unheard():
            self._calls, self._arrivals, self._loss, self._heard = [], [], None, 0

    def _rows(self) -> Rows:
        """The rows of all calls together."""
        rows = self._calls[0].source.rows
        if len(self._calls) == 1:
            return rows
        return Rows(sum(call.source.rows.seq_len for call in self._calls), rows.batch)

    def _form(self) -> Form:
        rows = self._rows()
        return Form(rows, rows.lengths is not None, self._calls[0].output.device)

    def _run(self) -> Run:
        first, calls, rows = self._calls[0], self._calls, self._rows()
        facts = Facts(
            architecture=first.architecture,
            dtype=dtype_name(first.output.dtype),
            seq_len=rows.seq_len,
            batch=rows.batch,
            batched=first.source.batched,
            steps_apart=first.architecture.single_step and len(calls) > 1,
            drops=any(call.dropout for call in calls),
            lengths=rows.lengths,
        )
        return Run(facts, rows, first.states, first.weights, _joined([call.layers() for call in calls]))


def _joined(calls: Sequence[Iterator[Layer]]) -> Iterator[Layer]:
    """The layers of all calls, each over the whole time."""
    for parts in zip(*calls, strict=True):
        if len(parts) == 1:
            yield parts[0]
            continue
        yield Layer(
            torch.cat([part.x for part in parts]),
            torch.cat([part.output for part in parts]),
            parts[-1].final,
            any(part.dropped for part in parts),
        )


def same_numbers(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors of one type hold the same numbers; NaN is here the same as NaN."""
    return torch.equal(one, other) or bool(((one == other) | (one.isnan() & other.isnan())).all())
