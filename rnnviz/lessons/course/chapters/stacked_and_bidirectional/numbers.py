"""The numbers of the lesson."""

from collections.abc import Mapping
from functools import lru_cache

import torch
from torch import nn

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.networks import CHECKED, checked, example, parameters
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.pictures import (
    BATCH,
    EMBEDDING,
    HIDDEN,
    SENTENCES,
    WORDS,
    ratio,
)


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    directions = 2 if values["directions"] == "both" else 1
    input_size, hidden_size, layers, seq_len, batch = CHECKED
    lstm, _ = example()
    forward, backward, beside, _ = _agreeing()
    return {
        "chosen_layers": values["layers"],
        "pairs": values["layers"] * directions,
        "vectors": 2 * values["layers"] * directions,
        "embedding": EMBEDDING,
        "hidden_size": HIDDEN,
        "words": WORDS,
        "batch": BATCH,
        "sentences": SENTENCES,
        "rest": SENTENCES - BATCH,
        "small_input": input_size,
        "small_hidden": hidden_size,
        "small_steps": seq_len,
        "small_batch": batch,
        "agree": int(forward.sum()),
        "agree_backward": int(backward.sum()),
        "agree_beside": int(beside.sum()),
        "second_shape": str(list(lstm.state_dict()["weight_ih_l1"].shape)),
        "mixed": parameters(input_size, hidden_size, layers, both=True),
        "separate": 2 * parameters(input_size, hidden_size, layers, both=False),
        "hidden": values["hidden"],
        "cost_one": ratio(values, 1),
        "cost_two": ratio(values, 2),
    }


@lru_cache(maxsize=1)
def _agreeing() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, bool]:
    """Which entries of the example agree: the forward end, the backward end, and the place beside the forward end."""
    lstm, input = example()
    with torch.no_grad():
        output, (h_n, _) = lstm(input)
        equal = checked(lstm, input)[3]
    return output[4, 0, :20] == h_n[2, 0], output[0, 0, 20:] == h_n[3, 0], output[4, 0, 20:] == h_n[3, 0], equal


def refused() -> str:
    """What PyTorch says to an initial state for 64 sentences with a batch of 36."""
    lstm = nn.LSTM(EMBEDDING, HIDDEN, device="meta")
    state = torch.zeros(1, BATCH, HIDDEN, device="meta")
    try:
        lstm(torch.zeros(WORDS, SENTENCES - BATCH, EMBEDDING, device="meta"), (state, state))
    except RuntimeError as error:
        return str(error)
    raise AssertionError("an initial state of another batch was taken")
