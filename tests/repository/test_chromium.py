"""A missing browser is never silent: one is looked for, one is installed, or the commands that install one are said."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scripts import chromium


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_is_no_browser_is_refused_with_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(chromium.VARIABLE, script(tmp_path / "chromium", "exit 1"))
    with pytest.raises(chromium.NoChromiumError) as error:
        chromium.find()
    assert "-m playwright install chromium\n" in str(error.value)
    assert "apt-get install --yes --no-install-recommends chromium" in str(error.value)


def test_one_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = find_apart()
    stub = script(tmp_path / "chromium", "echo 'needs its snap' >&2; exit 1")
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "_candidates", lambda: iter([stub, works]))
    assert find_apart() == works


def find_apart() -> str:
    """In a thread of its own: Playwright starts once in a thread, and another test may have a browser open here."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(chromium.find).result()


def fake_system(
    monkeypatch: pytest.MonkeyPatch, managers: set[str], succeeds: Callable[[tuple[str, ...]], bool]
) -> list[tuple[str, ...]]:
    """A machine without a browser; returns the commands that are run on it."""
    commands: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...]) -> bool:
        commands.append(command)
        return succeeds(command)

    def candidates() -> list[str]:
        return (
            ["/installed/chromium"] if any("install" in command and succeeds(command) for command in commands) else []
        )

    monkeypatch.setattr(chromium, "_run", run)
    monkeypatch.setattr(chromium, "_candidates", candidates)
    monkeypatch.setattr(chromium, "_starts", lambda path: True)
    monkeypatch.setattr(chromium, "_output", lambda *command: "a font")
    monkeypatch.setattr(shutil, "which", lambda name: name if name in managers else None)
    return commands


def test_playwright_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = fake_system(monkeypatch, {"apt-get"}, lambda command: True)
    assert chromium.install() == "/installed/chromium"
    assert commands == [chromium.PLAYWRIGHT]


def test_then_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = fake_system(monkeypatch, {"apt-get", "sudo"}, lambda command: command != chromium.PLAYWRIGHT)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert chromium.install() == "/installed/chromium"
    asked = ("sudo", "--non-interactive")
    assert commands == [chromium.PLAYWRIGHT, *((*asked, *command) for command in chromium.SYSTEM["apt-get"])]


def test_then_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_system(monkeypatch, {"apt-get"}, lambda command: False)
    with pytest.raises(chromium.NoChromiumError):
        chromium.install()
