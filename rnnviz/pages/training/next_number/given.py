"""The series that is given, before anything is learned from it."""

import streamlit as st

from rnnviz.figures.next_number import given_series
from rnnviz.pages.figure_view import figure_view
from rnnviz.pages.training.next_number.tasks import data_of
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import NextNumberPlan


def given(visit: Visit, plan: NextNumberPlan) -> None:
    """The series, and which part of it is held out."""
    data = data_of(plan).data
    dark = st.context.theme.type == "dark"
    figure_view(visit, given_series(data.series, data.split, dark=dark, words=visit.translate), "next_series")
