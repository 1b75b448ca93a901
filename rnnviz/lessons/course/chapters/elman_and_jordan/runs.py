"""Both networks with the same weights where both have them, and what was claimed of them, measured."""

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand import Elman, Jordan
from rnnviz.by_hand.copy_weights import copy_weights
from rnnviz.recorder import Recording, record
from rnnviz.training.own_draws import own_draws

FEATURES, UNITS, OUTPUTS = 2, 3, 2
"""Sizes of the two networks that are stepped through."""

STEPS, DISTURBED = 30, 5
"""Time steps of a run, and the one whose input is disturbed."""

WIDE = 16
"""Hidden units of the networks whose memory and steadiness are measured."""

BACK, LENGTH, TRAINED, SETTLED = 6, 900, 600, 50
"""Steps back that are asked for; time steps; those a readout is fitted on; those left out at the beginning."""

DRAWS, DISTURBED_DRAWS = 5, 15
"""Networks that a median is taken over: of what they recall, of what is left of a disturbance."""


def both(features: int, units: int, outputs: int, *, seed: int = 0, gain: float = 1.0) -> tuple[Elman, Jordan]:
    """The two networks; their output weights are those drawn, times ``gain``."""
    with own_draws():
        torch.manual_seed(seed)
        elman = Elman(features, units, outputs)
        jordan = Jordan(features, units, outputs)
    jordan.from_input.load_state_dict(elman.from_input.state_dict())
    jordan.readout.load_state_dict(elman.readout.state_dict())
    with torch.no_grad():
        for network in (elman, jordan):
            network.readout.weight.mul_(gain)
    return elman, jordan


def drawn(steps: int, features: int, seed: int = 0) -> Float[Tensor, "1 seq_len features"]:
    """An input of noise."""
    return torch.randn(1, steps, features, generator=torch.Generator().manual_seed(seed))


@lru_cache(maxsize=1)
def recorded() -> tuple[Recording, Recording]:
    """Both networks on the same input."""
    elman, jordan = both(FEATURES, UNITS, OUTPUTS)
    x = drawn(5, FEATURES, seed=1)
    return record(elman, x), record(jordan, x)


@lru_cache(maxsize=1)
def beside_pytorch() -> float:
    """How far the hidden states of Elman's network are from those of an ``nn.RNN`` with the same weights."""
    elman, _ = both(FEATURES, UNITS, OUTPUTS)
    module, x = nn.RNN(FEATURES, UNITS, batch_first=True), drawn(STEPS, FEATURES)
    copy_weights(elman, module)
    with torch.no_grad():
        output, _ = module(x)
        return float((elman.readout(output) - elman(x)[0]).abs().max())


def hidden(network: Elman | Jordan, x: Float[Tensor, "1 seq_len features"]) -> Float[np.ndarray, "seq_len units"]:
    """The hidden units after every step."""
    h, y, found = torch.zeros(1, network.hidden_size), torch.zeros(1, network.output_size), []
    with torch.no_grad():
        for x_t in x.unbind(dim=1):
            past = network.from_hidden(h) if isinstance(network, Elman) else network.from_output(y)
            h = torch.tanh(network.from_input(x_t) + past)
            y = network.readout(h)
            found.append(h[0].numpy())
    return np.stack(found)


@lru_cache(maxsize=8)
def recalled(outputs: int) -> tuple[Float[np.ndarray, " steps_back"], Float[np.ndarray, " steps_back"]]:
    """The share of the input so many steps back that a linear readout of the hidden units finds again: Elman, Jordan.

    Medians over `DRAWS` networks; fitted on the first `TRAINED` steps and tested on the others.
    """
    x = drawn(LENGTH, 1, seed=3)
    series = x[0, :, 0].double().numpy()
    found: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for seed in range(DRAWS):
        networks: tuple[Elman | Jordan, ...] = both(1, WIDE, outputs, seed=seed)
        for shares, network in zip(found, networks, strict=True):
            h = hidden(network, x)[SETTLED:].astype(np.float64)
            h = np.concatenate([h, np.ones((len(h), 1))], axis=1)
            wanted = np.stack([series[SETTLED - back : LENGTH - back] for back in range(BACK + 1)], axis=1)
            weights = np.linalg.lstsq(h[:TRAINED], wanted[:TRAINED], rcond=None)[0]
            left = wanted[TRAINED:] - h[TRAINED:] @ weights
            shares.append(np.maximum(1 - left.var(axis=0) / wanted[TRAINED:].var(axis=0), 0.0))
    return np.median(found[0], axis=0), np.median(found[1], axis=0)


@lru_cache(maxsize=20)
def disturbance(gain: float) -> tuple[Float[np.ndarray, " steps"], Float[np.ndarray, " steps"]]:
    """How much of a disturbed input is left in the output after 0, 1, 2, ... steps, relative to 0: Elman, Jordan."""
    x = drawn(DISTURBED + 11, FEATURES)
    other = x.clone()
    other[0, DISTURBED] += 1
    found: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for seed in range(DISTURBED_DRAWS):
        for shares, network in zip(found, both(FEATURES, WIDE, OUTPUTS, seed=seed, gain=gain), strict=True):
            with torch.no_grad():
                apart = (network(x)[0] - network(other)[0]).norm(dim=2)[0, DISTURBED:]
            shares.append((apart / apart[0]).numpy())
    return np.median(found[0], axis=0), np.median(found[1], axis=0)


@lru_cache(maxsize=20)
def fed_back(gain: float) -> tuple[Float[np.ndarray, " seq_len"], Float[np.ndarray, " seq_len"]]:
    """The largest number that is fed back at every step, in magnitude: h of Elman's network, y of Jordan's."""
    elman, jordan = both(FEATURES, WIDE, OUTPUTS, gain=gain)
    x = drawn(STEPS, FEATURES)
    with torch.no_grad():
        y = jordan(x)[0][0].abs().amax(dim=1).numpy()
    return np.abs(hidden(elman, x)).max(axis=1), np.asarray(y)
