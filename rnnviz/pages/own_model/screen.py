"""The whole page: what is on it, from top to bottom."""

import streamlit as st

from rnnviz.formats.models import READERS
from rnnviz.lessons.own_model import OPENED_MODELS
from rnnviz.pages import sidebar
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.own_model.found import found
from rnnviz.pages.own_model.how_to_save import how_to_save
from rnnviz.pages.own_model.input import input_fields
from rnnviz.pages.own_model.onwards import onwards
from rnnviz.pages.own_model.picture import picture
from rnnviz.pages.own_model.upload import awaited, upload
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.panels.audit import audit
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit
from rnnviz.scenario_model import OwnModel


def own_model() -> None:
    """The page of a person's own model."""
    visit = Visit.current()
    _ = visit.translate
    READERS.warm()
    settings = settings_of(visit, OwnModel)
    with calm(_):
        if visit.scenario.source == "model":
            sidebar.proof(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_), st.container(key="own_model"):
        st.title(_("Your own model"), anchor=False)
        st.markdown(
            _(
                "Open a file of weights: the recurrent layers in it are found by their names and shapes. Nothing in "
                "the file is run."
            )
        )
        upload(visit)
        if visit.scenario.source == "model":
            _opened(visit, settings)
        else:
            awaited(visit)
            how_to_save(visit)
    page_facts(visit)
    visit.write_address()


def _opened(visit: Visit, settings: OwnModel) -> None:
    """What is in the file beside what it reads; below, what stands out."""
    _ = visit.translate
    model = OPENED_MODELS.get(settings.file)
    found(visit, settings, model)
    reads, drawn = st.columns([5, 6], gap="large")
    with reads:
        input_fields(visit, settings, model)
        onwards(visit)
    with drawn:
        picture(visit)
    if st.toggle(_("Audit: what stands out in this network and this run"), key="own_model_audit"):
        audit(visit)
