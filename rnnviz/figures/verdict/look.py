"""The look that these figures share."""

import html

import plotly.graph_objects as go

from rnnviz.cells.substitute import MINUS
from rnnviz.figures.frame import set_each, template
from rnnviz.theme import Verdict, pixels

SIGNS: dict[Verdict, str] = {"wrong": "✗", "right": "✓", "neutral": ""}


def signed_name(name: str, verdict: Verdict) -> str:
    """A name with its sign in front, as Plotly takes it.

    >>> signed_name("a < b", "wrong")
    '✗ a &lt; b'
    """
    return f"{SIGNS[verdict]} {html.escape(name, quote=False)}".strip()


def short(value: float) -> str:
    """A number in three digits, with a true minus sign.

    >>> short(0.123456), short(-12345.0), short(2.0)
    ('0.123', '−1.23e+04', '2')
    """
    return f"{value:.3g}".replace("-", MINUS, 1) if value < 0 else f"{value:.3g}"


def dressed(figure: go.Figure, *, title: str, height: int, dark: bool, top: int = 84) -> go.Figure:
    """Give a figure its title, the legend under the title, its height in pixels and the house's type."""
    small, body = pixels("small"), pixels("body")
    look = {
        "template": template(dark),
        "height": height,
        "margin": {"l": 72, "r": 24, "t": top, "b": 60, "pad": 0},
        "font": {"size": small},
        "title": {
            "text": html.escape(title, quote=False),
            "font": {"size": body},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1 - 8 / height,
            "yref": "container",
            "yanchor": "top",
        },
        "legend": {
            "orientation": "h",
            "font": {"size": small},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.3,
    }
    set_each([figure.layout], look)
    letters = {"fixedrange": True, "tickfont": {"size": small}, "title_font": {"size": small}}
    set_each(figure.select_xaxes(), {**letters, "title_standoff": 8})
    set_each(figure.select_yaxes(), {**letters, "title_standoff": 6})
    return figure
