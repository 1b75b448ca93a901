from collections.abc import Callable

from tests.pages.conftest import App

Open = Callable[..., App]


def test_panels_are_opened_and_closed_and_the_address_follows(app: Open) -> None:
    shown = app()
    assert shown.test.button_group(key="panels").value == ["charts"]
    shown.test.button_group(key="panels").set_value([]).run()
    assert shown.address == {"panels": ""}
    assert not shown.test.get("plotly_chart")
    shown.test.button_group(key="panels").set_value(["charts"]).run()
    assert shown.address == {}
    assert len(shown.test.get("plotly_chart")) == 3


def test_a_link_with_everything_closed_opens_so(app: Open) -> None:
    shown = app(panels="")
    assert shown.test.button_group(key="panels").value == []
    assert not shown.test.get("plotly_chart")
