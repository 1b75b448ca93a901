"""The recording of a moment of a training."""

from collections.abc import Mapping

from rnnviz.errors import PlaceError, SettingError
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_code import HISTORY
from rnnviz.training import History
from rnnviz.training.opened_histories import OPENED_HISTORIES
from rnnviz.training.runs import RUNS
from rnnviz.words import N_


def histories(scenario: Scenario) -> Mapping[str, History]:
    """What was kept of the training that the scenario shows, by network; a file has one, without a name.

    Raises:
        SettingError: the scenario shows no training.
        FileError: nothing was trained here with these settings, or the file is not open.
    """
    if not scenario.training:
        template = N_("train must say which training is shown, got none. Train a network, and open it from there.")
        raise SettingError("training-none", template)
    kind, _, settings = scenario.training.partition("?")
    if kind == HISTORY:
        return {"": OPENED_HISTORIES.get(settings.removeprefix("file="))}
    look = RUNS.look_for(scenario.training)
    return {name: look.history(name) for name in look.names}


def history_of(scenario: Scenario) -> History:
    """What was kept of the network that the scenario shows.

    Raises:
        SettingError: the scenario shows no training.
        FileError: nothing was trained here with these settings, or the file is not open.
        PlaceError: the training has no such network.
    """
    kept = histories(scenario)
    name = scenario.trainee or next(iter(kept))
    if name not in kept:
        template = N_("network must be one of {networks}, got {got}.")
        raise PlaceError("trainee", template, networks=", ".join(map(repr, kept)), got=repr(name))
    return kept[name]


def trained_recording(scenario: Scenario) -> Recording:
    """The recording that the scenario shows.

    Raises:
        SettingError: the scenario shows no training.
        FileError: nothing was trained here with these settings, or the file is not open.
        PlaceError: nothing was kept at that moment, or there is no such network or module.
    """
    return history_of(scenario).recording(scenario.moment, scenario.inside or None)
