"""What a part of a file records."""

import numpy as np
import torch

import rnnviz
from rnnviz.by_hand import module_of
from rnnviz.formats.models import Part
from rnnviz.recorder import Recording


def recorded(part: Part, x: np.ndarray, **said: str) -> Recording:
    """The recording of a part on an input ``(seq_len, batch, input_size)``; one that runs backwards gets it turned."""
    module = module_of(part, **said)  # type: ignore[arg-type]
    given = torch.tensor((x[::-1] if part.backwards else x).copy(), dtype=next(module.parameters()).dtype)
    hx: tuple[torch.Tensor, ...] = tuple(state.expand(-1, x.shape[1], -1).contiguous() for state in part.hx)
    return rnnviz.record(module, given, (hx if len(hx) > 1 else hx[0]) if hx else None)


def output_of(part: Part, x: np.ndarray, **said: str) -> np.ndarray:
    """Its output in the order of the input's time steps."""
    found: np.ndarray = recorded(part, x, **said).output
    return found[::-1] if part.backwards else found
