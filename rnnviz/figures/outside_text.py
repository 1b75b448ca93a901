"""Text from outside (labels of the input), made safe and visible before it reaches a Plotly label.

Plotly reads ``<b>``, ``<a>`` and entities in every text it draws, and takes ``$...$`` for a formula where MathJax is
present. Characters that draw nothing would leave a time step without a label.
"""

import html
import unicodedata

# Invisible characters that hold an emoji or a word together: escaping them would tear it apart.
_JOINERS = {"\u200c", "\u200d"} | {chr(code) for code in range(0xE0020, 0xE0080)}
_VISIBLE = {" ": "␣", "\n": "⏎", "\t": "⇥"}
_LONGEST = 12


def shown(text: str) -> str:
    """``text`` as a Plotly label that shows exactly these characters.

    Spaces, line ends and tabs get a visible sign, other characters that draw nothing their escape sequence; text
    beyond 12 characters is cut.

    >>> shown("<b>"), shown(" "), shown("你"), shown("\\x07")
    ('&lt;b&gt;', '␣', '你', '\\\\x07')
    """
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    if text and unicodedata.combining(text[0]):
        # An accent without its letter would settle on whatever stands before it.
        text = "◌" + text
    visible = "".join(_character(character, alone=len(text) == 1) for character in text)
    return html.escape(visible, quote=False).replace("$", "&#36;")


def _character(character: str, *, alone: bool) -> str:
    if character in _VISIBLE:
        return _VISIBLE[character]
    if character.isprintable() or (character in _JOINERS and not alone):
        return character
    return character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns a label takes, where a letter takes one and a Chinese character two.

    >>> width("你a")
    3
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
