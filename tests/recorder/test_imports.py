"""``import rnnviz`` stays light: no library is loaded before somebody asks for what it does."""

import subprocess
import sys

import pytest

HEAVY = ("streamlit", "plotly", "xarray", "pandas", "matplotlib")


def _loaded_by(statement: str) -> set[str]:
    """Which of the heavy libraries a new Python has loaded after one statement."""
    code = f"{statement}; import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_rnnviz_loads_nothing_heavy() -> None:
    assert _loaded_by("import rnnviz") == set()


@pytest.mark.parametrize("library", ["pandas"])
def test_the_test_above_can_fail(library: str) -> None:
    assert library in _loaded_by(f"import {library}")
