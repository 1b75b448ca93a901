"""What is run for the lesson."""

import copy
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from jaxtyping import Float
from torch import nn

import rnnviz
from rnnviz.recorder import Recording
from rnnviz.training.encoder_decoder import BEGIN, Right, right_at_ratio
from rnnviz.training.models import dates
from rnnviz.training.models.dates.language import LENGTH, WRITTEN
from rnnviz.training.models.dates.network import Weights
from rnnviz.training.own_draws import own_draws

RATIOS = tuple(step / 10 for step in range(11))
"""Of teacher forcing."""

HELD_OUT = 60
"""Dates that the networks were not trained on."""

MOST_PADDING = 10

SMALL = 2
"""Units of the small encoder and its decoder, and features of their inputs."""


@lru_cache(maxsize=1)
def held_out() -> tuple[tuple[str, str], ...]:
    """Dates as people write them, and as they are to be written."""
    return tuple(dates.cases(torch.Generator().manual_seed(2), HELD_OUT, "held out"))


@lru_cache(maxsize=64)
def written(text: str, weights: Weights = "without attention") -> dates.Translation:
    """A date rewritten, with everything that happened."""
    return dates.translate(text, weights=weights)


@lru_cache(maxsize=64)
def taught(text: str, teacher: str, ratio: float, coin: int) -> dates.Translation:
    """A date rewritten by the network that was stopped early, with its teacher."""
    return dates.translate(text, teacher, ratio, coin, weights="early")


def decoder_of(text: str) -> Recording:
    """The decoder at work, each step named by the character that it was given."""
    found = written(text)
    return replace(found.decoder, labels=(found.given,))


@lru_cache(maxsize=32)
def handed_over(read: str) -> tuple[Recording, Recording]:
    """A small encoder that reads these characters, and a decoder that starts from its last state; not trained."""
    with own_draws():
        torch.manual_seed(4)
        encoder, decoder = nn.GRU(SMALL, SMALL), nn.GRU(SMALL, SMALL)
        table = torch.randn(128, SMALL)
    given = f"{BEGIN}19"
    source = rnnviz.record(encoder, table[[ord(each) for each in read]][:, None], labels=[list(read)])
    fed = table[[ord(each) for each in given]][:, None]
    return source, rnnviz.record(decoder, fed, torch.from_numpy(source.h_n.copy()), labels=[list(given)])


@lru_cache(maxsize=16)
def by_ratio(coin: int) -> tuple[Right, ...]:
    """For each of `RATIOS`, how the network that was stopped early does with its teacher on held-out dates."""
    return right_at_ratio(dates.load("early"), held_out(), RATIOS, coin)


@lru_cache(maxsize=1)
@torch.inference_mode()
def by_padding() -> tuple[float, ...]:
    """The share of held-out dates that are right when 0, 1, 2, ... places of padding are read as if they were text."""
    network, cases = dates.load("without attention"), held_out()
    text, lengths = dates.read_tensors([text for text, _ in cases])
    padded = nn.functional.pad(text, (0, 0, 0, MOST_PADDING)).repeat(1, MOST_PADDING + 1)
    more = torch.arange(MOST_PADDING + 1).repeat_interleave(len(cases))
    _, last = network.encode(padded, lengths.repeat(MOST_PADDING + 1) + more)
    _, target = dates.written_tensors([date for _, date in cases])
    state, character, right = network.begin(last), torch.full((len(last),), WRITTEN.index(BEGIN)), []
    for wanted in target[:LENGTH]:
        # Without attention nothing is looked at but the last states.
        scores, state, _ = network.step(character, state, last[None], last, torch.ones(1, len(last), dtype=torch.bool))
        character = scores.argmax(dim=-1)
        right.append(character.reshape(-1, len(cases)) == wanted)
    return tuple(torch.stack(right).all(dim=0).float().mean(dim=1).tolist())


@torch.inference_mode()
def last_states(text: str) -> Float[torch.Tensor, " both"]:
    """What the encoder leaves when all of this is read: both directions."""
    _, last = dates.load("without attention").encode(*dates.read_tensors([text]))
    return last[0]


@dataclass(frozen=True, slots=True)
class Losses:
    """The loss of a network with position 0 and without it, and how far that moves the sum of its gradients."""

    with_zero: float
    without: float
    gradient_apart: float


@lru_cache(maxsize=2)
def losses(weights: Weights) -> Losses:
    """Mean cross-entropies over held-out dates, each character given by the teacher."""
    network, cases = copy.deepcopy(dates.load(weights)).requires_grad_(True), held_out()
    given, wanted = dates.written_tensors([date for _, date in cases])
    scores = network(*dates.read_tensors([text for text, _ in cases]), given)
    outputs = torch.cat([torch.zeros(1, *scores.shape[1:]), scores])
    target = torch.cat([given[:1], wanted])
    parameters = [*network.parameters()]

    def summed(first: int) -> tuple[float, torch.Tensor]:
        loss = nn.functional.cross_entropy(outputs[first:].flatten(0, 1), target[first:].flatten(), reduction="sum")
        gradients = torch.autograd.grad(loss, parameters, retain_graph=True)
        return float(loss.detach()) / target[first:].numel(), torch.cat([one.flatten() for one in gradients])

    (with_zero, moved), (without, gradient) = summed(0), summed(1)
    return Losses(with_zero, without, float((moved - gradient).abs().max()))
