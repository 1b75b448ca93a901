"""One visit: what a person has chosen, kept from run to run of the page.

The scenario is the truth; widgets, address and player show it. Each change comes through a callback, which runs before
the page is drawn: a new scenario is taken only if it can be recorded, else its error is kept for the place on the
screen where the change was made, and everything stays as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.pages.address import Address
from rnnviz.pages.arrival import arrival
from rnnviz.pages.changed import changed, in_own_words
from rnnviz.pages.edit_history import EditHistory
from rnnviz.pages.fields import WIDGETS, Fields
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import DEBUGGER, PITFALLS, SHAPES
from rnnviz.pages.page_sizes import check_sizes
from rnnviz.pages.place import Place, fitted, moved
from rnnviz.pages.progress import Progress
from rnnviz.pages.recorded import recorded
from rnnviz.pages.say import as_error
from rnnviz.pages.score import Quiz
from rnnviz.pages.sent import Wanted
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.words import Translation, translation


@dataclass
class Visit:
    """What is kept of a visit: small, for Streamlit frees closed visits late. Each page has a view of its own.

    Attributes:
        page: the page that is shown, by its path.
        scenario: the view that is shown; its recording exists.
        jump: counts the times that the player was told where to go.
        told: the view that the player was told last. While a person steps it stays, and so does the message to the
            player, which Streamlit then does not send again.
        address: what the browser's address said last.
        fields: what was refused, and where.
        notices: errors that have no field, to be said above the page.
        asked: the recording, the place where the player had rested, and the one that it then asked numbers for.
        awaited: what the address asked for, where it names a file that is not open here.
        drawn: the version of the recording that the whole page was drawn for, and the notices that it says.
        edit_history: what the edits of "what if" were before.
        entries: how many entries of the number table have been answered.
        arrived: whether the view came with the address, and the shape explorer has not looked at it yet.
        pointed: the jump that the shape explorer's picture was told last, and the place.
        quiz: what was predicted, and the score.
        progress: how far the visitor has come in the lessons.
        runs: the training that was started on each page, by its name.
    """

    page: str = DEBUGGER
    scenario: Scenario = field(default_factory=Scenario)
    jump: int = 0
    told: Scenario = field(default_factory=Scenario)
    address: Address = field(default_factory=Address)
    fields: Fields = field(default_factory=Fields)
    notices: tuple[RnnvizError, ...] = ()
    asked: tuple[str, Wanted, Wanted] | None = None
    awaited: Scenario | None = None
    drawn: tuple[str, tuple[RnnvizError, ...]] = ("", ())
    edit_history: EditHistory = field(default_factory=EditHistory)
    entries: int = 0
    arrived: bool = False
    pointed: tuple[int, str] = (-1, "")
    quiz: Quiz = field(default_factory=Quiz)
    progress: Progress = field(default_factory=Progress)
    runs: dict[str, str] = field(default_factory=dict)
    _left: dict[str, Scenario] = field(default_factory=dict)

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

    # -- pages and the address ---------------------------------------------------------------------------------------

    def enter(self, page: str) -> None:
        """Show this page: as it was left; after Back and Forward, as the address says."""
        if page == self.page:
            return
        there = self.view_of(page)
        self._left[self.page] = self.scenario
        self.page, self.notices = page, ()
        try:
            self.scenario, _ = fitted(there, recorded(there))
        except RnnvizError as error:
            # Its file is no longer open here.
            self.scenario, self.notices, self.awaited = first_view(page, there.language), (error,), there
        self.show_everywhere()
        self.address.turned_to_page()

    def view_of(self, page: str) -> Scenario:
        """What a page shows when one goes there: as it was left, in the language of the visit.

        Whether to predict is one switch for the pages that ask, and a lecture goes on from page to page.
        """
        left = self.scenario if page == self.page else self._left.get(page, first_view(page))
        predict = self.scenario.predict if {page, self.page} <= {SHAPES, PITFALLS} else left.predict
        now = {"language": self.scenario.language, "predict": predict, "present": self.scenario.present}
        same = all(getattr(left, name) == value for name, value in now.items())
        return left if same else replace(left, **cast(Any, now))

    def query(self, page: str | None = None) -> dict[str, str]:
        """The address of a page as it would be shown, of this one if none is named."""
        there = self.page if page is None else page
        return self.view_of(there).to_query(first_view(there))

    def leave_for(self, page: str) -> None:
        """Callback: what is shown here is to be seen on another page too; what was typed there is not lost."""
        left = self.view_of(page)
        kept = {name: getattr(left, name) for name in ("text", "series", "panels", "breakpoints", "watches")}
        # The worked example has no seed of its own; a random network is nothing without it.
        seed = self.scenario.seed if self.scenario.source == "random" else left.seed
        self._left[page] = replace(self.scenario, **cast(Any, kept), seed=seed)

    def go_to(self, page: str, **settings: object) -> None:
        """Callback: another page is to show this when one goes there."""
        self._left[page] = replace(self.view_of(page), **cast(Any, settings))

    def follow_address(self) -> None:
        """Go where the address says, if it is not the one written last: a link was opened, or Back was pressed."""
        query = self.address.asked_for()
        if query is None:
            return
        there = arrival(self.page, query)
        self.scenario, self.notices, self.arrived = there.scenario, there.notices, True
        self.awaited = there.awaited or self.awaited
        self.address.followed(query, self.query())
        self.show_everywhere()
        for cell, (typed, told) in there.refused.items():
            self.fields.refuse(cell, typed, told)

    def write_address(self) -> None:
        """Put the scenario into the address."""
        self.address.write(self.query())

    # -- changes -----------------------------------------------------------------------------------------------------

    def take(self, scenario: Scenario) -> None:
        """Show this scenario, at the nearest place that its recording has.

        Raises:
            RnnvizError: it cannot be recorded, or is too large for the page; then everything stays as it was.
        """
        check_sizes(self.page, scenario)
        self.scenario, _ = fitted(scenario, recorded(scenario))
        self.notices = ()
        self.address.touched = True

    def refuse(self, name: str, entered: object, error: RnnvizError) -> None:
        """What was entered cannot be taken; it stays in its field, with the sentence beside it."""
        self.address.touched = True
        self.fields.refuse(name, entered, error)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """For callbacks that no field belongs to: what goes wrong inside is said above the page."""
        try:
            yield
        except Exception as error:
            self.address.touched = True
            self.notices = (as_error(error),)

    def change(self, setting: str) -> None:
        """Callback of a widget: take its value as the new ``setting``."""
        value, before = st.session_state.get(setting), self.scenario
        if value is None:
            return
        try:
            scenario = changed(self.page, before, setting, value)
            if setting == "source" and "text" not in self.fields.said:
                scenario = in_own_words(scenario)
            self.take(scenario)
        except Exception as error:
            self.refuse(setting, value, as_error(error))
        else:
            self.fields.forget(setting)
            followed = (name for name in WIDGETS if getattr(scenario, name) != getattr(before, name))
            self.fields.show(scenario, *(name for name in followed if name != setting))

    def set(self, setting: str, value: object) -> None:
        """Callback of a button: give one setting a value."""
        with self.answering():
            self.take(replace(self.scenario, **cast(Any, {setting: value})))
            if setting in WIDGETS:
                self.fields.show(self.scenario, setting)

    def put(self, **settings: object) -> None:
        """Callback of a button: give several settings their values."""
        with self.answering():
            self.take(replace(self.scenario, **cast(Any, settings)))
            self.show_everywhere()

    def open(self, **settings: object) -> None:
        """Callback of a list: show another thing of its kind, from its beginning."""
        first = first_view(self.page)
        place = ("layer", "direction", "row", "t", "operation", "unit", "origin", "zoom")
        self.put(**{name: getattr(first, name) for name in place} | settings)

    def reset(self) -> None:
        """Callback: the page's first view again, in the language of the visit; of a lesson, its own beginning."""
        self.take(replace(first_view(self.page, self.scenario.language), lesson=self.scenario.lesson))
        self.show_everywhere()

    def show_everywhere(self) -> None:
        """Tell every widget, and the player, what is shown now; nothing is wrong anywhere."""
        self.jump += 1
        self.fields.show_all(self.scenario)

    # -- the player --------------------------------------------------------------------------------------------------

    def move(self, place: Place) -> None:
        """Callback: the player rests here."""
        with self.answering():
            rec = self.recording
            # A report may be late: the network it speaks of is gone.
            if place.get("version") != rec.version:
                return
            try:
                there, _ = fitted(moved(self.scenario, rec, place), rec)
            except RnnvizError:
                return
            self.take(there)

    def jump_to(self, **place: object) -> None:
        """Callback: send the player to another place; parts not named stay."""
        with self.answering():
            self.move({**place, "version": self.recording.version})
            self.jump += 1
            self.told = self.scenario
