"""What a page shows of an address that a person asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rnnviz.errors import RnnvizError
from rnnviz.lessons.worked_example import readable_edits, write_edits
from rnnviz.pages.example.given import given
from rnnviz.pages.first_view import first_view
from rnnviz.pages.page_list import WORKED_EXAMPLE
from rnnviz.pages.page_sizes import check_sizes
from rnnviz.pages.place import fitted
from rnnviz.pages.readable import readable, shown_on
from rnnviz.pages.recorded import recorded
from rnnviz.pages.say import as_error
from rnnviz.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Arrival:
    """A view, and what is to be said of the address that asked for it.

    Attributes:
        scenario: the view; its recording exists.
        notices: what was wrong in the address.
        refused: numbers of the worked example that were wrong, by their cell: what the address has, and the error.
        awaited: what the address asked for, where it names a file that is not open here.
    """

    scenario: Scenario
    notices: tuple[RnnvizError, ...]
    refused: Mapping[str, tuple[str, RnnvizError]] = field(default_factory=dict)
    awaited: Scenario | None = None


def arrival(page: str, query: Mapping[str, str]) -> Arrival:
    """The view of an address: as near to it as the page comes, its first view where nothing can be shown."""
    scenario, wrong = Scenario.from_query(query, first_view(page))
    try:
        scenario, unreadable = readable(page, shown_on(page, scenario))
        edits, refused = readable_edits(scenario.edits)
        scenario = replace(scenario, edits=write_edits(edits))
        check_sizes(page, scenario)
        there, misplaced = fitted(scenario, recorded(scenario))
        # A wrong number is answered at its cell, where there is one.
        cells = given(there).cells if page == WORKED_EXAMPLE else {}
        homeless = (told for cell, (_, told) in refused.items() if cell not in cells)
        return Arrival(there, (*wrong, *unreadable, *homeless, *misplaced), refused)
    except Exception as error:
        awaited = scenario if scenario.recorded_before else None
        return Arrival(first_view(page, scenario.language), (as_error(error),), awaited=awaited)
