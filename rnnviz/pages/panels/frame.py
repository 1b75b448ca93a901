"""Which panels are open below the player, and where each one stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import streamlit as st

from rnnviz.pages.panels.audit import audit
from rnnviz.pages.panels.breakpoints import breakpoints
from rnnviz.pages.panels.charts import charts
from rnnviz.pages.panels.compare import compare
from rnnviz.pages.panels.memory import memory
from rnnviz.pages.panels.watches import watches
from rnnviz.pages.panels.what_if import what_if
from rnnviz.pages.say import calm
from rnnviz.pages.settings import fresh
from rnnviz.pages.visit import Visit
from rnnviz.words import N_


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of the page.

    Attributes:
        title: its name, in English.
        show: draws it.
        wide: whether it takes the whole width; else two stand side by side where there is room.
        framed: whether a frame stands around it, with its name.
    """

    title: str
    show: Callable[[Visit], None]
    wide: bool = False
    framed: bool = True


PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "charts": Panel(N_("Charts"), charts, wide=True, framed=False),
        "breakpoints": Panel(N_("Breakpoints"), breakpoints),
        "watches": Panel(N_("Watches"), watches),
        "what_if": Panel(N_("What if"), what_if, wide=True),
        "compare": Panel(N_("Compare"), compare, wide=True),
        "memory": Panel(N_("Memory"), memory, wide=True),
        "audit": Panel(N_("Audit"), audit, wide=True),
    }
)
"""By their names in the address, from top to bottom."""


def panels(visit: Visit) -> None:
    """The names of all panels, to open and close them, and those that are open."""
    _ = visit.translate
    fresh(visit, "panels")
    st.pills(
        _("Open below"),
        list(PANELS),
        selection_mode="multi",
        key="panels",
        format_func=lambda name: _(PANELS[name].title),
        on_change=partial(visit.change, "panels"),
        label_visibility="collapsed",
    )
    for row in _rows([PANELS[name] for name in visit.scenario.panels if name in PANELS]):
        # One alone has the whole width: nothing stands beside an empty half.
        for column, panel in zip(st.columns(len(row), gap="medium"), row, strict=True):
            with column:
                _show(visit, panel)


def _rows(panels: Sequence[Panel]) -> list[list[Panel]]:
    """The panels from top to bottom, two that are not wide beside each other."""
    rows: list[list[Panel]] = []
    for panel in panels:
        if rows and len(rows[-1]) == 1 and not (panel.wide or rows[-1][0].wide):
            rows[-1].append(panel)
        else:
            rows.append([panel])
    return rows


def _show(visit: Visit, panel: Panel) -> None:
    # What goes wrong in one panel leaves the others as they are.
    with st.container(border=panel.framed, key=f"panel.{panel.title}"), calm(visit.translate):
        if panel.framed:
            st.subheader(visit.translate(panel.title), anchor=False)
        panel.show(visit)
