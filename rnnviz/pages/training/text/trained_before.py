"""Before anything is trained here: a network that comes with the app, for its two texts; for the word, one as drawn."""

import streamlit as st

from rnnviz.lessons.characters import reading_of
from rnnviz.pages.training.text.read import read
from rnnviz.pages.training.text.write import write
from rnnviz.pages.visit import Visit
from rnnviz.training.models import characters
from rnnviz.training.runs import RUNS
from rnnviz.training.text import CharactersPlan, CharactersTask
from rnnviz.training.text.sources import LANGUAGES


def trained_before(visit: Visit, plan: CharactersPlan) -> None:
    """What that network writes, and what it makes of text that it never read."""
    _ = visit.translate
    if plan.source == "hello":
        _as_drawn(visit, plan)
    if plan.source not in LANGUAGES:
        return
    language = LANGUAGES[plan.source]
    sizes, found = characters.SIZES[language], characters.material(language)
    reading = reading_of(("shipped", language), lambda: characters.load(language), found)
    told = _(
        "Until you train one yourself: a network that was trained before, an LSTM with {layers} of {units} units. On "
        "the tenth of the text that it never read it needs {bits:.2f} bits for a character; counting 3-grams needs "
        "{counted:.2f}."
    )
    layers = _("one layer") if sizes.num_layers == 1 else _("{count} layers").format(count=sizes.num_layers)
    # Of the passage that is shown, so that both numbers are of the same characters.
    counted = found.counted(len(reading.text))[3]
    st.info(told.format(layers=layers, units=sizes.hidden_size, bits=reading.found.mean_bits, counted=counted))
    write(visit, reading, plan)
    read(visit, reading, None, "", 0)


def _as_drawn(visit: Visit, plan: CharactersPlan) -> None:
    """What a network makes of the word that has not learned anything yet."""
    _ = visit.translate
    task = plan.task(RUNS.contents)
    assert isinstance(task, CharactersTask)
    network = task.network(plan.cell_type).eval().requires_grad_(False)
    reading = reading_of((plan.key, 0), lambda: network, task.material)
    told = _("Not trained yet: the weights are as they were drawn, and it needs {bits:.2f} bits for a character.")
    st.info(told.format(bits=reading.found.mean_bits))
    write(visit, reading, plan)
    read(visit, reading, None, "", 0)
