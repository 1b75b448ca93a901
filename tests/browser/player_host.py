"""A page that plays Streamlit's part for the player: it mounts the two components and writes down what they report."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from playwright.sync_api import Locator, Page
from torch import nn

import rnnviz
from rnnviz.player import message
from rnnviz.player.bundle import store_script, style, view_script
from rnnviz.recorder import Recording
from rnnviz.theme import page_colours
from tests.browser.driving import drawn

# As in Streamlit: each component gets a shadow root of its own, and its function is called again after every rerun.
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>player</title>
<style>body {{ margin: 0; padding: 10px; background: {background}; --st-background-color: {background}; }}</style>
</head>
<body><main><h1 style="position:absolute;clip-path:inset(50%)">player</h1><input id="field" aria-label="field"
 style="position:absolute;clip-path:inset(50%)"><div id="store"></div><div id="one"></div><div id="two"></div></main>
<script type="text/plain" id="store-script">{store}</script><script type="text/plain" id="view-script">{view}</script>
<script type="text/plain" id="style">{style}</script>
<script type="module">
const load = async (id) => {{
  const text = document.getElementById(id).textContent;
  return (await import(URL.createObjectURL(new Blob([text], {{ type: "text/javascript" }})))).default;
}};
const [store, view] = [await load("store-script"), await load("view-script")];
const rootOf = (id) => {{
  const host = document.getElementById(id);
  if (!host.shadowRoot) {{
    host.attachShadow({{ mode: "open" }}).innerHTML = "<style></style>";
    host.shadowRoot.firstChild.textContent = document.getElementById("style").textContent;
  }}
  return host.shadowRoot;
}};
window.reports = [];
window.send = (base64) => {{
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  store({{ parentElement: rootOf("store"), data: bytes, key: "store" }});
}};
window.show = (data, id = "one") => {{
  const setStateValue = (name, value) => window.reports.push([name, value]);
  window[`remove_${{id}}`] = view({{ parentElement: rootOf(id), data, setStateValue, key: id }});
}};
window.ready = true;
</script></body></html>
"""


def host_page(dark: bool = False) -> str:
    """The page, with nothing mounted yet."""
    return _PAGE.format(background=page_colours(dark).page, store=store_script(), view=view_script(), style=style())


def record(
    mode: str = "LSTM",
    hidden: int = 2,
    *,
    text: str = "to be or not",
    layers: int = 1,
    bidirectional: bool = False,
    rows: int = 1,
    one_hot: bool = False,
    labels: bool = True,
    spoilt: int | None = None,
) -> Recording:
    """A recording of a module with fixed random weights that reads ``text``; at t = ``spoilt`` the input is NaN."""
    generator = torch.Generator().manual_seed(1)
    if one_hot:
        letters = sorted(set(text))
        index = torch.tensor([letters.index(letter) for letter in text])
        data = nn.functional.one_hot(index, len(letters)).float()[:, None].repeat(1, rows, 1)
    else:
        data = torch.randn(len(text), rows, 3, generator=generator)
    if spoilt is not None:
        data[spoilt] = float("nan")
    kind, _, nonlinearity = mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    make = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[kind]
    module = make(data.shape[-1], hidden, layers, bidirectional=bidirectional, **options)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-0.9, 0.9, generator=generator)
    return rnnviz.record(module, data, labels=[list(text)] * rows if labels else None)


@dataclass
class Host:
    """The page with the player in it."""

    page: Page
    rec: Recording

    @property
    def player(self) -> Locator:
        return self.page.locator("#one .rnnviz")

    @property
    def where(self) -> Locator:
        return self.player.locator(".where")

    def at(self) -> tuple[int, int]:
        """The time step and the number of the operation, from 1, that the toolbar tells."""
        self.settle()
        words = self.where.inner_text().replace("\n", " ").split()
        return int(words[words.index("t") + 2]), int(words[words.index("operation") + 1])

    def settle(self) -> None:
        """Wait for two frames: what was asked for before is painted then."""
        drawn(self.page)

    def send(self, raw: bytes) -> None:
        self.page.evaluate("send", base64.b64encode(raw).decode())
        self.settle()

    def show(self, view: Mapping[str, Any], where: str = "one") -> None:
        self.page.evaluate("([view, where]) => show(view, where)", [dict(view), where])
        self.settle()

    def reports(self) -> list[Any]:
        return json.loads(self.page.evaluate("JSON.stringify(reports)"))  # type: ignore[no-any-return]


def view_of(rec: Recording, *, jump: int = 0, words: Mapping[str, str] | None = None, **place: Any) -> dict[str, Any]:
    """The view component's message; ``place`` overrides the first operation of the first step."""
    first = {
        "layer": 0,
        "direction": "forward",
        "row": 0,
        "t": 0,
        "operation": rec.cell.operations[0].name,
        "unit": None,
    }
    language = "en" if words is None else "zh"
    return {
        "version": rec.version,
        "jump": jump,
        "place": {**first, **place},
        "language": language,
        "words": dict(words or {}),
        "tour": False,
    }


Opener = Callable[..., Host]


def open_host(page: Page, folder: Path, rec: Recording, *, dark: bool = False, **options: Any) -> Host:
    """Open the page with the player at its first place."""
    file = folder / "player.html"
    file.write_text(host_page(dark), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("window.ready")
    host = Host(page, rec)
    host.send(message(rec))
    host.show(view_of(rec, **options))
    return host
