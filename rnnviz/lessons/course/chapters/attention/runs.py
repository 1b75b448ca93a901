"""What is run for the lesson."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float

from rnnviz.training.models import dates, marked
from rnnviz.training.models.dates.network import Weights
from rnnviz.training.own_draws import own_draws

AFTER = (0, 5, 10, 20, 50, 100, 200)
"""Letters that follow the marked one."""

ROWS = 100
"""Rows for each of these."""

HELD_OUT = 40
"""Dates that the networks were not trained on."""

MOST_BLANKS = 6

OTHERS = ("ba*dc", "*hgfedcb", "abcd*fa")
"""Rows in a batch with the typed one."""


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A row with a factor on its scores.

    Attributes:
        scores: before the softmax, for each time step.
        weights: after it.
        context: the weighted sum of the outputs.
        answer: the likeliest letter.
        chance: how likely it is.
    """

    scores: Float[np.ndarray, " seq_len"]
    weights: Float[np.ndarray, " seq_len"]
    context: Float[np.ndarray, " hidden"]
    answer: str
    chance: float


@lru_cache(maxsize=64)
@torch.inference_mode()
def looked(row: str, sharpness: float = 1.0) -> Looked:
    """What the trained network does with a row when its scores are multiplied by ``sharpness``."""
    network = marked.load()
    assert isinstance(network.attention, marked.TimeAttention)
    output, _ = network.gru(marked.tensors([row])[0])
    scores = network.attention.score(torch.tanh(network.attention.inner(output[:, 0]))).squeeze(-1)
    weights = torch.softmax(sharpness * scores, dim=0)
    context = weights @ output[:, 0]
    chances = network.readout(context).softmax(dim=-1)
    best = int(chances.argmax())
    return Looked(scores.numpy(), weights.numpy(), context.numpy(), marked.LETTERS[best], float(chances[best]))


@lru_cache(maxsize=32)
@torch.inference_mode()
def in_a_batch(row: str, masked: bool, trained: bool = False) -> Float[np.ndarray, "batch seq_len"]:
    """The weights of a batch of rows of several lengths, of an attention that is not trained unless it is to be."""
    network = marked.load()
    symbols, lengths = marked.tensors([row, *OTHERS])
    output, _ = network.gru(symbols)
    there = torch.arange(len(symbols))[:, None] < lengths
    if trained:
        attention = network.attention
    else:
        with own_draws():
            torch.manual_seed(0)
            attention = marked.TimeAttention()
    weights: torch.Tensor = attention(output, there if masked else torch.ones_like(there))
    return weights.T.numpy()


@lru_cache(maxsize=1)
@torch.inference_mode()
def by_distance() -> dict[marked.Weights, tuple[float, ...]]:
    """The share of right answers by the letters that follow the marked one, with attention and from the last step."""
    draws = torch.Generator().manual_seed(6)
    found: dict[marked.Weights, list[float]] = {"trained": [], "last step": []}
    for after in AFTER:
        letters = torch.randint(len(marked.LETTERS), (ROWS, after + 1), generator=draws).tolist()
        rows = [marked.MARK + "".join(marked.LETTERS[index] for index in row) for row in letters]
        symbols, lengths = marked.tensors(rows)
        right = torch.tensor([row[0] for row in letters])
        for weights, shares in found.items():
            scores, _ = marked.load(weights)(symbols, lengths)
            shares.append(float((scores.argmax(dim=-1) == right).float().mean()))
    return {weights: tuple(shares) for weights, shares in found.items()}


@lru_cache(maxsize=32)
@torch.inference_mode()
def exchanged(row: str) -> Float[np.ndarray, " seq_len"]:
    """For each symbol, how much less likely the answer gets when another letter stands there: the worst of all."""
    network, answer = marked.load(), marked.LETTERS.index(looked(row).answer)
    places = range(len(row))
    variants = [f"{row[:place]}{letter}{row[place + 1 :]}" for place in places for letter in marked.LETTERS]
    scores, _ = network(*marked.tensors([row, *variants]))
    chances = scores.softmax(dim=-1)[:, answer]
    least = chances[1:].reshape(len(row), -1).min(dim=1).values
    lost: Float[np.ndarray, " seq_len"] = (chances[0] - least).clamp(min=0).numpy()
    return lost


@lru_cache(maxsize=32)
def translated(text: str) -> dates.Translation:
    """A date rewritten with attention."""
    return dates.translate(text)


@lru_cache(maxsize=1)
def by_blanks() -> dict[Weights, tuple[float, ...]]:
    """The share of held-out dates that are right with 0, 1, 2, ... blanks in front of them."""
    cases = dates.cases(torch.Generator().manual_seed(2), HELD_OUT, "held out")
    texts = [" " * blanks + text for blanks in range(MOST_BLANKS + 1) for text, _ in cases]
    networks: tuple[Weights, ...] = ("trained", "without attention")
    found: dict[Weights, tuple[float, ...]] = {}
    for weights in networks:
        written = dates.written(dates.load(weights), texts)
        right = np.array([own == cases[place % HELD_OUT][1] for place, own in enumerate(written)])
        found[weights] = tuple(right.reshape(-1, HELD_OUT).mean(axis=1).tolist())
    return found
