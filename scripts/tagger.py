"""A model as tutorials make it: embedding, two layers in both directions with dropout between them, linear."""

import io

import torch
from torch import Tensor, nn


class Tagger(nn.Module):
    """Tells something of every word of a sentence."""

    def __init__(self, vocabulary: int = 1000, features: int = 50, hidden_size: int = 64, tags: int = 5) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, features)
        self.lstm = nn.LSTM(features, hidden_size, num_layers=2, bidirectional=True, dropout=0.5, batch_first=True)
        self.hidden2tag = nn.Linear(2 * hidden_size, tags)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tags of a batch of sentences: (batch, seq_len) to (batch, seq_len, tags)."""
        output, _ = self.lstm(self.embedding(tokens))
        tags: Tensor = self.hidden2tag(output)
        return tags


def saved(seed: int = 0) -> bytes:
    """The file that ``torch.save(model.state_dict(), path)`` makes of one with fresh weights."""
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    model = Tagger()
    torch.set_rng_state(state)
    content = io.BytesIO()
    torch.save(model.state_dict(), content)
    return content.getvalue()
