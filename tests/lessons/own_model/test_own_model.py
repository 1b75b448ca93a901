"""A model as tutorials make it, saved and opened again: what is recorded is what the model itself computes."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from rnnviz.errors import RnnvizError
from rnnviz.lessons.network import recording, unlike_rows
from rnnviz.lessons.own_model import OPENED_MODELS, example, given_of, suggested
from rnnviz.lessons.own_model.opened import OpenedModels
from rnnviz.scenario import Scenario
from rnnviz.scenario_model import ONE_HOT, OwnModel
from rnnviz.training.runs import RUNS

TEXT = "the movie was not good at all\nit was good"


class Tagger(nn.Module):
    """Embedding, two layers in both directions with dropout between them, linear."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(40, 6)
        self.lstm = nn.LSTM(6, 5, num_layers=2, bidirectional=True, dropout=0.5, batch_first=True)
        self.hidden2tag = nn.Linear(10, 3)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        output: torch.Tensor = self.lstm(self.embedding(tokens))[0]
        return output


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    torch.manual_seed(1)
    return Tagger().eval()


@pytest.fixture(scope="module")
def file(tagger: Tagger) -> str:
    content = io.BytesIO()
    torch.save(tagger.state_dict(), content)
    return OPENED_MODELS.keep(content.getvalue(), "tagger.pt")


def recorded(settings: OwnModel, **others: Any) -> Any:
    return recording(Scenario(source="model", model=settings.key, **others))


def test_a_sentence_goes_through_the_models_own_embedding(tagger: Tagger, file: str) -> None:
    words = ["<unk>", "the", "movie", "was", "not", "good", "at", "all"]
    vocabulary = RUNS.contents.keep("\n".join(words).encode())
    settings = OwnModel(file=file, fed="text", text="The movie was good", vocabulary=vocabulary)
    rec = recorded(settings)
    with torch.no_grad():
        expected = tagger(torch.tensor([[1, 2, 3, 5]]))[0]
    np.testing.assert_allclose(rec.output[:, 0], expected, rtol=0, atol=1e-6)
    assert rec.labels == (("The", "movie", "was", "good"),)
    assert str(rec.architecture) == "nn.LSTM(6, 5, num_layers=2, bidirectional=True)"


def test_rows_of_unlike_length_are_packed_as_torch_packs_them(tagger: Tagger, file: str) -> None:
    settings = OwnModel(file=file, fed="text", text=TEXT)
    rec = recorded(settings)
    assert rec.lengths == (7, 3)
    order = {token: number for number, token in enumerate(dict.fromkeys(TEXT.split()))}
    for row, line in enumerate(TEXT.splitlines()):
        with torch.no_grad():
            expected = tagger(torch.tensor([[order[token] for token in line.split()]]))[0]
        np.testing.assert_allclose(rec.output[: len(expected), row], expected, rtol=0, atol=1e-6)
    scenario = Scenario(source="model", model=settings.key)
    assert unlike_rows(scenario)
    padded = recorded(settings, padded=True)
    assert padded.lengths is None
    assert not padded.input[3:, 1].any()


def test_numbers_of_tokens_and_arrays_of_them(tagger: Tagger, file: str) -> None:
    tokens = torch.tensor([[3, 1, 39], [0, 2, 2]])
    with torch.no_grad():
        expected = tagger(tokens).transpose(0, 1)
    typed = recorded(OwnModel(file=file, fed="ids", ids="3 1 39\n0 2 2"))
    np.testing.assert_allclose(typed.output, expected, rtol=0, atol=1e-6)
    array = io.BytesIO()
    np.save(array, tokens.numpy())
    given = RUNS.contents.keep(array.getvalue())
    from_file = recorded(OwnModel(file=file, fed="file", data=given, first="batch"))
    np.testing.assert_allclose(from_file.output, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", [nn.LSTMCell, nn.GRUCell, nn.RNNCell])
def test_a_module_of_one_step_is_called_for_every_step(kind: Any) -> None:
    torch.manual_seed(2)
    cell = kind(3, 4)
    file = OPENED_MODELS.keep(save({f"decoder.{name}": value for name, value in cell.state_dict().items()}))
    settings = OwnModel(file=file, seq_len=5, batch=2)
    made = given_of(settings)
    state, outputs = None, []
    with torch.no_grad():
        for x in made.input:
            state = cell(x, state)
            outputs.append(state[0] if isinstance(state, tuple) else state)
    np.testing.assert_allclose(recorded(settings).output, torch.stack(outputs), rtol=0, atol=1e-6)


def test_an_rnn_whose_function_only_its_owner_knows() -> None:
    torch.manual_seed(3)
    relu = nn.RNN(3, 4, nonlinearity="relu")
    file = OPENED_MODELS.keep(save(relu.state_dict()))
    settings = OwnModel(file=file, nonlinearity="relu")
    with torch.no_grad():
        expected = relu(given_of(settings).input)[0]
    np.testing.assert_allclose(recorded(settings).output, expected, rtol=0, atol=1e-6)
    assert not np.allclose(recorded(OwnModel(file=file)).output, expected)


def test_read_from_its_end() -> None:
    torch.manual_seed(4)
    gru = nn.GRU(2, 3)
    file = OPENED_MODELS.keep(save(gru.state_dict()))
    settings = OwnModel(file=file, backwards=True, labels="a b c", seq_len=3)
    plain = given_of(OwnModel(file=file, seq_len=3)).input
    with torch.no_grad():
        expected = gru(plain.flip(0))[0]
    rec = recorded(settings)
    np.testing.assert_allclose(rec.output, expected, rtol=0, atol=1e-6)
    assert rec.labels == (("c", "b", "a"),)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16])
def test_other_types_of_weights(dtype: torch.dtype) -> None:
    torch.manual_seed(5)
    lstm = nn.LSTM(2, 3).to(dtype)
    settings = OwnModel(file=OPENED_MODELS.keep(save(lstm.state_dict())))
    with torch.no_grad():
        expected = lstm(given_of(settings).input)[0].double().numpy()
    rec = recorded(settings)
    assert rec.dtype == str(dtype).removeprefix("torch.")
    np.testing.assert_allclose(rec.output, expected, rtol=0, atol=1e-7 if dtype == torch.float64 else 1e-2)


def test_gradients_of_both_directions(file: str) -> None:
    rec = recorded(OwnModel(file=file, fed="ids", ids="1 2 3"), loss="last")
    assert rec.gradients is not None
    made = given_of(OwnModel(file=file, fed="ids", ids="1 2 3"))
    x = made.input.clone().requires_grad_()
    made.module(x)[1][0][-2:].sum().backward()
    assert x.grad is not None
    np.testing.assert_allclose(rec.gradients.input, x.grad, rtol=0, atol=1e-6)


SETTINGS: dict[str, dict[str, Any]] = {
    "text": {"fed": "text", "text": TEXT},
    "characters": {"fed": "text", "text": 'a "b"\\', "split": "characters", "table": "embedding.weight"},
    "ids": {"fed": "ids", "ids": "1 2 3\n4 5"},
    "random": {"fed": "random", "seq_len": 4, "batch": 2, "seed": 3, "lengths": "4 2"},
    "backwards": {"fed": "random", "seq_len": 4, "backwards": True, "labels": "a b c d"},
    "part": {"fed": "random", "part": "lstm"},
    "numbers": {"fed": "numbers", "numbers": "1,2,3,4,5,6\n6,5,4,3,2,1", "features": "a, b, c, d, e, f"},
}


@pytest.mark.parametrize("name", [*SETTINGS, "vocabulary", "file", "one-hot", "gradients", "padded"])
def test_the_python_code_makes_the_very_same_recording(
    name: str, tagger: Tagger, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save(tagger.state_dict(), "model")
    settings_of: dict[str, dict[str, Any]] = {"gradients": {"loss": "last"}, "padded": {"padded": True}}
    others = settings_of.get(name, {})
    given: dict[str, Any] = SETTINGS.get(name, {"fed": "text", "text": TEXT})
    if name == "vocabulary":
        content = json.dumps(sorted(set(TEXT.split()))).encode()
        Path("vocabulary.txt").write_bytes(content)
        given |= {"vocabulary": RUNS.contents.keep(content)}
    if name == "file":
        array = io.BytesIO()
        np.save(array, np.arange(24, dtype=np.float32).reshape(2, 2, 6))
        Path("data").write_bytes(array.getvalue())
        given = {"fed": "file", "data": RUNS.contents.keep(array.getvalue()), "first": "batch", "lengths": "2 1"}
    if name == "one-hot":
        given = {"fed": "text", "text": "a b c", "table": ONE_HOT}
    scenario = Scenario(source="model", model=OwnModel(file=file, **given).key, **others)
    made: dict[str, Any] = {}
    exec(compile(scenario.to_python(), "copied.py", "exec"), made)
    expected = recording(scenario)
    assert made["rec"].version == expected.version
    np.testing.assert_array_equal(made["rec"].h, expected.h)
    assert made["rec"].labels == expected.labels


def test_settings_come_back_out_of_their_key(file: str) -> None:
    for given in SETTINGS.values():
        settings = OwnModel(file=file, **given)
        assert OwnModel.read_key(settings.key) == settings
    assert OwnModel.read_key("next-number?seed=1") is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_reads_its_text(language: str) -> None:
    rec = recorded(example(language))
    assert rec.num_layers == (2 if language == "en" else 1)
    assert rec.seq_len > 5


def test_a_model_with_an_embedding_is_first_fed_a_text(file: str) -> None:
    assert suggested(file, OPENED_MODELS.get(file)).fed == "text"
    bare = OPENED_MODELS.keep(save(nn.GRU(2, 3).state_dict()))
    assert suggested(bare, OPENED_MODELS.get(bare)).fed == "random"


NAN = {**nn.GRU(2, 3).state_dict(), "weight_hh_l0": torch.full((9, 3), torch.nan)}


def test_weights_that_are_nan_are_run_only_if_that_is_wanted() -> None:
    file = OPENED_MODELS.keep(save(NAN))
    with pytest.raises(RnnvizError) as caught:
        recorded(OwnModel(file=file))
    assert str(caught.value) == (
        "All weights must be finite numbers: weight_hh_l0 holds NaN or inf. It may be opened anyway, to see where "
        "they go."
    )
    assert np.isnan(recorded(OwnModel(file=file, anyway=True)).h).all()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no such part": ({"part": "decoder"}, "part must be one of lstm, got decoder. Choose one that the file has."),
    "no such table": (
        {"fed": "text", "table": "other.weight"},
        "The embedding must be one of embedding.weight, with 6 columns, got other.weight.",
    ),
    "no data": ({"fed": "file"}, "Give a file of numbers: CSV, .npy or .safetensors."),
    "data that is not here": (
        {"fed": "file", "data": "0123456789abcdef"},
        "This link needs data out of a file, 0123456789abcdef, that is not here. Give the file once more.",
    ),
    "too many states": (
        {"seq_len": 10_000, "batch": 128},
        "The sizes must go together: seq_len, batch, layers, directions and hidden_size multiplied may be up to "
        "8,192,000, got 25,600,000. Make one of them smaller.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str, file: str) -> None:
    settings, sentence = WRONG[case]
    with pytest.raises(RnnvizError) as caught:
        recorded(OwnModel(file=file, **settings))
    assert str(caught.value) == sentence


def test_a_link_to_a_file_that_is_not_open_says_what_to_do() -> None:
    with pytest.raises(RnnvizError) as caught:
        OpenedModels(most=1, most_bytes=10**6).get("0123456789abcdef")
    assert str(caught.value) == (
        "This link shows a model out of a file, 0123456789abcdef, that is not open here. Open the file on the page of "
        "your own model: who sent the link has it."
    )
