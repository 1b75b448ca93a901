"""The runs of the lesson: the trained character network, as it should be used and as it should not."""

from collections.abc import Callable
from functools import lru_cache

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.training.models import characters
from rnnviz.training.models.characters import SIZES
from rnnviz.training.own_draws import own_draws
from rnnviz.training.text.model import CharacterModel, State
from rnnviz.training.text.task import measured

LENGTH = 120
"""Characters that are written."""

BATCH, SEQ_LEN = 32, 50
"""Of the batch whose shapes are told."""

NUM_LAYERS = SIZES["en"].num_layers

PUBLISHED_LENGTH = 1000
PUBLISHED_TEMPERATURE = 0.8


def alphabet() -> tuple[str, ...]:
    """The characters that the network knows, in the order of their numbers."""
    return characters.vocabulary().characters


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
        network = CharacterModel(vocabulary, embedding=hidden, hidden_size=hidden, num_layers=NUM_LAYERS)
    parts = {"embedding": network.embedding, "lstm": network.rnn, "readout": network.readout}
    return tuple((name, sum(p.numel() for p in part.parameters())) for name, part in parts.items())


@lru_cache(maxsize=1)
def shapes() -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Shapes on the way through the network that is there, for a batch."""
    network = characters.load()
    given = torch.zeros(BATCH, SEQ_LEN, dtype=torch.long)
    with torch.inference_mode():
        embedded = network.embedding(given)
        output, _ = network.rnn(embedded)
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


@lru_cache(maxsize=1)
def held_out() -> tuple[float, float]:
    """Bits per character on the text that was held back: the network's, and those of counting after two characters."""
    read = characters.material()
    bits, _ = measured(characters.load(), read.unseen_numbers)
    return bits, read.counted(len(read.unseen))[3]


@lru_cache(maxsize=16)
def training_mode(prompt: str, runs: int) -> Float[Tensor, "runs vocabulary"]:
    """The next character as a network says it that was left in training mode: dropout draws anew at every run."""
    with own_draws(), torch.inference_mode():
        network = characters.untrained().train()
        network.load_state_dict(characters.load().state_dict())
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
    index_of = {character: place for place, character in enumerate(alphabet())}
    scores, _ = model(torch.tensor([[index_of[prompt[-1]]]]), state)
    found = (scores[0, -1] / temperature).softmax(dim=-1)
    generator = torch.Generator().manual_seed(0)
    return alphabet()[int(torch.multinomial(found, 1, generator=generator))]


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
