"""Where the files of ``assets/`` lie: beside the package in a clone, inside it where it was installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def asset(name: str) -> Path:
    """The path of a file in ``assets/``.

    >>> asset("models/hello.safetensors").is_file()
    True
    """
    installed = _PACKAGE / "app" / "assets"
    return (installed if installed.is_dir() else _PACKAGE.parent / "assets") / name
