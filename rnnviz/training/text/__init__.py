"""Character models: a text, a network that learns it, what it foresees and what it writes.

>>> task = CharactersPlan().task()
>>> task.material.text, task.steps, tuple(task.batch(0).shape)
(('h', 'e', 'l', 'l', 'o'), 200, (1, 5))
"""

from rnnviz.training.text.material import Material, material
from rnnviz.training.text.model import CharacterModel, logits_of
from rnnviz.training.text.plan import SUGGESTED, CharactersPlan
from rnnviz.training.text.sampling import chances, generated, prompt_numbers
from rnnviz.training.text.sources import SOURCES, shipped_text, text_of
from rnnviz.training.text.task import CharactersTask, measured, recorded
from rnnviz.training.text.vocabulary import OTHER, Vocabulary, visible

__all__ = [
    "OTHER",
    "SOURCES",
    "SUGGESTED",
    "CharacterModel",
    "CharactersPlan",
    "CharactersTask",
    "Material",
    "Vocabulary",
    "chances",
    "generated",
    "logits_of",
    "material",
    "measured",
    "prompt_numbers",
    "recorded",
    "shipped_text",
    "text_of",
    "visible",
]
