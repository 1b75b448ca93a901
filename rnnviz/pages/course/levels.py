"""The parts of the course by their names on the screen."""

from rnnviz.words import Translation


def level_names(words: Translation) -> dict[str, str]:
    """Each of `rnnviz.lessons.course.reading.LEVELS`, in order."""
    _ = words
    return {
        "first": _("First steps"),
        "shapes": _("Layers, directions, batches"),
        "cells": _("Memory and gates"),
        "use": _("At work"),
    }
