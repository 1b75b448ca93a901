"""The numbers of the lesson."""

from collections.abc import Mapping

import torch
from torch.nn.utils.rnn import pack_padded_sequence

from rnnviz.lessons.course import Values
from rnnviz.lessons.course.chapters.lengths_and_padding.pictures import MOST_PADDING, means
from rnnviz.lessons.course.chapters.lengths_and_padding.rows import batch_of, losses


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    text = values["rows"]
    here = batch_of(text)
    packed = pack_padded_sequence(here.padded, here.lengths, batch_first=True, enforce_sorted=False)
    cells = here.padded.shape[0] * here.padded.shape[1]
    apart = (here.gru(here.padded)[1][0] - here.alone()).norm(dim=1)
    short = int(torch.tensor(here.lengths).argmin())
    plain, masked = means(here)
    few, many = losses(text, 0), losses(text, MOST_PADDING)
    return {
        "count": len(here.rows),
        "lengths": ", ".join(map(str, here.lengths)),
        "longest": max(here.lengths),
        "cells": cells,
        "words": sum(here.lengths),
        "padding": cells - sum(here.lengths),
        "short": " ".join(here.rows[short]),
        "short_padding": max(here.lengths) - here.lengths[short],
        "apart": float(apart[short]),
        "size": packed.data.shape[0],
        "batch_sizes": ", ".join(map(str, packed.batch_sizes.tolist())),
        "order": ", ".join(map(str, here.order)),
        "first_sorted": here.order[0],
        "plain": plain[short],
        "masked": masked[short],
        "more": MOST_PADDING,
        "loss_few": few[0],
        "loss_many": many[0],
        "loss_words": few[1],
        "total": values["total"],
    }
