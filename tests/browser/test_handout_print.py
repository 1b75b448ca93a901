"""Handouts printed by a real browser: so many pages and no more, and nothing beyond the edge of the paper."""

from collections.abc import Callable
from io import BytesIO

import pytest
import torch
from playwright.sync_api import Page
from pypdf import PdfReader
from torch import nn

import rnnviz
from rnnviz.handouts import Handout
from rnnviz.lessons import worked_example
from rnnviz.recorder import Track
from tests.browser.conftest import MakePage

MODES = ("LSTM", "GRU", "RNN_TANH")
LANGUAGES = ("en", "zh")

PIXELS = 96 / 25.4
"""CSS pixels of a millimetre."""

ROOM = {"width": int((210 - 2 * 14) * PIXELS), "height": int((297 - 2 * 12) * PIXELS)}
"""What the margins leave of an A4 page."""

BEYOND = """() => {
  const edge = document.documentElement.clientWidth + 0.5;
  const out = (each) => {
    const box = each.getBoundingClientRect();
    return box.left < -0.5 || box.right > edge || each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0;
  };
  const html = [...document.querySelectorAll("main *")].filter((each) => !each.closest("math"));
  return [...html, ...document.querySelectorAll("math")].filter(out).map((each) => each.outerHTML.slice(0, 200));
}"""
"""The elements that reach over the page's edge, or whose content reaches over their own."""


@pytest.fixture
def sheet(make_page: MakePage) -> Page:
    """A page as wide as the printed part of the paper, with the styles of print."""
    page = make_page(**ROOM)
    page.emulate_media(media="print")
    return page


def example(mode: str, *, steps: int = 1) -> Track:
    data = worked_example.example(mode, steps=steps, dtype=torch.float64)
    return rnnviz.record(data.module, data.input, data.hx, labels=data.labels).track()


def random(make: Callable[..., nn.RNNBase], input_size: int, hidden_size: int) -> Track:
    torch.manual_seed(0)
    module = make(input_size, hidden_size, dtype=torch.float64)
    return rnnviz.record(module, torch.randn(3, 1, input_size, dtype=torch.float64)).track()


def printed(page: Page, handout: Handout) -> PdfReader:
    """The handout as the browser prints it: what its own style says of the paper holds."""
    page.set_content(handout.to_html())
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_the_worked_example_is_one_page(sheet: Page, mode: str, language: str) -> None:
    pdf = printed(sheet, rnnviz.handout(example(mode)[0], language=language))
    (page,) = pdf.pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    assert "0.5" in page.extract_text()
    # Another font is wider: a tenth of the page is left for it.
    assert sheet.evaluate("document.querySelector('article').offsetHeight") < 0.9 * ROOM["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_steps_are_two_pages_in_their_order(sheet: Page, language: str) -> None:
    pages = printed(sheet, rnnviz.handout(example("LSTM", steps=2), language=language)).pages
    assert ["t = 0" in page.extract_text() for page in pages] == [True, False]
    assert ["t = 1" in page.extract_text() for page in pages] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digits", [4, 10, 17])
@pytest.mark.parametrize("mode", MODES)
def test_nothing_of_the_worked_example_is_cut(sheet: Page, mode: str, digits: int, language: str) -> None:
    pdf = printed(sheet, rnnviz.handout(example(mode)[0], language=language, digits=digits))
    assert len(pdf.pages) <= (2 if digits == 17 else 1)
    assert sheet.evaluate(BEYOND) == []


@pytest.mark.parametrize("digits", [4, 10, 17])
@pytest.mark.parametrize(("make", "input_size", "hidden_size"), [(nn.LSTM, 20, 8), (nn.LSTM, 4, 4), (nn.GRU, 30, 64)])
def test_nothing_of_a_larger_layer_is_cut(
    sheet: Page, make: Callable[..., nn.RNNBase], input_size: int, hidden_size: int, digits: int
) -> None:
    sheet.set_content(rnnviz.handout(random(make, input_size, hidden_size)[1], digits=digits).to_html())
    assert sheet.evaluate(BEYOND) == []


def test_numbers_longer_than_a_line_are_not_cut(sheet: Page) -> None:
    module = nn.RNN(4, 2, nonlinearity="relu", dtype=torch.float64)
    for parameter in module.parameters():
        nn.init.constant_(parameter, 1e40 / 3)
    x = torch.full((1, 1, 4), 1e60 / 3, dtype=torch.float64)
    step = rnnviz.record(module, x, labels=[["a" * 500]]).track()[0]
    sheet.set_content(rnnviz.handout(step, digits=17).to_html())
    assert sheet.evaluate(BEYOND) == []


def test_an_operation_is_not_torn_apart(sheet: Page) -> None:
    step = random(nn.LSTM, 4, 4)[1]
    first, second = [page.extract_text() for page in printed(sheet, rnnviz.handout(step, units=(0, 3))).pages]
    # Where an operation begins, its last unit's result stands too.
    began = [operation for operation in step.cell_type.operations if operation.title in first]
    assert 0 < len(began) < len(step.cell_type.operations)
    for operation in step.cell_type.operations:
        ends_in = first if operation in began else second
        assert f"= {step[operation.name][3]:.4f}".replace("-", "−") in ends_in


def test_on_the_screen_it_is_a_sheet_of_paper(sheet: Page) -> None:
    sheet.emulate_media(media="screen")
    sheet.set_content(rnnviz.handout(example("LSTM")[0]).to_html())
    for width, paper in ((1000, round(210 * PIXELS)), (500, 500)):
        sheet.set_viewport_size({"width": width, "height": 800})
        assert round(sheet.evaluate("document.querySelector('article').getBoundingClientRect().width")) == paper
        assert sheet.evaluate(BEYOND) == []
