"""What a character model makes of a text: everything that the page of characters shows of it."""

from rnnviz.lessons.characters.program import program
from rnnviz.lessons.characters.reading import PASSAGE, Reading, reading_of

__all__ = ["PASSAGE", "Reading", "program", "reading_of"]
