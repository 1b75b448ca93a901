"""An encoder that reads a text, and a decoder that writes another and may look back at every character."""

from typing import Literal

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from rnnviz.training.encoder_decoder.alphabets import Alphabets

CellType = Literal["GRU", "LSTM", "RNN"]

EMBEDDING = 16
"""Features of a character."""

State = Float[Tensor, "1 batch hidden"] | tuple[Float[Tensor, "1 batch hidden"], Float[Tensor, "1 batch hidden"]]
"""The decoder's: h, or h and c of an LSTM."""

_MODULES: dict[CellType, type[nn.GRU | nn.LSTM | nn.RNN]] = {"GRU": nn.GRU, "LSTM": nn.LSTM, "RNN": nn.RNN}


class AdditiveAttention(nn.Module):
    """How much the decoder looks at each position: two learned maps with tanh between them, and a softmax."""

    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.join = nn.Linear(hidden_size + 2 * hidden_size, hidden_size)
        self.score = nn.Linear(hidden_size, 1, bias=False)

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


class EncoderDecoder(nn.Module):
    """A recurrent layer that reads in both directions and one that writes, one character at a time.

    Without attention the decoder is given the same thing at every step: the encoder's last state of each direction.

    Args:
        alphabets: what is read and what is written.
        cell_type: of both layers.
        hidden_size: units of the decoder, and of each direction of the encoder.
        attention: whether the decoder looks back.
    """

    def __init__(
        self, alphabets: Alphabets, *, cell_type: CellType = "GRU", hidden_size: int = 32, attention: bool = True
    ) -> None:
        super().__init__()
        self.alphabets = alphabets
        module = _MODULES[cell_type]
        self.read_embedding = nn.Embedding(len(alphabets.read), EMBEDDING)
        self.encoder = module(EMBEDDING, hidden_size, bidirectional=True)
        self.bridge = nn.Linear(2 * hidden_size, hidden_size)
        self.attention = AdditiveAttention(hidden_size) if attention else None
        self.written_embedding = nn.Embedding(len(alphabets.written), EMBEDDING)
        self.decoder = module(EMBEDDING + 2 * hidden_size, hidden_size)
        self.readout = nn.Linear(hidden_size, len(alphabets.written))
        self.bridge_c = nn.Linear(2 * hidden_size, hidden_size) if cell_type == "LSTM" else None

    def encode(
        self, text: Int[Tensor, "seq_len batch"], lengths: Int[Tensor, " batch"]
    ) -> tuple[Float[Tensor, "seq_len batch both"], Float[Tensor, "batch both"]]:
        """The encoder's h at every position, both directions side by side, and the last one of each."""
        packed = nn.utils.rnn.pack_padded_sequence(self.read_embedding(text), lengths, enforce_sorted=False)
        output, hidden = self.encoder(packed)
        h_n = hidden[0] if isinstance(hidden, tuple) else hidden
        read, _ = nn.utils.rnn.pad_packed_sequence(output, total_length=len(text))
        return read, torch.cat([h_n[0], h_n[1]], dim=-1)

    def begin(self, last: Float[Tensor, "batch both"]) -> State:
        """The decoder's state before its first character: learned maps of the encoder's last h."""
        h_0 = torch.tanh(self.bridge(last))[None]
        return h_0 if self.bridge_c is None else (h_0, self.bridge_c(last)[None])

    def step(
        self,
        character: Int[Tensor, " batch"],
        state: State,
        read: Float[Tensor, "seq_len batch both"],
        last: Float[Tensor, "batch both"],
        there: Bool[Tensor, "seq_len batch"],
    ) -> tuple[Float[Tensor, "batch written"], State, Float[Tensor, "seq_len batch"] | None]:
        """Scores of the next character, the new state, and what was looked at (None without attention)."""
        weights, context = None, last
        if self.attention is not None:
            h = state[0][0] if isinstance(state, tuple) else state[0]
            weights = self.attention(h, read, there)
            context = torch.einsum("tb,tbh->bh", weights, read)
        output, state = self.decoder(torch.cat([self.written_embedding(character), context], dim=-1)[None], state)
        return self.readout(output[0]), state, weights

    def forward(
        self,
        text: Int[Tensor, "seq_len batch"],
        lengths: Int[Tensor, " batch"],
        given: Int[Tensor, "steps batch"],
        forced: Bool[Tensor, "steps batch"] | None = None,
    ) -> Float[Tensor, "steps batch written"]:
        """Scores of every character.

        Each step is given a character of ``given``: teacher forcing. Where ``forced`` is false, it is given the
        likeliest character of the step before instead; the first step has none, and is always given what is in
        ``given``.
        """
        read, last = self.encode(text, lengths)
        there = torch.arange(len(text))[:, None] < lengths
        state, scores = self.begin(last), list[Tensor]()
        for place, teacher in enumerate(given):
            character = teacher
            if forced is not None and scores:
                character = torch.where(forced[place], teacher, scores[-1].argmax(dim=-1))
            score, state, _ = self.step(character, state, read, last, there)
            scores.append(score)
        return torch.stack(scores)
