"""The figure of differences: against outputs subtracted by hand."""

import numpy as np
import torch
from torch import nn

import rnnviz
from rnnviz.figures import clicked_place, differences
from tests.figures.drawing import PSEUDO

X = torch.randn(6, 1, 3, generator=torch.Generator().manual_seed(3))


def test_a_line_for_each_other_recording_with_its_largest_difference() -> None:
    torch.manual_seed(0)
    lstm, gru, rnn = nn.LSTM(3, 4), nn.GRU(3, 4), nn.RNN(3, 5)
    recordings = [rnnviz.record(module, X) for module in (lstm, gru, rnn)]
    comparison = rnnviz.compare(*recordings)
    figure = differences(comparison, ["LSTM", "<b>GRU</b>", "RNN"], recordings[0].track(), "h", at=2)
    line, *marks = figure.data
    with torch.no_grad():
        apart = (gru(X)[0].double() - lstm(X)[0].double())[:, 0].abs().amax(1).numpy()
    np.testing.assert_array_equal(line.y, apart)
    assert line.name == "&lt;b&gt;GRU&lt;/b&gt;"
    assert figure.layout.yaxis.type == "log"
    low, high = figure.layout.yaxis.range
    assert low <= np.log10(apart.min()) <= np.log10(apart.max()) <= high
    assert all(len(mark.x) == 0 for mark in marks)
    assert clicked_place({"selection": {"points": [{"customdata": list(line.customdata[3])}]}}) == (3, None)


def test_what_is_equal_and_what_is_missing_is_marked_and_counted() -> None:
    gru = nn.GRU(3, 4)
    changed = X.clone()
    changed[2, 0, 0] += 1
    changed[4, 0, 0] = torch.nan
    recordings = [rnnviz.record(gru, X), rnnviz.record(gru, changed)]
    figure = differences(rnnviz.compare(*recordings), ["a", "b"], recordings[0].track(), "h", words=PSEUDO)
    line, missing, equal = figure.data
    assert np.isnan(line.y).tolist() == [True, True, False, False, True, True]
    assert missing.x.tolist() == [4, 5]
    assert equal.x.tolist() == [0, 1]
    assert f"⟦exactly 0: {2}⟧" in figure.layout.title.subtitle.text
    assert "⟦" in figure.layout.title.text
