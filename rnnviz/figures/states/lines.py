"""A state over time: a line for each unit, and their mean."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis.ends import ends
from rnnviz.figures.canvas import drawn
from rnnviz.figures.frame import time_axis
from rnnviz.figures.memory.look import joined
from rnnviz.figures.missing import missing, missing_note
from rnnviz.figures.names import ENGLISH, full_name
from rnnviz.figures.place import place_words
from rnnviz.figures.reduction import reduction_note
from rnnviz.recorder import Track, named_values
from rnnviz.theme import colour_of, page_colours, pixels
from rnnviz.words import Translation

MOST_UNITS = 16
_COLUMNS = 64
"""Characters of labels below the narrowest figure."""


def state_lines(
    track: Track, name: str = "h", *, mean: bool = True, dark: bool = False, words: Translation = ENGLISH
) -> go.Figure:
    """A thin line for each unit of a variable, by position in the input; with ``mean``, a thick one for all units.

    Of more than 16 units, the 16 that vary most over time are drawn; the mean is that of all of them. Points carry
    (t, unit) for `clicked_place`, -1 for the mean.

    Raises:
        PlaceError: there is no such variable.
    """
    _ = words
    values = named_values(track, name).astype(np.float64)
    length, size = values.shape
    spread = np.where(missing(values).any(axis=0), np.inf, np.nan_to_num(values).std(axis=0))
    units = np.sort(np.argsort(-spread, kind="stable")[:MOST_UNITS])
    page = page_colours(dark)
    whole = values.mean(axis=1)
    drawn_steps = np.unique(np.concatenate([ends(values[:, unit]) for unit in units])) if length else np.arange(0)
    x, y = joined(drawn_steps, values[np.ix_(drawn_steps, units)])
    place = np.stack(
        [
            np.append(drawn_steps, -1)[np.tile(np.arange(len(drawn_steps) + 1), len(units))],
            np.repeat(units, len(drawn_steps) + 1),
        ],
        axis=1,
    )
    few = length <= 60
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="lines+markers" if few else "lines",
            line={"color": colour_of("hidden_state", dark).fill, "width": 1.5},
            marker={"size": 5},
            customdata=place.astype(np.int32),
            hovertemplate=f"{name}[%{{customdata[1]}}] = %{{y:.4f}}<extra></extra>",
            showlegend=False,
            name="units",
        )
    )
    if mean:
        figure.add_trace(
            go.Scatter(
                x=drawn_steps.astype(np.int32),
                y=whole[drawn_steps],
                mode="lines+markers" if few else "lines",
                line={"color": page.text, "width": 4},
                marker={"size": 8},
                customdata=np.stack([drawn_steps, np.full_like(drawn_steps, -1)], axis=1).astype(np.int32),
                hovertemplate=_("mean of all units = {value}").format(value="%{y:.4f}") + "<extra></extra>",
                showlegend=False,
                name="mean",
            )
        )
    figure.update_yaxes(title_text=full_name(track.cell_type, name, words))
    time_axis(figure, track, words, columns=_COLUMNS)
    notes = [place_words(track, words)]
    if mean:
        notes.append(_("thin: a unit each; thick: the mean of all units"))
    if size > MOST_UNITS:
        notes.append(_("the {count} of {units} units that vary most are drawn").format(count=MOST_UNITS, units=size))
    notes += [*reduction_note(length, words), *missing_note(int(missing(values).sum()), words)]
    title = _("{variable}: a line for each unit").format(variable=full_name(track.cell_type, name, words))
    drawn(figure, title=title, notes=notes, height=300, dark=dark, left=76, right=24, bottom=76, axes=True)
    figure.update_xaxes(tickfont_size=pixels("small"))
    return figure
