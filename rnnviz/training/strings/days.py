"""Dates as people write them, to be written as ``1987-05-03``."""

import torch

from rnnviz.training.encoder_decoder import Case
from rnnviz.training.models.dates.language import ALPHABETS, cases
from rnnviz.training.models.dates.typed import dated
from rnnviz.training.strings.kind import Split, StringsKind


class Days(StringsKind):
    """Days from 1900 to 2049 in five spellings; a tenth of the days is held out in all of them."""

    alphabets = ALPHABETS
    example = "3 may 1987"

    def right(self, text: str) -> str:
        return dated(text).isoformat()

    def cases(self, generator: torch.Generator, count: int, split: Split) -> list[Case]:
        return cases(generator, count, split)
