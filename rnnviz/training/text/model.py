"""A character model: an embedding, recurrent layers, a linear layer that says which character comes next."""

from typing import Literal

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

CELL_TYPES = ("LSTM", "GRU", "RNN")
CellType = Literal["LSTM", "GRU", "RNN"]

State = Tensor | tuple[Tensor, Tensor]
"""What the recurrent module takes and returns: h, or h and c of an LSTM."""


class CharacterModel(nn.Module):
    """``nn.Embedding``, ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, ``nn.Linear``; batch first.

    Args:
        vocabulary: how many characters there are.
        embedding: numbers for each of them.
        hidden_size: units of each layer.
        num_layers: layers.
        cell_type: "LSTM", "GRU" or "RNN".
        dropout: between the layers, and before and after them, while it is trained.
    """

    def __init__(
        self,
        vocabulary: int,
        *,
        embedding: int,
        hidden_size: int,
        num_layers: int = 1,
        cell_type: CellType = "LSTM",
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.dropout = dropout
        self.embedding = nn.Embedding(vocabulary, embedding)
        make: type[nn.RNN | nn.LSTM | nn.GRU] = {"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU}[cell_type]
        between = dropout if num_layers > 1 else 0.0
        self.rnn = make(embedding, hidden_size, num_layers, batch_first=True, dropout=between)
        self.readout = nn.Linear(hidden_size, vocabulary)

    def forward(
        self, characters: Int[Tensor, "batch seq_len"], hx: State | None = None
    ) -> tuple[Float[Tensor, "batch seq_len vocabulary"], State]:
        """Logits of the next character after every one, and the state after the last."""
        output, after = self.rnn(self._dropped(self.embedding(characters)), hx)
        return self.readout(self._dropped(output)), after

    def _dropped(self, values: Tensor) -> Tensor:
        return nn.functional.dropout(values, self.dropout, self.training) if self.dropout else values


def loss_of(network: CharacterModel, windows: Int[Tensor, "batch length"]) -> Float[Tensor, ""]:
    """The mean cross-entropy of every character but the first of each row, given those before it (nats)."""
    logits, _ = network(windows[:, :-1])
    return nn.functional.cross_entropy(logits.flatten(0, 1), windows[:, 1:].flatten())


@torch.inference_mode()
def logits_of(network: CharacterModel, numbers: Int[Tensor, " seq_len"]) -> Float[Tensor, "seq_len vocabulary"]:
    """After every character of a text, what the network says of the next one, before the softmax."""
    found: Tensor = network(numbers[None])[0][0]
    return found
