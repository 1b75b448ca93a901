"""A model for who has none at hand: this project's own character model, opened as anybody's file is."""

import json
from functools import lru_cache

from rnnviz.assets import asset
from rnnviz.lessons.own_model.opened import OPENED_MODELS
from rnnviz.scenario_model import OwnModel
from rnnviz.training.models import characters
from rnnviz.training.runs import RUNS

_TEXTS = {"en": 'She said: "Wait for me."', "zh": "一日，有人来了。"}


def example(language: str) -> OwnModel:
    """The file of the language, opened, with its vocabulary and a text it can read."""
    model = OPENED_MODELS.keep(asset(f"models/characters_{language}.safetensors").read_bytes())
    vocabulary = RUNS.contents.keep(_vocabulary(language))
    return OwnModel(file=model, fed="text", text=_TEXTS[language], split="characters", vocabulary=vocabulary)


@lru_cache(maxsize=2)
def _vocabulary(language: str) -> bytes:
    told = characters.vocabulary(language)
    rest = ["<unk>"] if told.has_other else []
    return json.dumps([*told.characters, *rest], ensure_ascii=False).encode()
