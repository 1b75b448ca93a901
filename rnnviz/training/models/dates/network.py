"""An encoder that reads a date, and a decoder that writes it and looks back at the encoder at every character."""

from functools import lru_cache
from typing import Literal

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from rnnviz.training.models.dates.language import READ, WRITTEN
from rnnviz.training.models.stored import stored

EMBEDDING = 16
HIDDEN_SIZE = 32

Weights = Literal["trained", "early", "without attention"]
"""Which network: trained to the end, stopped early, or trained to the end without attention."""

_FILES: dict[Weights, str] = {"trained": "dates", "early": "dates_early", "without attention": "dates_plain"}


class AdditiveAttention(nn.Module):
    """How much the decoder looks at each position: two learned maps with tanh between them, and a softmax."""

    def __init__(self) -> None:
        super().__init__()
        self.join = nn.Linear(HIDDEN_SIZE + 2 * HIDDEN_SIZE, HIDDEN_SIZE)
        self.score = nn.Linear(HIDDEN_SIZE, 1, bias=False)

    def forward(
        self,
        state: Float[Tensor, "batch hidden"],
        read: Float[Tensor, "seq_len batch both"],
        there: Bool[Tensor, "seq_len batch"],
    ) -> Float[Tensor, "seq_len batch"]:
        """Weights that sum to 1 over the positions of each row; 0 where ``there`` says padding."""
        joined = torch.cat([state.expand(len(read), -1, -1), read], dim=-1)
        scores = self.score(torch.tanh(self.join(joined))).squeeze(-1)
        return torch.softmax(scores.masked_fill(~there, -torch.inf), dim=0)


class DatesNetwork(nn.Module):
    """A GRU that reads in both directions and a GRU that writes, one character at a time.

    Without attention the decoder is given the same thing at every step: the encoder's last state of each direction.
    """

    def __init__(self, attention: bool = True) -> None:
        super().__init__()
        self.read_embedding = nn.Embedding(len(READ), EMBEDDING)
        self.encoder = nn.GRU(EMBEDDING, HIDDEN_SIZE, bidirectional=True)
        self.bridge = nn.Linear(2 * HIDDEN_SIZE, HIDDEN_SIZE)
        self.attention = AdditiveAttention() if attention else None
        self.written_embedding = nn.Embedding(len(WRITTEN), EMBEDDING)
        self.decoder = nn.GRU(EMBEDDING + 2 * HIDDEN_SIZE, HIDDEN_SIZE)
        self.readout = nn.Linear(HIDDEN_SIZE, len(WRITTEN))

    def encode(
        self, text: Int[Tensor, "seq_len batch"], lengths: Int[Tensor, " batch"]
    ) -> tuple[Float[Tensor, "seq_len batch both"], Float[Tensor, "batch both"]]:
        """The encoder's states at every position, both directions side by side, and the last one of each."""
        packed = nn.utils.rnn.pack_padded_sequence(self.read_embedding(text), lengths, enforce_sorted=False)
        output, h_n = self.encoder(packed)
        read, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=len(text))
        return read, torch.cat([h_n[0], h_n[1]], dim=-1)

    def begin(self, last: Float[Tensor, "batch both"]) -> Float[Tensor, "1 batch hidden"]:
        """The decoder's state before its first character."""
        return torch.tanh(self.bridge(last))[None]

    def step(
        self,
        character: Int[Tensor, " batch"],
        state: Float[Tensor, "1 batch hidden"],
        read: Float[Tensor, "seq_len batch both"],
        last: Float[Tensor, "batch both"],
        there: Bool[Tensor, "seq_len batch"],
    ) -> tuple[Float[Tensor, "batch written"], Float[Tensor, "1 batch hidden"], Float[Tensor, "seq_len batch"] | None]:
        """Scores of the next character, the new state, and what was looked at (None without attention)."""
        weights, context = None, last
        if self.attention is not None:
            weights = self.attention(state[0], read, there)
            context = torch.einsum("tb,tbh->bh", weights, read)
        output, state = self.decoder(torch.cat([self.written_embedding(character), context], dim=-1)[None], state)
        return self.readout(output[0]), state, weights

    def forward(
        self,
        text: Int[Tensor, "seq_len batch"],
        lengths: Int[Tensor, " batch"],
        given: Int[Tensor, "steps batch"],
    ) -> Float[Tensor, "steps batch written"]:
        """Scores of every character when each step is given a character of ``given``: teacher forcing."""
        read, last = self.encode(text, lengths)
        there = torch.arange(len(text))[:, None] < lengths
        state, scores = self.begin(last), []
        for character in given:
            score, state, _ = self.step(character, state, read, last, there)
            scores.append(score)
        return torch.stack(scores)


@lru_cache(maxsize=3)
def load(weights: Weights = "trained") -> DatesNetwork:
    """One of the three networks."""
    return stored(lambda: DatesNetwork(attention=weights != "without attention"), _FILES[weights])
