"""Pages run by Streamlit's own test runner: no browser, no server."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from rnnviz.pages.visit import Visit
from tests.training.at_once import at_once

APP = Path(__file__).parents[2] / "app.py"


class App:
    """The app in the middle of a visit."""

    def __init__(self, query: dict[str, str], page: str = "") -> None:
        self.test = AppTest.from_file(str(APP), default_timeout=60)
        if page:
            # The runner knows the paths of the pages only after a run; the visit begins after it.
            self.run().test.switch_page(f"rnnviz/pages/{page}.py")
            del self.test.session_state["visit"]
            self.test.query_params.clear()
        for name, value in query.items():
            self.test.query_params[name] = value
        self.run()

    def run(self) -> "App":
        """Run the page again; nothing may be raised."""
        self.test.run()
        assert not self.test.exception, self.test.exception
        return self

    def choose(self, setting: str, value: Any) -> "App":
        """Choose in a segmented control."""
        self.test.button_group(key=setting).set_value(value)
        return self.run()

    def type(self, setting: str, text: str) -> "App":
        """Type into a field or an area and leave it."""
        area = setting in ("text", "series")
        (self.test.text_area if area else self.test.text_input)(key=setting).set_value(text)
        return self.run()

    def press(self, label: str) -> "App":
        """Press a button."""
        next(button for button in self.test.button if button.label == label).click()
        return self.run()

    def rest_at(self, **place: object) -> "App":
        """The player reports that the person rests there."""
        self.visit.move({"version": self.sent["version"], **place})
        return self.run()

    @property
    def visit(self) -> Visit:
        return cast(Visit, self.test.session_state["visit"])

    @property
    def sent(self) -> dict[str, Any]:
        """What the player's view was sent."""
        return self.component("rnnviz_view")

    @property
    def numbers(self) -> bytes:
        """What the player's store was sent."""
        (store,) = (each for each in self.test.get("bidi_component") if each.proto.component_name == "rnnviz_store")
        return bytes(store.proto.bytes)

    def component(self, name: str) -> dict[str, Any]:
        """The data of one of our components."""
        (found,) = (each for each in self.test.get("bidi_component") if each.proto.component_name == name)
        return cast(dict[str, Any], json.loads(found.proto.json))

    @property
    def html(self) -> list[str]:
        """What is shown as HTML."""
        return [str(getattr(one, "value", "")) for one in self.test.get("html")]

    @property
    def errors(self) -> list[str]:
        """The sentences shown as errors, as they read on the screen."""
        return [_shown(error.value) for error in self.test.error]

    @property
    def warnings(self) -> list[str]:
        return [_shown(warning.value) for warning in self.test.warning]

    @property
    def address(self) -> dict[str, str]:
        # The runner keeps what a page set as text and what a test set as a list.
        pairs = self.test.query_params.items()
        return {name: value if isinstance(value, str) else value[-1] for name, value in pairs}


def _shown(markdown: str) -> str:
    """Escaped Markdown as it reads."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.fixture(scope="session", autouse=True)
def one_scan() -> Iterator[None]:
    """Look for components in the installed packages once, as a server does, and not for every visit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_processes() -> Iterator[None]:
    """What a page trains is trained at once: processes are tested in tests/training/runs and in the browser."""
    with at_once():
        yield


@pytest.fixture
def app() -> Callable[..., App]:
    """Open the app at an address: ``app(lang="zh")``."""
    return lambda **query: App(query)
