"""What if: numbers are set by hand, and the network runs on from there, beside the run as it was."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from rnnviz.analysis import Editable, compare, editable, read_edits, write_edits
from rnnviz.errors import RnnvizError
from rnnviz.lessons.what_if import Runs
from rnnviz.pages.panels.side_by_side import side_by_side
from rnnviz.pages.recorded import made, rerun_of
from rnnviz.pages.say import as_error, say
from rnnviz.pages.settings import complaint
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Recording
from rnnviz.scenario_lines import lines
from rnnviz.words import N_, Translation
from rnnviz.words.markdown import plain

KEY = "what_if"
SIGNS = ("=", "*=", "+=")
SPANS = {"from": N_("from this step on"), "at": N_("at this step only"), "all": N_("at every step")}


def what_if(visit: Visit) -> None:
    """Ready edits, an edit of one's own, the list of them, and both runs under each other."""
    rec = made(visit.scenario)
    _ready(visit, rec)
    _form(visit, rec, editable(rec, visit.scenario.layer))
    _typed(visit, rec)
    _list(visit)
    if visit.scenario.what_if.strip():
        try:
            both = rerun_of(visit.scenario)
        except RnnvizError as error:
            say(error, visit.translate)
        else:
            _result(visit, both)


def _result(visit: Visit, both: Runs) -> None:
    _ = visit.translate
    comparison = compare(both.original, both.edited)
    chosen = [name for name in both.edited.cell.variables if name in both.edited.cell.over_time]
    first = both.first
    shown = tuple(name for name in chosen if name in both.edited.cell.states)
    if first is None:
        st.info(_("No number is another one: the edits set what was there already."))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = _("The first number that is another one: {name} at t = {t}, layer {layer}: {one} became {other}.")
        name = f"{first.variable}[{first.unit}]"
        one, other = (f"{value:.4g}" for value in first.values)
        st.markdown(plain(said.format(name=name, t=first.t, layer=first.layer, one=one, other=other)), width="content")
        place = {"layer": first.layer, "direction": first.direction, "row": first.batch, "t": first.t}
        operation = {"operation": first.variable} if first.variable in _operations(both.edited) else {}
        st.button(
            _("Go there"), key=f"{KEY}.first", on_click=visit.jump_to, kwargs={**place, **operation, "unit": first.unit}
        )
        st.segmented_control(
            _("The player shows"),
            [False, True],
            key="original",
            format_func=lambda original: _("the run as it was") if original else _("the edited run"),
            required=True,
            on_change=visit.change,
            args=("original",),
            label_visibility="collapsed",
        )
    followed = both.original if visit.scenario.original else both.edited
    names = (_("as it was"), _("edited"))
    side_by_side(visit, comparison, names, shown, key=KEY, followed=followed.version, told=False)


def _operations(rec: Recording) -> frozenset[str]:
    return frozenset(operation.name for operation in rec.cell.operations)


# -- ready edits -----------------------------------------------------------------------------------------------------


def _ready(visit: Visit, rec: Recording) -> None:
    """Edits that are a click away, for the gate that is drawn, the unit that is shown, and this step."""
    _ = visit.translate
    scenario = visit.scenario
    gates, states = rec.cell.gates, rec.cell.states
    unit = scenario.unit or 0
    here = _where(visit, "from")
    ready: dict[str, str] = {}
    if "c" in states and "f" in gates:
        ready[_("Forget nothing from here on")] = f"f = 1{here}"
        ready[_("Forget everything here")] = f"f = 0{_where(visit, 'at')}"
        ready[_("Write nothing from here on")] = f"i = 0{here}"
    elif "z" in gates:
        ready[_("Keep the old state from here on")] = f"z = 1{here}"
        ready[_("Take the new state here")] = f"z = 0{_where(visit, 'at')}"
    ready[_("Switch unit {unit} off").format(unit=unit)] = f"{states[0]}[{unit}] = 0{_where(visit, 'all')}"
    ready[_("Empty the memory here")] = "\n".join(f"{state} = 0{_where(visit, 'at')}" for state in states)
    with st.container(horizontal=True, gap="small"):
        for place, (label, edit) in enumerate(ready.items()):
            st.button(plain(label), key=f"{KEY}.ready.{place}", on_click=_add, args=(visit, edit))


def _where(visit: Visit, span: str) -> str:
    """The rest of an edit: the steps, and the track where it is not the first."""
    scenario = visit.scenario
    steps = {"from": f" from t={scenario.t}", "at": f" at t={scenario.t}", "all": ""}[span]
    layer = f" layer={scenario.layer}" if scenario.layer else ""
    direction = " direction=reverse" if scenario.direction == "reverse" else ""
    return f"{steps}{layer}{direction}"


# -- an edit of one's own --------------------------------------------------------------------------------------------


def _form(visit: Visit, rec: Recording, names: tuple[Editable, ...]) -> None:
    _ = visit.translate
    known = {one.name: one for one in names}
    name, units, sign, value, span, add = st.columns([4, 2, 1.4, 2, 3, 2], vertical_alignment="bottom")
    first = next(iter(rec.cell.gates or rec.cell.states))
    with name:
        chosen = st.selectbox(
            _("Set"),
            list(known),
            index=list(known).index(first),
            key=f"{KEY}.name",
            format_func=lambda one: _said(known[one], rec, _),
        )
    with units:
        shape = known[chosen].shape if chosen in known else ()
        st.text_input(
            _("units"), key=f"{KEY}.units", placeholder=_("all {count}").format(count="×".join(map(str, shape)))
        )
    with sign:
        st.selectbox(_("how"), SIGNS, key=f"{KEY}.sign")
    with value:
        st.text_input(_("value"), key=f"{KEY}.value", placeholder=_example(known.get(chosen), rec))
    with span:
        st.selectbox(_("when"), list(SPANS), key=f"{KEY}.span", format_func=lambda one: _(SPANS[one]))
    with add:
        st.button(
            _("Set it"), key=f"{KEY}.add", on_click=lambda: _add_form(visit, rec), type="primary", width="stretch"
        )


def _said(one: Editable, rec: Recording, _: Translation) -> str:
    operation = next((each for each in rec.cell.operations if each.name == one.name), None)
    kinds = {"input": _("the input"), "initial": _("before the first step"), "weight": _("weights")}
    kinds["weight"] = _("bias") if len(one.shape) == 1 else _("weights")
    said = _(operation.title) if operation else kinds.get(one.kind, "")
    return f"{one.name}  ·  {said}" if said else one.name


def _example(one: Editable | None, rec: Recording) -> str:
    if one is not None and one.kind == "input" and rec.labels:
        return f"0.5 / {rec.labels[0][0]!r}"
    return "1" if one is not None and one.high == 1 else "0.5"


def _add_form(visit: Visit, rec: Recording) -> None:
    """Callback: the fields together are an edit."""
    name, units, sign, value, span = (
        str(st.session_state.get(f"{KEY}.{part}") or "").strip() for part in ("name", "units", "sign", "value", "span")
    )
    if name == "x" and rec.labels and not _number(value) and value[:1] not in "'\"":
        value = repr(value)
    inside = units.strip("[] ")
    edit = f"{name}{f'[{inside}]' if inside else ''} {sign} {value}"
    initial = name.endswith("_0") and name not in rec.cell.variables
    where = _where(visit, "all" if initial else span)
    if _added(visit, f"{edit}{where}"):
        st.session_state[f"{KEY}.value"] = ""


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _typed(visit: Visit, rec: Recording) -> None:
    _ = visit.translate
    st.text_input(
        _("An edit as text"),
        key=f"{KEY}.typed",
        placeholder=_("Or type it: f = 1 from t=5, h[3] = 0, W_hf[2,:] *= 0.5, x = 'q' at t=3"),
        on_change=lambda: _add_typed(visit),
        label_visibility="collapsed",
    )
    complaint(visit, KEY)


def _add_typed(visit: Visit) -> None:
    if _added(visit, str(st.session_state[f"{KEY}.typed"])):
        st.session_state[f"{KEY}.typed"] = ""


# -- the list --------------------------------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    _ = visit.translate
    edits = lines(visit.scenario.what_if)
    history = visit.edit_history
    history.seen(visit.scenario.what_if)
    if not (edits or history.before or history.after):
        st.caption(
            _("Nothing is edited. What you set is run through the whole network, and compared with the run as it was.")
        )
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for place, line in enumerate(edits):
            rest = "\n".join(edits[:place] + edits[place + 1 :])
            st.button(
                plain(f"{line} ✕"),
                key=f"{KEY}.remove.{place}",
                on_click=_put,
                args=(visit, rest),
                type="tertiary",
                help=_("Take this edit back"),
            )
        st.button(_("Undo"), key=f"{KEY}.undo", on_click=_walk, args=(visit, history.undo), disabled=not history.before)
        st.button(_("Redo"), key=f"{KEY}.redo", on_click=_walk, args=(visit, history.redo), disabled=not history.after)
        st.button(_("Take all back"), key=f"{KEY}.clear", on_click=_put, args=(visit, ""), disabled=not edits)


def _added(visit: Visit, edit: str) -> bool:
    """One more edit, if it is one; whether it was. A mistake is marked in it alone."""
    before = visit.scenario.what_if
    return _took(visit, edit) and _took(visit, f"{before}\n{edit}" if before else edit, run=True)


def _add(visit: Visit, edit: str) -> None:
    """Callback: one more edit."""
    _added(visit, edit)


def _put(visit: Visit, text: str) -> None:
    """Callback: other edits."""
    _took(visit, text, run=True)


def _took(visit: Visit, text: str, *, run: bool = False) -> bool:
    """Read edits, and run them if asked; whether that could be done. What is wrong is said in the panel."""
    try:
        written = write_edits(read_edits(text, made(visit.scenario)))
        if run:
            if written:
                rerun_of(replace(visit.scenario, what_if=written))
            _run(visit, written)
            visit.edit_history.changed(written)
    except Exception as error:
        visit.refuse(KEY, text, as_error(error))
        return False
    visit.fields.forget(KEY)
    return True


def _walk(visit: Visit, step: Callable[[], str]) -> None:
    """Callback: undo or redo."""
    visit.fields.forget(KEY)
    with visit.answering():
        _run(visit, step())


def _run(visit: Visit, text: str) -> None:
    """Run the network with these edits; the player shows the edited run, where it stands."""
    visit.take(replace(visit.scenario, what_if=text, original=False))
    visit.fields.show(visit.scenario, "original")
