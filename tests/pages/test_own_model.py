"""The page of one's own model, run by Streamlit's own test runner."""

import io
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

import rnnviz
from rnnviz.errors import FileError
from rnnviz.lessons.network import recording
from rnnviz.lessons.own_model import OPENED_MODELS, suggested
from rnnviz.pages.first_view import first_view
from rnnviz.pages.own_model.upload import ELSEWHERE, FILE, open_model
from rnnviz.scenario import Scenario
from rnnviz.scenario_compared import names_of, others_of
from rnnviz.scenario_model import OwnModel
from rnnviz.training.opened import name_of
from tests.pages.conftest import App


def saved(*modules: tuple[str, nn.Module]) -> bytes:
    """A state dict with these modules in it."""
    content = io.BytesIO()
    torch.save(
        {f"{name}.{key}": value for name, module in modules for key, value in module.state_dict().items()}, content
    )
    return content.getvalue()


def model() -> bytes:
    torch.manual_seed(0)
    encoder = nn.LSTM(4, 3, num_layers=2, bidirectional=True)
    return saved(("embedding", nn.Embedding(20, 4)), ("encoder", encoder), ("decoder", nn.RNN(4, 5)))


def opened(content: bytes, **query: str) -> App:
    app = App(query, "your_model")
    page = open_model(app.visit, content, "model.pt")
    if page is not None:
        app.test.session_state[ELSEWHERE] = page
    return app.run()


def doubled(x: torch.Tensor) -> torch.Tensor:
    return x + x


def settings(app: App) -> OwnModel:
    found = OwnModel.read_key(app.visit.scenario.model)
    assert found is not None
    return found


def texts(app: App) -> str:
    return "\n".join(one.value for one in (*app.test.markdown, *app.test.caption))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_a_file_is_open_it_says_how_one_is_saved(language: str) -> None:
    app = App({"lang": language}, "your_model")
    assert not app.errors
    assert len(app.test.code) == 3
    assert app.visit.scenario.source == "example"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_model_is_fed_a_text_and_taken_into_the_debugger(language: str) -> None:
    app = opened(model(), lang=language)
    assert not app.errors
    assert settings(app).fed == "text"
    assert "| **encoder** | **LSTM** | **4** | **3** | **2** | **2** |" in texts(app).replace("\\", "")
    assert app.address["input"] == "model"
    app.choose("plan.own.split", "words")
    area = app.test.text_area(key="plan.own.text")
    area.set_value("one two three\nfour")
    app.run()
    assert not app.errors
    assert "(3, 2, 4)" in texts(app)
    assert "one · two · three" in texts(app)
    app.test.button(key="own_model_step").click()
    app.run()
    assert app.visit.page == ""
    assert app.sent["version"] == app.visit.recording.version
    assert app.visit.recording.labels == (("one", "two", "three"), ("four",))
    # And back, to another input.
    assert app.visit.translate("Change the input") in [link.proto.label for link in app.test.get("page_link")]
    app = App(app.visit.scenario.to_query(first_view("your-model")), "your_model")
    assert not app.errors
    assert settings(app).text == "one two three\nfour"


def test_another_part_of_the_file_is_chosen_and_what_it_leaves_open_is_asked() -> None:
    app = opened(model())
    app.test.selectbox(key="own_model_part").set_value("decoder")
    app.run()
    assert settings(app).part == "decoder"
    assert app.visit.recording.mode == "RNN_TANH"
    app.choose("plan.own.nonlinearity", "relu")
    assert app.visit.recording.mode == "RNN_RELU"


def test_modules_of_a_file_are_compared() -> None:
    torch.manual_seed(3)
    app = opened(saved(("one", nn.GRU(4, 3)), ("two", nn.GRU(4, 3)), ("other", nn.GRU(5, 3))))
    key = app.visit.scenario.model
    app = App({"input": "model", "model": key, "panels": "compare"}, "")
    app.press("Other modules of the file")
    assert not app.errors
    assert names_of(app.visit.scenario) == ("one", "two")
    (other,) = others_of(app.visit.scenario)
    assert isinstance(other, Scenario)
    assert not np.array_equal(recording(other).h, app.visit.recording.h)
    assert 'model.part("two")' in app.visit.scenario.to_python()


def test_every_kind_of_input_and_what_is_wrong_in_it() -> None:
    app = opened(model())
    app.choose("plan.own.fed", "ids")
    app.test.text_area(key="plan.own.ids").set_value("1 2 99")
    app.run()
    assert app.errors == [
        "The number of a token must lie between 0 and 19, for there are no more rows: at t = 2 of row 0, '99' is 99."
    ]
    app.test.text_area(key="plan.own.ids").set_value("1 2 9")
    app.run()
    assert not app.errors
    assert app.visit.recording.seq_len == 3
    app.choose("plan.own.fed", "random")
    app.test.text_input(key="plan.own.seq_len").set_value("25")
    app.run()
    assert not app.errors
    assert app.visit.recording.seq_len == 25
    app.test.text_input(key="plan.own.seq_len").set_value("0")
    app.run()
    assert app.errors == ["seq_len must be a whole number from 1 to 10000, got 0."]
    assert app.visit.recording.seq_len == 25


@pytest.mark.parametrize("fed", ["numbers", "file"])
def test_an_input_that_is_not_there_yet_can_be_chosen(fed: str) -> None:
    app = opened(model())
    app.choose("plan.own.fed", fed)
    assert not app.errors
    if fed == "file":
        assert "still reads" in texts(app)
    else:
        assert settings(app).fed == fed
        assert app.visit.recording.seq_len == 8
        app.test.text_area(key="plan.own.numbers").set_value("a,b,c,d\n1,2,3,4\n4,3,2,1")
        app.run()
        assert not app.errors
        assert app.visit.recording.seq_len == 2


def test_a_vocabulary_is_pasted_and_taken_away() -> None:
    app = opened(model())
    area = app.test.text_area(key="own_model_tokens")
    area.set_value("the\nmovie\nthe")
    app.run()
    assert app.errors == [
        "A token may stand in the vocabulary once: 'the' is in line 1 and in line 3. Take one of them out."
    ]
    app.test.text_area(key="own_model_tokens").set_value("the\nmovie\nwas\nnot\ngood\nat\nall")
    app.run()
    assert not app.errors
    assert "7 tokens" in texts(app)
    app.press("Without it")
    assert settings(app).vocabulary == ""


def test_weights_that_are_not_finite_are_opened_on_a_second_word() -> None:
    app = opened(save({**nn.GRU(2, 3).state_dict(), "weight_hh_l0": torch.full((9, 3), torch.nan)}))
    (error,) = app.errors
    assert "weight_hh_l0 holds NaN or inf" in error
    app.press("Open it anyway")
    assert not app.errors
    assert settings(app).anyway


def test_a_file_that_is_refused_leaves_everything_as_it_was() -> None:
    app = opened(model())
    before = app.visit.scenario
    with pytest.raises(FileError):
        open_model(app.visit, b"\x89PNG\r\n\x1a\n" + bytes(100), "model.pt")
    app.run()
    assert app.visit.scenario == before


def test_a_recording_and_a_trace_go_where_they_are_shown(tmp_path: Path) -> None:
    rnnviz.record(nn.GRU(2, 3), torch.ones(4, 1, 2)).save(tmp_path / "a.safetensors")
    app = opened((tmp_path / "a.safetensors").read_bytes())
    assert app.visit.page == ""
    assert app.visit.scenario.source == "file"
    assert app.visit.recording.seq_len == 4
    rnnviz.trace(doubled, torch.ones(3)).save(tmp_path / "b.safetensors")
    app = opened((tmp_path / "b.safetensors").read_bytes())
    assert app.visit.page == "trace"
    assert app.visit.scenario.trace == "file"
    assert not app.errors


def test_a_link_opens_where_the_file_is_open_and_waits_where_it_is_not() -> None:
    name = OPENED_MODELS.keep(model())
    key = suggested(name, OPENED_MODELS.get(name)).key
    app = App({"input": "model", "model": key}, "")
    assert app.visit.recording.num_layers == 2
    lost = "own?file=0123456789abcdef"
    app = App({"input": "model", "model": lost}, "your_model")
    assert app.visit.awaited is not None
    assert any("0123456789abcdef" in warning for warning in (*app.warnings, *app.errors))


def test_the_name_of_a_file_is_only_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path for a name leads nowhere; a link with settings that cannot be waits for nothing."""
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    app = App({"input": "model", "model": "own?file=0123456789abcdef&seq_len=none"}, "your_model")
    open_model(app.visit, model(), "../../x.pt")
    app.run()
    assert not app.errors
    assert app.visit.scenario.source == "model"
    with pytest.raises(FileError, match="is of another kind: PNG"):
        open_model(app.visit, b"\x89PNG\r\n\x1a\n" + bytes(9), "../../x.pt")
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["a", "b"]


def test_a_small_embedding_is_fed_its_own_rows() -> None:
    app = opened(saved(("embedding", nn.Embedding(5, 3)), ("gru", nn.GRU(3, 2))))
    assert not app.errors
    assert (settings(app).fed, settings(app).ids) == ("ids", "0 1 2 3 4")


def test_a_vocabulary_without_the_words_of_the_text_brings_its_own() -> None:
    app = opened(model())
    app.test.text_area(key="own_model_tokens").set_value("un\ndeux\ntrois")
    app.run()
    assert not app.errors
    assert settings(app).text == "un deux trois"
    assert app.visit.recording.labels == (("un", "deux", "trois"),)


def test_another_module_reads_the_same_if_it_can() -> None:
    app = opened(model())
    app.choose("plan.own.split", "spaces")
    app.test.text_area(key="plan.own.text").set_value("a b c")
    app.run()
    app.test.selectbox(key="own_model_part").set_value("decoder")
    app.run()
    assert (settings(app).part, settings(app).text, settings(app).split) == ("decoder", "a b c", "spaces")


def test_a_link_whose_vocabulary_is_gone_shows_the_model_and_says_what_is_missing() -> None:
    content = model()
    key = OwnModel(file=name_of(content), fed="text", text="a", vocabulary="0123456789abcdef").key
    app = App({"input": "model", "model": key, "t": "0"}, "your_model")
    assert app.visit.awaited is not None
    open_model(app.visit, content, "model.pt")
    app.run()
    assert any("0123456789abcdef" in warning for warning in (*app.warnings, *app.errors))
    assert app.visit.scenario.source == "model"
    assert app.visit.awaited is None
    open_model(app.visit, content, "model.pt")
    app.run()
    assert not app.errors


def test_a_link_that_waited_is_shown_when_its_file_comes() -> None:
    content = saved(("gru", nn.GRU(2, 3)), ("other", nn.GRU(2, 4)))
    key = OwnModel(file=name_of(content), part="other", seq_len=7).key
    app = App({"input": "model", "model": key, "t": "5"}, "your_model")
    assert app.visit.awaited is not None
    open_model(app.visit, content, "model.pt")
    app.run()
    assert (app.visit.scenario.t, app.visit.recording.hidden_size, app.visit.recording.seq_len) == (5, 4, 7)


def test_names_of_steps_go_with_their_input() -> None:
    app = opened(saved(("gru", nn.GRU(2, 3))))
    app.test.text_input(key="plan.own.seq_len").set_value("2")
    app.run()
    app.test.text_input(key="plan.own.labels").set_value("a b c")
    app.run()
    assert app.errors == ["There must be a name for each of the 2 time steps of row 0, got 3."]
    app.test.text_input(key="plan.own.labels").set_value("a b")
    app.run()
    assert app.visit.recording.labels == (("a", "b"),)
    app.choose("plan.own.fed", "numbers")
    assert not app.errors
    assert settings(app).labels == ""


def test_the_example_is_one_press_away() -> None:
    app = App({}, "your_model")
    app.press("Try it with an example")
    assert not app.errors
    assert app.visit.scenario.source == "model"
    assert FILE not in app.visit.fields.refused
