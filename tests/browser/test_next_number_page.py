"""The page of the next number in Chromium: a file of one's own, right and wrong, and the way into the debugger."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from rnnviz.pages.page_list import TRAIN
from rnnviz.training.next_number import NextNumberPlan
from tests.browser.driving import TIMEOUT, accessibility_problems, open_app, soon, wait_until_idle

FIRST = NextNumberPlan(series="own", networks=("nn.GRU",), hidden_size=3, epochs=2)


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_file_is_read_or_refused_and_its_training_opened(page: Page, app_url: str, tmp_path: Path) -> None:
    open_app(page, app_url, TRAIN, train=FIRST.key)
    field = page.get_by_test_id("stFileUploader").locator("input[type=file]")
    rows = [f"day {day};{day},5" for day in range(40)]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("\n".join(["day;price", *rows, "the end;1e400"]), encoding="utf-8")
    field.set_input_files(wrong)
    said = page.get_by_text('Row 42, column 2 ("price") must hold a number between')
    expect(said).to_be_visible(timeout=TIMEOUT)
    expect(said).to_contain_text('it holds "1e400".')
    # Nothing is lost: the series is the one before.
    assert address(page)["train"] == [FIRST.key]
    expect(page.get_by_text("to learn from: 115")).to_be_visible()
    right = tmp_path / "right.csv"
    right.write_bytes("\ufeffday;price\r\n".encode() + "\r\n".join(rows).encode())
    field.set_input_files(right)
    expect(page.get_by_text("to learn from: 32")).to_be_visible(timeout=TIMEOUT)
    expect(said).to_have_count(0)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("Trained: 2 steps")).to_be_visible(timeout=TIMEOUT)
    wait_until_idle(page)
    # Streamlit's field for files.
    assert accessibility_problems(page, passed_over=["presentation-role-conflict"]) == []
    page.locator("[class*=st-key-debugger_]").get_by_role("button", name="nn.GRU", exact=True).click()
    expect(page.get_by_text("After 2 steps of the optimizer.")).to_be_visible(timeout=TIMEOUT)
    soon(lambda: address(page).get("input"), ["training"].__eq__)
