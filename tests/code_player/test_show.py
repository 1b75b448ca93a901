"""``rnnviz.show`` takes a trace as it takes a recording."""

import re
from pathlib import Path

import pytest

import rnnviz
from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.tracing import Trace


def doubled(x: float) -> float:
    label = "</script><b>"
    y = 2 * x
    return y if label else x


@pytest.fixture
def trace() -> Trace:
    return rnnviz.trace(doubled, 1.5)


def test_the_page_is_one_file_that_loads_nothing(trace: Trace, tmp_path: Path) -> None:
    text = rnnviz.show(trace).save(tmp_path / "page.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "default-src 'none'" in text
    assert not re.search(r"<(link|img|iframe)\b|src=|@import", text)
    assert text.count("</script>") == 4


def test_it_begins_where_it_is_told(trace: Trace) -> None:
    assert '"step": 0, "jump"' in rnnviz.show(trace).to_html()
    assert f'"step": {len(trace) - 1}, "jump"' in rnnviz.show(trace, step=-1).to_html()
    with pytest.raises(PlaceError):
        rnnviz.show(trace, step=len(trace))


def test_it_displays_itself_in_a_notebook(trace: Trace) -> None:
    player = rnnviz.show(trace, language="zh")
    assert player._repr_html_().startswith('<iframe title="doubled" ')
    assert 'sandbox="allow-scripts"' in player._repr_html_()
    assert '<html lang="zh-Hans">' in player.to_html()
    assert repr(player) == ('<rnnviz player: doubled; shown in a notebook, or in a browser after .save("player.html")>')


def test_other_languages_and_other_things_are_refused(trace: Trace) -> None:
    with pytest.raises(ArgumentError, match=r"language must be one of en, zh, got 'fr'"):
        rnnviz.show(trace, language="fr")
    with pytest.raises(TypeError):
        rnnviz.show(trace, layer=1)  # type: ignore[call-overload]
