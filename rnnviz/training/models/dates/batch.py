"""Many dates at once, as tensors."""

from collections.abc import Sequence

import torch
from jaxtyping import Int
from torch import Tensor, nn

from rnnviz.training.models.dates.language import BEGIN, END, LENGTH, READ, WRITTEN
from rnnviz.training.models.dates.network import DatesNetwork


def read_tensors(texts: Sequence[str]) -> tuple[Int[Tensor, "seq_len batch"], Int[Tensor, " batch"]]:
    """Indices into `READ`, padded, and the lengths."""
    rows = [torch.tensor([READ.index(character) for character in text]) for text in texts]
    return nn.utils.rnn.pad_sequence(rows), torch.tensor([len(text) for text in texts])


def written_tensors(dates: Sequence[str]) -> tuple[Int[Tensor, "steps batch"], Int[Tensor, "steps batch"]]:
    """Indices into `WRITTEN` of what the decoder is given under teacher forcing, and of what it is to write."""
    rows = torch.tensor([[WRITTEN.index(character) for character in f"{BEGIN}{date}{END}"] for date in dates]).T
    return rows[:-1], rows[1:]


@torch.inference_mode()
def written(network: DatesNetwork, texts: Sequence[str]) -> list[str]:
    """What the network writes when it is given its own characters: the likeliest at every step, up to `END`."""
    text, lengths = read_tensors(texts)
    read, last = network.encode(text, lengths)
    there = torch.arange(len(text))[:, None] < lengths
    state = network.begin(last)
    character = torch.full((len(texts),), WRITTEN.index(BEGIN))
    steps = []
    for _ in range(LENGTH + 1):
        scores, state, _ = network.step(character, state, read, last, there)
        character = scores.argmax(dim=-1)
        steps.append(character)
    rows = ["".join(WRITTEN[index] for index in row) for row in torch.stack(steps).T]
    return [row.split(END)[0] for row in rows]


def accuracy(network: DatesNetwork, cases: Sequence[tuple[str, str]]) -> float:
    """The share of dates that the network writes without a mistake, on its own."""
    found = written(network, [text for text, _ in cases])
    return sum(own == date for own, (_, date) in zip(found, cases, strict=True)) / len(cases)


@torch.inference_mode()
def character_accuracy(network: DatesNetwork, cases: Sequence[tuple[str, str]], *, forced: bool) -> float:
    """The share of right characters, `END` not counted, given the teacher's characters or its own."""
    texts, dates = [text for text, _ in cases], [date for _, date in cases]
    if forced:
        given, target = written_tensors(dates)
        scores = network(*read_tensors(texts), given)
        return float((scores.argmax(dim=-1) == target)[:LENGTH].float().mean())
    pairs = zip(written(network, texts), dates, strict=True)
    return sum(a == b for own, date in pairs for a, b in zip(own.ljust(LENGTH), date, strict=False)) / (
        LENGTH * len(cases)
    )
