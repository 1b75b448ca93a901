"""One visit: what a person has chosen, kept from run to run of the page.

The scenario is the truth; widgets, address and player show it. Each change comes through a callback, which runs before
the page is drawn: a new scenario is taken only if it can be recorded, else its error is kept for the place on the
screen where the change was made, and everything stays as it was.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import streamlit as st

from rnnviz import limits
from rnnviz.errors import RnnvizError, SettingError
from rnnviz.lessons.opened import OPENED
from rnnviz.lessons.worked_example import edited, readable_edits, write_edits
from rnnviz.pages.edit_history import EditHistory
from rnnviz.pages.example.given import given
from rnnviz.pages.first_view import first_view
from rnnviz.pages.history import walked_back_or_forward
from rnnviz.pages.page_list import DEBUGGER, PITFALLS, SHAPES, WORKED_EXAMPLE
from rnnviz.pages.page_sizes import check_sizes, page_rules
from rnnviz.pages.place import Place, fitted, moved
from rnnviz.pages.readable import ours, readable, shown_on
from rnnviz.pages.recorded import recorded
from rnnviz.pages.say import as_error
from rnnviz.pages.score import Quiz
from rnnviz.pages.sent import Wanted, covers, wanted_of
from rnnviz.recorder import Recording
from rnnviz.scenario import DEFAULT_TEXT, DEFAULT_TEXTS, Scenario
from rnnviz.scenario_kinds import short
from rnnviz.scenario_rules import RULES
from rnnviz.words import N_, Translation, translation

WIDGETS = (
    *("cell_type", "nonlinearity", "hidden_size", "num_layers", "bidirectional", "bias"),
    *("source", "text", "series", "weights", "seed", "gate", "language"),
    *("reading", "example_steps", "digits"),
    "predict",
    *("proj_size", "batch_first", "input_size", "seq_len", "batch", "unbatched", "lengths"),
    *("output_size", "alpha", "reset", "update", "b_hn", "loss"),
    *("forget_bias", "trained", "padded"),
    *("panels", "original"),
)
"""The settings that have a widget; its key is the setting's name."""
TYPED = ("hidden_size", "seed", "proj_size", "input_size", "seq_len", "batch", "output_size", "trained", "forget_bias")
"""Numbers that are typed, so that a wrong one can be answered with a sentence."""


@dataclass
class Visit:
    """What is kept of a visit: small, for Streamlit frees closed visits late. Each page has a view of its own.

    Attributes:
        page: the page that is shown, by its path.
        scenario: the view that is shown; its recording exists.
        jump: counts the times that the player was told where to go.
        told: the view that the player was told last. While a person steps it stays, and so does the message to the
            player, which Streamlit then does not send again.
        said: errors to show, by the setting in whose place they appear.
        refused: what was entered where an error is shown: it stays in its field.
        notices: errors of the address.
        asked: the recording, the place where the player had rested, and the one that it then asked numbers for.
        awaited: what the address asked for, where it names a file that is not open here.
        stored: the version of the recording that the whole page was drawn for.
        edit_history: what the edits of "what if" were before.
        entries: how many entries of the number table have been answered.
        pointed: the place in the shape explorer that its picture was told last.
        quiz: what was predicted, and the score.
    """

    page: str = DEBUGGER
    scenario: Scenario = field(default_factory=Scenario)
    jump: int = 0
    told: Scenario = field(default_factory=Scenario)
    said: dict[str, RnnvizError] = field(default_factory=dict)
    refused: dict[str, object] = field(default_factory=dict)
    notices: tuple[RnnvizError, ...] = ()
    asked: tuple[str, Wanted, Wanted] | None = None
    awaited: Scenario | None = None
    stored: str = ""
    edit_history: EditHistory = field(default_factory=EditHistory)
    entries: int = 0
    pointed: str = ""
    quiz: Quiz = field(default_factory=Quiz)
    _left: dict[str, Scenario] = field(default_factory=dict)
    _address: Mapping[str, str] | None = None
    _shown: Mapping[str, str] = field(default_factory=dict)
    _touched: bool = False
    _arrived: bool = False
    _pointed_at: int = -1

    @staticmethod
    def current() -> "Visit":
        """The visit that this run of the page belongs to."""
        if "visit" not in st.session_state:
            st.session_state["visit"] = Visit()
        return cast(Visit, st.session_state["visit"])

    @property
    def translate(self) -> Translation:
        """The words of the visit's language."""
        return translation(self.scenario.language)

    @property
    def recording(self) -> Recording:
        """The recording that is shown; from the shelf, or made again, number for number the same."""
        return recorded(self.scenario)

    def enter(self, page: str) -> None:
        """Show this page: as it was left; after Back and Forward, as the address says."""
        if page == self.page:
            return
        there = self.view_of(page)
        self._left[self.page] = self.scenario
        self.page = page
        self._show(there)
        if walked_back_or_forward():
            self._address = None
        elif self._address is not None:
            self._address = self._shown = st.query_params.to_dict()

    def view_of(self, page: str) -> Scenario:
        """What a page shows when one goes there: as it was left, in the language of the visit.

        Whether to predict is one switch for the pages that ask.
        """
        left = self.scenario if page == self.page else self._left.get(page, first_view(page))
        predict = self.scenario.predict if {page, self.page} <= {SHAPES, PITFALLS} else left.predict
        return replace(left, language=self.scenario.language, predict=predict)

    def query(self, page: str | None = None) -> dict[str, str]:
        """The address of a page as it would be shown, of this one if none is named."""
        there = self.page if page is None else page
        return self.view_of(there).to_query(first_view(there))

    def leave_for(self, page: str) -> None:
        """Callback: what is shown here is to be seen on another page too; what was typed there is not lost."""
        left = self.view_of(page)
        # The worked example has no seed of its own; a random network is nothing without it.
        seed = self.scenario.seed if self.scenario.source == "random" else left.seed
        self._left[page] = replace(self.scenario, text=left.text, series=left.series, seed=seed)

    def go_to(self, page: str, **settings: object) -> None:
        """Callback: another page is to show this when one goes there."""
        self._left[page] = replace(self.view_of(page), **cast(Any, settings))

    def _show(self, scenario: Scenario) -> None:
        self.scenario, _ = fitted(scenario, recorded(scenario))
        self._show_everywhere()

    def follow_address(self) -> None:
        """Go where the address says, if it is not the one written last: a link was opened, or Back was pressed."""
        query = st.query_params.to_dict()
        touched, self._touched = self._touched, False
        if self._address is not None:
            if touched and not walked_back_or_forward():
                # A widget used just after a step carries the address from before it: that is no wish to go there, and
                # the browser is told again.
                if query != self._address:
                    self._shown = ours(query)
                return
            # With Back, a widget may carry its value from before the last run reached the browser: the address wins.
            if query == self._address and not touched:
                return
        scenario, wrong = Scenario.from_query(query, first_view(self.page))
        try:
            scenario, unreadable = readable(self.page, shown_on(self.page, scenario))
            edits, refused = readable_edits(scenario.edits)
            scenario = replace(scenario, edits=write_edits(edits))
            check_sizes(self.page, scenario)
            self.scenario, misplaced = fitted(scenario, recorded(scenario))
            # A wrong number is answered at its cell, where there is one.
            cells = given(scenario).cells if self.page == WORKED_EXAMPLE else {}
            homeless = (told for cell, (_, told) in refused.items() if cell not in cells)
            self.notices = (*wrong, *unreadable, *homeless, *misplaced)
        except Exception as error:
            self.awaited = scenario if scenario.source == "file" else None
            self.scenario, self.notices = first_view(self.page, scenario.language), (as_error(error),)
            refused = {}
        self._address, self._shown = query, self.query()
        self._arrived = True
        self._show_everywhere()
        for cell, (typed, told) in refused.items():
            self._refuse(cell, typed, told)

    def write_address(self) -> None:
        """Put the scenario into the address, if it has changed: writing the same again would break Back."""
        self._touched = False
        wanted = self.query()
        if wanted == self._shown:
            return
        query = st.query_params.to_dict()
        others = {name: value for name, value in query.items() if name not in ours(query)}
        self._address, self._shown = {**others, **wanted}, wanted
        st.query_params.from_dict(self._address)

    def change(self, setting: str) -> None:
        """Callback of a widget: take its value as the new ``setting``."""
        value, before = st.session_state.get(setting), self.scenario
        if value is None:
            return
        try:
            if setting == "forget_bias" and not str(value).strip():
                scenario = replace(self.scenario, forget_bias=None)
            elif setting in TYPED:
                rule = page_rules(self.page).get(setting) or RULES[setting]
                number = rule.read(setting, str(value))
                rule.check(setting, number)
                scenario = replace(self.scenario, **{setting: cast(Any, number)})
            elif isinstance(value, list):
                # Chosen one after the other; in a scenario they have an order of their own.
                scenario = self.scenario.with_setting(setting, ",".join(value))
            else:
                scenario = replace(self.scenario, **{setting: value})
            # What has no field any more must not stand in the way of what has one.
            if scenario.cell_type != "LSTM":
                scenario = replace(scenario, proj_size=0)
            if scenario.cell_type != "LSTM" or not scenario.bias:
                scenario = replace(scenario, forget_bias=None)
            if scenario.unbatched:
                scenario = replace(scenario, lengths="")
            if setting == "source" and scenario.text == DEFAULT_TEXT and "text" not in self.said:
                scenario = replace(scenario, text=DEFAULT_TEXTS[scenario.language])
                st.session_state["text"] = scenario.text
            self._take(scenario)
            self.show(
                *(
                    name
                    for name in ("proj_size", "lengths", "forget_bias")
                    if getattr(scenario, name) != getattr(before, name)
                )
            )
        except Exception as error:
            self._touched = True
            self._refuse(setting, value, as_error(error))
        else:
            self.said.pop(setting, None)
            self.refused.pop(setting, None)

    def edit(self, entries: Iterable[tuple[int, str, str]]) -> None:
        """Callback of the number table: texts typed into cells of the example, each with its count in the visit."""
        for count, cell, text in entries:
            if count <= self.entries:
                continue
            self.entries = count
            try:
                self._take(replace(self.scenario, edits=edited(self.scenario.edits, cell, text)))
            except Exception as error:
                self._touched = True
                self._refuse(cell, text[: limits.MAX_TYPED_NUMBER], as_error(error))
            else:
                self.said.pop(cell, None)
                self.refused.pop(cell, None)

    def open_file(self, content: bytes) -> None:
        """Callback: show a recording out of a file; the place that a link asked for, if this is its file.

        Raises:
            FileError: it is no recording.
        """
        name = OPENED.keep(content)
        awaited = self.awaited if self.awaited is not None and self.awaited.opened == name else None
        first = first_view(self.page, self.scenario.language)
        here = awaited or replace(first, source="file", opened=name, panels=self.scenario.panels)
        self._take(replace(here, language=self.scenario.language))
        self.awaited = None
        self._show_everywhere()

    def put_edits(self, text: str) -> None:
        """Callback: run the network with these edits; the player shows the edited run, where it stands."""
        self._take(replace(self.scenario, what_if=text, original=False))
        self.show("original")

    def back_to_the_original(self) -> None:
        """Callback: the example's numbers as they are printed."""
        self._take(replace(self.scenario, edits=""))
        self._show_everywhere()

    def put(self, **settings: object) -> None:
        """Callback of a button: give several settings their values."""
        self._take(replace(self.scenario, **cast(Any, settings)))
        self._show_everywhere()

    def choose(self, place: str) -> None:
        """Callback of the shape explorer: a place was chosen in the picture, which shows it already."""
        self._take(replace(self.scenario, chosen=place[: limits.MAX_PLACE]))

    def keep_chosen(self, places: Collection[str]) -> RnnvizError | None:
        """Forget the chosen place where the picture has none of that name; the picture is told after each jump.

        Returns:
            What is to be said of it, where the name came with the address.
        """
        chosen, arrived = self.scenario.chosen, self._arrived
        self._arrived, wrong = False, bool(chosen) and chosen not in places
        if wrong:
            self.scenario = replace(self.scenario, chosen="")
        if self._pointed_at != self.jump:
            self._pointed_at, self.pointed = self.jump, self.scenario.chosen
        template = N_("There is no place {got} in this picture: nothing is lit up. Click one.")
        return SettingError("chosen", template, got=short(chosen)) if wrong and arrived else None

    def point(self, place: str) -> None:
        """Callback: light up another place in the picture."""
        self._take(replace(self.scenario, chosen=place))
        self.jump += 1

    def open(self, **settings: object) -> None:
        """Callback of a list: show another thing of its kind, from its beginning."""
        first = first_view(self.page)
        place = {
            name: getattr(first, name) for name in ("layer", "direction", "row", "t", "operation", "unit", "origin")
        }
        self.put(**{**place, **settings})

    def set(self, setting: str, value: object) -> None:
        """Callback of a button: give one setting a value."""
        self._take(replace(self.scenario, **cast(Any, {setting: value})))
        self.show(setting)

    def refuse(self, name: str, entered: object, error: RnnvizError) -> None:
        """Callback: what was entered cannot be taken; it stays in its field, with the sentence beside it."""
        self._touched = True
        self._refuse(name, entered, error)

    def _refuse(self, name: str, entered: object, error: RnnvizError) -> None:
        """What was entered stays in its field, with the sentence beside it."""
        self.said[name], self.refused[name] = error, entered

    def new_seed(self, seed: int) -> None:
        """Callback: other random weights."""
        self._take(replace(self.scenario, weights="random", seed=seed))
        self.show("seed", "weights")

    def reset(self) -> None:
        """Callback: the page's first view again, in the language of the visit."""
        self._take(first_view(self.page, self.scenario.language))
        self._show_everywhere()

    def move(self, place: Place) -> None:
        """Callback: the player rests here."""
        rec = self.recording
        # A report may be late: the network it speaks of is gone.
        if place.get("version") != rec.version:
            return
        try:
            there, _ = fitted(moved(self.scenario, rec, place), rec)
        except RnnvizError:
            return
        self._take(there)

    def ask(self, report: Place) -> None:
        """Callback: the player misses numbers, or soon will."""
        rec = self.recording
        wanted = wanted_of(report, rec)
        if wanted is not None:
            self.asked = rec.version, self._here, wanted

    @property
    def wanted(self) -> Wanted:
        """The place that the player's numbers are sent for: the one it asked for last, until it rests elsewhere."""
        rec, here = self.recording, self._here
        if self.asked is None or self.asked[0] != rec.version:
            return here
        _, before, wanted = self.asked
        return wanted if here == before or covers(rec, wanted, here) else here

    @property
    def _here(self) -> Wanted:
        scenario = self.scenario
        return Wanted(scenario.layer, scenario.direction, scenario.row, scenario.t, scenario.zoom)

    def jump_to(self, **place: object) -> None:
        """Callback: send the player to another place; parts not named stay."""
        self.move({**place, "version": self.recording.version})
        self.jump += 1
        self.told = self.scenario

    def _take(self, scenario: Scenario) -> None:
        check_sizes(self.page, scenario)
        self.scenario, _ = fitted(scenario, recorded(scenario))
        self.notices = ()
        self._touched = True

    def _show_everywhere(self) -> None:
        self.said.clear()
        self.refused.clear()
        self.jump += 1
        self.show(*WIDGETS)

    def show(self, *settings: str) -> None:
        """Give the widgets of these settings the scenario's values; what was wrong in them is forgotten."""
        for setting in settings:
            self.said.pop(setting, None)
            self.refused.pop(setting, None)
            value = getattr(self.scenario, setting)
            shown = list(value) if isinstance(value, tuple) else value
            st.session_state[setting] = _typed(setting, value) if setting in TYPED else shown


def _typed(setting: str, value: object) -> str:
    """A number as it stands in its field; nothing where there is none."""
    return "" if value is None else RULES[setting].write(value)
