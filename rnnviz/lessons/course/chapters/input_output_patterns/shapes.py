"""What one module's tensors become, read in several ways."""

from functools import lru_cache

import torch
from torch import nn

from rnnviz.training.own_draws import own_draws

SEQ_LEN, BATCH, FEATURES, UNITS, CLASSES = 5, 2, 3, 8, 4
"""Sizes: five words, two sentences, four classes."""


@lru_cache(maxsize=1)
def readings() -> tuple[tuple[str, str, bool], ...]:
    """Code, the shape that it gives, and whether that is one row for each sentence; batch second, then batch first."""
    with own_draws():
        torch.manual_seed(0)
        rnn, fc = nn.RNN(FEATURES, UNITS), nn.Linear(UNITS, CLASSES)
        first = nn.RNN(FEATURES, UNITS, batch_first=True)
    first.load_state_dict(rnn.state_dict())
    x = torch.randn(SEQ_LEN, BATCH, FEATURES, generator=torch.Generator().manual_seed(0))
    found = []
    with torch.no_grad():
        output, h_n = rnn(x)
        wanted = fc(h_n[-1])
        for code, value in {"fc(output)": fc(output), "fc(output[-1])": fc(output[-1]), "fc(h_n[-1])": wanted}.items():
            found.append((code, str(tuple(value.shape)), _same(value, wanted)))
        output, h_n = first(x.transpose(0, 1))
        tried = {"fc(output[-1])": fc(output[-1]), "fc(output[:, -1])": fc(output[:, -1]), "fc(h_n[-1])": fc(h_n[-1])}
        for code, value in tried.items():
            found.append((code, str(tuple(value.shape)), _same(value, wanted)))
    return tuple(found)


def _same(value: torch.Tensor, wanted: torch.Tensor) -> bool:
    return value.shape == wanted.shape and torch.allclose(value, wanted, atol=1e-6)


def extremes() -> tuple[float, float]:
    """The largest number of an output, in magnitude, and what a second tanh makes of it."""
    with own_draws():
        torch.manual_seed(0)
        rnn, x = nn.RNN(FEATURES, UNITS), 3 * torch.randn(SEQ_LEN, BATCH, FEATURES)
    with torch.no_grad():
        largest = rnn(x)[0].abs().max()
    return float(largest), float(torch.tanh(largest))
