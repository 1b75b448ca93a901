"""Settings of every test run. Shapes and types are checked by a hook that pyproject.toml puts in place."""

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from tests import checked

checked.install()

# A time limit for an example would fail on a busy machine and prove nothing.
settings.register_profile(
    "fast", max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

LATE = ("tests/pages/", "tests/browser/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The quick tests first, then those that start pages, then those that start a browser."""

    def lateness(item: pytest.Item) -> int:
        path = item.path.relative_to(config.rootpath).as_posix()
        return next((place for place, folder in enumerate(LATE, 1) if path.startswith(folder)), 0)

    items.sort(key=lateness)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: all that is made stays to the end, and looking took a quarter of the time.

    Nor is it looked through later, when garbage is looked for among what the tests make.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
