"""What the comparison widget is sent: the modules' own numbers, and their differences."""

import base64
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import ArgumentError
from rnnviz.player import comparable, comparison_message, firsts, states
from rnnviz.recorder import Recording
from tests.player.read_message import Message, read_message
from tests.player.test_show import view

X = torch.randn(7, 2, 3, generator=torch.Generator().manual_seed(3))


def recorded(*kinds: Any, size: int = 4, **options: Any) -> list[Recording]:
    torch.manual_seed(0)
    return [rnnviz.record(kind(3, size), X, **options) for kind in kinds]


def sent(recordings: list[Recording], **options: Any) -> tuple[Message, dict[str, Any]]:
    comparison = rnnviz.compare(*recordings)
    track = recordings[0].track(batch=1)
    marked = firsts(comparison, track, options.get("variables"))
    message = read_message(comparison_message(comparison, ["a", "b", "c"], track, marked=marked, **options))
    return message, message.header["comparison"]


def rows(header: dict[str, Any]) -> list[tuple[str, int, bool]]:
    return [(row["variable"]["name"], row["recording"], row["difference"]) for row in header["rows"]]


def test_states_first_of_all_recordings_then_differences() -> None:
    recordings = recorded(nn.GRU, nn.LSTM, nn.RNN)
    assert states(recordings) == ("h", "c")
    assert comparable(recordings) == ("r", "z", "n", "h", "i", "f", "g", "o", "c")
    message, header = sent(recordings)
    assert rows(header) == [
        ("h", 0, False), ("h", 1, False), ("h", 2, False), ("h", 1, True), ("h", 2, True), ("c", 1, False),
    ]  # fmt: skip
    own = [recording.output[:, 1] for recording in recordings]
    for row in header["rows"][:3]:
        np.testing.assert_array_equal(message.array(row["values"]), own[row["recording"]])
    for row in header["rows"][3:5]:
        apart = own[row["recording"]].astype(np.float64) - own[0]
        np.testing.assert_array_equal(message.array(row["values"]), apart.astype(np.float32))
        np.testing.assert_array_equal(message.array(row["peaks"]), np.abs(apart).max(axis=1).astype(np.float32))
        assert row["variable"]["bound"] >= np.abs(apart).max()
    assert header["firsts"] == [None, 0, 0]
    assert header["version"] == recordings[0].version


def test_a_difference_below_float32_is_not_lost() -> None:
    gru = nn.GRU(3, 2).double()
    one = rnnviz.record(gru, X.double())
    with torch.no_grad():
        gru.get_parameter("bias_hh_l0").add_(1e-13)
    message, header = sent([one, rnnviz.record(gru, X.double())])
    apart = message.array(header["rows"][-1]["values"])
    assert 0 < np.abs(apart).max() < 1e-12


def test_rows_of_unlike_length_end_where_they_end() -> None:
    lstm = nn.LSTM(3, 2)
    packed, padded = rnnviz.record(lstm, X, lengths=[7, 4]), rnnviz.record(lstm, X)
    _, header = sent([packed, padded], variables=["h"])
    assert [row["length"] for row in header["rows"]] == [4, 7, 4]
    assert header["length"] == 7


def test_a_long_and_wide_track_takes_no_more_than_a_row_shows() -> None:
    rnn = nn.RNN(1, 40)
    x = torch.randn(2500, 1, 1, generator=torch.Generator().manual_seed(1))
    one = rnnviz.record(rnn, x)
    with torch.no_grad():
        rnn.get_parameter("bias_hh_l0").add_(0.5)
    comparison = rnnviz.compare(one, rnnviz.record(rnn, x))
    raw = comparison_message(comparison, ["a", "b"], one.track())
    message = read_message(raw)
    row = message.header["comparison"]["rows"][2]
    assert (row["values"]["shape"], row["exact"], row["length"]) == ([2000, 32], False, 2500)
    assert len(raw) < 3 * 2000 * 32 * 4 + 2500 * 4 + 10_000
    # What is reduced keeps the largest difference.
    assert np.abs(message.array(row["values"])).max() == message.array(row["peaks"]).max()


def test_show_takes_several_recordings() -> None:
    page = rnnviz.show(recorded(nn.LSTM, nn.LSTM, nn.GRU), batch=1, t=2)
    assert page.names == ("LSTM 1", "LSTM 2", "GRU")
    seen = view(page.to_html())
    message = read_message(base64.b64decode(seen["compared"]))
    assert message.header["comparison"]["names"] == ["LSTM 1", "LSTM 2", "GRU"]
    assert message.header["comparison"]["place"] == {"layer": 0, "direction": "forward", "row": 1}
    assert seen["below"] > 100
    assert page.height > rnnviz.show(recorded(nn.LSTM)[0]).height
    named = rnnviz.show(recorded(nn.GRU, nn.RNN), names=["before", "</script>"])
    assert named.names == ("before", "</script>")


def test_as_many_names_as_recordings() -> None:
    with pytest.raises(ArgumentError) as caught:
        rnnviz.show(recorded(nn.GRU, nn.RNN), names=["one"])
    assert str(caught.value) == "names must be one for each recording, 2 of them, got 1."
