"""The pages of a handout as one HTML document."""

import html
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rnnviz.handouts.calculation import calculation
from rnnviz.handouts.given import given
from rnnviz.handouts.header import header
from rnnviz.handouts.result import result
from rnnviz.handouts.sheet import Sheet
from rnnviz.theme import css_variables
from rnnviz.words import HTML_LANGUAGES

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{articles}
</main>
</body>
</html>
"""


def page(sheets: Sequence[Sheet], language: str) -> str:
    """The whole document: an article for each step, which begins a page of its own in print."""
    return _PAGE.format(
        language=HTML_LANGUAGES[language],
        title=html.escape(f"{sheets[0].title} · rnnviz"),
        style=_style(),
        articles="\n".join(_article(sheet) for sheet in sheets),
    )


def _article(sheet: Sheet) -> str:
    parts = (header(sheet), given(sheet), calculation(sheet), result(sheet))
    return "<article>\n" + "\n".join(parts) + "\n</article>"


@cache
def _style() -> str:
    """The style sheet with the theme's light colours: paper is white."""
    variables = "".join(f"  {name}: {value};\n" for name, value in css_variables(dark=False).items())
    return f":root {{\n{variables}}}\n" + Path(__file__).with_name("page.css").read_text(encoding="utf-8")
