"""Writing: the whole prompt goes into the state, then one character after the other is drawn and fed back."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.characters import characters
from rnnviz.scenario_kinds import Decimal, Rule, Whole
from rnnviz.training.text.model import CharacterModel
from rnnviz.training.text.vocabulary import Vocabulary
from rnnviz.words import N_

TEMPERATURE: Rule = Decimal("temperature", 0.0, limits.MAX_TEMPERATURE)
TOP_K: Rule = Whole("top_k", 0, limits.MAX_VOCABULARY)


def check_sampling(temperature: float, top_k: int) -> None:
    """Whether characters can be drawn that way.

    Raises:
        SettingError: the temperature is negative, not a number or above `limits.MAX_TEMPERATURE`, or top_k is not a
            whole number from 0.
    """
    TEMPERATURE.check("temperature", float(temperature))
    TOP_K.check("top_k", top_k)


def prompt_numbers(prompt: str, vocabulary: Vocabulary) -> Int[Tensor, " seq_len"]:
    """A prompt as numbers of the vocabulary.

    Raises:
        InputError: it is empty or too long, or has a character that the network never met.
    """
    found = characters(prompt.replace("\r\n", "\n"))
    if not found:
        raise InputError("prompt-empty", N_("The prompt must have at least one character, got none. Type some."))
    if len(found) > limits.MAX_PROMPT:
        template = N_("The prompt may have up to {most} characters, got {got}: shorten it.")
        raise InputError("prompt-long", template, most=limits.MAX_PROMPT, got=len(found))
    for place, character in enumerate(found):
        if character not in vocabulary:
            template = N_(
                "The network must have met every character of the prompt: it does not know {got}, character {place} "
                "(from 0). Take it out."
            )
            raise InputError("prompt-character", template, got=repr(character), place=place)
    return torch.from_numpy(vocabulary.numbers(found))


def chances(
    logits: Float[Tensor, " vocabulary"], temperature: float, top_k: int = 0, other: int | None = None
) -> Float[Tensor, " vocabulary"]:
    """How likely each character is to be drawn.

    Args:
        logits: what the network says.
        temperature: they are divided by it; at 0, the likeliest character is certain.
        top_k: only so many of the likeliest may be drawn; 0 for all.
        other: the number of the sign for other characters, which is never written.

    >>> chances(torch.tensor([0.0, 2.0, 1.0]), 0.0).tolist(), chances(torch.tensor([0.0, 2.0, 2.0]), 1.0, 2).tolist()
    ([0.0, 1.0, 0.0], [0.0, 0.5, 0.5])
    """
    check_sampling(temperature, top_k)
    allowed = logits.double()
    if other is not None and len(allowed) > 1:
        allowed = allowed.index_fill(0, torch.tensor([other]), -torch.inf)
    kept = 1 if temperature == 0 else min(top_k or len(allowed), len(allowed))
    best = allowed.topk(kept).indices
    found = torch.full_like(allowed, -torch.inf).index_copy(0, best, allowed[best])
    # Less the largest, so that a very small temperature leaves a 0 there and no infinity.
    tempered = (found - found.max()) / temperature if temperature else found
    return tempered.softmax(dim=-1).to(logits.dtype)


@torch.inference_mode()
def generated(
    network: CharacterModel,
    vocabulary: Vocabulary,
    prompt: str,
    length: int,
    *,
    temperature: float = 1.0,
    top_k: int = 0,
    seed: int = 0,
) -> str:
    """What the network writes after the prompt, ``length`` characters; the network must be in evaluation mode.

    Raises:
        InputError: as `prompt_numbers`.
        SettingError: as `check_sampling`.
    """
    check_sampling(temperature, top_k)
    generator, drawn = torch.Generator().manual_seed(seed), []
    scores, state = network(prompt_numbers(prompt, vocabulary)[None])
    for _ in range(length):
        found = chances(scores[0, -1], temperature, top_k, vocabulary.other)
        index = torch.multinomial(found, 1, generator=generator)
        drawn.append(int(index))
        scores, state = network(index[None], state)
    return vocabulary.text(drawn)
