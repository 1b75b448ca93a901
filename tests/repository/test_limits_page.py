"""The page of limits says what the limits are: all of them, with their values."""

from rnnviz import limits
from scripts.limits_page import PAGE, entries, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m scripts.limits_page"


def test_every_limit_is_on_it() -> None:
    named = {name for names, _ in entries() for name in names.split(", ")}
    assert named == {name for name in vars(limits) if name.isupper()}
