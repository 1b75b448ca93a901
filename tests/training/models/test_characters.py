"""The character networks have learned from their texts: they foresee what they never read, and write from a prompt."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.training.models import characters
from rnnviz.training.text.n_grams import NGrams
from rnnviz.words import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_it_foresees_more_than_counting_three_characters(language: str) -> None:
    """Bits per character on the tenth that was held out, against a 3-gram of the text that was read."""
    read, network = characters.material(language), characters.load(language)
    cut = len(read.text) - len(read.text) // 10
    known = {character: number for number, character in enumerate(read.vocabulary.characters)}
    numbers = np.array([known.get(character, len(known)) for character in read.text])
    unseen = torch.from_numpy(numbers[cut:])
    with torch.inference_mode():
        output, _ = network.rnn(network.embedding(unseen[None]))
        scores = network.readout(output)[0]
    bits = float(nn.functional.cross_entropy(scores[:-1], unseen[1:])) / math.log(2)
    counted = NGrams(numbers[:cut], len(read.vocabulary), 3).bits(numbers[cut:])
    assert bits < counted - 0.25
    # The measure can fail: what it says of the last character first is worth less than counting.
    disturbed = float(nn.functional.cross_entropy(scores.flip(0)[:-1], unseen[1:])) / math.log(2)
    assert disturbed > counted


def test_english_also_beats_counting_four() -> None:
    read = characters.material()
    counted = read.counted(len(read.unseen))
    with torch.inference_mode():
        scores, _ = characters.load()(read.unseen_numbers[None])
    bits = float(nn.functional.cross_entropy(scores[0, :-1], read.unseen_numbers[1:])) / math.log(2)
    assert bits < counted[4] < counted[3] < counted[2] < counted[1] < counted[0]


@each_language
def test_held_out_paragraphs_are_not_among_those_that_were_read(language: str) -> None:
    read = characters.material(language)
    before, after = ("".join(part).split("\n\n") for part in (read.training, read.unseen))
    # The border goes through one.
    assert not set(before[:-1]) & set(after[1:])


def test_every_character_is_drawn_after_all_that_stands_before_it() -> None:
    """The oracle carries no state: it reads the whole text anew for each character."""
    prompt, network = "The network ", characters.load()
    known = characters.vocabulary().characters
    generator = torch.Generator().manual_seed(5)
    text = prompt
    with torch.inference_mode():
        for _ in range(12):
            indices = torch.tensor([[known.index(letter) for letter in text]])
            output, _ = network.rnn(network.embedding(indices))
            scores = network.readout(output)[0, -1].double().numpy() / 0.7
            likely = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
            drawn = torch.multinomial(torch.tensor(likely, dtype=torch.float32), 1, generator=generator)
            text += known[int(drawn)]
    assert characters.generated(prompt, 12, 0.7, seed=5) == text[len(prompt) :]


@each_language
def test_what_it_writes_is_spelled_with_what_it_has_read(language: str) -> None:
    written = characters.generated("LSTM", 80, 0.5, seed=1, language=language)
    assert set(written) <= set("".join(characters.material(language).training))


def test_large_letters_are_other_characters() -> None:
    assert not torch.equal(characters.chances("The State"), characters.chances("the state"))
