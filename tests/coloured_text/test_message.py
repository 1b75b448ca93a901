"""What the script gets, number for number what was recorded."""

import json
import struct
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.coloured_text import coloured_text, message
from rnnviz.coloured_text.message import version_of
from rnnviz.errors import ArgumentError, InputError, PlaceError
from rnnviz.recorder import Recording

TEXT = ("<b>", "\n", " ", "你", "\ud800")


@pytest.fixture(scope="module")
def rec() -> Recording:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = nn.LSTM(2, 3, num_layers=2, bidirectional=True, proj_size=2)
    input = torch.randn(5, 2, 2, generator=torch.Generator().manual_seed(0))
    return rnnviz.record(module, input, labels=[list("abcde"), list("fghij")])


def read(payload: bytes) -> tuple[dict[str, Any], list[np.ndarray]]:
    magic, form, length = payload[:4], *struct.unpack("<II", payload[4:12])
    assert (magic, form, (12 + length) % 8) == (b"RNNT", 1, 0)
    told = json.loads(payload[12 : 12 + length])
    flat, arrays = np.frombuffer(payload[12 + length :], dtype="<f4"), []
    for sheet in told["sheets"]:
        size = len(told["characters"]) * sheet["units"]
        arrays.append(flat[:size].reshape(-1, sheet["units"]))
        flat = flat[size:]
    assert not len(flat)
    return told, arrays


def test_every_gate_and_state_is_there(rec: Recording) -> None:
    told, arrays = read(message(rec, TEXT, batch=1))
    assert told["characters"] == list(TEXT)
    assert (told["layers"], told["directions"], told["left"]) == (2, 2, 0)
    places = [(sheet["layer"], sheet["direction"], sheet["variable"]) for sheet in told["sheets"]]
    assert len(set(places)) == len(places) == 2 * 2 * 6
    for (layer, direction, name), found in zip(places, arrays, strict=True):
        whole = {"h": rec.h, "c": rec.c}.get(name)
        whole = rec.gate(name) if whole is None else whole
        np.testing.assert_array_equal(found, whole[layer, int(direction == "reverse"), :, 1])


def test_the_colours_hold_every_number(rec: Recording) -> None:
    told, arrays = read(message(rec))
    for sheet, values in zip(told["sheets"], arrays, strict=True):
        assert sheet["range"] == ("unit" if sheet["variable"] in "ifo" else "signed")
        means = np.concatenate([values.mean(axis=1, keepdims=True), values], axis=1)
        assert (np.abs(means).max(axis=0) <= np.array(sheet["bounds"]) * (1 + 1e-6)).all()
        if sheet["range"] == "signed":
            assert (np.array(sheet["bounds"]) <= 2 * np.abs(means).max(axis=0)).all()


def test_labels_stand_for_the_text(rec: Recording) -> None:
    assert read(message(rec, batch=1))[0]["characters"] == list("fghij")
    with pytest.raises(InputError) as error:
        message(rec, "abc")
    assert str(error.value) == "characters must be one for each of the 5 time steps, got 3."
    bare = rnnviz.record(nn.GRU(2, 3), torch.zeros(4, 1, 2))
    with pytest.raises(InputError) as error:
        message(bare)
    assert str(error.value) == (
        "The recording must have labels, and has none: give the characters, one for each time step."
    )


def test_too_many_numbers_are_left_out_sheet_by_sheet_and_counted(rec: Recording) -> None:
    told, _ = read(message(rec, most=40))
    assert (len(told["sheets"]), told["left"]) == (2, 22)
    told, _ = read(message(rec, most=0))
    assert (len(told["sheets"]), told["left"]) == (1, 23)


def test_what_is_not_a_number_is_sent_as_such() -> None:
    module = nn.RNN(1, 2)
    rec = rnnviz.record(module, torch.tensor([0.0, torch.nan, 0.0])[:, None, None], labels=[list("abc")])
    told, arrays = read(message(rec))
    assert np.isnan(arrays[0]).any(axis=1).tolist() == [False, True, True]
    assert np.isfinite(told["sheets"][0]["bounds"]).all()


def test_equal_texts_have_equal_names(rec: Recording) -> None:
    assert version_of(message(rec)) == version_of(message(rec)) != version_of(message(rec, TEXT))


def test_the_page_is_one_file_that_loads_nothing(rec: Recording) -> None:
    shown = coloured_text(rec, (*TEXT[:4], "</script>"), variable="c", layer=1, direction="reverse", unit=2)
    text = shown.to_html()
    assert "default-src 'none'" in text
    assert text.count("</script>") == 4
    assert '"variable": "c", "layer": 1, "direction": "reverse", "unit": 2' in text
    assert shown._repr_html_().startswith('<iframe title="nn.LSTM(')
    assert repr(shown).startswith("<rnnviz coloured text: nn.LSTM(2, 3, ")
    assert '<html lang="zh-Hans">' in coloured_text(rec, language="zh").to_html()


def test_what_is_not_there_is_refused(rec: Recording) -> None:
    for wrong, said in (
        ({"variable": "z"}, "variable must be one of i, f, g, o, h, c, got 'z'. Choose one of these."),
        ({"unit": 3}, "unit must be at least 0 and below 3, or -1 for the mean of all, got 3. Choose another."),
        (
            {"variable": "h", "unit": 2},
            "unit must be at least 0 and below 2, or -1 for the mean of all, got 2. Choose another.",
        ),
    ):
        with pytest.raises(PlaceError) as error:
            coloured_text(rec, **wrong)
        assert str(error.value) == said
    with pytest.raises(PlaceError):
        coloured_text(rec, layer=2)
    with pytest.raises(ArgumentError):
        coloured_text(rec, language="fr")
