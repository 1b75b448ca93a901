"""Colours, type sizes and spacing of everything on the screen: the diagram, the charts and the pages.

One colour per role, everywhere. Gates that do the same job share a colour: what the forget gate keeps of an LSTM's
memory, the update gate keeps of a GRU's; the output gate and the reset gate both decide how much of the state is
let through.

The hues are those of Okabe and Ito, "Color Universal Design" (2008), which stay apart under every colour-vision
deficiency. Sizes are chosen for a lecture hall.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

RGB = tuple[int, int, int]
"""Red, green, blue, each 0..255."""

Range = Literal["unit", "signed"]

Verdict = Literal["wrong", "right", "neutral"]
"""What is said of a result: it is what people get by mistake, what is right, or something to compare with."""

Severity = Literal["wrong", "look", "fine"]
"""How grave something is that an audit found."""


def rgb_of(hexadecimal: str) -> RGB:
    """The three numbers behind "#rrggbb".

    >>> rgb_of("#0072B2")
    (0, 114, 178)
    """
    red, green, blue = bytes.fromhex(hexadecimal.removeprefix("#"))
    return red, green, blue


def hex_of(rgb: RGB) -> str:
    """The inverse of `rgb_of`.

    >>> hex_of((0, 114, 178))
    '#0072B2'
    """
    return "#{:02X}{:02X}{:02X}".format(*rgb)


def mixed(colour: str, with_colour: str, share: float) -> str:
    """``share`` of ``colour``, the rest of ``with_colour``, mixed in sRGB.

    >>> mixed("#FFFFFF", "#000000", 0.5)
    '#808080'
    """
    red, green, blue = (
        round(share * a + (1 - share) * b) for a, b in zip(rgb_of(colour), rgb_of(with_colour), strict=True)
    )
    return hex_of((red, green, blue))


def luminance(rgb: RGB) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio as WCAG 2.2 defines it, from 1 to 21; text of normal size needs 4.5 (level AA).

    >>> contrast((0, 0, 0), (255, 255, 255))
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(rgb: RGB) -> str:
    """Black or white: whichever reads better on a box of that colour.

    >>> text_on((254, 232, 56)), text_on((0, 34, 78))
    ('#000000', '#FFFFFF')
    """
    return "#000000" if contrast((0, 0, 0), rgb) >= contrast((255, 255, 255), rgb) else "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Colour:
    """The three shades of one colour."""

    fill: str
    """Wires, lines, bars, borders."""
    ink: str
    """Text on the page, on a surface, on the highlight or on ``tint``: contrast 4.5 or more."""
    tint: str
    """Inside of a box whose border is ``fill``."""


@dataclass(frozen=True, slots=True)
class Page:
    """The colours that are not a gate's."""

    page: str
    surface: str
    """Panels and the sidebar."""
    border: str
    text: str
    muted: str
    """Secondary text; contrast 4.5 or more."""
    accent: str
    """The main button; white text on it reads."""
    accent_ink: str
    """What is chosen, as text, and the ring of the focus: contrast 4.5 or more on the page."""
    highlight: str
    """Border of what is looked at now: the operation, the cursor."""
    highlight_surface: str
    """Background of what is looked at now."""
    code_surface: str
    code_text: str


LIGHT = Page(
    "#FFFFFF",
    "#F4F6F9",
    "#D5DAE1",
    "#1A1D23",
    "#5B6470",
    "#0072B2",
    "#006EAC",
    "#D9A300",
    "#FFF1C2",
    "#0D1117",
    "#E6EDF3",
)
DARK = Page(
    "#0E1117",
    "#1B212C",
    "#3A4250",
    "#F0F2F6",
    "#A9B2BE",
    "#0072B2",
    "#56B4E9",
    "#F0C000",
    "#3A2F0B",
    "#05070A",
    "#E6EDF3",
)


def page_colours(dark: bool = False) -> Page:
    """The page's own colours."""
    return DARK if dark else LIGHT


# Fill, ink on light, ink on dark. The inks are the fill's hue, darkened or lightened only as far as reading needs.
_OKABE_ITO = {
    "green": ("#009E73", "#007958", "#00AE7F"),
    "vermilion": ("#D55E00", "#B04E00", "#FC6F00"),
    "blue": ("#0072B2", "#006EAC", "#00A0F9"),
    "purple": ("#CC79A7", "#B0427F", "#CF80AC"),
    "orange": ("#E69F00", "#8E6300", "#E69F00"),
    "sky": ("#56B4E9", "#1672A7", "#56B4E9"),
}

_HUES = {
    "input": "green",
    "forget": "vermilion",
    "candidate": "blue",
    "output": "purple",
    "reset": "purple",
    "update": "vermilion",
    "cell_state": "orange",
    "hidden_state": "sky",
    "readout": "green",
}

COLOUR_KEYS = (*_HUES, "x", "neutral")
"""Every key that `colour_of` knows."""

# How much of the fill is in the tint; a dark page swallows more of it.
_TINT_LIGHT, _TINT_DARK = 0.12, 0.20


def colour_of(key: str, dark: bool = False) -> Colour:
    """The colour of a gate, a candidate, a state, the input ("x"), or of what has no role ("neutral").

    Raises:
        KeyError: there is no such colour.

    >>> colour_of("forget").fill, colour_of("forget") == colour_of("update")
    ('#D55E00', True)
    """
    page = page_colours(dark)
    if key == "x":
        fill = ink = page.text
    elif key == "neutral":
        fill, ink = ("#8A94A2", page.muted)
    else:
        fill, ink_light, ink_dark = _OKABE_ITO[_HUES[key]]
        ink = ink_dark if dark else ink_light
    return Colour(fill, ink, mixed(fill, page.page, _TINT_DARK if dark else _TINT_LIGHT))


def verdict_colour(verdict: Verdict, dark: bool = False) -> str:
    """The colour of a line or bar: crimson for what is wrong, the text's for what is right; none is a gate's.

    >>> verdict_colour("right") == page_colours().text
    True
    """
    page = page_colours(dark)
    return {"wrong": "#FF6B70" if dark else "#C0272D", "right": page.text, "neutral": page.muted}[verdict]


def severity_colour(severity: Severity, dark: bool = False) -> str:
    """The colour of a sign before a sentence: contrast 4.5 or more; none is a gate's.

    >>> severity_colour("wrong") == verdict_colour("wrong")
    True
    """
    if severity == "wrong":
        return verdict_colour("wrong", dark)
    return ("#F0C000" if dark else "#8A6A00") if severity == "look" else page_colours(dark).muted


LINE_COLOURS = ("hidden_state", "cell_state", "input", "output", "candidate", "forget")
"""Keys of `colour_of` for lines that stand for no gate, in their order."""

LINE_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""Their dashes, by Plotly's names: colour alone does not tell lines apart."""


_CELL_TYPES = {"RNN": "blue", "LSTM": "orange", "GRU": "green"}

CELL_TYPES = tuple(_CELL_TYPES)
"""Those that `cell_type_colour` knows."""


def cell_type_colour(cell_type: str, dark: bool = False) -> str:
    """The colour of a whole network, where networks of several cell types stand in one picture and no gate does.

    An LSTM's is that of its memory, the cell state.

    Raises:
        KeyError: there is no such cell type.

    >>> cell_type_colour("LSTM") == colour_of("cell_state").fill
    True
    """
    fill, _, ink_dark = _OKABE_ITO[_CELL_TYPES[cell_type]]
    return ink_dark if dark else fill


@dataclass(frozen=True, slots=True)
class Ramp:
    """A colour scale: anchors at equal distances, straight lines between them."""

    anchors: tuple[str, ...]

    def at(self, position: float) -> RGB:
        """The colour at ``position``, 0..1; what lies outside is taken as the nearer end.

        Raises:
            ValueError: ``position`` is NaN: nothing was computed, so no colour of the ramp may stand for it.

        >>> UNIT_RAMP.at(0.0), UNIT_RAMP.at(2.0)
        ((0, 34, 78), (254, 232, 56))
        """
        if math.isnan(position):
            raise ValueError("NaN has no place on a colour ramp: draw MISSING instead.")
        place = min(max(position, 0.0), 1.0) * (len(self.anchors) - 1)
        index = min(int(place), len(self.anchors) - 2)
        low, high = rgb_of(self.anchors[index]), rgb_of(self.anchors[index + 1])
        red, green, blue = (round(a + (place - index) * (b - a)) for a, b in zip(low, high, strict=True))
        return red, green, blue

    def samples(self, count: int) -> tuple[RGB, ...]:
        """``count`` (2 or more) colours at equal distances, ends included."""
        return tuple(self.at(index / (count - 1)) for index in range(count))

    def stops(self) -> list[tuple[float, str]]:
        """Position 0..1 and colour of every anchor, as Plotly and CSS gradients take them."""
        return [(index / (len(self.anchors) - 1), anchor) for index, anchor in enumerate(self.anchors)]


UNIT_RAMP = Ramp(
    ("#00224E", "#123570", "#3B496C", "#575D6D", "#707173", "#8A8678", "#A59C74", "#C3B369", "#E1CC55", "#FEE838")
)
"""Values in [0, 1]: Cividis. Nunez, Anderton and Renslow, PLOS ONE 13(7): e0199239 (2018)."""

SIGNED_RAMP = Ramp(
    (
        "#053061",
        "#2166AC",
        "#4393C3",
        "#92C5DE",
        "#D1E5F0",
        "#F7F7F7",
        "#FDDBC7",
        "#F4A582",
        "#D6604D",
        "#B2182B",
        "#67001F",
    )
)
"""Values around 0, blue below, red above: RdBu reversed. Brewer and Harrower, ColorBrewer (2003)."""

MISSING = "#9900FF"
"""A number that was not computed (NaN). Far from both ramps under every colour-vision deficiency."""

ZERO = "#A8D8FF"
"""A number that is exactly 0, on a scale by powers of ten, which ends before it. Far from Cividis and the pages."""


def ramp_of(value_range: Range) -> Ramp:
    """`UNIT_RAMP` for values in [0, 1], `SIGNED_RAMP` for values around 0."""
    return UNIT_RAMP if value_range == "unit" else SIGNED_RAMP


# A Latin face before the Chinese ones: their quotation marks and dots are as wide as a Chinese character.
_CHINESE = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei"'
FONT = f'"Source Sans", "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", {_CHINESE}, sans-serif'
FONT_CODE = f'"Source Code Pro", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", {_CHINESE}, monospace'

TEXT_SIZES: Mapping[str, float] = MappingProxyType(
    {"small": 0.875, "body": 1.0, "large": 1.25, "formula": 1.5, "title": 1.75}
)
"""Font sizes in rem, so that one root size scales the whole page for a lecture hall."""

SPACES: Mapping[str, float] = MappingProxyType({"hair": 0.125, "small": 0.25, "medium": 0.5, "large": 1.0, "wide": 2.0})
"""Distances in rem."""

ROOT_PIXELS = 16
"""Pixels of one rem where a library (Plotly) takes pixels only."""


LECTURE_SCALE = 1.85
"""How much larger the type of a presentation is: the smallest, 13 pixels, is then 24."""


def pixels(size: str) -> int:
    """A size of `TEXT_SIZES` in pixels.

    >>> pixels("large")
    20
    """
    return round(TEXT_SIZES[size] * ROOT_PIXELS)


def css_variables(dark: bool = False) -> dict[str, str]:
    """Every colour, font and size as a CSS custom property.

    Colours: ``--rnnviz-<key>``, ``-ink`` and ``-tint`` for each of `COLOUR_KEYS`; ``--rnnviz-page``, ``-surface`` and
    so on for `Page`; ``--rnnviz-wrong``, ``--rnnviz-missing``. Sizes: ``--rnnviz-text-<size>``,
    ``--rnnviz-space-<size>``.

    >>> css_variables()["--rnnviz-cell-state-ink"]
    '#8E6300'
    """
    variables: dict[str, str] = {}
    for key in COLOUR_KEYS:
        colour = colour_of(key, dark)
        variables |= {key: colour.fill, f"{key}-ink": colour.ink, f"{key}-tint": colour.tint}
    page = page_colours(dark)
    variables |= {name: getattr(page, name) for name in Page.__slots__}
    variables |= {"wrong": verdict_colour("wrong", dark)}
    variables |= {"missing": MISSING, "font": FONT, "font-code": FONT_CODE}
    variables |= {f"text-{size}": f"{rem}rem" for size, rem in TEXT_SIZES.items()}
    variables |= {f"space-{size}": f"{rem}rem" for size, rem in SPACES.items()}
    return {f"--rnnviz-{name.replace('_', '-')}": value for name, value in variables.items()}
