"""Style, types and the direction of imports hold, and the tools that say so can fail."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
"""The scripts of the environment that runs the tests."""


def run(tool: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TOOLS / tool, *arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("lint-imports", "--no-cache")],
    ids=" ".join,
)
def test_the_rules_hold(command: tuple[str, ...]) -> None:
    outcome = run(*command)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_the_types_hold(mypy: Callable[[], tuple[int, str]]) -> None:
    status, said = mypy()
    assert status == 0, said


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("recorder/record.py", "import streamlit", "Only the pages and the player's thin adapter know Streamlit"),
        ("cells/lstm.py", "import rnnviz.recorder", "One way through the house"),
        ("figures/scale.py", "import rnnviz.player", "One way through the house"),
        ("scenario.py", "import torch", "need no heavy library"),
        ("new_room.py", "import rnnviz", "One way through the house"),
    ],
)
def test_a_planted_import_breaks_the_rules(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copytree(ROOT / "rnnviz", tmp_path / "rnnviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "rnnviz" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    outcome = run("lint-imports", "--no-cache", cwd=tmp_path)
    assert outcome.returncode == 1
    assert broken in outcome.stdout


def test_a_planted_type_error_is_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def double(x: int) -> str:\n    return 2 * x\n", encoding="utf-8")
    assert run("mypy", "--config-file", str(ROOT / "pyproject.toml"), str(wrong), cwd=tmp_path).returncode == 1
