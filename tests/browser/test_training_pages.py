"""Trainings as people use them: the real app and its processes, in Chromium."""

import json
import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from rnnviz.pages.page_list import TRAIN
from rnnviz.training.next_number import NextNumberPlan
from scripts.serve import Server
from tests.browser.conftest import MakePage
from tests.browser.driving import TIMEOUT, open_app, soon

LONG = NextNumberPlan(networks=("nn.GRU",), length=200, hidden_size=4, epochs=1000, moments=100)
"""Longer than a test."""
DIVERGING = NextNumberPlan(networks=("nn.RNN",), length=100, hidden_size=3, optimizer="SGD", rate=1000.0, clip=0.0)

LEARNING = re.compile(r"Step [1-9]\d* of ")


def button(page: Page, name: str) -> Any:
    return page.get_by_test_id("stMain").get_by_role("button", name=name, exact=True)


def started(page: Page, app: Server, plan: NextNumberPlan) -> Path:
    """Train, and say in which folder."""
    before = set(app.temporary.glob("rnnviz-training-*/runs/*"))
    open_app(page, app.url, TRAIN, train=plan.key)
    button(page, "Train").click()
    expect(button(page, "Pause")).to_be_visible(timeout=TIMEOUT)
    (folder,) = set(app.temporary.glob("rnnviz-training-*/runs/*")) - before
    return folder


def until(found: Callable[[], object]) -> None:
    late = time.monotonic() + TIMEOUT / 1000
    while not found():
        assert time.monotonic() < late
        time.sleep(0.1)


def ended(folder: Path) -> str:
    return str(json.loads((folder / "progress.json").read_text())["ended"])


def test_a_training_is_paused_resumed_killed_and_stopped(make_page: MakePage, app: Server) -> None:
    page = make_page()
    folder = started(page, app, LONG)
    bar = page.get_by_test_id("stProgress")
    expect(bar).to_contain_text(LEARNING, timeout=TIMEOUT)
    expect(bar).to_contain_text(re.compile(r"loss [\d.]+.* steps a second · \d+ s left"), timeout=TIMEOUT)
    button(page, "Pause").click()
    expect(bar).to_contain_text(re.compile(r"Paused after step \d+ of \d+\."), timeout=TIMEOUT)
    button(page, "Resume").click()
    expect(bar).to_contain_text("steps a second", timeout=TIMEOUT)
    until(lambda: not ended(folder))
    os.kill(json.loads((folder / "progress.json").read_text())["process"], signal.SIGKILL)
    expect(bar).to_contain_text("The process that trained was ended from outside", timeout=TIMEOUT)
    button(page, "Resume").click()
    expect(bar).to_contain_text("steps a second", timeout=TIMEOUT)
    until(lambda: len(list(folder.glob("history/0/*.safetensors"))) > 2)
    button(page, "Stop").click()
    expect(bar).to_contain_text(re.compile(r"Stopped after step \d+ of \d+\."), timeout=TIMEOUT)
    # What was recorded is there.
    button(page, "nn.GRU").click()
    slider = page.get_by_role("slider", name="Training time: steps of the optimizer")
    expect(slider).to_be_visible(timeout=TIMEOUT)
    slider.press("Home")
    expect(page.get_by_text("Before the training: the weights are as they were drawn.")).to_be_visible()


def test_two_visits_train_at_once_a_third_waits_and_a_closed_tab_makes_room(
    make_page: MakePage, app: Server, browser: Browser
) -> None:
    pages = [make_page(), make_page()]
    folders = [started(page, app, replace(LONG, seed=seed)) for seed, page in enumerate(pages, start=1)]
    for page in pages:
        expect(page.get_by_test_id("stProgress")).to_contain_text(LEARNING, timeout=TIMEOUT)
    third = make_page()
    started(third, app, replace(LONG, seed=3))
    expect(third.get_by_test_id("stProgress")).to_contain_text("Waiting for a free process: number 1 in the queue.")
    pages[0].goto("about:blank")
    # Nobody looks any more; a minute later, which need not be waited for.
    seen = folders[0] / "seen"
    soon(lambda: time.time() - seen.stat().st_mtime, lambda age: age > 3)
    os.utime(seen, (time.time() - 61, time.time() - 61))
    until(lambda: ended(folders[0]) == "left")
    expect(third.get_by_test_id("stProgress")).to_contain_text(LEARNING, timeout=TIMEOUT)
    for page in (pages[1], third):
        button(page, "Stop").click()
        expect(page.get_by_test_id("stProgress")).to_contain_text("Stopped after step", timeout=TIMEOUT)


def test_a_diverging_training_says_so_and_opens_at_the_first_bad_number(make_page: MakePage, app: Server) -> None:
    page = make_page()
    open_app(page, app.url, TRAIN, train=DIVERGING.key)
    button(page, "Train").click()
    expect(page.get_by_text("nn.RNN: the loss was no finite number at step ")).to_be_visible(timeout=TIMEOUT)
    button(page, "Open at the first bad number").click()
    expect(page.get_by_text("the loss was no finite number any more")).to_be_visible(timeout=TIMEOUT)
    soon(lambda: page.url, lambda url: urlencode({"train": DIVERGING.key}) in url)
