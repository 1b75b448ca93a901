"""The runs of the lesson: the trained character network, as it should be used and as it should not."""

from collections.abc import Callable
from functools import lru_cache

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.training.models import characters
from rnnviz.training.models.characters import ALPHABET, CharacterNetwork, State
from rnnviz.training.own_draws import own_draws

LENGTH = 120
"""Characters that are written."""

BATCH, SEQ_LEN = 32, 50
"""Of the batch whose shapes are told."""

PUBLISHED_LENGTH = 1000
PUBLISHED_TEMPERATURE = 0.8


@lru_cache(maxsize=64)
def written(prompt: str, temperature: float, seed: int) -> str:
    """What the network writes after the prompt."""
    return characters.generated(prompt, LENGTH, temperature, seed)


@lru_cache(maxsize=64)
def chances(prompt: str, temperature: float = 1.0) -> Float[Tensor, " vocabulary"]:
    """How likely each character is to come next."""
    return characters.chances(prompt, temperature)


def entropy(found: Float[Tensor, " vocabulary"]) -> float:
    """In bits: how undecided the network is."""
    return float(-(found * found.clamp_min(1e-30).log2()).sum())


@lru_cache(maxsize=32)
def sizes(vocabulary: int, hidden: int) -> tuple[tuple[str, int], ...]:
    """Parameters of each part of such a network, embedding and hidden state of the same size."""
    with torch.device("meta"):
        network = CharacterNetwork(vocabulary, hidden, hidden)
    return tuple((name, sum(p.numel() for p in part.parameters())) for name, part in network.named_children())


@lru_cache(maxsize=1)
def shapes() -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Shapes on the way through the network that is there, for a batch."""
    network = characters.load()
    given = torch.zeros(BATCH, SEQ_LEN, dtype=torch.long)
    with torch.inference_mode():
        embedded = network.embedding(given)
        output, _ = network.lstm(embedded)
        scores = network.readout(output)
    flat, target = scores.flatten(0, 1), given.flatten()
    named = {
        "characters": given,
        "embedded": embedded,
        "output": output,
        "logits": scores,
        "flat": flat,
        "target": target,
    }
    return tuple((name, tuple(tensor.shape)) for name, tensor in named.items())


@lru_cache(maxsize=64)
def foreseen(text: str) -> tuple[float, ...]:
    """The probability that the network gave to each character of a text, which a space stands before."""
    found = characters.logits(f" {text}")[:-1].softmax(dim=-1)
    right = characters.encoded(text)[0]
    return tuple(float(row[index]) for row, index in zip(found, right, strict=True))


@lru_cache(maxsize=16)
def training_mode(prompt: str, runs: int) -> Float[Tensor, "runs vocabulary"]:
    """The next character as a network says it that was left in training mode: dropout draws anew at every run."""
    network = CharacterNetwork()
    network.load_state_dict(characters.load().state_dict())
    network.train()
    with own_draws(), torch.inference_mode():
        torch.manual_seed(0)
        return torch.stack([network(characters.encoded(prompt))[0][0, -1].softmax(dim=-1) for _ in range(runs)])


@torch.inference_mode()
def careless(prompt: str, temperature: float, model: nn.Module, state: State | None = None) -> str:
    """One character as people write it first: a dictionary, the prompt's last character, a division.

    Raises:
        IndexError: the prompt is empty.
        KeyError: its last character is unknown.
        RuntimeError: the temperature is 0.
    """
    index_of = {character: place for place, character in enumerate(ALPHABET)}
    scores, _ = model(torch.tensor([[index_of[prompt[-1]]]]), state)
    found = (scores[0, -1] / temperature).softmax(dim=-1)
    generator = torch.Generator().manual_seed(0)
    return ALPHABET[int(torch.multinomial(found, 1, generator=generator))]


@lru_cache(maxsize=1)
def mishaps() -> tuple[tuple[str, str], ...]:
    """What comes of four careless calls: the name of the error, or of nothing at all."""
    model = characters.load()
    calls: dict[str, Callable[[], str]] = {
        "empty": lambda: careless("", 1.0, model),
        "unknown": lambda: careless("π", 1.0, model),
        "zero": lambda: careless("e", 0.0, model),
        "negative": lambda: careless("e", -1.0, model),
    }
    return tuple((name, _came_of(call)) for name, call in calls.items())


def _came_of(call: Callable[[], str]) -> str:
    try:
        call()
    except Exception as error:
        return type(error).__name__
    return ""
