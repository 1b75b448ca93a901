"""One text through a network, with everything that a figure of it needs."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float

from rnnviz.errors import InputError
from rnnviz.recorder import Recording, recording
from rnnviz.training.encoder_decoder.alphabets import BEGIN, END
from rnnviz.training.encoder_decoder.network import EncoderDecoder
from rnnviz.words import N_


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """What was written for a text, step by step; a step writes one character, the last of them `END` if all went well.

    Attributes:
        text: what was read.
        written: what was written, without `END`.
        characters: the likeliest character of each step.
        given: what each step was given as the character before: `BEGIN`, then the network's own or the teacher's.
        forced: for each step, whether that came from the teacher.
        chances: how likely each character of the network's alphabet was, by step.
        attention: how much each step looked at each position of the text: 0..1, each row sums to 1. None without
            attention.
        encoder: the layer that read, both directions.
        decoder: the layer that wrote, one time step for each character.
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


def translated(
    network: EncoderDecoder,
    text: str,
    teacher: str | None = None,
    ratio: float = 0.0,
    seed: int = 0,
    *,
    most: int | None = None,
) -> Translation:
    """Let a network write, and keep everything.

    Without a teacher the network is given its own likeliest character at every step, up to `END` or ``most`` characters
    and one. With one it makes a step for each character of the answer and one for `END`, and from the second on a coin
    decides whose character before it is given.

    Args:
        network: with which alphabets.
        text: characters that are read by it.
        teacher: the right answer.
        ratio: how often the teacher's character is given, 0 (never) to 1 (always).
        seed: of the coin.
        most: characters that are written at most; the longest answer of the alphabets where it is not given.

    Raises:
        InputError: the ratio does not lie between 0 and 1.
    """
    if not 0 <= ratio <= 1:
        template = N_("ratio must lie between 0 (never the teacher) and 1 (always), got {got}. Choose such a share.")
        raise InputError("date-ratio", template, got=ratio)
    most = network.alphabets.longest if most is None else most
    count = (most if teacher is None else len(teacher)) + 1
    with torch.inference_mode(), recording(network) as recs:
        steps = _steps(network, text, teacher, ratio, torch.Generator().manual_seed(seed), count)
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


def _steps(
    network: EncoderDecoder, text: str, teacher: str | None, ratio: float, coin: torch.Generator, count: int
) -> list[_Step]:
    alphabet = network.alphabets.written
    indices, lengths = network.alphabets.read_tensors([text])
    read, last = network.encode(indices, lengths)
    there: Bool[torch.Tensor, "seq_len 1"] = torch.ones_like(indices, dtype=torch.bool)
    state, own, steps = network.begin(last), BEGIN, list[_Step]()
    for position in range(count):
        # Thrown at every step, so that another ratio meets the same throws.
        thrown = float(torch.rand((), generator=coin))
        forced = teacher is not None and position > 0 and thrown < ratio
        given = teacher[position - 1] if teacher is not None and forced else own
        scores, state, attention = network.step(torch.tensor([alphabet.index(given)]), state, read, last, there)
        chances = scores[0].softmax(dim=-1)
        own = alphabet[int(chances.argmax())]
        looked = None if attention is None else attention[:, 0].numpy()
        steps.append(_Step(given, forced, own, chances.numpy(), looked))
        if own == END and teacher is None:
            break
    return steps


def _frozen(rows: list[Float[np.ndarray, " columns"]]) -> Float[np.ndarray, "rows columns"]:
    stacked = np.stack(rows)
    stacked.setflags(write=False)
    return stacked
