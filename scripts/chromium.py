"""Find a Chromium for the browser tests, the screenshots and the benchmarks; with ``--install``, get one.

Looked for in this order: the environment variable RNNVIZ_CHROMIUM, the PATH, the usual places of macOS and Windows,
Playwright's own. One that does not start (Ubuntu's ``chromium-browser`` without its snap, a download without its system
libraries) is passed over.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

VARIABLE = "RNNVIZ_CHROMIUM"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The pages opened are our own, in containers too: no sandbox, no graphics card, nothing fetched beside the page."""

PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")

# A CJK font comes along: without one the Chinese pages are boxes.
SYSTEM = {
    "apt-get": (
        ("apt-get", "update"),
        ("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation", "fonts-noto-cjk"),
    ),
    "dnf": (("dnf", "install", "--assumeyes", "chromium", "google-noto-sans-cjk-fonts"),),
    "pacman": (("pacman", "--sync", "--refresh", "--noconfirm", "chromium", "noto-fonts-cjk"),),
}
"""The commands of each system's package manager."""

FONT = (
    ("apt-get", "update"),
    ("apt-get", "install", "--yes", "--no-install-recommends", "fonts-liberation", "fonts-noto-cjk"),
)


class NoChromiumError(RuntimeError):
    """There is no Chromium that starts."""

    def __init__(self) -> None:
        super().__init__(
            "No Chromium that starts was found. Install one with one of:\n"
            f"    {' '.join(PLAYWRIGHT)}\n"
            + "".join(f"    {' && '.join(' '.join(command) for command in commands)}\n" for commands in SYSTEM.values())
            + f"or give the path of a Chromium or Chrome in the environment variable {VARIABLE}."
        )


def find() -> str:
    """The path of a Chromium that starts.

    Raises:
        NoChromiumError: there is none; the message holds the commands that install one.
    """
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise NoChromiumError


def install() -> str:
    """The path of a Chromium that starts; where there is none, one is installed first.

    Raises:
        NoChromiumError: neither Playwright nor the system's package manager could install one.
    """
    try:
        path = find()
    except NoChromiumError:
        path = _install()
    if shutil.which("fc-list") and shutil.which("apt-get") and not _output("fc-list", ":lang=zh"):
        _run_all(FONT)
    return path


def _candidates() -> Iterator[str]:
    # A path that was given is meant: nothing else is tried.
    if given := os.environ.get(VARIABLE):
        yield given
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        yield own


def _starts(path: str) -> bool:
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=60_000).close()
    except Error:
        return False
    return True


def _install() -> str:
    if _run(PLAYWRIGHT):
        try:
            return find()
        except NoChromiumError:
            print("Playwright's Chromium does not start here; trying the system's package manager.", flush=True)
    for manager, commands in SYSTEM.items():
        if shutil.which(manager) and _run_all(commands):
            break
    return find()


def _run_all(commands: tuple[tuple[str, ...], ...]) -> bool:
    return all(_run(_as_root(command)) for command in commands)


def _as_root(command: tuple[str, ...]) -> tuple[str, ...]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Never a password prompt: a test run may have nobody in front of it.
    return command if is_root or not shutil.which("sudo") else ("sudo", "--non-interactive", *command)


def _run(command: tuple[str, ...]) -> bool:
    print("+", *command, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode == 0


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main() -> int:
    try:
        print(install() if "--install" in sys.argv[1:] else find())
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
