"""What of an address a page can show."""

import pytest

from rnnviz.pages.readable import shown_on
from rnnviz.scenario import Scenario

ASKED, WRONG = Scenario.from_query(
    {
        **{"panels": "what_if,compare", "break": "h > 0", "watch": "h[0]", "if": "h = 1", "original": "1"},
        **{"with": "seed=3", "loss": "all", "trained": "3", "padded": "1", "t": "1", "from": "h[0]@1"},
    }
)


@pytest.mark.parametrize(
    "page",
    [
        *(
            "worked-example",
            "shapes",
            "pitfalls",
            "by-hand",
            "conventions",
            "memory",
            "train",
            "text",
            "sequence-to-sequence",
        ),
        *("memory-tasks", "trace", "your-model"),
    ],
)
def test_what_the_debugger_alone_can_show_changes_nothing_on_another_page(page: str) -> None:
    assert not WRONG
    there = shown_on(page, ASKED)
    # An edited run would be shown there without a word of it.
    assert (there.what_if, there.original, there.compared) == ("", False, "")
    assert (there.breakpoints, there.watches, there.panels) == ("", "", ("charts",))
    assert (there.loss, there.trained, there.padded) == ("none", 0, False)
    assert (there.t, there.origin) == (1, "h[0]@1")
    assert shown_on("", ASKED) == ASKED
