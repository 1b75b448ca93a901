"""What a network writes, and how much of it is right. No coin is thrown here, whatever the training did."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Int
from torch import Tensor

from rnnviz.training.encoder_decoder.alphabets import BEGIN, END, PADDING
from rnnviz.training.encoder_decoder.network import EncoderDecoder

Case = tuple[str, str]
"""What is read, and what is to be written."""


@torch.inference_mode()
def written(network: EncoderDecoder, texts: Sequence[str]) -> list[str]:
    """What the network writes when it is given its own characters: the likeliest at every step, up to `END`."""
    alphabet = network.alphabets
    begin = torch.full((alphabet.longest + 1, len(texts)), alphabet.written.index(BEGIN))
    scores = network(*alphabet.read_tensors(texts), begin, torch.zeros_like(begin, dtype=torch.bool))
    rows = ["".join(alphabet.written[index] for index in row) for row in scores.argmax(dim=-1).T.tolist()]
    return [row.split(END)[0] for row in rows]


@dataclass(frozen=True, slots=True)
class Right:
    """Shares, 0..1: of answers without a mistake, and of right characters, `END` not counted."""

    answers: float
    characters: float


def right_of_own(network: EncoderDecoder, cases: Sequence[Case]) -> Right:
    """How well the network does when each step is given the character that it wrote before."""
    pairs = list(zip(written(network, [text for text, _ in cases]), [answer for _, answer in cases], strict=True))
    # What is missing is wrong, what is too much makes the whole answer wrong.
    characters = sum(a == b for own, answer in pairs for a, b in zip(own, answer, strict=False))
    return Right(
        answers=sum(own == answer for own, answer in pairs) / len(pairs),
        characters=characters / sum(len(answer) for _, answer in pairs),
    )


@torch.inference_mode()
def right_when_forced(network: EncoderDecoder, cases: Sequence[Case]) -> Right:
    """How well the network does when each step is given the right character before."""
    alphabet = network.alphabets
    given, target = alphabet.written_tensors([answer for _, answer in cases])
    scores: Tensor = network(*alphabet.read_tensors([text for text, _ in cases]), given)
    return _right(scores.argmax(dim=-1), target, alphabet.written.index(END))


def _right(found: Int[Tensor, "steps batch"], target: Int[Tensor, "steps batch"], end: int) -> Right:
    there, right = target != PADDING, found == target
    characters = right[there & (target != end)]
    return Right(float((right | ~there).all(dim=0).float().mean()), float(characters.float().mean()))


def accuracy(network: EncoderDecoder, cases: Sequence[Case]) -> float:
    """The share of answers that the network writes without a mistake, on its own."""
    return right_of_own(network, cases).answers


def character_accuracy(network: EncoderDecoder, cases: Sequence[Case], *, forced: bool) -> float:
    """The share of right characters, `END` not counted, given the teacher's characters or its own."""
    return (right_when_forced if forced else right_of_own)(network, cases).characters


@torch.inference_mode()
def right_at_ratio(
    network: EncoderDecoder, cases: Sequence[Case], ratios: Sequence[float], seed: int
) -> tuple[Right, ...]:
    """How well the network does when a coin decides at each step whether it is given the right character before.

    Args:
        network: which one.
        cases: on which.
        ratios: how often the right character is given, 0 (never) to 1 (always).
        seed: of the coin: one is thrown for each step of each case, and every ratio meets the same throws.
    """
    alphabet, count = network.alphabets, len(cases)
    given, target = alphabet.written_tensors([answer for _, answer in cases])
    throws = torch.rand(len(target), count, generator=torch.Generator().manual_seed(seed))
    text, lengths = alphabet.read_tensors([text for text, _ in cases])
    many, steps = len(ratios), len(target)
    forced = torch.stack([throws < ratio for ratio in ratios], dim=1).reshape(steps, many * count)
    scores: Tensor = network(text.repeat(1, many), lengths.repeat(many), given.repeat(1, many), forced)
    found = scores.argmax(dim=-1).reshape(steps, many, count)
    return tuple(_right(one, target, alphabet.written.index(END)) for one in found.unbind(1))
