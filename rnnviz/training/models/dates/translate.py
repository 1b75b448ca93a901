"""One date through the network, with everything that a figure of it needs."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float

from rnnviz.errors import InputError
from rnnviz.recorder import Recording, recording
from rnnviz.training.models.dates.batch import read_tensors
from rnnviz.training.models.dates.language import BEGIN, END, LENGTH, READ, WRITTEN
from rnnviz.training.models.dates.network import DatesNetwork, Weights, load
from rnnviz.words import N_

MOST_CHARACTERS = 60
"""Of a date to be read; the longest of the task has 18."""


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """What was written for a text, step by step; a step writes one character, the last of them `END` if all went well.

    Attributes:
        text: what was read.
        written: what was written, without `END`.
        characters: the likeliest character of each step.
        given: what each step was given as the character before: `BEGIN`, then the network's own or the teacher's.
        forced: for each step, whether that came from the teacher.
        chances: how likely each character of `WRITTEN` was, by step.
        attention: how much each step looked at each position of the text: 0..1, each row sums to 1. None without
            attention.
        encoder: the GRU that read, both directions.
        decoder: the GRU that wrote, one time step for each character.
    """

    text: str
    written: str
    characters: tuple[str, ...]
    given: tuple[str, ...]
    forced: tuple[bool, ...]
    chances: Float[np.ndarray, "steps written"]
    attention: Float[np.ndarray, "steps seq_len"] | None
    encoder: Recording
    decoder: Recording


def translate(
    text: str, teacher: str | None = None, ratio: float = 0.0, seed: int = 0, *, weights: Weights = "trained"
) -> Translation:
    """Let a network write a date, and keep everything.

    Without a teacher the network is given its own likeliest character at every step, up to `END` or 11 steps. With one
    it makes 11 steps, and from the second on a coin decides whose character before it is given.

    Args:
        text: the date as somebody wrote it, such as "3 may 1987".
        teacher: the right answer, such as "1987-05-03".
        ratio: how often the teacher's character is given, 0 (never) to 1 (always).
        seed: of the coin.
        weights: which network.

    Raises:
        InputError: the text has a character that the network does not know, or none, or too many; the teacher's answer
            is not ten digits and hyphens; the ratio does not lie between 0 and 1.

    >>> translate("3 may 1987").written
    '1987-05-03'
    """
    _check(text, teacher, ratio)
    network = load(weights)
    with torch.inference_mode(), recording(network) as recs:
        steps = _steps(network, text, teacher, ratio, torch.Generator().manual_seed(seed))
    characters = tuple(step.character for step in steps)
    looked = [step.attention for step in steps if step.attention is not None]
    return Translation(
        text=text,
        written="".join(characters).split(END)[0],
        characters=characters,
        given=tuple(step.given for step in steps),
        forced=tuple(step.forced for step in steps),
        chances=_frozen([step.chances for step in steps]),
        attention=_frozen(looked) if looked else None,
        encoder=recs["encoder"],
        decoder=recs["decoder"],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    given: str
    forced: bool
    character: str
    chances: Float[np.ndarray, " written"]
    attention: Float[np.ndarray, " seq_len"] | None


def _steps(network: DatesNetwork, text: str, teacher: str | None, ratio: float, coin: torch.Generator) -> list[_Step]:
    indices, lengths = read_tensors([text])
    read, last = network.encode(indices, lengths)
    there: Bool[torch.Tensor, "seq_len 1"] = torch.ones_like(indices, dtype=torch.bool)
    state, own, steps = network.begin(last), BEGIN, list[_Step]()
    for position in range(LENGTH + 1):
        # Thrown at every step, so that another ratio meets the same throws.
        thrown = float(torch.rand((), generator=coin))
        forced = teacher is not None and position > 0 and thrown < ratio
        given = teacher[position - 1] if teacher is not None and forced else own
        scores, state, attention = network.step(torch.tensor([WRITTEN.index(given)]), state, read, last, there)
        chances = scores[0].softmax(dim=-1)
        own = WRITTEN[int(chances.argmax())]
        looked = None if attention is None else attention[:, 0].numpy()
        steps.append(_Step(given, forced, own, chances.numpy(), looked))
        if own == END and teacher is None:
            break
    return steps


def _frozen(rows: list[Float[np.ndarray, " columns"]]) -> Float[np.ndarray, "rows columns"]:
    stacked = np.stack(rows)
    stacked.setflags(write=False)
    return stacked


def _check(text: str, teacher: str | None, ratio: float) -> None:
    if not 0 < len(text) <= MOST_CHARACTERS:
        template = N_("A date must have 1 to {most} characters, got {got}. Write it like 3 may 1987.")
        raise InputError("date-length", template, most=MOST_CHARACTERS, got=len(text))
    unknown = next((character for character in text if character not in READ), None)
    if unknown is not None:
        template = N_(
            "A date must be written in the characters that the network knows ({characters}), got {got}. Write it like "
            "3 may 1987."
        )
        raise InputError("date-character", template, characters=READ.strip(), got=repr(unknown))
    if teacher is not None and (len(teacher) != LENGTH or not set(teacher) <= set("0123456789-")):
        template = N_("teacher must be {length} digits and hyphens, got {got}. Write it like 1987-05-03.")
        raise InputError("date-teacher", template, length=LENGTH, got=repr(teacher))
    if not 0 <= ratio <= 1:
        template = N_("ratio must lie between 0 (never the teacher) and 1 (always), got {got}. Choose such a share.")
        raise InputError("date-ratio", template, got=ratio)
