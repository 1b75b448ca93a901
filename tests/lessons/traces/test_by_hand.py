"""The modules written by hand, line by line: what the trace keeps is what PyTorch's own module gives."""

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.lessons.by_hand import ENTRIES
from rnnviz.lessons.traces import traces
from rnnviz.lessons.traces.by_hand import HIDDEN_SIZE, INPUT_SIZE
from rnnviz.tracing import Array, Sequence, Value

PYTORCH = {name: entry for name, entry in ENTRIES.items() if entry.beside.startswith("nn.") and name != "elman"}


def flat(value: Value | None) -> list[np.ndarray]:
    """The arrays of a value, in order."""
    if isinstance(value, Sequence):
        return [array for item in value.items for array in flat(item)]
    assert isinstance(value, Array)
    assert value.shaped is not None
    return [value.shaped]


@pytest.mark.parametrize("name", PYTORCH)
def test_it_returns_what_pytorch_s_module_returns(name: str) -> None:
    entry = PYTORCH[name]
    options = {"num_layers": 2} if name == "stacked-rnn" else {"bidirectional": True} if "bidir" in name else {}
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = entry.kind(INPUT_SIZE, HIDDEN_SIZE)
        shape = {"batch first": (1, 3), "sample": (3,)}.get(entry.form, (3, 1))
        input = torch.randn(*shape, INPUT_SIZE)
    fused: nn.RNNBase = getattr(nn, entry.beside[3:])(
        INPUT_SIZE, HIDDEN_SIZE, batch_first=entry.form == "batch first", **options
    )
    rnnviz.copy_weights(module, fused)
    with torch.no_grad():
        output, final = fused(input)
    states = final if isinstance(final, tuple) else (final,)
    wanted = list(states) if entry.form in ("cell", "sample") else [output, *states]
    found = flat(traces()[name].run().result)
    for own, torchs in zip(found, wanted, strict=True):
        np.testing.assert_allclose(own.reshape(-1), torchs.reshape(-1).numpy(), atol=1e-6)
