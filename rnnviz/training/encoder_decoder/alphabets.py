"""The characters that are read and those that are written, as indices."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Int
from torch import Tensor, nn

BEGIN, END = "^", "$"
"""What the decoder is given before its first character, and what it writes after its last one."""

PADDING = -100
"""In place of an index after the end of a shorter answer: PyTorch's ``ignore_index``, which counts in no loss."""


@dataclass(frozen=True, slots=True)
class Alphabets:
    """Of a pair of languages.

    Attributes:
        read: the characters of the texts that are read.
        written: the characters of the answers, `END` and `BEGIN` among them.
        longest: characters of the longest answer, without `END`.
    """

    read: str
    written: str
    longest: int

    def read_tensors(self, texts: Sequence[str]) -> tuple[Int[Tensor, "seq_len batch"], Int[Tensor, " batch"]]:
        """Indices into `read`, padded, and the lengths."""
        rows = [torch.tensor([self.read.index(character) for character in text]) for text in texts]
        return nn.utils.rnn.pad_sequence(rows), torch.tensor([len(text) for text in texts])

    def written_tensors(self, answers: Sequence[str]) -> tuple[Int[Tensor, "steps batch"], Int[Tensor, "steps batch"]]:
        """Indices into `written` of what the decoder is given by its teacher, and of what it is to write.

        What is to be written is one position ahead of what is given, so there is no position 0 that nobody writes.
        After the end of a shorter answer `END` is given, and `PADDING` is to be written.

        >>> given, target = Alphabets("ab", "ab$^", 2).written_tensors(["ab", "b"])
        >>> given.T.tolist(), target.T.tolist()
        ([[3, 0, 1], [3, 1, 2]], [[0, 1, 2], [1, 2, -100]])
        """
        rows = [torch.tensor([self.written.index(character) for character in answer + END]) for answer in answers]
        target = nn.utils.rnn.pad_sequence(rows, padding_value=PADDING)
        begin = torch.full_like(target[:1], self.written.index(BEGIN))
        given = torch.cat([begin, target[:-1]])
        return given.where(given != PADDING, self.written.index(END)), target
