"""What makes a training of a character model."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario_kinds import Choice, Decimal, Rule, Slug, Typed, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.plan import TRAINING_RULES, Plan
from rnnviz.training.task import Task
from rnnviz.training.text.material import Material, material
from rnnviz.training.text.model import CELL_TYPES
from rnnviz.training.text.sampling import TEMPERATURE, TOP_K, prompt_numbers
from rnnviz.training.text.sources import SOURCES, text_of
from rnnviz.words import N_

SUGGESTED: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "hello": MappingProxyType({}),
        "english": MappingProxyType({"prompt": "The ", "hidden_size": 128, "embedding": 32, "epochs": 15}),
        "chinese": MappingProxyType(
            {"prompt": "一", "hidden_size": 128, "embedding": 64, "epochs": 30, "dropout": 0.3}
        ),
        "own": MappingProxyType({"hidden_size": 128, "embedding": 32, "epochs": 10}),
    }
)
"""Settings that suit a source, beside the first ones; a prompt is taken from a person's own text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharactersPlan(Plan):
    """Everything that makes the training of a character model; the first settings learn to spell "hello".

    Attributes:
        source: where the text comes from: "hello", "english" or "chinese" (those of this project), "own".
        text: what a person typed.
        content: the name of a file's content, where nothing was typed.
        vocabulary: the most characters that are told apart.
        cell_type: "LSTM", "GRU" or "RNN".
        num_layers: 1 to 3.
        hidden_size: units of each layer.
        embedding: numbers for each character.
        dropout: share of them that is left out at each step.
        seq_len: characters of a sequence; before its first one the state is 0.
        epochs: how often the text is read.
        temperature: of the samples: 0 always takes the likeliest character.
        top_k: only so many of the likeliest characters are drawn in samples; 0 for all.
        prompt: what the samples go on from.
    """

    KIND: ClassVar[str] = "text"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {
            **TRAINING_RULES,
            "source": Choice("source", SOURCES),
            "text": Typed("text"),
            "content": Slug("content"),
            "vocabulary": Whole("vocabulary", 1, limits.MAX_VOCABULARY),
            "cell_type": Choice("cell", CELL_TYPES),
            "num_layers": Whole("layers", 1, 3),
            "hidden_size": Whole("hidden", 1, limits.MAX_MODEL_SIZE),
            "embedding": Whole("embedding", 1, limits.MAX_EMBEDDING),
            "dropout": Decimal("dropout", 0.0, 0.9),
            "seq_len": Whole("seq_len", 1, limits.MAX_WINDOW),
            "epochs": Whole("epochs", 1, limits.MAX_EPOCHS),
            "temperature": TEMPERATURE,
            "top_k": TOP_K,
            "prompt": Typed("prompt"),
        }
    )

    source: Literal["hello", "english", "chinese", "own"] = "hello"
    text: str = ""
    content: str = ""
    vocabulary: int = 1000
    cell_type: Literal["LSTM", "GRU", "RNN"] = "LSTM"
    num_layers: int = 1
    hidden_size: int = 4
    embedding: int = 4
    dropout: float = 0.0
    seq_len: int = 64
    epochs: int = 200
    temperature: float = 0.5
    top_k: int = 0
    prompt: str = "hell"

    @property
    def subject(self) -> object:
        """The text."""
        return (self.source, self.text, self.content) if self.source == "own" else self.source

    def check(self) -> None:
        if self.source != "own" or self.text:
            self._material(None)

    def task(self, contents: Contents | None = None) -> Task[Any]:
        """The text cut into sequences, and the network to be trained on them.

        Raises:
            InputError: the text is too short, or the prompt cannot be read.
            FileError: the text cannot be read.
            SettingError: the training would have too many steps.
        """
        # The task knows its plan.
        from rnnviz.training.text.task import CharactersTask

        return CharactersTask(self, self._material(contents))

    def _material(self, contents: Contents | None) -> Material:
        read = material(text_of(self.source, self.text, self.content, contents), self.vocabulary)
        prompt_numbers(self.prompt, read.vocabulary)
        each = read.steps_per_epoch(self.seq_len, self.batch)
        if self.epochs * each > limits.MAX_MODEL_STEPS:
            template = N_(
                "epochs times steps per epoch must be at most {most}, got {epochs} times {each}: take fewer epochs, "
                "longer sequences or larger batches."
            )
            raise SettingError("text-steps", template, most=limits.MAX_MODEL_STEPS, epochs=self.epochs, each=each)
        return read
