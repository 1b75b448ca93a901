"""A widget as one HTML page of its own: nothing is loaded, so it works offline, from a file, in a frame."""

import base64
import html
import json
from collections.abc import Mapping

from rnnviz.theme import page_colours
from rnnviz.words import HTML_LANGUAGES

# The policy makes the browser refuse whatever the page might try to load.
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --st-background-color: {light.page}; --focus: {light.accent_ink}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --st-background-color: {dark.page}; --focus: {dark.accent_ink}; }}
}}
body {{ margin: 0; padding: 6px 10px; background: var(--st-background-color); }}
h1 {{ position: absolute; clip-path: inset(50%); }}
.focused body::after {{ content: ""; position: fixed; inset: 0; border: 2px solid var(--focus); pointer-events: none; }}
</style>
</head>
<body>
<main><h1>{title}</h1><div id="player"></div></main>
<script type="text/plain" id="style">{style}</script>
<script type="application/json" id="view">{view}</script>
<script type="application/octet-stream" id="message">{message}</script>
<script type="module">
{script}</script>
</body>
</html>
"""


def page(message: bytes, view: Mapping[str, object], *, title: str, style: str, script: str) -> str:
    """One self-contained HTML page, light or dark as the reader's own.

    Args:
        message: the numbers, as the widget's own format has them.
        view: what the widget's component gets beside them; its ``language`` is a code such as "zh".
        title: the page's title.
        style: the widget's style sheet.
        script: an ES module that looks for the three in the page and shows them.
    """
    language = HTML_LANGUAGES[str(view["language"])]
    return _PAGE.format(
        language=language,
        title=html.escape(title),
        light=page_colours(),
        dark=page_colours(dark=True),
        style=style,
        # "</script>" in a text from outside would end the script it stands in.
        view=json.dumps({**view, "language": language}).replace("<", "\\u003c"),
        message=base64.b64encode(message).decode("ascii"),
        script=script,
    )
