"""The settings beside the page."""

import streamlit as st

from rnnviz.pages.form.fields import complaints, number, option, several, switch
from rnnviz.pages.training.next_number.own import own
from rnnviz.pages.training.settings import training_settings
from rnnviz.pages.visit import Visit
from rnnviz.training.next_number import NETWORKS, OWN, SERIES, NextNumberPlan


def controls(visit: Visit, plan: NextNumberPlan) -> None:
    """The series, the networks, and how they are trained."""
    _ = visit.translate
    words = {
        "arithmetic": _("Arithmetic"),
        "geometric": _("Geometric"),
        "sine": _("Sine"),
        "noisy-sine": _("Noisy sine"),
        "random-walk": _("Random walk"),
        OWN: _("My own"),
    }
    with st.sidebar:
        option(visit, plan, "series", _("Series"), (*SERIES, OWN), words.__getitem__)
        if plan.series == OWN:
            own(visit, plan)
        else:
            _made(visit, plan)
        several(visit, plan, "networks", _("Networks"), tuple(NETWORKS))
        hidden, epochs = st.columns(2)
        with hidden:
            number(visit, plan, "hidden_size", _("Hidden size"))
        with epochs:
            number(visit, plan, "epochs", _("Epochs"))
        complaints(visit, plan, "hidden_size", "epochs")
        layouts = {"batch": _("(batch, sequence, feature)"), "sample": _("one sample")}
        option(visit, plan, "layout", _("Layout of the data"), tuple(layouts), layouts.__getitem__)
        switch(
            visit,
            plan,
            "same_start",
            _("Same weights at the start"),
            help=_("Networks by hand begin with the weights of PyTorch's."),
        )
        training_settings(visit, plan)


def _made(visit: Visit, plan: NextNumberPlan) -> None:
    _ = visit.translate
    length, noise = st.columns(2)
    with length:
        number(visit, plan, "length", _("Numbers"))
    drawn = {"noisy-sine": _("Noise"), "random-walk": _("Length of a step")}
    if plan.series in drawn:
        with noise:
            number(visit, plan, "noise", drawn[plan.series])
    complaints(visit, plan, "length", "noise")
