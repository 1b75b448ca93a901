"""The glossary: what the words of recurrent networks mean, in both languages, and how others write them.

>>> term = glossary()["forget-gate"]
>>> term.name("en"), term.name("zh"), term.symbol
('forget gate', '遗忘门', 'f')
>>> print(linked("An open forget gate keeps.", "en"))
An open [forget gate](glossary?term=forget-gate) keeps.
"""

from rnnviz.lessons.glossary.entries import glossary
from rnnviz.lessons.glossary.links import linked
from rnnviz.lessons.glossary.notations import Notation, Notations, notations
from rnnviz.lessons.glossary.term import TOPICS, Said, Term

__all__ = ["TOPICS", "Notation", "Notations", "Said", "Term", "glossary", "linked", "notations"]
