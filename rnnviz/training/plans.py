"""All tasks that can be trained, by the name that a plan's address begins with."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.errors import SettingError
from rnnviz.training.memory_tasks import MemoryPlan, MemorySweepPlan
from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.plan import Plan
from rnnviz.training.strings import StringsPlan
from rnnviz.training.text import CharactersPlan
from rnnviz.words import N_

_ALL: tuple[type[Plan], ...] = (NextNumberPlan, CharactersPlan, StringsPlan, MemoryPlan, MemorySweepPlan)

PLANS: Mapping[str, type[Plan]] = MappingProxyType({plan.KIND: plan for plan in _ALL})


def read_plan(key: str) -> Plan:
    """The plan of a key, such as "next-number?seed=3".

    Raises:
        SettingError: there is no such task, or a value that its setting cannot have.
    """
    kind, _, settings = key.partition("?")
    if kind not in PLANS:
        template = N_("train must begin with one of {kinds}, got {got}.")
        raise SettingError("training-kind", template, kinds=", ".join(PLANS), got=kind or '""')
    return PLANS[kind].read(settings)
