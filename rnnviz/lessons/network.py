"""The network of a scenario, and its recording.

The same scenario always gives the same network, number for number: nothing is drawn from torch's global generator,
which visitors of an app share.
"""

from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.formats import read_series, read_text
from rnnviz.lessons import worked_example
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import Recording, record
from rnnviz.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A module with everything it runs on.

    Attributes:
        module: the network, weights and all.
        input: shape (seq_len, batch, input_size).
        hx: the state before the first step; None for zeros.
        labels: for each batch row, one label a time step.
    """

    module: nn.RNNBase
    input: Tensor
    hx: Tensor | tuple[Tensor, Tensor] | None
    labels: tuple[tuple[str, ...], ...]


def network(scenario: Scenario) -> Network:
    """The network and input of ``scenario``.

    Raises:
        InputError: its text or series cannot be read.
        SettingError: its edits of the worked example cannot be read.
    """
    if scenario.source == "example":
        # The example's own weights are few and read to ten digits; random ones are what a constructor gives.
        dtype = torch.float64 if scenario.uses_example_weights else torch.float32
        example = worked_example.example(scenario.mode, dtype=dtype, **cast(Any, scenario.example_arguments))
        module = example.module if scenario.uses_example_weights else _random(scenario, example.input.shape[-1])
        return Network(module, example.input, example.hx if scenario.example_fits else None, example.labels)
    reading = read_text(scenario.text) if scenario.source == "text" else read_series(scenario.series)
    return Network(_random(scenario, reading.input.shape[-1]), reading.input, None, reading.labels)


def _random(scenario: Scenario, input_size: int) -> nn.RNNBase:
    """The weights that ``torch.manual_seed(seed)`` followed by the module's constructor gives.

    Made without the global generator, so that no other thread can come between the seed and the draws.
    """
    options = {"nonlinearity": scenario.nonlinearity} if scenario.cell_type == "RNN" else {}
    make = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[scenario.cell_type]
    empty: nn.RNNBase = make(
        input_size,
        scenario.hidden_size,
        num_layers=scenario.num_layers,
        bias=scenario.bias,
        bidirectional=scenario.bidirectional,
        device="meta",
        **options,
    )
    module = empty.to_empty(device="cpu")
    generator = torch.Generator().manual_seed(scenario.seed)
    bound = scenario.hidden_size**-0.5
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-bound, bound, generator=generator)
    return module


def recording(scenario: Scenario) -> Recording:
    """The recording of ``scenario``, made once and shared: a rerun never changes the network.

    Raises:
        InputError: its text or series cannot be read.
        SettingError: its edits of the worked example cannot be read.
    """
    return _RECORDINGS.get(scenario.network_key, lambda: _record(scenario))


def _record(scenario: Scenario) -> Recording:
    made = network(scenario)
    return record(made.module, made.input, made.hx, labels=made.labels)


def _bytes(rec: Recording) -> int:
    arrays = (rec.input, rec.output, rec.gates, rec.weighted_sums, rec.h, rec.c, *rec.weights.values())
    return sum(array.nbytes for array in arrays if array is not None)


_RECORDINGS = Shelf[Recording](most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_RECORDED_BYTES, size=_bytes)
