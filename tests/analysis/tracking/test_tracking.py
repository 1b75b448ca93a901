"""Units that follow a series, against NumPy's own correlation."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.analysis import PROPERTIES, tracking
from rnnviz.errors import InputError, PlaceError
from rnnviz.recorder import Recording

STEPS = 30


def recorded(module: nn.RNNBase, *, batch: int = 2) -> Recording:
    input = torch.randn(STEPS, batch, module.input_size, generator=torch.Generator().manual_seed(1))
    return rnnviz.record(module, input)


@pytest.fixture(scope="module", params=[nn.LSTM, nn.GRU, nn.RNN])
def rec(request: pytest.FixtureRequest) -> Recording:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return recorded(request.param(3, 4, num_layers=2, bidirectional=True))


def arrays(rec: Recording) -> dict[str, np.ndarray]:
    """The recording's own arrays by their names."""
    gates = dict(zip(rec.cell.gates, rec.gates, strict=True))
    return gates | {"h": rec.h} | ({} if rec.c is None else {"c": rec.c})


def test_every_unit_has_numpys_correlation_the_best_first(rec: Recording) -> None:
    series = np.sin(np.arange(STEPS) / 3.0)
    found = tracking(rec, series, batch=1)
    expected = {}
    for name, values in arrays(rec).items():
        for layer in range(2):
            for side, direction in enumerate(("forward", "reverse")):
                for unit in range(4):
                    column = values[layer, side, :, 1, unit].astype(np.float64)
                    expected[name, layer, direction, unit] = np.corrcoef(series, column)[0, 1]
    told = {(one.variable, one.layer, one.direction, one.unit): one.correlation for one in found}
    assert told.keys() == expected.keys()
    assert all(told[place] == pytest.approx(value, abs=1e-9) for place, value in expected.items())
    sizes = [abs(one.correlation) for one in found]
    assert sizes == sorted(sizes, reverse=True)


def test_a_unit_that_is_the_series_comes_first_whatever_its_sign(rec: Recording) -> None:
    best = tracking(rec, -3.0 * rec.h[1, 0, :, 0, 2] + 1.0)[0]
    assert (best.variable, best.layer, best.direction, best.unit) == ("h", 1, "forward", 2)
    assert best.correlation == pytest.approx(-1)


def test_what_does_not_change_has_no_correlation() -> None:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = nn.LSTM(3, 4)
    rec = recorded(module)
    assert tracking(rec, np.full(STEPS, 0.1)) == ()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
        module.get_parameter("bias_ih_l0").fill_(0.3)
    still = recorded(module)
    # All gates stay what they are; the states move on.
    assert {one.variable for one in tracking(still, np.arange(float(STEPS)))} == {"h", "c"}


def test_steps_without_a_number_do_not_count(rec: Recording) -> None:
    series = np.sin(np.arange(STEPS) / 3.0)
    series[[0, 7, STEPS - 1]] = np.nan
    known = np.isfinite(series)
    best = tracking(rec, series, variables=["h"])[0]
    column = rec.h[best.layer, int(best.direction == "reverse"), known, 0, best.unit]
    assert best.correlation == pytest.approx(np.corrcoef(series[known], column)[0, 1])
    series[2:] = np.nan
    assert len(tracking(rec, series)) <= 1 or all(abs(one.correlation) <= 1 for one in tracking(rec, series))


def test_numbers_that_are_none_have_no_correlation(rec: Recording) -> None:
    h = rec.h.copy()
    h[0, 0, 3, 0, 0], h[0, 0, 5:, 0, 1] = np.nan, np.inf
    found = tracking(replace(rec, h=h), np.sin(np.arange(STEPS)), variables=["h"])
    assert {one.unit for one in found if (one.layer, one.direction) == (0, "forward")} == {2, 3}


def test_rows_of_different_lengths() -> None:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = nn.GRU(3, 4)
    input = torch.randn(6, 2, 3, generator=torch.Generator().manual_seed(0))
    rec = rnnviz.record(module, nn.utils.rnn.pack_padded_sequence(input, [6, 4]))
    series = np.array([0.0, 1.0, 0.0, 2.0])
    best = tracking(rec, series, batch=1, variables=["h"])[0]
    assert best.correlation == pytest.approx(np.corrcoef(series, rec.h[0, 0, :4, 1, best.unit])[0, 1])


def test_what_does_not_fit_is_refused(rec: Recording) -> None:
    with pytest.raises(InputError) as error:
        tracking(rec, np.zeros(3))
    assert str(error.value) == "series must have one number for each of the 30 time steps, got 3."
    with pytest.raises(PlaceError):
        tracking(rec, np.zeros(STEPS), variables=["nothing"])


TEXT = 'He said “yes (no)”\nand "a [b] c" 12.\n'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("quotes", "........aaaaaaaaa......aaaaaaaa......"),
        ("brackets", ".............aaa..........aa........."),
        ("line-end", "..................a.................a"),
        ("line-end-next", ".................a.................a?"),
        ("space", "..a....a....a.........a..a...a..a...."),
        ("vowel", ".a..aa....a....a...a....a............"),
        ("capital", "a...................................."),
        ("digit", ".................................aa.."),
    ],
)
def test_properties_of_a_text(name: str, expected: str) -> None:
    found = PROPERTIES[name].of(TEXT)
    shown = "".join("?" if np.isnan(value) else "a" if value else "." for value in found)
    assert shown == expected, shown


def test_places_in_the_line_and_words() -> None:
    assert PROPERTIES["in-line"].of("ab\nc\n\nde").tolist() == [0, 1, 0, 1, 0, 0, 1, 2]
    assert PROPERTIES["word-start"].of("ab 1c-d").tolist() == [1, 0, 0, 1, 0, 0, 1]
    assert PROPERTIES["punctuation"].of("a,。b!").tolist() == [0, 1, 1, 0, 1]
    assert PROPERTIES["brackets"].of("([a)](b").tolist() == [1, 2, 2, 0, 0, 1, 1]


def test_a_quote_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert PROPERTIES["quotes"].of("`a\nb\n\nc`d`").tolist() == [1, 1, 1, 1, 1, 0, 0, 1, 1, 0]


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_can_be_told_of_any_text(name: str) -> None:
    for text in ([], ["a"], ["e\u0301", "\n", "👩‍🚀", "「"]):
        assert len(PROPERTIES[name].of(text)) == len(text)
