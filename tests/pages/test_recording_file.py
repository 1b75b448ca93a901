import hashlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

import rnnviz
from rnnviz.lessons.opened import OPENED
from rnnviz.pages.recording_file import file_of, open_file
from tests.pages.conftest import App

Open = Callable[..., App]


@pytest.fixture
def rec() -> rnnviz.Recording:
    torch.manual_seed(3)
    return rnnviz.record(torch.nn.LSTM(2, 3, num_layers=2, bidirectional=True), torch.randn(6, 2, 2))


def test_what_isfile_of_is_the_recording(rec: rnnviz.Recording, tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(file_of(rec))
    again = rnnviz.load(tmp_path / "a.safetensors")
    assert again.version == rec.version
    assert np.array_equal(again.c, rec.c)  # type: ignore[arg-type]


def test_a_file_is_opened_and_named_in_the_address(app: Open, rec: rnnviz.Recording) -> None:
    shown = app()
    name = OPENED.keep(file_of(rec))
    open_file(shown.visit, file_of(rec))
    shown.run()
    assert shown.sent["version"] == rec.version
    assert shown.address == {"input": "file", "file": name}
    assert not shown.errors
    assert "LSTM, recorded before: 6 time steps, 2 rows, hidden size 3." in [one.value for one in shown.test.caption]
    shown.rest_at(layer=1, direction="reverse", row=1, t=2, operation="c")
    assert app(**shown.address).sent["place"] == shown.sent["place"] | {"unit": None}
    # One that is larger than any that is made here is followed, too.
    large = rnnviz.record(torch.nn.RNN(1, 600, num_layers=5), torch.randn(9, 1, 1))
    open_file(shown.visit, file_of(large))
    assert shown.run().rest_at(layer=4, t=8, unit=599).address["unit"] == "599"
    long = rnnviz.record(torch.nn.RNN(1, 2), torch.randn(10_500, 1, 1))
    open_file(shown.visit, file_of(long))
    shown.run().rest_at(t=10_400, zoom=[10_300, 10_450])
    assert (shown.address["t"], shown.address["zoom"]) == ("10400", "10300-10450")


def test_a_link_to_a_file_that_is_not_here_says_so_and_waits_for_it(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(4)
    one, other = (file_of(rnnviz.record(torch.nn.GRU(2, 3), torch.randn(9, 1, 2))) for _ in range(2))
    name = hashlib.sha256(one).hexdigest()[:16]
    shown = app(input="file", file=name, t="4", op="h")
    assert shown.warnings == [
        f"This link shows a recording out of a file, {name}, that is not open here. Open the file under File: who sent "
        "the link can save it there."
    ]
    open_file(shown.visit, one)
    place = shown.run().sent["place"]
    assert (place["t"], place["operation"]) == (4, "h")
    # Another file is shown from its beginning.
    open_file(shown.visit, other)
    assert shown.run().sent["place"]["t"] == 0
    # A file that had to make room while another page was shown is waited for, too.
    shown.rest_at(t=7)
    shown.visit.enter("shapes")
    monkeypatch.setattr(OPENED, "_kept", OrderedDict())
    shown.visit.enter("")
    assert "not open here" in str(shown.visit.notices[0])
    assert shown.visit.scenario.source == "example"
    shown.visit.enter("shapes")
    assert not shown.visit.notices
    shown.visit.enter("")
    open_file(shown.visit, other)
    assert shown.visit.scenario.t == 7


def test_what_is_no_recording_leaves_everything_as_it_was(app: Open) -> None:
    shown = app(input="text")
    version = shown.sent["version"]
    with pytest.raises(rnnviz.errors.FileError):
        open_file(shown.visit, b"nothing")
    assert shown.run().sent["version"] == version
