"""Other networks on the same input, under each other with the one that the player shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from rnnviz import limits
from rnnviz.analysis import compare as compared
from rnnviz.errors import RnnvizError, SettingError
from rnnviz.lessons.network import unlike_rows
from rnnviz.lessons.own_model import OPENED_MODELS
from rnnviz.lessons.recorded_bytes import recorded_bytes
from rnnviz.lessons.shelf import Shelf
from rnnviz.lessons.trained import histories, history_of
from rnnviz.pages.panels.side_by_side import side_by_side
from rnnviz.pages.recorded import recorded
from rnnviz.pages.say import as_error, say
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.player import comparable, states
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_compared import compared_with, lines_of, names_of, other_of, others_of, shown_of
from rnnviz.scenario_model import OwnModel
from rnnviz.words import N_
from rnnviz.words.markdown import plain

PACKED = {"source": "random", "unbatched": False, "batch": 3, "seq_len": 8, "lengths": "8 3 5", "padded": False}
"""An input that can be packed, for whoever has none."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A comparison that is a click away: its title, its lines, and what the network beside the player must be."""

    title: str
    lines: tuple[str, ...]
    base: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The lines that have a recording, with their names; and what is wrong with the others."""

    names: tuple[str, ...]
    recordings: tuple[Recording, ...]
    wrong: Mapping[int, RnnvizError]


def compare(visit: Visit) -> None:
    """Ready comparisons, lines of one's own, the recordings under each other, and how far they are apart."""
    if visit.scenario.source == "file":
        _ = visit.translate
        st.caption(_("A recording out of a file is compared in Python: rnnviz.compare(rec, other)."))
        return
    _presets(visit)
    _own_line(visit)
    found = _recordings(visit)
    _list(visit, found)
    if len(found.recordings) > 1:
        side_by_side(visit, compared(*found.recordings), found.names, _variables(visit, found.recordings))


def _presets(visit: Visit) -> None:
    _ = visit.translate
    with st.container(horizontal=True, gap="small"):
        for name, preset in _all(visit.scenario).items():
            st.button(_(preset.title), key=f"compare.{name}", on_click=_choose, args=(visit, preset))


def _choose(visit: Visit, preset: Preset) -> None:
    """Callback: a ready comparison, of another network than this one where this one does not do."""
    lines = compared_with(preset.lines)
    if preset.base:
        visit.put(**preset.base, compared=lines)
        visit.told = visit.scenario
    else:
        visit.set("compared", lines)


def _all(scenario: Scenario) -> dict[str, Preset]:
    """The ready comparisons for this network."""
    if scenario.source == "training":
        return _of_training(scenario)
    if scenario.source == "model":
        return _of_model(scenario)
    kinds = [kind for kind in ("LSTM", "GRU", "RNN") if kind != scenario.cell_type]
    long = {} if scenario.source != "example" or scenario.example_steps > 1 else {"source": "text"}
    packed = {} if unlike_rows(scenario) else PACKED
    lstm = {} if scenario.cell_type == "LSTM" and scenario.bias else {"cell_type": "LSTM", "bias": True}
    return {
        "kinds": Preset(N_("LSTM, GRU, RNN"), tuple(f"cell={kind}" for kind in kinds), {}),
        "trained": Preset(N_("Before and after training"), (f"trained={0 if scenario.trained else 100}",), long),
        "forget_bias": Preset(N_("Forget bias 0 and 1"), ("forget_bias=0", "forget_bias=1"), lstm),
        "packed": Preset(N_("Padded and packed"), (f"padded={int(not scenario.padded)}",), packed),
        "seed": Preset(
            N_("Another seed"), (f"seed={scenario.seed + 1 if scenario.seed < limits.MAX_SEED else 0}",), {}
        ),
    }


def _of_training(scenario: Scenario) -> dict[str, Preset]:
    """The ready comparisons within a training: its moments, and the networks beside each other."""
    kept, steps = histories(scenario), history_of(scenario).steps
    here = steps[-1] if scenario.moment is None else scenario.moment
    three = dict.fromkeys((steps[0], steps[len(steps) // 2], steps[-1]))
    before = tuple(f"moment={step}" for step in three if step != here)
    found = {"moments": Preset(N_("Before, during and after training"), before, {})}
    shown = scenario.trainee or next(iter(kept))
    others = tuple(urlencode({"network": name}) for name in kept if name != shown)[: limits.MAX_COMPARED]
    if others:
        found["networks"] = Preset(N_("The other networks"), others, {})
    return found


def _of_model(scenario: Scenario) -> dict[str, Preset]:
    """The ready comparisons of a module out of a file: with the others of the file, and padded with packed."""
    settings = OwnModel.read_key(scenario.model)
    if settings is None:
        return {}
    model = OPENED_MODELS.get(settings.file)
    here = model.part(settings.part)
    others = [part for part in model.parts if part is not here and part.input_size == here.input_size]
    keys = [replace(settings, part=part.name).key for part in others[: limits.MAX_COMPARED]]
    found: dict[str, Preset] = {}
    if keys:
        lines = tuple(urlencode({"model": key}) for key in keys)
        found["modules"] = Preset(N_("Other modules of the file"), lines, {})
    if unlike_rows(scenario):
        found["packed"] = Preset(N_("Padded and packed"), (f"padded={int(not scenario.padded)}",), {})
    return found


def _own_line(visit: Visit) -> None:
    _ = visit.translate
    st.text_input(
        _("Settings that differ, by their names in the address"),
        key="compared_line",
        placeholder=_example(visit),
        on_change=_add,
        args=(visit,),
        label_visibility="collapsed",
    )
    complaint(visit, "compared_line")


def _example(visit: Visit) -> str:
    """What a line may hold."""
    _ = visit.translate
    match visit.scenario.source:
        case "training":
            return _("Another one: the settings that differ, such as moment=0")
        case "model":
            return _("Another one: the settings that differ, such as padded=1")
        case _:
            return _("Another one: the settings that differ, such as cell=GRU&hidden=8")


def _add(visit: Visit) -> None:
    """Callback: one more network, if it can be recorded beside this one."""
    line = st.session_state["compared_line"].strip()
    if not line:
        return
    try:
        other = other_of(visit.scenario, line)
        compared(visit.recording, recorded(other))
        lines = (*lines_of(visit.scenario), line)
        # A line too many is answered by the rules themselves.
        last = others_of(_with(visit.scenario, lines))[-1]
        if isinstance(last, RnnvizError):
            raise last
        visit.take(_with(visit.scenario, lines))
    except Exception as error:
        visit.refuse("compared_line", line, as_error(error))
    else:
        visit.fields.forget("compared_line")
        st.session_state["compared_line"] = ""


def _with(scenario: Scenario, lines: tuple[str, ...]) -> Scenario:
    return replace(scenario, compared=compared_with(lines, shown_of(scenario)))


def _recordings(visit: Visit) -> Shown:
    """The recording of every line, beside the one that is shown."""
    base, names, others = visit.recording, names_of(visit.scenario), others_of(visit.scenario)
    networks = tuple(other for other in others if not isinstance(other, RnnvizError))
    key = base.version, tuple(other.network_key for other in networks)
    made = iter(_BESIDE.get(key, lambda: _beside(base, networks)))
    kept, wrong = [(names[0], base)], dict[int, RnnvizError]()
    for place, other in enumerate(others):
        found = other if isinstance(other, RnnvizError) else next(made)
        if isinstance(found, RnnvizError):
            wrong[place] = found
        else:
            kept.append((names[place + 1], found))
    return Shown(tuple(name for name, _ in kept), tuple(rec for _, rec in kept), wrong)


def _beside(base: Recording, others: Sequence[Scenario]) -> tuple[Recording | RnnvizError, ...]:
    """The recording of each network, or why it cannot stand beside the first one."""
    found: list[Recording | RnnvizError] = []
    total = recorded_bytes(base)
    for other in others:
        try:
            rec = recorded(other)
            compared(base, rec)
            total += recorded_bytes(rec)
            if total > limits.MAX_COMPARED_BYTES:
                template = N_(
                    "The recordings of a comparison may have up to {most} MB together, got {got}: make the network "
                    "smaller, or its input shorter."
                )
                most, got = limits.MAX_COMPARED_BYTES // 2**20, f"{total / 2**20:,.0f}"
                raise SettingError("compared-large", template, most=f"{most:,}", got=got)
            found.append(rec)
        except Exception as error:
            found.append(as_error(error))
    return tuple(found)


def _list(visit: Visit, found: Shown) -> None:
    """The lines, each with a button that takes it away; a line that is wrong says so."""
    _ = visit.translate
    lines, names = lines_of(visit.scenario), names_of(visit.scenario)
    if not lines:
        st.caption(_("Choose a comparison, or type what is different in the other network."))
        return
    with st.container(horizontal=True, gap="small"):
        for place, name in enumerate(names[1:]):
            rest = compared_with(lines[:place] + lines[place + 1 :], shown_of(visit.scenario))
            st.button(
                plain(f"{name} ✕"),
                key=f"compare.remove.{place}",
                on_click=visit.set,
                args=("compared", rest),
                type="tertiary",
                help=_("Remove it from the comparison"),
            )
    # Of lines too many each is answered alike: that is said once.
    for error in {error.message(_): error for error in found.wrong.values()}.values():
        say(error, _)


def _variables(visit: Visit, recordings: Sequence[Recording]) -> tuple[str, ...]:
    """What is shown of every recording: chosen here, the states at first."""
    _ = visit.translate
    names = comparable(recordings)
    chosen = [name for name in shown_of(visit.scenario) if name in names] or list(states(recordings))
    st.session_state["compared_shown"] = chosen
    st.pills(
        _("Shown"),
        names,
        selection_mode="multi",
        key="compared_shown",
        on_change=_show,
        args=(visit,),
        label_visibility="collapsed",
    )
    return tuple(chosen)


def _show(visit: Visit) -> None:
    """Callback: other variables."""
    visit.set("compared", compared_with(lines_of(visit.scenario), tuple(st.session_state["compared_shown"])))


# All of a comparison together: of the largest recordings one would push the other out at every look.
_BESIDE = Shelf[tuple[Recording | RnnvizError, ...]](
    most=limits.MAX_RECORDINGS,
    most_bytes=limits.MAX_RECORDED_BYTES,
    size=lambda found: recorded_bytes(*(one for one in found if isinstance(one, Recording))),
)
