"""The character network has learned from the text, and writes from all of its prompt."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from rnnviz.assets import asset
from rnnviz.errors import InputError, SettingError
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.training.models import characters

FILE = asset("models/characters.safetensors")


def told() -> str:
    """What the pitfalls say, as far as it is written in the network's letters."""
    text = " ".join(pitfall.why for pitfall in pitfalls().values()).lower()
    return "".join(letter for letter in text if letter in characters.ALPHABET)


def test_the_network_is_what_the_file_holds() -> None:
    assert FILE.stat().st_size < 1_000_000
    held, own = load_file(FILE), characters.load().state_dict()
    assert held.keys() == own.keys()
    assert all(torch.equal(held[name], own[name]) for name in held)
    assert not characters.load().training


def test_it_foresees_more_than_the_present_letter_tells() -> None:
    """Against the best guess from one letter alone, counted in the very text: its entropy, as for a memoryless one."""
    text = told()
    pairs = Counter(pairwise(text))
    firsts = Counter(text[:-1])
    memoryless = -sum(math.log(count / firsts[one]) * count for (one, _), count in pairs.items()) / (len(text) - 1)
    found = characters.logits(text)[:-1]
    loss = nn.functional.cross_entropy(found, characters.encoded(text)[0, 1:])
    assert float(loss) < 0.75 * memoryless
    disturbed = nn.functional.cross_entropy(found.flip(0), characters.encoded(text)[0, 1:])
    assert float(disturbed) > memoryless


def test_every_character_is_drawn_after_all_that_stands_before_it() -> None:
    """The oracle carries no state: it reads the whole text anew for each character."""
    prompt, network = "the network ", characters.load()
    generator = torch.Generator().manual_seed(5)
    text = prompt
    with torch.inference_mode():
        for _ in range(12):
            indices = torch.tensor([[characters.ALPHABET.index(letter) for letter in text]])
            output, _ = network.lstm(network.embedding(indices))
            scores = network.readout(output)[0, -1].double().numpy() / 0.7
            likely = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
            drawn = torch.multinomial(torch.tensor(likely, dtype=torch.float32), 1, generator=generator)
            text += characters.ALPHABET[int(drawn)]
    assert characters.generated(prompt, 12, 0.7, seed=5) == text[len(prompt) :]


def test_large_letters_are_read_as_small_ones() -> None:
    assert torch.equal(characters.chances("The State"), characters.chances("the state"))


def test_what_it_cannot_read_is_refused() -> None:
    with pytest.raises(InputError) as error:
        characters.encoded("")
    assert str(error.value) == "The prompt must have at least one character, got none. Type some."
    with pytest.raises(InputError) as error:
        characters.encoded("pi: π")
    assert str(error.value) == (
        "The network reads \" abcdefghijklmnopqrstuvwxyz.,:;?!'-()\" only, got 'π'. Take that character out."
    )
    for temperature in (0.0, -1.0, float("nan")):
        with pytest.raises(SettingError) as setting:
            characters.chances("a", temperature)
        assert str(setting.value) == (
            f"temperature must be above 0, got {temperature:g}. The lower it is, the more often the likeliest is drawn."
        )
