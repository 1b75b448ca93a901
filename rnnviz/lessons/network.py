"""The network of a scenario, and its recording.

The same scenario always gives the same network, number for number: nothing is drawn from torch's global generator,
which visitors of an app share.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

import torch
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.formats import Reading, read_series, read_text
from rnnviz.formats.reading import padded_labels
from rnnviz.lessons import by_hand, conventions, worked_example
from rnnviz.lessons.forget_bias import check_forget_bias
from rnnviz.lessons.opened import OPENED
from rnnviz.lessons.own_model import given, input_of
from rnnviz.lessons.random_sizes import check_positions, check_states
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.self_training import check_training, train_on_itself
from rnnviz.lessons.shelf import Shelf
from rnnviz.lessons.trained import trained_recording
from rnnviz.recorder import Recording, record
from rnnviz.recorder.checks.lengths import check_lengths
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import read_whole
from rnnviz.training.forget_bias import set_forget_bias
from rnnviz.words import N_

Progress = Callable[[int], None]
"""Is told how many steps of a training have been made."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A module with everything it runs on.

    Attributes:
        module: the network, weights and all.
        input: as the module takes it.
        hx: the state before the first step; None for zeros.
        labels: for each batch row, one label a time step.
        lengths: of the rows, where they are not all of one length.
        features: one name for each feature of the input.
    """

    module: nn.Module
    input: Tensor
    hx: Tensor | tuple[Tensor, Tensor] | None
    labels: tuple[tuple[str, ...], ...] | None
    lengths: tuple[int, ...] | None = None
    features: tuple[str, ...] | None = None


def network(scenario: Scenario, progress: Progress | None = None) -> Network:
    """The network and input of ``scenario``; ``progress`` is told of every step of a training.

    Raises:
        InputError: its text or series cannot be read.
        SettingError: its edits of the worked example cannot be read, or its sizes do not go together.
    """
    if scenario.projection and scenario.projection >= scenario.hidden_size:
        template = N_(
            "proj_size must be below hidden_size={hidden_size}, got {got}. Choose a smaller one, or 0 for none."
        )
        raise SettingError("projection", template, hidden_size=scenario.hidden_size, got=scenario.projection)
    if scenario.source == "model":
        return _own(scenario)
    check_forget_bias(scenario)
    made = _drawn(scenario)
    assert isinstance(made.module, nn.RNNBase)
    check_training(scenario, made.input)
    if scenario.forget_bias is not None:
        assert isinstance(made.module, nn.LSTM)
        set_forget_bias(made.module, scenario.forget_bias)
    if scenario.trained:
        one_hot = scenario.source == "text"
        given = {"hx": made.hx, "lengths": made.lengths, "one_hot": one_hot, "seed": scenario.seed}
        train_on_itself(made.module, made.input, scenario.trained, **cast(Any, given), progress=progress)
    return _padded(made) if scenario.padded and made.lengths is not None else made


def _own(scenario: Scenario) -> Network:
    """A module out of a file, and what it reads."""
    made = given(scenario.model)
    network = Network(made.module, made.input, made.hx, made.reading.labels, made.reading.lengths, made.features)
    return _padded(network) if scenario.padded and network.lengths is not None else network


def _padded(made: Network) -> Network:
    """The same rows run to the end of the longest input, with zeros past their own ends."""
    assert made.lengths is not None
    batch_first = bool(getattr(made.module, "batch_first", False))
    axis = 1 if batch_first else 0
    rows = check_lengths(list(made.lengths), made.input.shape[axis], made.input.shape[1 - axis])
    assert rows.lengths is not None
    input = made.input.clone()
    for row, length in enumerate(rows.lengths):
        (input[row, length:] if batch_first else input[length:, row]).zero_()
    labels = made.labels and padded_labels(made.labels, input.shape[axis])
    return replace(made, input=input, labels=labels, lengths=None)


def unlike_rows(scenario: Scenario) -> bool:
    """Whether the rows of its input end at different steps, so that they are packed, or padded.

    Raises:
        InputError: its text or series cannot be read.
    """
    if scenario.source == "random":
        return not scenario.unbatched and bool(scenario.lengths.strip())
    if scenario.source == "model":
        return input_of(scenario.model).lengths is not None
    typed = {"text": scenario.text, "series": scenario.series}.get(scenario.source)
    return typed is not None and _unlike_lines(scenario.source, typed)


@lru_cache(maxsize=64)
def _unlike_lines(source: str, typed: str) -> bool:
    return _READERS[source](typed).lengths is not None


_READERS: Mapping[str, Callable[[str], Reading]] = MappingProxyType({"text": read_text, "series": read_series})


def _drawn(scenario: Scenario) -> Network:
    """The network as it is printed or drawn, before anything is done to its weights."""
    if scenario.source == "random":
        return _random_input(scenario)
    if scenario.source == "example":
        # The example's own weights are few and read to ten digits; random ones are what a constructor gives.
        dtype = torch.float64 if scenario.uses_example_weights else torch.float32
        example = worked_example.example(scenario.mode, dtype=dtype, **cast(Any, scenario.example_arguments))
        module = example.module if scenario.uses_example_weights else _random(scenario, example.input.shape[-1])
        return Network(module, example.input, example.hx if scenario.example_fits else None, example.labels)
    reading = _READERS[scenario.source](scenario.text if scenario.source == "text" else scenario.series)
    check_positions(scenario, reading.input.shape[0] * reading.input.shape[1])
    return Network(_random(scenario, reading.input.shape[-1]), reading.input, None, reading.labels, reading.lengths)


def _random_input(scenario: Scenario) -> Network:
    """What ``torch.manual_seed(seed)``, the module's constructor and ``torch.randn`` give, one after the other."""
    rows = () if scenario.unbatched else (scenario.batch,)
    check_states(scenario, scenario.num_layers * (2 if scenario.bidirectional else 1))
    lengths = read_whole(scenario.lengths) if rows else []
    if lengths and len(lengths) != scenario.batch:
        template = N_(
            "lengths must be {batch} whole numbers, one for each row, got {got}. "
            "Leave the field empty for rows of one length."
        )
        raise SettingError("lengths", template, batch=scenario.batch, got=len(lengths))
    if lengths:
        # Before a training packs them.
        check_lengths(lengths, scenario.seq_len, scenario.batch)
    generator = torch.Generator().manual_seed(scenario.seed)
    module = _random(scenario, scenario.input_size, generator)
    shape = (*rows, scenario.seq_len) if scenario.batch_leads else (scenario.seq_len, *rows)
    input = torch.randn(*shape, scenario.input_size, generator=generator)
    return Network(module, input, None, None, tuple(lengths) or None)


def _random(scenario: Scenario, input_size: int, generator: torch.Generator | None = None) -> nn.RNNBase:
    """The weights that ``torch.manual_seed(seed)`` followed by the module's constructor gives.

    Made without the global generator, so that no other thread can come between the seed and the draws.
    """
    options: dict[str, Any] = {"nonlinearity": scenario.nonlinearity} if scenario.cell_type == "RNN" else {}
    if scenario.projection:
        options["proj_size"] = scenario.projection
    make = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[scenario.cell_type]
    empty: nn.RNNBase = make(
        input_size,
        scenario.hidden_size,
        num_layers=scenario.num_layers,
        bias=scenario.bias,
        bidirectional=scenario.bidirectional,
        batch_first=scenario.batch_leads,
        device="meta",
        **options,
    )
    module = empty.to_empty(device="cpu")
    draws = generator or torch.Generator().manual_seed(scenario.seed)
    bound = scenario.hidden_size**-0.5
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-bound, bound, generator=draws)
    return module


def recording(scenario: Scenario, progress: Progress | None = None) -> Recording:
    """The recording of ``scenario``, made once and shared: a rerun never changes the network.

    Where it must be trained first, ``progress`` is told of every step.

    Raises:
        InputError: its text or series cannot be read.
        SettingError: its edits of the worked example cannot be read.
        FileError: its file is not open here, or nothing was trained here with its settings.
        PlaceError: nothing was kept at its moment of the training.
    """
    if scenario.source == "file":
        return OPENED.get(scenario.opened)
    if scenario.source == "training":
        return trained_recording(scenario)
    if scenario.module:
        return by_hand.compared(scenario).recording
    if scenario.difference:
        return conventions.compared(scenario).recording
    return _RECORDINGS.get(scenario.network_key, lambda: _record(scenario, progress))


def _record(scenario: Scenario, progress: Progress | None) -> Recording:
    made = network(scenario, progress)
    loss = _loss(scenario, 2 if getattr(made.module, "bidirectional", False) else 1)
    return record(
        made.module,
        made.input,
        made.hx,
        lengths=made.lengths,
        labels=made.labels,
        features=made.features,
        gradients_of=loss,
    )


def _loss(scenario: Scenario, count: int) -> Callable[[Tensor, Tensor], Tensor] | None:
    """What is derived: the last hidden state of the last layer, its ``count`` directions, or everything it puts out."""
    if scenario.loss == "none":
        return None
    return lambda output, h_n: h_n[-count:].sum() if scenario.loss == "last" else output.sum()


_RECORDINGS = Shelf[Recording](most=limits.MAX_RECORDINGS, most_bytes=limits.MAX_RECORDED_BYTES, size=recorded_bytes)
