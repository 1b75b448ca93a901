"""Character LSTMs that have read what this project says in a language, and go on writing: one English, one Chinese.

Embedding, recurrent layers, linear: after every character the network says how likely each character is to come next.
The last tenth of each text was held out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from jaxtyping import Float, Int
from torch import Tensor

from rnnviz.training.models.stored import stored
from rnnviz.training.text import sampling
from rnnviz.training.text.material import Material
from rnnviz.training.text.material import material as material_of
from rnnviz.training.text.model import CharacterModel, logits_of
from rnnviz.training.text.sources import shipped_text
from rnnviz.training.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of a network.

    Attributes:
        most: characters that it tells apart, at most.
        embedding: numbers for each.
        hidden_size: units of each layer.
        num_layers: layers of an LSTM.
        dropout: between the layers, before and after them, while it was trained.
    """

    most: int
    embedding: int
    hidden_size: int
    num_layers: int
    dropout: float


SIZES: Mapping[str, Sizes] = MappingProxyType(
    {"en": Sizes(200, 32, 128, 2, 0.25), "zh": Sizes(600, 64, 160, 1, 0.5)},
)
"""By the language."""


def material(language: str = "en") -> Material:
    """What a network has read, and what was held out."""
    return material_of(shipped_text(language), SIZES[language].most)


def vocabulary(language: str = "en") -> Vocabulary:
    """The characters that a network tells apart."""
    return material(language).vocabulary


def untrained(language: str = "en") -> CharacterModel:
    """A network with fresh weights, drawn from torch's generator."""
    sizes = SIZES[language]
    return CharacterModel(
        len(vocabulary(language)),
        embedding=sizes.embedding,
        hidden_size=sizes.hidden_size,
        num_layers=sizes.num_layers,
        dropout=sizes.dropout,
    )


@lru_cache(maxsize=2)
def load(language: str = "en") -> CharacterModel:
    """The trained network, in evaluation mode."""
    return stored(lambda: untrained(language), f"characters_{language}")


def encoded(text: str, language: str = "en") -> Int[Tensor, "1 seq_len"]:
    """A text as numbers of the network's vocabulary, one batch row.

    Raises:
        InputError: it is empty or too long, or has a character that the network never met.
    """
    return sampling.prompt_numbers(text, vocabulary(language))[None]


def logits(text: str, language: str = "en") -> Float[Tensor, "seq_len vocabulary"]:
    """After every character of a text, what the network says of the next one, before the softmax."""
    return logits_of(load(language), encoded(text, language)[0])


def chances(prompt: str, temperature: float = 1.0, language: str = "en") -> Float[Tensor, " vocabulary"]:
    """How likely each character is after the whole prompt, as it would be drawn: `sampling.chances`."""
    return sampling.chances(logits(prompt, language)[-1], temperature, other=vocabulary(language).other)


def generated(prompt: str, length: int, temperature: float, seed: int, language: str = "en") -> str:
    """What the network writes after the prompt: all of the prompt goes into its state, then each character it drew.

    >>> len(generated("the cell state", 10, 0.5, seed=0))
    10
    """
    known = vocabulary(language)
    return sampling.generated(load(language), known, prompt, length, temperature=temperature, seed=seed)
