"""The first command of a newcomer ends in an environment or in one sentence."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="make serves Linux and macOS; the README has the commands for Windows"
)


def make_venv(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("sh") or "sh", str(ROOT / "scripts" / "make_venv.sh"), *arguments],
        env=None if path is None else {"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_too_old_a_python_is_one_clear_sentence(tmp_path: Path) -> None:
    for name in ("python3", "python"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    outcome = make_venv(str(tmp_path / "venv"), path=str(tmp_path))
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("rnnviz needs Python 3.11 or newer")
    assert not (tmp_path / "venv").exists()


def test_an_environment_is_made_mended_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    made = make_venv(str(folder), sys.executable)
    assert made.returncode == 0, made.stderr
    python = folder / "bin" / "python"
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0

    (folder / "mark").touch()
    assert make_venv(str(folder)).returncode == 0
    assert (folder / "mark").exists(), "a working environment is kept"

    python.unlink()
    # What the first one got of pip, the second would get too, and slowly.
    quick = tmp_path / "quick" / "python3"
    quick.parent.mkdir()
    quick.write_text(
        f'#!/bin/sh\ncase "$*" in *"-m venv"*) set -- "$@" --without-pip;; esac\nexec {sys.executable} "$@"\n',
        encoding="utf-8",
    )
    quick.chmod(0o755)
    assert make_venv(str(folder), path=f"{quick.parent}:/usr/bin:/bin").returncode == 0
    assert python.exists(), "a broken one is made again"
    assert not (folder / "mark").exists()


def test_every_target_that_is_promised_is_there() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    for target in phony:
        assert f"\n{target}:" in text
        assert f"make {target}" in text.split("VENV :=")[0], "every target is told at the top"
