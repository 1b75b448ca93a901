"""The encoder and the decoder, against PyTorch's modules run over a whole sequence at once, and strings cut by hand."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.training.encoder_decoder import (
    PADDING,
    Alphabets,
    CellType,
    EncoderDecoder,
    right_at_ratio,
    right_of_own,
    right_when_forced,
    translated,
    written,
)
from rnnviz.training.own_draws import own_draws

ALPHABETS = Alphabets("abcd ", "abcd$^", 5)
CELL_TYPES: tuple[CellType, ...] = ("GRU", "LSTM", "RNN")
TEXTS, ANSWERS = ["abba", "d", "cab a"], ["ab", "abcdb", "c"]


def made(cell_type: CellType = "GRU", *, attention: bool = True, seed: int = 0) -> EncoderDecoder:
    with own_draws():
        torch.manual_seed(seed)
        network = EncoderDecoder(ALPHABETS, cell_type=cell_type, hidden_size=7, attention=attention)
    with torch.no_grad():
        # Fresh weights write one character for ever: larger ones write several.
        for parameter in network.parameters():
            parameter.mul_(3.0)
    return network.eval()


def test_strings_become_indices_and_a_teacher_is_one_step_behind() -> None:
    text, lengths = ALPHABETS.read_tensors(TEXTS)
    assert lengths.tolist() == [len(each) for each in TEXTS]
    for row, expected in zip(text.T.tolist(), TEXTS, strict=True):
        assert "".join(ALPHABETS.read[index] for index in row[: len(expected)]) == expected
    given, target = ALPHABETS.written_tensors(ANSWERS)
    assert given.shape == target.shape == (6, 3)
    for row, teacher, answer in zip(target.T.tolist(), given.T.tolist(), ANSWERS, strict=True):
        steps = len(answer) + 1
        assert "".join(ALPHABETS.written[index] for index in row[:steps]) == answer + "$"
        assert row[steps:] == [PADDING] * (6 - steps)
        assert "".join(ALPHABETS.written[index] for index in teacher[:steps]) == "^" + answer
    assert (given >= 0).all()


@pytest.mark.parametrize("cell_type", CELL_TYPES)
def test_without_attention_the_decoder_is_pytorchs_run_over_all_steps_at_once(cell_type: CellType) -> None:
    network = made(cell_type, attention=False)
    text, lengths = ALPHABETS.read_tensors(["abca"])
    given, _ = ALPHABETS.written_tensors(["dcb"])
    scores = network(text, lengths, given)
    _, hidden = network.encoder(network.read_embedding(text))
    h_n = hidden[0] if cell_type == "LSTM" else hidden
    last = torch.cat([h_n[0], h_n[1]], dim=-1)
    h_0 = torch.tanh(last @ network.bridge.weight.T + network.bridge.bias)[None]
    fed = torch.cat([network.written_embedding(given), last.expand(4, 1, -1)], dim=-1)
    if network.bridge_c is None:
        whole, _ = network.decoder(fed, h_0)
    else:
        c_0 = (last @ network.bridge_c.weight.T + network.bridge_c.bias)[None]
        whole, _ = network.decoder(fed, (h_0, c_0))
    torch.testing.assert_close(scores, network.readout(whole))
    assert (network.bridge_c is None) == (cell_type != "LSTM")


@pytest.mark.parametrize("cell_type", CELL_TYPES)
@pytest.mark.parametrize("attention", [True, False])
def test_padding_reaches_nobody(cell_type: CellType, attention: bool) -> None:
    network = made(cell_type, attention=attention)
    given, target = ALPHABETS.written_tensors(ANSWERS)
    together = network(*ALPHABETS.read_tensors(TEXTS), given)
    sums, count = 0.0, 0
    for place, (text, answer) in enumerate(zip(TEXTS, ANSWERS, strict=True)):
        own, wanted = ALPHABETS.written_tensors([answer])
        alone = network(*ALPHABETS.read_tensors([text]), own)
        torch.testing.assert_close(alone[:, 0], together[: len(own), place])
        sums += float(-alone[:, 0].log_softmax(dim=-1).gather(1, wanted).detach().sum())
        count += len(wanted)
    loss = nn.functional.cross_entropy(together.flatten(0, 1), target.flatten(), ignore_index=PADDING)
    assert float(loss.detach()) == pytest.approx(sums / count, rel=1e-5)


def test_attention_is_a_softmax_of_v_tanh_w() -> None:
    network = made()
    assert network.attention is not None
    found = translated(network, "abba")
    assert found.attention is not None
    join, score = network.attention.join, network.attention.score
    read = np.concatenate([found.encoder.h[0, 0, :, 0], found.encoder.h[0, 1, :, 0]], axis=1)
    for step, weights in enumerate(found.attention):
        before = found.decoder.h_0[0, 0] if step == 0 else found.decoder.h[0, 0, step - 1, 0]
        joined = np.concatenate([np.tile(before, (4, 1)), read], axis=1)
        scores = np.tanh(joined @ join.weight.detach().numpy().T + join.bias.detach().numpy())
        exp = np.exp(scores @ score.weight.detach().numpy()[0])
        np.testing.assert_allclose(weights, exp / exp.sum(), rtol=1e-4)


@pytest.mark.parametrize("cell_type", CELL_TYPES)
def test_its_own_characters_come_back_where_no_teacher_gives_one(cell_type: CellType) -> None:
    network = made(cell_type)
    text, lengths = ALPHABETS.read_tensors(TEXTS)
    given, _ = ALPHABETS.written_tensors(ANSWERS)
    always = torch.ones_like(given, dtype=torch.bool)
    torch.testing.assert_close(network(text, lengths, given, always), network(text, lengths, given))
    scores = network(text, lengths, given, ~always)
    own = torch.cat([given[:1], scores.argmax(dim=-1)[:-1]])
    torch.testing.assert_close(network(text, lengths, own), scores)


def endings(network: EncoderDecoder) -> list[tuple[str, str]]:
    """Texts with what the network itself writes for them, where it comes to an end: all of that is right."""
    texts = [a + b + c for a in "abcd" for b in "abcd " for c in "abcd"]
    pairs = zip(texts, written(network, texts), strict=True)
    return [(text, own) for text, own in pairs if 0 < len(own) <= ALPHABETS.longest and "^" not in own]


@pytest.mark.parametrize("attention", [True, False])
def test_of_answers_that_are_made_wrong_so_many_are_counted(attention: bool) -> None:
    network = next(one for one in (made(attention=attention, seed=seed) for seed in range(50)) if len(endings(one)) > 8)
    cases = endings(network)
    for right in (right_of_own(network, cases), right_when_forced(network, cases)):
        assert (right.answers, right.characters) == (1, 1)
    spoiled = 3
    # Another last character: all before it stay right.
    wrong = [(text, own[:-1] + ("a" if own[-1] != "a" else "b")) for text, own in cases[:spoiled]] + cases[spoiled:]
    characters = sum(len(own) for _, own in cases)
    own, forced = right_of_own(network, wrong), right_when_forced(network, wrong)
    assert own.answers == pytest.approx(1 - spoiled / len(cases))
    assert own.characters == pytest.approx(1 - spoiled / characters)
    # A whole answer is right with a teacher exactly where it is right without.
    assert forced.answers == pytest.approx(own.answers)
    assert forced.characters == pytest.approx(own.characters)


def test_a_ratio_of_0_is_its_own_and_1_is_forced() -> None:
    network = made()
    cases = list(zip(TEXTS, ANSWERS, strict=True))
    never, half, always = right_at_ratio(network, cases, (0.0, 0.5, 1.0), seed=3)
    assert never.characters == pytest.approx(right_of_own(network, cases).characters)
    assert always.characters == pytest.approx(right_when_forced(network, cases).characters)
    assert 0 <= half.characters <= 1


@pytest.mark.parametrize("cell_type", CELL_TYPES)
def test_a_translation_is_one_recording_of_each_layer(cell_type: CellType) -> None:
    network = made(cell_type)
    found = translated(network, "cab", "abcd", 1.0)
    assert found.given == ("^", *"abcd")
    assert found.encoder.h.shape == (1, 2, 3, 1, 7)
    assert found.decoder.h.shape == (1, 1, 5, 1, 7)
    assert found.decoder.parity is not None
    given, _ = ALPHABETS.written_tensors(["abcd"])
    chances = network(*ALPHABETS.read_tensors(["cab"]), given).softmax(dim=-1)[:, 0]
    np.testing.assert_allclose(found.chances, chances.detach().numpy(), atol=1e-6)
    assert translated(network, "cab").written == written(network, ["cab"])[0]
    assert len(translated(network, "cab", most=9).characters) <= 10


def test_no_other_ratio_than_a_share() -> None:
    with pytest.raises(InputError) as error:
        translated(made(), "a", "a", -0.5)
    assert str(error.value) == (
        "ratio must lie between 0 (never the teacher) and 1 (always), got -0.5. Choose such a share."
    )
