"""Text and numbers of tokens for a network that reads rows of an embedding, or one-hot vectors.

>>> import torch
>>> reading = read_tokens("to be or not", torch.eye(4))
>>> reading.labels, reading.input[:, 0].argmax(-1).tolist()
((('to', 'be', 'or', 'not'),), [0, 1, 2, 3])
"""

from rnnviz.formats.tokens.ids import read_ids
from rnnviz.formats.tokens.rows import Rows
from rnnviz.formats.tokens.split import SPLITS, split
from rnnviz.formats.tokens.tokens import read_tokens
from rnnviz.formats.tokens.vocabulary import Vocabulary, read_vocabulary, sample

__all__ = ["SPLITS", "Rows", "Vocabulary", "read_ids", "read_tokens", "read_vocabulary", "sample", "split"]
