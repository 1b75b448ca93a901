"""The whole page: what is on it, from top to bottom."""

from rnnviz.lessons.memory import fadings, program
from rnnviz.pages import sidebar
from rnnviz.pages.memory.controls import controls
from rnnviz.pages.memory.head import head
from rnnviz.pages.memory.outcome import outcome
from rnnviz.pages.memory.told import told
from rnnviz.pages.page_facts import page_facts
from rnnviz.pages.say import calm, say_lightly
from rnnviz.pages.visit import Visit


def memory_and_gradients() -> None:
    """The page of memory and gradients."""
    visit = Visit.current()
    _ = visit.translate
    with calm(_):
        controls(visit)
        sidebar.take_away(visit)
    for error in visit.notices:
        say_lightly(error, _)
    with calm(_):
        head(visit)
        found = fadings(visit.scenario)
        told(visit, found)
        outcome(visit, found)
    page_facts(visit, program(visit.scenario))
    visit.write_address()
