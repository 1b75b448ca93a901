"""The settings that all trainings have."""

import streamlit as st

from rnnviz.pages.form.fields import complaints, number, option
from rnnviz.pages.visit import Visit
from rnnviz.training import Plan


def training_settings(visit: Visit, plan: Plan) -> None:
    """The settings that all trainings have, behind a button; what is wrong in them stays in sight."""
    _ = visit.translate
    names = ("rate", "clip", "batch", "seed", "moments")
    with st.popover(_("Training settings"), width="stretch"):
        option(visit, plan, "optimizer", _("Optimizer"), ("Adam", "SGD", "RMSprop"))
        number(visit, plan, "rate", _("Learning rate"))
        number(visit, plan, "clip", _("Gradient clipping: largest norm, 0 for none"))
        number(visit, plan, "batch", _("Batch"))
        number(visit, plan, "seed", _("Seed of weights and batches"))
        number(visit, plan, "moments", _("Recordings kept over the training"))
    complaints(visit, plan, *names)
