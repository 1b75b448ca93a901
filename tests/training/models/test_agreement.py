"""The LSTM follows the rule of the language on cases it was not trained on, and its gates do what the lesson says.

The rule is applied here anew, by looking back from each word, not forward as the language does.
"""

import copy

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.training.models import agreement
from rnnviz.training.models.agreement import language
from rnnviz.training.models.agreement.language import Split

ADVERBS = {"really", "often", "still", "always", "usually", "also", "certainly", "perhaps"}
FORMS = {"I": "am", "he": "is", "she": "is", "you": "are", "we": "are", "they": "are"}
SPLITS: tuple[Split, ...] = ("training", "combinations", "distances")
HELD_OUT: tuple[Split, ...] = ("combinations", "distances")


def fresh(split: Split, count: int = 300, seed: int = 99) -> list[agreement.Case]:
    return agreement.cases(torch.Generator().manual_seed(seed), count, split)


def expected(words: tuple[str, ...]) -> list[str]:
    def answer(t: int) -> str:
        subject = next(word for word in reversed(words[: t + 1]) if word in FORMS)
        return FORMS[subject] if words[t] in ADVERBS or words[t] in FORMS else "-"

    return [answer(t) for t in range(len(words))]


@pytest.mark.parametrize("split", SPLITS)
def test_cases_follow_the_rule_and_a_verb_stands_where_it_is_announced(split: Split) -> None:
    for case in fresh(split):
        assert list(case.answers) == expected(case.words)
        for t, word in enumerate(case.words):
            if word in FORMS.values():
                assert case.words[t - 1] in ADVERBS | FORMS.keys()
                assert case.answers[t - 1] == word


def test_training_meets_neither_the_pairs_nor_the_distances_that_are_held_out() -> None:
    training = {case.words for case in fresh("training", 2000, seed=1)}
    for split in HELD_OUT:
        assert not training & {case.words for case in fresh(split)}
    met = {pair for words in training for pair in _met(words)}
    for case in fresh("combinations"):
        assert _met(case.words) - met
    assert len({pair for case in fresh("combinations") for pair in _met(case.words)} - met) == 6
    assert max(map(_distance, training)) == 6
    assert {_distance(case.words) for case in fresh("distances")} == {*range(7, 13)}


def _met(words: tuple[str, ...]) -> set[tuple[str, str]]:
    return {
        (next(before for before in reversed(words[:t]) if before in FORMS), word)
        for t, word in enumerate(words)
        if word in ADVERBS
    }


def _distance(words: tuple[str, ...]) -> int:
    return max(len(run.split()) for run in " ".join(w if w in ADVERBS else "|" for w in words).split("|"))


@pytest.mark.parametrize("split", HELD_OUT)
def test_every_word_of_held_out_sentences_is_answered_rightly(split: Split) -> None:
    sentences = fresh(split)
    input, _ = agreement.tensors(sentences)
    found = agreement.load()(input).argmax(dim=-1)
    for row, case in enumerate(sentences):
        assert [agreement.ANSWERS[index] for index in found[: len(case.words), row]] == expected(case.words)
    assert agreement.accuracy(agreement.load(), sentences) == 1


@pytest.mark.parametrize("split", HELD_OUT)
def test_disturbed_weights_make_mistakes(split: Split) -> None:
    network = copy.deepcopy(agreement.load())
    with torch.no_grad():
        network.lstm.get_parameter("weight_hh_l0").zero_()
        network.lstm.get_parameter("bias_ih_l0")[network.lstm.hidden_size : 2 * network.lstm.hidden_size] -= 5
    assert agreement.accuracy(network, fresh(split)) < 0.9


def test_the_sentence_of_the_lesson() -> None:
    words = ["he", "is", "busy", "today", ",", "so", "I"]
    chances = agreement.chances(words)
    assert [agreement.ANSWERS[index] for index in chances.argmax(dim=-1)] == ["is", "-", "-", "-", "-", "-", "am"]
    assert float(chances[-1, agreement.ANSWERS.index("am")]) > 0.95
    assert agreement.labels(words) == [words]


def test_a_sentence_that_the_network_cannot_read_is_refused() -> None:
    with pytest.raises(InputError) as error:
        agreement.chances(["the", "cat"])
    assert str(error.value) == (
        "Every word must be one that the network knows, got 'the'. It knows: I you he she we they really often still "
        "always usually also certainly perhaps am is are busy tired happy here late ready today again , so but and."
    )
    with pytest.raises(InputError) as error:
        agreement.one_hot([])
    assert str(error.value) == "The sentence must have at least one word, got none. Write some."


def test_two_units_keep_the_subject_drop_it_and_show_it() -> None:
    first, second, *_ = agreement.trained_units()
    for unit in (first, second):
        assert unit.f_at_filler > 0.98
        assert unit.f_at_new < 0.15
        assert unit.i_at_filler < 0.05
        assert unit.i_at_new > 0.9
        assert unit.o_before_verb > 0.8
        assert unit.o_elsewhere < 0.05
    # Two signs for three forms.
    signs = {form: (first.h_before_verb[form] > 0, second.h_before_verb[form] > 0) for form in ("am", "is", "are")}
    assert len(set(signs.values())) == 3
    assert all(abs(unit.h_before_verb[form]) > 0.4 for unit in (first, second) for form in signs)


def test_the_means_are_those_of_the_module_step_by_step() -> None:
    """``nn.LSTMCell`` has the same weights and tells no gates either: f and i are worked out beside it."""
    sentences = fresh("combinations", 20)
    lstm = agreement.load().lstm
    size = lstm.hidden_size
    cell = nn.LSTMCell(lstm.input_size, size)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in lstm.state_dict().items()})
    kept: dict[str, list[torch.Tensor]] = {"f_at_new": [], "f_at_filler": [], "h": []}
    with torch.inference_mode():
        for case in sentences:
            h = c = torch.zeros(1, size)
            for t, (x, word) in enumerate(zip(agreement.one_hot(case.words), case.words, strict=True)):
                f = torch.sigmoid(
                    (cell.weight_ih @ x[0] + cell.bias_ih + cell.weight_hh @ h[0] + cell.bias_hh)[size : 2 * size]
                )
                h, c = cell(x, (h, c))
                if word in ADVERBS:
                    kept["f_at_filler"].append(f)
                if word in FORMS and t:
                    kept["f_at_new"].append(f)
                if case.answers[t] == "is":
                    kept["h"].append(h[0])
    means = {name: torch.stack(values).mean(dim=0).numpy() for name, values in kept.items()}
    for unit in agreement.units(agreement.load(), sentences):
        assert np.isclose(unit.f_at_filler, means["f_at_filler"][unit.index], atol=1e-5)
        assert np.isclose(unit.f_at_new, means["f_at_new"][unit.index], atol=1e-5)
        assert np.isclose(unit.h_before_verb["is"], means["h"][unit.index], atol=1e-5)


def test_words_that_the_language_lists() -> None:
    assert set(language.FILLERS) == ADVERBS
    assert dict(language.FORM_OF) == FORMS
