"""``pip install .`` brings everything: the app, its configuration, the player's files, the catalogues."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    outcome = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    (path,) = folder.glob("rnnviz-*.whl")
    return zipfile.ZipFile(path)


def test_every_file_of_the_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rnnviz").rglob("*") if path.is_file()}
    expected = {name for name in package if "__pycache__" not in name}
    assert expected <= set(wheel.namelist())


def test_the_app_is_in_it_as_it_stands_here(wheel: zipfile.ZipFile) -> None:
    for name in ("app.py", ".streamlit/config.toml"):
        assert wheel.read(f"rnnviz/app/{name}") == (ROOT / name).read_bytes()


def test_the_assets_are_in_it_as_they_stand_here(wheel: zipfile.ZipFile) -> None:
    for path in (ROOT / "assets").rglob("*"):
        if path.is_file():
            assert wheel.read(f"rnnviz/app/{path.relative_to(ROOT).as_posix()}") == path.read_bytes()


def test_the_licence_is_in_it_and_the_tests_are_not(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"rnnviz"}


def test_the_app_in_it_runs_far_from_the_repository(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    code = (
        "from streamlit.testing.v1 import AppTest\n"
        "import rnnviz\n"
        "app = AppTest.from_file('site/rnnviz/app/app.py', default_timeout=120).run()\n"
        "assert not app.exception, app.exception\n"
        "from rnnviz.assets import asset\n"
        "from rnnviz.training.models import hello\n"
        "hello.load()\n"
        "print(rnnviz.__file__)\n"
        "print(asset('models/hello.safetensors'))\n"
    )
    environment = {"PYTHONPATH": str(tmp_path / "site"), "PATH": "", "HOME": str(tmp_path)}
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    package = tmp_path / "site" / "rnnviz"
    weights = package / "app" / "assets" / "models" / "hello.safetensors"
    assert outcome.stdout.splitlines() == [str(package / "__init__.py"), str(weights)]
