"""Every way in which an edit can be wrong, word for word, with the place that is marked."""

import ast
from pathlib import Path
from typing import Any

import jaxtyping
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.analysis.rerun import Edit, read_edits, rerun
from rnnviz.errors import ArgumentError, EditError
from rnnviz.limits import MAX_EDITS

REC = rnnviz.record(
    nn.LSTM(3, 4, 2, bidirectional=True),
    torch.arange(36.0).reshape(6, 2, 3),
    lengths=[4, 6],
    labels=[list("abca"), list("abcdef")],
)
GRU = rnnviz.record(nn.GRU(3, 4), torch.zeros(6, 1, 3))
NAMES = (
    "x, h_prev, c_prev, a_i, a_f, a_g, a_o, i, f, g, o, kept, written, c, squashed, h, h_0, c_0, "
    "W_ii, W_if, W_ig, W_io, W_hi, W_hf, W_hg, W_ho, b_ii, b_if, b_ig, b_io, b_hi, b_hf, b_hg, b_ho, "
    "input, forget, cell, candidate, output"
)

# The code, what is said, the edit, and what is marked in it.
TABLE = (
    (
        "edit-unfinished",
        "edit must be finished, and it ends too early. Write it like f[2] = 1 from t=5 layer=0.",
        "f",
        "",
    ),
    (
        "edit-unfinished",
        "edit must be finished, and it ends too early. Write it like f[2] = 1 from t=5 layer=0.",
        "f = 1 from",
        "",
    ),
    ("edit-instead", "edit must have '=' here, got '=='. Replace it.", "f == 1", "=="),
    ("edit-instead", "edit must have '=' here, got ':='. Replace it.", "f := 1", ":="),
    (
        "edit-expected",
        "edit must go on here with one of '=', '+=', '[', got '1'. Write it like f[2] = 1 from t=5 layer=0.",
        "f 1",
        "1",
    ),
    ("edit-name", "edit must have a name here, got '='. Write it like f[2] = 1 from t=5 layer=0.", "= 1", "="),
    (
        "edit-expected",
        "edit must go on here with one of 'at', 'from', 'to', ';', 'layer=', got '2'. Write it like "
        "f[2] = 1 from t=5 layer=0.",
        "f = 1 2",
        "2",
    ),
    (
        "edit-expected",
        "edit must go on here with one of 'at', 'from', 'to', ';', 'layer=', got ','. Write it like "
        "f[2] = 1 from t=5 layer=0.",
        "f = 1, g = 2",
        ",",
    ),
    ("edit-name", "edit must have a name here, got '5'. Write it like f[2] = 1 from t=5 layer=0.", "f = 1 at 5", "5"),
    (
        "edit-times",
        "steps must be told once, got 'from t=2' as well. Write from t=2 to t=5, or two edits.",
        "f = 1 at t=5 from t=2",
        "from t=2",
    ),
    (
        "edit-expected",
        "edit must go on here with one of '1', '-', ':', got '='. Write it like f[2] = 1 from t=5 layer=0.",
        "f[ = 1",
        "=",
    ),
    (
        "edit-index",
        "units must be chosen in the form [3], [-1], [2:5] or [2,:], got '1.5' there. Write whole numbers.",
        "f[1.5] = 1",
        "1.5",
    ),
    (
        "edit-axes",
        "brackets of f must hold one number or range for each of its axes, 1 at most, got [1,2]. Remove the others.",
        "f[1,2] = 1",
        "[1,2]",
    ),
    (
        "edit-units",
        "units of f must lie within its 4 units in layer 0, got [9]. Choose units that it has.",
        "f[9] = 1",
        "[9]",
    ),
    (
        "edit-units",
        "units of f must lie within its 4 units in layer 0, got [3:2]. Choose units that it has.",
        "f[3:2] = 1",
        "[3:2]",
    ),
    (
        "edit-target-near",
        "name must be one of NAMES for cell type LSTM, got 'ff'. Choose one of these; did you mean 'f'?",
        "ff = 1",
        "ff",
    ),
    (
        "edit-target-near",
        "name must be one of NAMES for cell type LSTM, got 'W_hx'. Choose one of these; did you mean 'W_ho'?",
        "W_hx = 1",
        "W_hx",
    ),
    (
        "edit-target",
        "name must be one of NAMES for cell type LSTM, got 'zzzz'. Choose one of these.",
        "zzzz = 1",
        "zzzz",
    ),
    (
        "edit-operator",
        "edit must add or multiply, got '-='. Write += and the other sign, as f += -1 for f -= 1.",
        "f -= 1",
        "-=",
    ),
    (
        "edit-operator",
        "edit must add or multiply, got '/='. Write *= and one over the number, as f *= 0.5 for f /= 2.",
        "f[2] /= 4 at t=2",
        "/=",
    ),
    (
        "edit-minus",
        "steps, layers and rows must be counted from 0, got a minus. Write a number from 0 on.",
        "f = 1 layer=-1",
        "-",
    ),
    ("edit-value", "value must be a number, inf, nan or a label in quotes, got 'g'. Write a number.", "f = g", "g"),
    (
        "edit-label-place",
        "a label must take the place of the whole x of layer 0, got \"f = 'a'\". Write x = 'a'.",
        "f = 'a'",
        "'a'",
    ),
    (
        "edit-label-place",
        "a label must take the place of the whole x of layer 0, got \"x[1] = 'a'\". Write x = 'a'.",
        "x[1] = 'a'",
        "'a'",
    ),
    (
        "edit-label",
        "label must be one that stands in the recording, got 'z'. Choose one of: 'a', 'b', 'c', 'd', 'e', 'f'.",
        "x = 'z'",
        "'z'",
    ),
    (
        "edit-character",
        'edit must be made of names, numbers, signs and labels in quotes, got "\'". Write it like f[2] '
        "= 1 from t=5 layer=0.",
        "x = 'a",
        "'",
    ),
    ("edit-time", "a step must be written as t=5, got 's=3'. Write t.", "f = 1 at s=3", "s"),
    ("edit-step", "t must be at least 0 and below 6, got 6. Choose a position in the input.", "f = 1 at t=6", "6"),
    (
        "edit-step",
        "t must be at least 0 and below 4, got 5. Choose a position in the input.",
        "f = 1 at t=5 row=0",
        "5",
    ),
    (
        "edit-minus",
        "steps, layers and rows must be counted from 0, got a minus. Write a number from 0 on.",
        "f = 1 at t=-1",
        "-",
    ),
    (
        "edit-order",
        "the first step must be processed before the last one, got from t=4 to t=2 in the forward "
        "direction. Write from t=2 to t=4.",
        "f = 1 from t=4 to t=2",
        "2",
    ),
    (
        "edit-order",
        "the first step must be processed before the last one, got from t=2 to t=4 in the reverse "
        "direction. Write from t=4 to t=2.",
        "f = 1 from t=2 to t=4 direction=reverse",
        "4",
    ),
    (
        "edit-place",
        "layer must be at least 0 and below 2, got 2. Choose one that the recording holds.",
        "f = 1 layer=2",
        "2",
    ),
    ("edit-place", "row must be at least 0 and below 2, got 2. Choose one that the recording holds.", "f=1 row=2", "2"),
    (
        "edit-direction",
        "direction must be one of forward, reverse, got 'up'. The module has num_directions=2.",
        "f = 1 direction=up",
        "up",
    ),
    (
        "edit-where",
        "edit must end with layer=, direction= or row=, each at most once, got 'unit='. Remove it.",
        "f = 1 unit=3",
        "unit",
    ),
    (
        "edit-where",
        "edit must end with layer=, direction= or row=, each at most once, got 'row='. Remove it.",
        "f = 1 row=1 row=1",
        "row",
    ),
    (
        "edit-x-direction",
        "x must stand without direction=, both directions read it, got 'direction=reverse'. Remove it.",
        "x = 1 direction=reverse",
        "direction=reverse",
    ),
    (
        "edit-weight-row",
        "W_hf must stand without row=, all batch rows have the same weights, got 'row=0'. Remove it.",
        "W_hf = 1 row=0",
        "row=0",
    ),
    (
        "edit-initial-time",
        "c_0 must stand without a step, it is there before the first one, got 't=3'. Remove the step.",
        "c_0 = 1 from t=3",
        "t=3",
    ),
    (
        "edit-character",
        "edit must be made of names, numbers, signs and labels in quotes, got '?'. Write it like f[2] = "
        "1 from t=5 layer=0.",
        "f = 1\ng = 2 ? 3",
        "?",
    ),
    (
        "edit-unfinished",
        "edit must be finished, and it ends too early. Write it like f[2] = 1 from t=5 layer=0.",
        "f = 1; i",
        "",
    ),
    (
        "edit-units",
        "units of W_hf must lie within its 4 x 4 units in layer 0, got [2,9]. Choose units that it has.",
        "W_hf[2,9] = 0",
        "[2,9]",
    ),
    (
        "edit-place",
        "layer must be at least 0 and below 2, got a. Choose one that the recording holds.",
        "f = 1 layer=a",
        "a",
    ),
    (
        "edit-name",
        "edit must have a name here, got 'from'. Write it like f[2] = 1 from t=5 layer=0.",
        "from = 1",
        "from",
    ),
    (
        "edit-character",
        "edit must be made of names, numbers, signs and labels in quotes, got '+'. Write it like f[2] = "
        "1 from t=5 layer=0.",
        "f = 1 + 2",
        "+",
    ),
    (
        "edit-character",
        "edit must be made of names, numbers, signs and labels in quotes, got '*'. Write it like f[2] = "
        "1 from t=5 layer=0.",
        "f = 2 * 3",
        "*",
    ),
    (
        "edit-label-vectors",
        "label must stand for one input, got 'a', whose input at t = 0 in row 0 is another than at t = "
        "3 in row 0. Set the features of x instead.",
        "x = 'a'",
        "'a'",
    ),
    ("edit-instead", "edit must have '=' here, got '＝'. Replace it.", "f ＝ 1", "＝"),
    ("edit-instead", "edit must have ';' here, got '；'. Replace it.", "f = 1；g = 1", "；"),
    (
        "edit-step",
        "t must be at least 0 and below 6, got 9999. Choose a position in the input.",
        "x = 1 at t=9999",
        "9999",
    ),
)


@pytest.mark.parametrize(("code", "said", "text", "marked"), TABLE, ids=[text for _, _, text, _ in TABLE])
def test_what_is_said(code: str, said: str, text: str, marked: str) -> None:
    with pytest.raises(EditError) as caught:
        rerun(REC, text)
    error = caught.value
    assert error.sentence() == said.replace("NAMES", NAMES)
    assert (error.code, error.text, text[error.start : error.end]) == (code, text, marked)


def test_labels_of_a_recording_without_any() -> None:
    with pytest.raises(EditError) as caught:
        read_edits("x = 'a'", GRU)
    assert str(caught.value) == (
        "x must be set to a number where the recording has no labels, got 'a'. Record with labels=...\nx = 'a'\n    ^^^"
    )


def test_a_long_text() -> None:
    with pytest.raises(EditError) as caught:
        read_edits("f = 1;" * 2000, REC)
    assert caught.value.sentence() == "edits must have at most 10000 characters, got 12000. Write fewer edits."
    assert caught.value.start == MAX_EDITS


def test_the_mark_stands_under_the_place() -> None:
    with pytest.raises(EditError) as caught:
        read_edits("f = 1\ng[9] = 2", REC)
    assert str(caught.value).splitlines()[1:] == ["f = 1 g[9] = 2", "       ^^^"]


@pytest.mark.parametrize(("given", "got"), [(None, "NoneType"), (5, "int"), (["f = 1", 5], "int")])
def test_what_is_neither_text_nor_an_edit(given: Any, got: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(ArgumentError) as caught:
        rerun(REC, given)
    assert str(caught.value) == f"edits must be text or Edit objects, got {got}. Write them like 'f[2] = 1 from t=5'."


def test_one_edit_needs_no_list() -> None:
    assert rerun(GRU, Edit("z", "=", 1.0)).edits == ("z = 1",)


def test_every_code_is_tested() -> None:
    folder = Path(rnnviz.__file__).parent / "analysis" / "rerun"
    raised = {
        node.args[0].value
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "EditError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert raised == {code for code, *_ in TABLE} | {"edit-no-labels"}
