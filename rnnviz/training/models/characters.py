"""A character LSTM that has read the English text of this project's lessons and pitfalls, and goes on writing.

Embedding, two layers, linear: after every character the network says how likely each character is to come next.
"""

from functools import lru_cache

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.errors import InputError, SettingError
from rnnviz.training.models.stored import stored
from rnnviz.words import N_

ALPHABET = " abcdefghijklmnopqrstuvwxyz.,:;?!'-()"
"""What it can read: small letters; what is written large is read as small."""

EMBEDDING_SIZE = 32
HIDDEN_SIZE = 96
NUM_LAYERS = 2
DROPOUT = 0.2
"""Between the layers, while it is trained."""

State = tuple[Tensor, Tensor]


class CharacterNetwork(nn.Module):
    """``nn.Embedding``, ``nn.LSTM`` with two layers, ``nn.Linear``; batch first.

    Args:
        vocabulary: how many characters there are.
        embedding_size: numbers for each of them.
        hidden_size: units of each layer.
    """

    def __init__(
        self, vocabulary: int = len(ALPHABET), embedding_size: int = EMBEDDING_SIZE, hidden_size: int = HIDDEN_SIZE
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, embedding_size)
        self.lstm = nn.LSTM(embedding_size, hidden_size, NUM_LAYERS, batch_first=True, dropout=DROPOUT)
        self.readout = nn.Linear(hidden_size, vocabulary)

    def forward(
        self, characters: Int[Tensor, "batch seq_len"], hx: State | None = None
    ) -> tuple[Float[Tensor, "batch seq_len vocabulary"], State]:
        """Logits of the next character after every one, and the state after the last."""
        output, after = self.lstm(self.embedding(characters), hx)
        return self.readout(output), after


def encoded(text: str) -> Int[Tensor, "1 seq_len"]:
    """A text as indices into `ALPHABET`, one batch row.

    Raises:
        InputError: it is empty, or has a character that the network does not know.

    >>> encoded("A cab").tolist()
    [[1, 0, 3, 1, 2]]
    """
    if not text:
        raise InputError("prompt-empty", N_("The prompt must have at least one character, got none. Type some."))
    for character in text.lower():
        if character not in ALPHABET:
            template = N_("The network reads {known} only, got {got}. Take that character out.")
            raise InputError("prompt-character", template, known=repr(ALPHABET), got=repr(character))
    return torch.tensor([[ALPHABET.index(character) for character in text.lower()]])


@lru_cache(maxsize=1)
def load() -> CharacterNetwork:
    """The trained network, in evaluation mode."""
    return stored(CharacterNetwork, "characters")


@torch.inference_mode()
def logits(text: str) -> Float[Tensor, "seq_len vocabulary"]:
    """After every character of a text, what the network says of the next one, before the softmax."""
    found: Tensor = load()(encoded(text))[0][0]
    return found


def chances(prompt: str, temperature: float = 1.0) -> Float[Tensor, " vocabulary"]:
    """How likely each character is after the whole prompt.

    Raises:
        SettingError: the temperature is not above 0.
    """
    if not temperature > 0:
        template = N_("temperature must be above 0, got {got}. The lower it is, the more often the likeliest is drawn.")
        raise SettingError("temperature", template, got=f"{temperature:g}")
    return (logits(prompt)[-1] / temperature).softmax(dim=-1)


@torch.inference_mode()
def generated(prompt: str, length: int, temperature: float, seed: int) -> str:
    """What the network writes after the prompt: all of the prompt goes into its state, then each character it drew.

    >>> len(generated("the cell state", 10, 0.5, seed=0))
    10
    """
    model, generator = load(), torch.Generator().manual_seed(seed)
    found, drawn = chances(prompt, temperature), []
    state = model(encoded(prompt))[1]
    for _ in range(length):
        index = torch.multinomial(found, 1, generator=generator)
        drawn.append(ALPHABET[int(index)])
        scores, state = model(index[None], state)
        found = (scores[0, -1] / temperature).softmax(dim=-1)
    return "".join(drawn)
