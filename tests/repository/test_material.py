"""docs/material.md: every item of the course and every common mistake has its lesson or pitfall, and a test."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from rnnviz.lessons.course import lessons
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.pages.page_list import PAGES

ROOT = Path(__file__).parents[2]

ITEMS = [
    f"{part}{number}"
    for part, count in {"A": 6, "B": 4, "C": 6, "D": 14, "E": 6}.items()
    for number in range(1, count + 1)
]

MISTAKES = {
    **{"A2": 1, "A3": 3, "A5": 1, "A6": 2, "B1": 2, "B2": 1},
    **{"C1": 1, "C2": 1, "C3": 2, "C6": 2},
    **{"D1": 2, "D2": 2, "D3": 1, "D4": 3, "D5": 1, "D6": 2, "D7": 2, "D8": 1, "D9": 1, "D11": 1, "D12": 3, "D13": 3},
    **{"D14": 2, "E1": 1, "E4": 1, "E5": 3},
}
"""How many claims of each item are wrong, or do not run."""

MARK = "Mistake: "


class Row(NamedTuple):
    item: str
    what: str
    where: str
    tests: str


def rows() -> list[Row]:
    text = (ROOT / "docs" / "material.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| ([A-E]\d+) \| (.+?) \| (.+?) \| (.+?) \|$", text, flags=re.MULTILINE)
    return [Row(*(cell.strip() for cell in cells)) for cells in found]


def test_every_item_and_every_mistake_has_its_place() -> None:
    assert set(ITEMS) == {row.item for row in rows()}
    told = Counter(row.item for row in rows() if row.what.startswith(MARK))
    assert {item: count for item, count in MISTAKES.items() if told[item] < count} == {}
    assert set(told) >= set(MISTAKES)


def test_every_place_is_there() -> None:
    for row in rows():
        places = 0
        for name in re.findall(r"lesson `([a-z0-9-]+)`", row.where):
            places += 1
            assert name in lessons(), row
            headings = {section.heading for section in lessons()[name].texts["en"].sections}
            quoted = set(re.findall(rf"lesson `{name}`, ((?:“[^”]+”(?:, )?)+)", row.where))
            sections = {each for group in quoted for each in re.findall("“([^”]+)”", group)}
            assert sections <= headings, (row, sections - headings)
        for name in re.findall(r"pitfall `([a-z0-9-]+)`", row.where):
            places += 1
            assert name in pitfalls(), row
        for path in re.findall(r"page `/([a-z0-9-]*)`", row.where):
            places += 1
            assert path in PAGES, row
        assert places, row


def test_every_test_is_there() -> None:
    for row in rows():
        named = re.findall(r"`(tests/[^`]+\.py)::(test_\w+)`", row.tests)
        assert named, row
        for path, name in named:
            file = ROOT / path
            assert file.is_file(), row
            assert re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE), row
