"""What the lesson on generating text says, against PyTorch's modules and NumPy."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import Context, Values, lessons
from rnnviz.lessons.course.chapters.generating_text import lesson, pictures, quiz, runs, tables
from rnnviz.lessons.course.chapters.generating_text.numbers import numbers
from rnnviz.lessons.course.controls import starting
from rnnviz.training.models import characters
from rnnviz.training.text.vocabulary import visible
from rnnviz.words import translation

ALPHABET = characters.vocabulary().characters

SAID = lessons()["generating-text"].texts["en"].said


def values(**changed: object) -> Values:
    return {**starting(lesson.LESSON.controls, SAID), **changed}


def context(**changed: object) -> Context:
    return Context(values(**changed), SAID, translation("en"))


def softmax(scores: np.ndarray) -> np.ndarray:
    likely: np.ndarray = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    return likely


def scores_after(prompt: str) -> np.ndarray:
    """Logits by the network's parts, in double precision."""
    network = characters.load()
    with torch.inference_mode():
        output, _ = network.rnn(network.embedding(torch.tensor([[ALPHABET.index(letter) for letter in prompt]])))
        found: np.ndarray = network.readout(output)[0, -1].double().numpy()
    return found


def test_the_textbook_network_has_its_published_size() -> None:
    said = numbers(values())
    assert said["parameters"] == 4_304_996
    layer = 4 * 512 * (512 + 512) + 2 * 4 * 512
    rows = [row[1] for row in tables.parts(context())[1:]]
    assert rows == [f"{count:,}" for count in (100 * 512, 2 * layer, 512 * 100 + 100, 4_304_996)]
    assert (said["published_length"], said["published_temperature"]) == (1000, 0.8)


@pytest.mark.parametrize(("vocabulary", "hidden"), [(20, 64), (200, 128)])
def test_the_sizes_of_any_network(vocabulary: int, hidden: int) -> None:
    parts = [nn.Embedding(vocabulary, hidden), nn.LSTM(hidden, hidden, 2), nn.Linear(hidden, vocabulary)]
    counted = [sum(parameter.numel() for parameter in part.parameters()) for part in parts]
    assert [count for _, count in runs.sizes(vocabulary, hidden)] == counted


def test_logits_are_flattened_for_the_loss() -> None:
    shapes = dict(runs.shapes())
    batch, length, known = runs.BATCH, runs.SEQ_LEN, len(ALPHABET)
    assert shapes["logits"] == (batch, length, known)
    assert shapes["flat"] == (batch * length, known)
    assert shapes["target"] == (batch * length,)
    alike = nn.functional.cross_entropy(torch.zeros(shapes["flat"]), torch.zeros(shapes["target"], dtype=torch.long))
    assert numbers(values())["guess_loss"] == pytest.approx(float(alike))


@pytest.mark.parametrize("temperature", [0.1, 0.8, 1.0, 3.0])
def test_temperature_divides_the_logits(temperature: float) -> None:
    prompt, said = "the network ", numbers(values(prompt="the network ", temperature=temperature))
    scores = scores_after(prompt)
    expected, plain = softmax(scores / temperature), softmax(scores)
    assert said["best_chance"] == pytest.approx(100 * plain.max(), rel=1e-4)
    assert said["best_tempered"] == pytest.approx(100 * expected.max(), rel=1e-4)
    assert said["bits_tempered"] == pytest.approx(-(expected * np.log2(expected)).sum(), abs=1e-3)
    heights = np.asarray(pictures.tempered(context(prompt=prompt, temperature=temperature)).data[1].y)
    # The order stays, whatever the temperature.
    assert heights == pytest.approx(np.sort(expected)[::-1][: len(heights)], rel=1e-3, abs=1e-6)
    assert said["bits"] == pytest.approx(-(plain * np.log2(plain)).sum(), abs=1e-3)


def test_what_the_last_character_alone_knows() -> None:
    """Two prompts that end alike are one and the same to it, under one seed letter by letter."""
    one, other = "to be or not to be", "e"
    last = [characters.generated(prompt[-1], 30, 0.8, seed=1) for prompt in (one, other)]
    whole = [characters.generated(prompt, 30, 0.8, seed=1) for prompt in (one, other)]
    assert last[0] == last[1]
    assert whole[0] != whole[1]
    said = numbers(values(prompt="the network "))
    best = softmax(scores_after("the network ")).argmax()
    assert said["best_last"] == pytest.approx(100 * softmax(scores_after(" "))[best], rel=1e-3)
    assert said["best_chance"] != pytest.approx(said["best_last"], rel=0.2)


def test_four_careless_calls() -> None:
    assert dict(runs.mishaps()) == {
        "empty": "IndexError",
        "unknown": "KeyError",
        "zero": "RuntimeError",
        "negative": "",
    }
    # What nobody complains about: the order is turned round.
    scores = scores_after("e")
    assert softmax(scores / -1).argmax() == scores.argmin()
    assert [row[1] for row in tables.careless(context())[1:]] == [
        "IndexError",
        "KeyError",
        "RuntimeError",
        SAID["nothing"],
    ]


def test_training_mode_draws_anew_at_every_run() -> None:
    before = torch.get_rng_state()
    found = runs.training_mode("the network ", 8)
    assert torch.equal(torch.get_rng_state(), before)
    assert len({tuple(row.tolist()) for row in found}) == 8
    again = [characters.chances("the network ") for _ in range(2)]
    assert torch.equal(again[0], again[1])
    said = numbers(values(prompt="the network "))
    best = int(softmax(scores_after("the network ")).argmax())
    ends = (100 * float(found[:, best].min()), 100 * float(found[:, best].max()))
    assert (said["least_drawn"], said["most_drawn"]) == pytest.approx(ends)
    assert ends[0] < ends[1]
    assert not characters.load().training


def test_what_was_foreseen_in_a_sentence() -> None:
    expected = [softmax(scores_after(" at"[: t + 1]))[ALPHABET.index("at"[t])] for t in range(2)]
    assert runs.foreseen("at") == pytest.approx(expected, rel=1e-4)


def test_texts_begin_with_the_prompt_and_vary_with_the_draw() -> None:
    rows = tables.texts(context())[1:]
    assert [row[0] for row in rows] == ["0.20", "0.80", "2.00"]
    before = f"{SAID['prompt-start']}|"
    assert all(row[1].startswith(before) and len(row[1]) == len(before) + runs.LENGTH for row in rows)
    drawn = [characters.generated("a", 12, 1.0, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize("draw", range(8))
def test_right_answers(draw: int) -> None:
    found = quiz.questions(draw)
    told = found["logits"].numbers
    assert found["logits"].right == "flat"
    assert told["l_loss"] == pytest.approx(math.log(int(str(told["l_vocabulary"]))), rel=1e-5)
    assert found["parameters"].right == "lstm"
    told = found["temperature"].numbers
    scores = scores_after(str(told["t_prompt"]))
    temperature = float(str(told["t_temperature"]))
    assert found["temperature"].right == ("rises" if temperature < 1 else "falls")
    assert told["t_after"] == pytest.approx(100 * softmax(scores / temperature).max(), rel=1e-3)
    told = found["prompt"].numbers
    assert str(told["q_one"])[-1] == str(told["q_other"])[-1]
    assert found["prompt"].right == "same"
    one, other = (softmax(scores_after(str(told[name]))) for name in ("q_one", "q_other"))
    assert told["q_apart"] == pytest.approx(50 * abs(one - other).sum(), rel=1e-3)
    assert found["negative"].right == "worst"
    told = found["negative"].numbers
    unlikely = ALPHABET[scores_after(str(told["n_prompt"])).argmin()]
    assert told["n_worst"] == visible(unlikely)
    assert found["mode"].right == "train"
