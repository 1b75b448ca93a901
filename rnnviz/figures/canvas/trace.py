"""What the parts of a drawing are made of."""

from typing import Any

Trace = dict[str, Any]
"""A trace as Plotly writes it. ``go.Scatter`` and the like look at every setting one by one, for every frame anew; a
plain dict is looked at once, when it becomes part of a figure."""
