"""Streamlit takes every option of ours, its colours are the app's, and the pins agree with the ranges."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from rnnviz import limits
from rnnviz.theme import page_colours

ROOT = Path(__file__).parents[2]


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


STREAMLIT = toml(".streamlit/config.toml")

PROJECT = toml("pyproject.toml")["project"]


def test_streamlit_accepts_every_option_without_a_word() -> None:
    code = (
        "import json, sys, tomllib\n"
        "from streamlit import config\n"
        "config.get_config_options()\n"
        "names = json.load(sys.stdin)\n"
        "print(json.dumps([[name, config.get_option(name), config.is_manually_set(name)] for name in names]))\n"
    )
    given = {
        f"{section}.{name}": value
        for section, options in STREAMLIT.items()
        if section != "theme"
        for name, value in options.items()
    }
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=json.dumps([*given]), capture_output=True, text=True, check=True
    )
    assert outcome.stderr == ""
    assert json.loads(outcome.stdout) == [[name, value, True] for name, value in given.items()]


def test_what_was_measured_to_matter_is_set() -> None:
    assert STREAMLIT["runner"]["postScriptGC"] is False
    assert STREAMLIT["runner"]["fastReruns"] is False
    assert STREAMLIT["server"]["fileWatcherType"] == "none"
    assert STREAMLIT["browser"]["gatherUsageStats"] is False


def test_the_server_takes_the_largest_file_that_a_page_takes() -> None:
    most = (limits.MAX_RECORDING_FILE_BYTES, limits.MAX_MODEL_BYTES, limits.MAX_UPLOADED_BYTES, limits.MAX_TABLE_BYTES)
    assert STREAMLIT["server"]["maxUploadSize"] * 1024**2 == max(most)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_colours_are_the_ones_of_the_theme(dark: bool) -> None:
    colours = page_colours(dark)
    assert STREAMLIT["theme"]["dark" if dark else "light"] == {
        "primaryColor": colours.accent_ink,
        "backgroundColor": colours.page,
        "secondaryBackgroundColor": colours.surface,
        "textColor": colours.text,
        "borderColor": colours.border,
    }


def pins(name: str) -> dict[str, Version]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"([a-z0-9-]+)==([0-9.]+)", line) for line in lines if line and line[0] not in "#-"]
    assert all(found), "every requirement is pinned exactly"
    return {match[1]: Version(match[2]) for match in found if match}


def test_the_pins_are_the_dependencies_and_lie_in_their_ranges() -> None:
    exact = pins("requirements.txt")
    ranges = {requirement.name: requirement for requirement in map(Requirement, PROJECT["dependencies"])}
    assert exact.keys() == ranges.keys()
    assert all(version in ranges[name].specifier for name, version in exact.items())


def test_the_tests_have_their_tools_pinned() -> None:
    assert {"pytest", "hypothesis", "mypy", "ruff", "playwright"} <= pins("requirements-dev.txt").keys()
