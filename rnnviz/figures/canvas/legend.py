"""What the colours of a drawing mean."""

import numpy as np

from rnnviz.figures.canvas.grid import Scale
from rnnviz.figures.canvas.trace import Trace
from rnnviz.theme import pixels, ramp_of


def legend(scale: Scale, title: str = "") -> Trace:
    """An empty trace with a colour bar at the right; ``title`` is Plotly markup."""
    middle = (scale.low + scale.high) / 2
    ticks = [scale.low, middle, scale.high]
    small = pixels("small")
    return {
        "type": "scatter",
        # A trace without any point has no colour bar: this one has a point that is nowhere.
        "x": np.array([np.nan], dtype=np.float32),
        "y": np.array([np.nan], dtype=np.float32),
        "mode": "markers",
        "marker": {
            "color": np.array([scale.low], dtype=np.float32),
            "cmin": scale.low,
            "cmax": scale.high,
            "colorscale": ramp_of(scale.ramp).stops(),
            "showscale": True,
            "colorbar": {
                "title": {"text": title, "font": {"size": small}},
                "tickvals": ticks,
                "ticktext": [f"{tick:g}".replace("-", "−") for tick in ticks],
                "tickfont": {"size": small},
                "outlinewidth": 0,
                "thickness": 14,
                "x": 1.0,
                "xanchor": "left",
                "xpad": 10,
                "y": 0.5,
                "ypad": 0,
                "len": 0.9,
            },
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "name": "legend",
    }
