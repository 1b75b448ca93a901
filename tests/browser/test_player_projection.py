"""The player on a projected LSTM: a unit of h is none of the layer's. And on rows that end early."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz import theme
from rnnviz.analysis import bounds
from rnnviz.cells.substitute import fill, number, template
from rnnviz.player import message
from rnnviz.recorder import Recording
from tests.browser.player_host import Host, open_host, record, view_of
from tests.browser.test_player_numbers import minus, shown
from tests.projection import Projected, recorded
from tests.recorder.stepping import Walk, walks

# The colours of one band of the timeline, one for each unit at each time step.
BAND = """([place, length, size]) => {
  const root = document.querySelector("#one").shadowRoot;
  const canvas = root.querySelector(".plot canvas");
  const context = canvas.getContext("2d");
  const middles = [...root.querySelectorAll(".band-name")].map((name) => parseFloat(name.style.top));
  const ratio = canvas.height / canvas.getBoundingClientRect().height;
  const high = middles[1] - middles[0] - 5;
  const width = Math.min(canvas.width / length, 180 * ratio);
  return Array.from({ length }, (_, t) => Array.from({ length: size }, (_, unit) => {
    const y = (middles[place] - high / 2 + ((unit + 0.5) * high) / size) * ratio;
    return [...context.getImageData((t + 0.15) * width, y, 1, 1).data].slice(0, 3);
  }));
}"""

T = 2
FEW = Projected(batch=1)
MANY = Projected(hidden_size=40, proj_size=3, batch=1)
SOME = Projected(hidden_size=8, proj_size=3, batch=1)


def now(walk: Walk) -> dict[str, np.ndarray]:
    """Every variable at t = T."""
    return {name: walk.at(name, T, 0) for name in walk.values}


def ranked(walk: Walk, state: str) -> list[int]:
    """The units of a state, the one first that the step changed most."""
    return [int(unit) for unit in np.argsort(-abs(walk.at(state, T, 0) - walk.at(state, T - 1, 0)))]


def told(values: dict[str, np.ndarray], unit: int) -> str:
    """The sentence about one unit of h."""
    before, after = values["h_prev"][unit], values["h"][unit]
    way = "rises" if after > before else "falls"
    return (
        f"Unit {unit} of h: all units of h_full, weighted and added up: "
        f"h {way} from {number(float(before), 2)} to {number(float(after), 2)}."
    )


def chip(host: Host, rec: Recording, name: str) -> list[tuple[str | None, str]]:
    """Index and number of each box of a variable in the diagram."""
    boxes = shown(host)["chips"][rec.cell.variables.index(name)]["boxes"]
    return [(box["entry"], box["text"]) for box in boxes]


def row(host: Host, name: str) -> list[tuple[str | None, str]]:
    """Index and number of each box of a variable in the table."""
    return [(box["entry"], box["text"]) for box in shown(host)["rows"][name]["boxes"]]


def marked(host: Host) -> list[bool]:
    """For each band of the timeline, whether a unit is marked on it."""
    return [not one.evaluate("(mark) => mark.hidden") for one in host.player.locator(".unit-mark").all()]


def test_every_part_shows_pytorchs_numbers_at_every_operation(page: Page, tmp_path: Path) -> None:
    walk = walks(FEW.build())[0, 0]
    values, rec = now(walk), recorded(FEW)
    host = open_host(page, tmp_path, rec, t=T)
    most = ranked(walk, "c")[0]
    for operation in rec.cell.operations:
        see = shown(host)
        own = operation.name == "h"
        unit = 0 if own else most
        assert see["unit"] == ("unit 0 of h:" if own else f"unit {most}, changed most:")
        assert see["line"] == fill(template(operation), values, walk.weights, unit=unit)
        assert see["result"] == number(float(values[operation.name][unit]), 4)
        assert see["dots"] > 0
        for place, name in enumerate(rec.cell.variables):
            assert see["rows"][name]["shape"] == f"({len(values[name])},)"
            assert [box["text"] for box in see["rows"][name]["boxes"]] == [minus(f"{v:.4f}") for v in values[name]]
            assert [box["text"] for box in see["chips"][place]["boxes"]] == [minus(f"{v:.2f}") for v in values[name]]
        if not own:
            host.page.keyboard.press("ArrowDown")
    assert shown(host)["said"] == f"{told(values, 0)} {told(values, 1)}"
    change = values["h"] - values["h_prev"]
    largest = int(np.argmax(abs(change)))
    assert shown(host)["rows"]["h"]["change"] == minus(f"{change[largest]:+.4f} [{largest}]")
    # Once the diagram is about one unit of the layer, both units of h say which they are.
    host.player.get_by_label("Unit", exact=True).select_option("3")
    assert [entry for entry, _ in chip(host, rec, "h")] == ["0", "1"]


def test_a_unit_of_the_layer_is_none_of_h(page: Page, tmp_path: Path) -> None:
    walk, rec = walks(SOME.build())[0, 0], recorded(SOME)
    values, own = now(walk), ranked(walks(SOME.build())[0, 0], "h")
    host = open_host(page, tmp_path, rec, t=T, operation="h")
    assert chip(host, rec, "h") == [(None, minus(f"{value:.2f}")) for value in values["h"]]
    assert marked(host) == [False] * 6
    host.player.get_by_label("Unit", exact=True).select_option("5")
    see = shown(host)
    assert see["units"] == "numbers: unit 5"
    assert chip(host, rec, "h_full") == [(None, minus(f"{values['h_full'][5]:.2f}"))]
    for name in ("h", "h_prev"):
        # These are not unit 5, so they say which they are.
        assert chip(host, rec, name) == [(str(unit), minus(f"{values[name][unit]:.2f}")) for unit in own[:2]]
        assert row(host, name) == [(None, minus(f"{value:.4f}")) for value in values[name]]
    assert see["unit"] == f"unit {own[0]} of h, changed most:"
    assert see["result"] == number(float(values["h"][own[0]]), 4)
    assert see["said"] == told(values, own[0])
    assert marked(host) == [True] * 5 + [False]
    # Not even where h has a unit of that number.
    host.player.get_by_label("Unit", exact=True).select_option("1")
    host.settle()
    assert page.locator("#one tbody tr:last-child .chosen").count() == 0
    assert page.locator("#one tbody tr:nth-last-child(2) .chosen").count() == 1


def test_a_unit_of_h_can_be_chosen_and_is_none_of_the_layer(page: Page, tmp_path: Path) -> None:
    walk, rec = walks(SOME.build())[0, 0], recorded(SOME)
    values, least = now(walk), ranked(walk, "h")[-1]
    host = open_host(page, tmp_path, rec, t=T, operation="h")
    host.player.get_by_label("Unit of h", exact=True).select_option(str(least))
    see = shown(host)
    operation = rec.cell.operation("h")
    assert see["unit"] == f"unit {least} of h:"
    assert see["line"] == fill(template(operation), values, walk.weights, unit=least)
    assert see["said"] == told(values, least)
    assert see["units"] == ""
    assert page.locator("#one tbody .chosen").count() == 2  # h and h_prev
    assert [text for _, text in chip(host, rec, "h")] == [minus(f"{values['h'][least]:.2f}")]
    assert len(chip(host, rec, "c")) == 8
    assert marked(host) == [False] * 5 + [True]
    page.keyboard.press("ArrowUp")
    assert shown(host)["unit"] == f"unit {ranked(walk, 'c')[0]}, changed most:"
    page.wait_for_function("reports.length > 0")
    assert [report["projected_unit"] for _, report in host.reports()][-1] == least
    assert [report["unit"] for _, report in host.reports()][-1] is None


def test_of_many_units_h_says_which_of_its_own_it_shows(page: Page, tmp_path: Path) -> None:
    walk, rec = walks(MANY.build())[0, 0], recorded(MANY)
    values, own, most = now(walk), ranked(walk, "h"), ranked(walk, "c")
    host = open_host(page, tmp_path, rec, t=T, operation="h")
    see = shown(host)
    assert see["units"] == f"numbers: units {most[0]}, {most[1]}; strips: all 40"
    assert [int(head) for head in page.locator("#one thead .box").all_inner_texts()] == most[:2]
    for name in ("h", "h_prev"):
        assert chip(host, rec, name) == [(str(unit), minus(f"{values[name][unit]:.2f}")) for unit in own[:2]]
        assert row(host, name) == [(str(unit), minus(f"{values[name][unit]:.4f}")) for unit in own[:2]]
    assert row(host, "h_full") == [(None, minus(f"{values['h_full'][unit]:.4f}")) for unit in most[:2]]
    assert "[37 more]" in see["line"]
    host.player.get_by_label("Unit of h", exact=True).select_option(str(own[2]))
    assert chip(host, rec, "h") == [(str(own[2]), minus(f"{values['h'][own[2]]:.2f}"))]
    assert [entry for entry, _ in row(host, "h")] == [str(own[2]), str(own[0])]


def test_two_units_of_h_below_others_of_the_layer_say_which_they_are(page: Page, tmp_path: Path) -> None:
    host = open_host(page, tmp_path, recorded(Projected(hidden_size=9, proj_size=2, batch=1)), t=T)
    assert [entry for entry, _ in row(host, "h")] == ["0", "1"]


def test_its_boxes_stand_below_the_numbers_of_the_head(page: Page, tmp_path: Path) -> None:
    open_host(page, tmp_path, recorded(SOME), t=T)
    lefts = "(boxes) => boxes.map((box) => Math.round(box.getBoundingClientRect().left))"
    head = page.locator("#one thead .box").evaluate_all(lefts)
    for place in (2, 17):
        boxes = page.locator(f"#one tbody tr:nth-child({place}) .value .box").evaluate_all(lefts)
        assert len(boxes) == 3
        assert np.abs(np.subtract(boxes, head[:3])).max() <= 2


def test_a_place_that_is_not_there_is_brought_back(page: Page, tmp_path: Path) -> None:
    rec = recorded(SOME)
    host = open_host(page, tmp_path, rec, t=T, operation="h", unit=7, projected_unit=7)
    assert shown(host)["unit"] == "unit 2 of h:"
    plain = record("LSTM", 3)
    host.send(message(plain))
    host.show(view_of(plain, jump=1, unit=1, projected_unit=1))
    assert shown(host)["unit"] == "unit 1:"
    expect(host.player.get_by_label("Unit of h", exact=True)).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("reports.at(-1)?.[1].t === 1")
    assert "projected_unit" not in host.reports()[-1][1]


def test_the_layer_above_reads_the_projected_states_and_the_bands_have_their_own_rows(
    page: Page, tmp_path: Path
) -> None:
    plan = Projected(hidden_size=8, proj_size=3, num_layers=2, bidirectional=True, batch=1)
    rec, walk = recorded(plan), walks(plan.build())[1, 1]
    host = open_host(page, tmp_path, rec, layer=1, direction="reverse", t=T, operation="h")
    assert shown(host)["rows"]["x"]["shape"] == "(6,)"
    for name in ("x", "h"):
        assert row(host, name) == [(None, minus(f"{value:.4f}")) for value in walk.at(name, T, 0)]
    for name, place in {"c": 4, "h": 5}.items():
        values, limit = walk.values[name][:, 0], bounds(rec)[name].limit
        wanted = [[theme.SIGNED_RAMP.at(0.5 + v / (2 * limit)) for v in units] for units in values.tolist()]
        assert np.abs(np.subtract(page.evaluate(BAND, [place, *values.shape]), wanted)).max() <= 4, name


def test_a_row_that_ends_early_has_its_own_timeline(page: Page, tmp_path: Path) -> None:
    labels = [list("abcdef"), list("uvw"), list("wxyz")]
    plan = Projected(seq_len=6, batch=3, bidirectional=True)
    rec = recorded(plan, lengths=[6, 3, 4], labels=labels)
    host = open_host(page, tmp_path, rec, t=5)
    slider = host.player.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuemax", "5")
    for chosen, kept, last in ((1, 2, 2), (2, 2, 3), (0, 3, 5)):
        host.player.get_by_label("Batch row").select_option(str(chosen))
        expect(slider).to_have_attribute("aria-valuemax", str(last))
        expect(host.where).to_contain_text(f"t = {kept} of {last + 1}")
        page.keyboard.press("End")
        assert host.at() == (last, 14)
        expect(host.where).to_contain_text(f"t = {last} of {last + 1} · “{labels[chosen][last]}”")
        track = rec.track(0, "forward", chosen)
        assert row(host, "h") == [(None, minus(f"{value:.4f}")) for value in track[last]["h"]]
    # In the reverse direction the row begins at its own end.
    host.player.get_by_label("Batch row").select_option("1")
    host.player.get_by_label("Direction").select_option("reverse")
    page.keyboard.press("Home")
    assert host.at() == (2, 1)
    assert page.evaluate("document.querySelector('#one').shadowRoot.querySelectorAll('.box.missing').length") == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_from_a_file_says_it_in_the_language_asked_for(page: Page, tmp_path: Path, language: str) -> None:
    page.goto(rnnviz.show(recorded(FEW), t=T, language=language).save(tmp_path / "page.html").as_uri())
    page.keyboard.press("End")
    words = {"en": ("Unit of h", "Unit 0 of h:"), "zh": ("h 的单元", "h 的单元 0：")}[language]
    expect(page.locator(".happened")).to_contain_text(words[1])
    expect(page.get_by_label(words[0], exact=True)).to_be_visible()
