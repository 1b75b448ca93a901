"""The modules written by hand, line by line: each is called on a short random sequence, with weights from one seed."""

from functools import partial

import torch
from torch import Tensor, nn

from rnnviz.lessons.by_hand import ENTRIES, Entry
from rnnviz.lessons.traces.lesson import TraceLesson
from rnnviz.tracing import Trace, trace
from rnnviz.training.own_draws import own_draws

INPUT_SIZE, HIDDEN_SIZE, OUTPUT_SIZE, SEQ_LEN, BATCH = 3, 2, 1, 3, 1
"""Small enough for every number to be written out."""

_FIRST = 100
"""Their places in the list begin here."""


def loop(cell: nn.Module, input: Tensor) -> object:
    """Call a cell for each time step, with the state that it returned."""
    state = None
    for x in input:
        state = cell(x, state)
    return state


def by_hand() -> dict[str, TraceLesson]:
    """A trace of every module, by its name."""
    return {
        name: TraceLesson(entry.title, entry.idea, partial(_run, entry), _FIRST + place)
        for place, (name, entry) in enumerate(ENTRIES.items())
    }


def _run(entry: Entry) -> Trace:
    sizes = (INPUT_SIZE, HIDDEN_SIZE, *((OUTPUT_SIZE,) if "output_size" in entry.settings else ()))
    shapes: dict[str, tuple[int, ...]] = {
        "batch first": (BATCH, SEQ_LEN),
        "time first": (SEQ_LEN, BATCH),
        "cell": (SEQ_LEN, BATCH),
        "sample": (SEQ_LEN,),
    }
    with own_draws():
        torch.manual_seed(0)
        module = entry.kind(*sizes)
        input = torch.randn(*shapes[entry.form], INPUT_SIZE)
        with torch.no_grad():
            if entry.form in ("cell", "sample"):
                return trace(loop, module, input, functions=(module,))
            return trace(module, input)
