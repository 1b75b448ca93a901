"""The player as one HTML page of its own: nothing is loaded, so it works offline, from a file, in a frame."""

import base64
import html
import json
from collections.abc import Mapping

from rnnviz.player.bundle import page_script, style
from rnnviz.theme import page_colours

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; padding: 10px 12px; background: {background}; --st-background-color: {background}; }}
</style>
</head>
<body>
<main id="player"></main>
<script type="text/plain" id="style">{style}</script>
<script type="application/json" id="view">{view}</script>
<script type="application/octet-stream" id="message">{message}</script>
<script type="module">
{script}</script>
</body>
</html>
"""


def page(message: bytes, view: Mapping[str, object], *, title: str = "rnnviz", dark: bool = False) -> str:
    """One self-contained HTML page that steps through the recording in ``message``.

    Args:
        message: what `rnnviz.player.message` made.
        view: what the view component gets: version, jump, place, language, words, tour.
        title: the page's title.
        dark: light text on a dark page.
    """
    return _PAGE.format(
        language=html.escape(str(view["language"])),
        title=html.escape(title),
        background=page_colours(dark).page,
        style=style(),
        # "</script>" in a text from outside would end the script it stands in.
        view=json.dumps(dict(view)).replace("<", "\\u003c"),
        message=base64.b64encode(message).decode("ascii"),
        script=page_script(),
    )
