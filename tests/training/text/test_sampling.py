"""Writing, against a network that reads everything anew for each character; and what cannot be drawn."""

import numpy as np
import pytest
import torch

from rnnviz import limits
from rnnviz.errors import InputError, SettingError
from rnnviz.training.text import CharacterModel, Vocabulary, chances, generated, prompt_numbers

KNOWN = Vocabulary(tuple("abcde\n"), has_other=True)


@pytest.fixture(scope="module", params=["LSTM", "GRU", "RNN"])
def network(request: pytest.FixtureRequest) -> CharacterModel:
    with torch.random.fork_rng():
        torch.manual_seed(3)
        made = CharacterModel(len(KNOWN), embedding=5, hidden_size=7, num_layers=2, cell_type=request.param)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.mul_(4)
    return made.eval()


@pytest.mark.parametrize(("temperature", "top_k"), [(0.7, 0), (2.0, 3), (1.0, 1), (0.0, 0)])
def test_every_character_is_drawn_after_all_that_stands_before_it(
    network: CharacterModel, temperature: float, top_k: int
) -> None:
    text, generator = "abca", torch.Generator().manual_seed(5)
    with torch.inference_mode():
        for _ in range(12):
            output, _ = network.rnn(network.embedding(torch.tensor([[KNOWN.characters.index(one) for one in text]])))
            scores = network.readout(output)[0, -1].double().numpy()[: len(KNOWN.characters)]
            if temperature == 0:
                text += KNOWN.characters[int(scores.argmax())]
                torch.multinomial(torch.ones(1), 1, generator=generator)
                continue
            if top_k:
                scores = np.where(scores >= np.sort(scores)[-top_k], scores, -np.inf)
            likely = np.exp((scores - scores.max()) / temperature)
            likely = np.append(likely / likely.sum(), 0.0)
            drawn = torch.multinomial(torch.tensor(likely, dtype=torch.float32), 1, generator=generator)
            text += KNOWN.characters[int(drawn)]
    found = generated(network, KNOWN, "abca", 12, temperature=temperature, top_k=top_k, seed=5)
    assert found == text[4:]


def test_the_beginning_of_the_prompt_counts(network: CharacterModel) -> None:
    written = {tuple(generated(network, KNOWN, prompt, 9, seed=seed) for seed in range(9)) for prompt in ("ae", "de")}
    assert len(written) == 2


@pytest.mark.parametrize("temperature", [0.1, 1.0, 3.0])
def test_chances_are_a_softmax(temperature: float) -> None:
    logits = torch.tensor([1.0, -2.0, 0.5, 3.0])
    expected = np.exp(logits.double().numpy() / temperature)
    assert chances(logits, temperature).numpy() == pytest.approx(expected / expected.sum(), rel=1e-5)


def test_a_very_small_temperature_takes_the_likeliest() -> None:
    assert chances(torch.tensor([1.0, 1.001, 0.0]), 1e-30).tolist() == [0.0, 1.0, 0.0]


def test_other_characters_are_never_written() -> None:
    logits = torch.tensor([0.0, 1.0, 50.0])
    assert chances(logits, 1.0, other=2)[2] == 0
    assert chances(logits, 0.0, other=2).tolist() == [0.0, 1.0, 0.0]
    assert chances(logits, 1.0, 1, other=2).tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(("temperature", "got"), [(-1.0, "-1.0"), (float("nan"), "nan"), (11.0, "11.0")])
def test_temperatures_that_cannot_be(temperature: float, got: str) -> None:
    with pytest.raises(SettingError) as error:
        chances(torch.zeros(2), temperature)
    assert str(error.value) == f"temperature must be a number from 0 to 10, got {got}."


def test_top_k_is_a_whole_number() -> None:
    with pytest.raises(SettingError) as error:
        chances(torch.zeros(2), 1.0, -1)
    assert str(error.value) == "top_k must be a whole number from 0 to 5000, got -1."
    assert chances(torch.zeros(2), 1.0, 5000).tolist() == [0.5, 0.5]


def test_prompts_that_cannot_be_read() -> None:
    for prompt, said in {
        "": "The prompt must have at least one character, got none. Type some.",
        "abπc": (
            "The network must have met every character of the prompt: it does not know 'π', character 2 (from 0). "
            "Take it out."
        ),
        "\N{REPLACEMENT CHARACTER}": (
            "The network must have met every character of the prompt: it does not know '\N{REPLACEMENT CHARACTER}', "
            "character 0 (from 0). Take it out."
        ),
        "a" * 501: "The prompt may have up to 500 characters, got 501: shorten it.",
    }.items():
        with pytest.raises(InputError) as error:
            prompt_numbers(prompt, KNOWN)
        assert str(error.value) == said
    assert len(prompt_numbers("a" * limits.MAX_PROMPT, KNOWN)) == limits.MAX_PROMPT
    assert prompt_numbers("a\r\nb", KNOWN).tolist() == [0, 5, 1]
