"""The LSTM that says after every word which form of "be" may come next."""

from collections.abc import Sequence
from functools import lru_cache

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.errors import InputError
from rnnviz.training.models.agreement.language import ANSWERS, WORDS, Case
from rnnviz.training.models.stored import stored
from rnnviz.words import N_

HIDDEN_SIZE = 6

PAST_THE_END = -100
"""Where a sentence of a batch has ended: what ``nn.functional.cross_entropy`` leaves out."""


class AgreementNetwork(nn.Module):
    """``nn.LSTM`` over one-hot words, and a linear readout of its hidden state."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(len(WORDS), HIDDEN_SIZE)
        self.readout = nn.Linear(HIDDEN_SIZE, len(ANSWERS))

    def forward(self, words: Float[Tensor, "seq_len batch words"]) -> Float[Tensor, "seq_len batch answers"]:
        """Scores of the `ANSWERS`, before the softmax."""
        output, _ = self.lstm(words)
        scores: Tensor = self.readout(output)
        return scores


def one_hot(words: Sequence[str]) -> Float[Tensor, "seq_len 1 words"]:
    """A sentence as the network takes it.

    Raises:
        InputError: a word is not one of `WORDS`, or there is none.

    >>> one_hot("he is busy today , so I".split()).shape
    torch.Size([7, 1, 29])
    """
    if not words:
        raise InputError("sentence-empty", N_("The sentence must have at least one word, got none. Write some."))
    for word in words:
        if word not in WORDS:
            template = N_("Every word must be one that the network knows, got {got}. It knows: {words}.")
            raise InputError("sentence-word", template, got=repr(word), words=" ".join(WORDS))
    return nn.functional.one_hot(torch.tensor([[WORDS.index(word)] for word in words]), len(WORDS)).float()


def labels(words: Sequence[str]) -> list[list[str]]:
    """The words that go in, for ``rnnviz.record``."""
    return [list(words)]


def tensors(cases: Sequence[Case]) -> tuple[Float[Tensor, "seq_len batch words"], Int[Tensor, "seq_len batch"]]:
    """A batch of sentences, zeros past the end of each, and the indices of their answers (or `PAST_THE_END`)."""
    input = nn.utils.rnn.pad_sequence([one_hot(case.words)[:, 0] for case in cases])
    answers = [torch.tensor([ANSWERS.index(answer) for answer in case.answers]) for case in cases]
    return input, nn.utils.rnn.pad_sequence(answers, padding_value=PAST_THE_END)


@lru_cache(maxsize=1)
def load() -> AgreementNetwork:
    """The trained LSTM."""
    return stored(AgreementNetwork, "agreement")


@torch.inference_mode()
def chances(words: Sequence[str]) -> Float[Tensor, "seq_len answers"]:
    """After every word, how likely each of the `ANSWERS` is.

    >>> ANSWERS[int(chances("he is busy today , so I".split())[-1].argmax())]
    'am'
    """
    scores: Tensor = load()(one_hot(words))
    return scores[:, 0].softmax(dim=-1)


def accuracy(network: AgreementNetwork, cases: Sequence[Case]) -> float:
    """The share of words after which the likeliest answer is the right one."""
    input, target = tensors(cases)
    with torch.inference_mode():
        found = network(input).argmax(dim=-1)
    counted = target != PAST_THE_END
    return float((found == target)[counted].float().mean())
