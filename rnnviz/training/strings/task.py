"""An encoder and a decoder learn to rewrite strings, with attention and without, from the same batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from rnnviz.recorder import Recording
from rnnviz.training.draws import draws_for
from rnnviz.training.encoder_decoder import (
    PADDING,
    Case,
    CellType,
    EncoderDecoder,
    Translation,
    right_of_own,
    right_when_forced,
    translated,
    written,
)
from rnnviz.training.own_draws import own_draws
from rnnviz.training.strings.kind import StringsKind
from rnnviz.training.task import Measured, Task
from rnnviz.words import N_

WITH, WITHOUT = N_("with attention"), N_("without attention")
"""Names of the networks."""

STEPS_PER_EPOCH = 50
"""Every batch is drawn afresh."""
TESTED = 200
"""Pairs on which a network is measured; none of their answers is one in training."""
SHOWN = 6
"""Of them are written out; the first one is the probe."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Pairs of strings as tensors.

    Attributes:
        text: indices of what is read, padded.
        lengths: of the texts.
        given: what the teacher gives each step.
        target: what each step is to write; `PADDING` after the end of an answer.
        forced: whether the step is given the teacher's character; else its own.
    """

    text: Int[Tensor, "seq_len batch"]
    lengths: Int[Tensor, " batch"]
    given: Int[Tensor, "steps batch"]
    target: Int[Tensor, "steps batch"]
    forced: Bool[Tensor, "steps batch"]


class StringsTask(Task[Batch]):
    """Strings to strings.

    Args:
        kind: which ones.
        names: `WITH`, `WITHOUT`, or both.
        cell_type: of encoder and decoder.
        hidden_size: units of the decoder, and of each direction of the encoder.
        forcing: how often a step is given the teacher's character, 0 (never) to 1 (always).
        epochs: of `STEPS_PER_EPOCH` steps.
        batch: pairs of one step.
        seed: of weights, pairs and coins.
    """

    def __init__(
        self,
        kind: StringsKind,
        *,
        names: Sequence[str],
        cell_type: CellType,
        hidden_size: int,
        forcing: float,
        epochs: int,
        batch: int,
        seed: int,
    ) -> None:
        self.kind = kind
        self._names, self._cell_type, self._hidden_size = tuple(names), cell_type, hidden_size
        self._forcing, self._epochs, self._batch, self._seed = forcing, epochs, batch, seed

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    @property
    def steps(self) -> int:
        return self._epochs * STEPS_PER_EPOCH

    @property
    def steps_per_epoch(self) -> int:
        return STEPS_PER_EPOCH

    def network(self, name: str) -> nn.Module:
        with own_draws():
            torch.manual_seed(self._seed)
            return EncoderDecoder(
                self.kind.alphabets,
                cell_type=self._cell_type,
                hidden_size=self._hidden_size,
                attention=name == WITH,
            )

    def batch(self, step: int) -> Batch:
        draws = draws_for("strings", self._seed, step)
        cases = self.kind.cases(draws, self._batch, "training")
        batch = self._tensors(cases)
        throws = torch.rand(batch.given.shape, generator=draws)
        return replace(batch, forced=throws < self._forcing)

    def _tensors(self, cases: Sequence[Case]) -> Batch:
        """All of them forced."""
        text, lengths = self.kind.alphabets.read_tensors([text for text, _ in cases])
        given, target = self.kind.alphabets.written_tensors([answer for _, answer in cases])
        return Batch(text, lengths, given, target, torch.ones_like(given, dtype=torch.bool))

    def loss(self, name: str, network: nn.Module, batch: Batch) -> Float[Tensor, ""]:
        """The mean cross-entropy of the characters to be written, `END` among them: what is padded does not count."""
        scores = network(batch.text, batch.lengths, batch.given, batch.forced)
        return nn.functional.cross_entropy(scores.flatten(0, 1), batch.target.flatten(), ignore_index=PADDING)

    @cached_property
    def held_out(self) -> tuple[Case, ...]:
        """Pairs whose answers are never an answer in training."""
        return tuple(self.kind.cases(draws_for("strings, held out", self._seed), TESTED, "held out"))

    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        """Encoder and decoder with the first of `held_out`, each step given the right character before it."""
        text, answer = self.held_out[0]
        assert isinstance(network, EncoderDecoder)
        found = labelled(translated(network, text, answer, 1.0))
        return {"encoder": found.encoder, "decoder": found.decoder}

    def measure(self, name: str, network: nn.Module) -> Measured:
        """On `held_out`: shares that are right, characters also when forced, the loss when forced, what it writes."""
        assert isinstance(network, EncoderDecoder)
        own, forced = right_of_own(network, self.held_out), right_when_forced(network, self.held_out)
        texts = [text for text, _ in self.held_out[:SHOWN]]
        return Measured(
            numbers={
                # Forced or not: as long as nothing is wrong, both give the same characters.
                "accuracy": own.answers,
                "characters": own.characters,
                "characters, forced": forced.characters,
                "loss": float(self.loss(name, network, self._tensors(self.held_out))),
            },
            texts=dict(zip(texts, written(network, texts), strict=True)),
        )

    def look(self, network: nn.Module, text: str) -> Translation:
        """What a network of this task writes for a text that somebody typed, with what it looks at on the way.

        Raises:
            InputError: the text cannot be read by the network.
        """
        assert isinstance(network, EncoderDecoder)
        text = self.kind.typed(text)
        return labelled(translated(network, text, most=max(len(text), self.kind.alphabets.longest)))


def labelled(translation: Translation) -> Translation:
    """Its recordings with their characters: those that are read, and those that each step was given."""
    return replace(
        translation,
        encoder=replace(translation.encoder, labels=(tuple(translation.text),)),
        decoder=replace(translation.decoder, labels=(translation.given,)),
    )
