"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.pages import sidebar
from rnnviz.pages.example.calculation import calculation
from rnnviz.pages.example.controls import controls, explanation
from rnnviz.pages.example.halt import halt
from rnnviz.pages.example.number_table import number_table
from rnnviz.pages.example.proof import proof_table
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit


def worked_example() -> None:
    """The page of the worked example."""
    visit = Visit.current()
    visit.told = visit.scenario
    _ = visit.translate
    printed = visit.scenario.reading == "printed"
    with calm(_):
        sidebar.cell_type(visit)
        sidebar.bias(visit)
        if not printed:
            sidebar.open_in_debugger(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        controls(visit)
        explanation(visit)
    with calm(_):
        calculation(visit)
    numbers, beside = st.columns([7, 4], gap="medium")
    with numbers, calm(_):
        number_table(visit)
    with beside, calm(_):
        halt(visit) if printed else proof_table(visit)
    visit.write_address()
