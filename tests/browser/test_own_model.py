"""A model of one's own, from the file that a tutorial saves to the third word of a sentence, as a person does it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from safetensors.torch import save_file
from torch import nn

from scripts.tagger import saved
from tests.browser.driving import accessibility_problems, open_app

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "tagger.pt"
    path.write_bytes(saved())
    return path


def choose(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)


def test_from_a_state_dict_to_a_word_of_a_sentence(page: Page, app_url: str, tagger: Path, tmp_path: Path) -> None:
    """Upload, vocabulary, sentence, step: and a file that is refused in between takes nothing away."""
    open_app(page, app_url, "your-model")
    choose(page, tagger)
    expect(page.get_by_role("heading", name="What is in the file")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text("158,720")).to_be_visible()
    # What was there before goes with the end of the run.
    expect(page.get_by_role("heading", name="How to save yours")).to_have_count(0)
    assert not accessibility_problems(page, passed_over=("presentation-role-conflict",))
    page.get_by_role("button", name="Give the vocabulary").click()
    words = tmp_path / "vocabulary.json"
    words.write_text(json.dumps(["<unk>", "this", "film", "was", "great"]))
    page.get_by_test_id("stPopoverBody").locator("input[type=file]").set_input_files(words)
    expect(page.get_by_text("The vocabulary has 5 tokens.")).to_be_visible()
    page.keyboard.press("Escape")
    area = page.get_by_label("Text, one batch row a line")
    area.fill("This film was surprisingly great")
    area.blur()
    expect(page.get_by_text("This · film · was · surprisingly · great")).to_be_visible()

    wrong = tmp_path / "picture.pt"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    choose(page, wrong)
    expect(page.get_by_text("its first bytes say that it is of another kind: PNG")).to_be_visible()
    expect(page.get_by_text("This · film · was · surprisingly · great")).to_be_visible()

    page.get_by_role("button", name="Step through it").click()
    expect(page.locator(".where")).to_contain_text("t = 0 of 5 · “This”")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_contain_text("t = 2 of 5 · “was”")
    expect(page.get_by_text("equal to nn.LSTM to")).to_be_visible()
    page.get_by_role("link", name="Change the input").click()
    expect(page.get_by_label("Text, one batch row a line")).to_have_value("This film was surprisingly great")


def test_names_from_outside_stay_text(page: Page, app_url: str, tmp_path: Path) -> None:
    """A file and a module that are called like code are written as they are, and nothing is loaded for them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = tmp_path / "<img src=x onerror=alert(1)>.safetensors"
    gru = nn.GRU(2, 3).state_dict()
    names = ("<img src='https://example.org/a.png'>", "![x](https://example.org/b.png)")
    save_file({f"{name}.{key}": value.clone() for name in names for key, value in gru.items()}, path)
    open_app(page, app_url, "your-model")
    choose(page, path)
    expect(page.get_by_role("cell", name=names[0])).to_be_visible()
    expect(page.get_by_role("cell", name=names[1])).to_be_visible()
    page.get_by_label("Recurrent modules: 2").click()
    page.get_by_role("option", name=names[1]).click()
    expect(page.get_by_role("cell", name=names[1]).locator("strong")).to_be_visible()
    page.get_by_role("button", name="Step through it").click()
    expect(page.locator(".where")).to_contain_text("t = 0 of 10")
    assert not [url for url in asked if "example.org" in url]
