"""Lines of text that are short enough for the narrowest column."""

import html
import re

from rnnviz.figures.outside_text import width

COLUMNS = 84
"""Letters of the small type that fit on a line of the narrowest drawing; a Chinese character takes two."""

_TOKEN = re.compile(r"<[^>]*>|[\u2E80-\uFFEF]|[^\s<\u2E80-\uFFEF]+|\s+")
_CLOSING = "，。、；：）”’》！？"


def pieces(text: str, columns: int = COLUMNS) -> list[str]:
    """Plotly markup broken into lines: at spaces, and between Chinese characters, never inside of a tag.

    >>> pieces("one two three", columns=8), pieces("一二三，四", columns=6)
    (['one two', 'three'], ['一二三，', '四'])
    """
    lines, line, used = [], "", 0
    for token in _TOKEN.findall(text):
        size = 0 if token.startswith("<") else width(html.unescape(token))
        if used and used + size > columns and token not in _CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0
        if used or token.strip():
            line, used = line + token, used + size
    return [*lines, line.rstrip()] if line.strip() else lines
