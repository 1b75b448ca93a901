"""Every way in which a condition can be wrong, word for word, with the place that is marked."""

import ast
from contextlib import suppress
from pathlib import Path
from typing import Any

import jaxtyping
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz.errors import ArgumentError, ConditionError
from rnnviz.limits import MAX_CONDITION

torch.manual_seed(0)
LSTM = rnnviz.record(nn.LSTM(3, 4, num_layers=2), torch.randn(5, 2, 3))
NAMES = (
    "x, h_prev, c_prev, a_i, a_f, a_g, a_o, i, f, g, o, kept, written, c, squashed, h, "
    "input, forget, cell, candidate, output, t, length"
)
FUNCTIONS = "abs, all, any, change, isfinite, isinf, isnan, max, mean, min, norm, prev, std, sum"
NUMBER_MISSING = "condition must have a name, a number or a bracket before {}, got none. Write what is missing there."
INSTEAD = "condition must have {} here, got {}. Replace it."
INDEX = "units must be chosen in the form [3], [-1] or [2:5], got {} there. Write whole numbers."

# The code, what is said, the condition, and what is marked in it.
TABLE: tuple[tuple[str, str, str], ...] = (
    # What the text is made of.
    ("condition-empty", "condition must ask something, got an empty text. Write one such as f[3] < 0.1.", ""),
    (
        "condition-character",
        "condition must be made of names, numbers, operators and brackets, got '?'. Remove it.",
        "f ? 1\n  ^",
    ),
    (
        "condition-character",
        "condition must be made of names, numbers, operators and brackets, got ':'. Remove it.",
        "f < 1 : 2\n      ^",
    ),
    (
        "condition-character",
        """condition must be made of names, numbers, operators and brackets, got "'". Remove it.""",
        "'f' < 1\n^",
    ),
    ("condition-instead", INSTEAD.format("'=='", "'='"), "f = 0.1\n  ^"),
    ("condition-instead", INSTEAD.format("'=='", "'==='"), "f === 0.1\n  ^^^"),
    ("condition-instead", INSTEAD.format("'<='", "'=<'"), "f =< 0.1\n  ^^"),
    ("condition-instead", INSTEAD.format("'!='", "'<>'"), "f <> 0.1\n  ^^"),
    ("condition-instead", INSTEAD.format("'and'", "'&&'"), "f < 0.1 && i > 0.9\n        ^^"),
    ("condition-instead", INSTEAD.format("'and'", "'&'"), "(f < 0.1) & (i > 0.9)\n          ^"),
    ("condition-instead", INSTEAD.format("'or'", "'||'"), "f < 0.1 || i > 0.9\n        ^^"),
    ("condition-instead", INSTEAD.format("'not'", "'!'"), "!isnan(h)\n^"),
    ("condition-instead", INSTEAD.format("'<='", "'≤'"), "f ≤ 0.1\n  ^"),
    ("condition-instead", INSTEAD.format("'and'", "'AND'"), "f < 0.1 AND i > 0.9\n        ^^^"),
    ("condition-instead", INSTEAD.format("'crosses'", "'cross'"), "h[2] cross 0\n     ^^^^^"),
    ("condition-instead", INSTEAD.format("'('", "'（'"), "mean（f) < 0.2\n    ^^"),
    ("condition-instead", INSTEAD.format("'<'", "'＜'"), "f ＜ 0.1\n  ^^"),
    ("condition-instead", INSTEAD.format("'not'", "'！'"), "！isnan(h)\n^^"),
    # Brackets.
    (
        "condition-open",
        "condition must close every bracket, and '(' stays open. Put ')' where it ends.",
        "abs(c > 5\n   ^",
    ),
    (
        "condition-open",
        "condition must close every bracket, and '(' stays open. Put ')' where it ends.",
        "(abs(c) > 5\n^",
    ),
    (
        "condition-open",
        "condition must close every bracket, and '[' stays open. Put ']' where it ends.",
        "f[3\n ^",
    ),
    (
        "condition-close",
        "condition must open a bracket before it is closed, got ')' without '('. Remove it, or open one.",
        "f < 0.1)\n       ^",
    ),
    ("condition-instead", INSTEAD.format("')'", "']'"), "(f] < 0.1\n  ^"),
    ("condition-instead", INSTEAD.format("']'", "')'"), "f[3) < 0.1\n   ^"),
    ("condition-instead", INSTEAD.format("'('", "'['"), "[f] < 0.1\n^"),
    # What is missing.
    (
        "condition-unfinished",
        "condition must go on after '<' with a name, a number or a bracket, and it ends there. Write the rest.",
        "f < \n   ^",
    ),
    (
        "condition-unfinished",
        "condition must go on after 'and' with a name, a number or a bracket, and it ends there. Write the rest.",
        "f < 1 and\n         ^",
    ),
    ("condition-operand", NUMBER_MISSING.format("'and'"), "and f < 1\n^^^"),
    ("condition-operand", NUMBER_MISSING.format("'<'"), "f < < 1\n    ^"),
    ("condition-operand", NUMBER_MISSING.format("')'"), "(f < ) and i > 1\n     ^"),
    ("condition-operand", NUMBER_MISSING.format("'*'"), "f ** 2 > 1\n   ^"),
    ("condition-operand", NUMBER_MISSING.format("'not'"), "f < not g\n    ^^^"),
    ("condition-operand", NUMBER_MISSING.format("','"), "f < , 1\n    ^"),
    ("condition-operand", NUMBER_MISSING.format("'+'"), "+f > 1\n^"),
    (
        "condition-together",
        "condition must have an operator, and or or between '0.1' and 'i', got none. "
        "Put one there, such as and between two comparisons.",
        "f < 0.1 i > 0.9\n        ^",
    ),
    (
        "condition-together",
        "condition must have an operator, and or or between '2' and 'f', got none. "
        "Put one there, such as and between two comparisons.",
        "2f > 1\n ^",
    ),
    (
        "condition-comma",
        "condition must be a single question, got ','. Join two questions with and, or with or.",
        "f < 0,1\n     ^",
    ),
    # Units.
    ("condition-index", INDEX.format("']'"), "f[] < 1\n  ^"),
    ("condition-index", INDEX.format("'i'"), "f[i] < 1\n  ^"),
    ("condition-index", INDEX.format("','"), "f[1, 2] < 1\n   ^"),
    ("condition-index", INDEX.format("':'"), "f[0:4:2] < 1\n     ^"),
    ("condition-index", INDEX.format("'1.5'"), "f[1.5] < 1\n ^^^^^"),
    ("condition-index", INDEX.format("'1e2'"), "f[0:1e2] < 1\n ^^^^^^^"),
    (
        "condition-index-place",
        "units must be chosen right after a name, as in f[3], got '[' after ')'. Move it to the name.",
        "(f + g)[3] < 1\n       ^",
    ),
    (
        "condition-unit",
        "unit of f must be at least -4 and below 4 in layer 0, got 4. Choose one of these, or a layer that has it.",
        "f[4] < 0.1\n ^^^",
    ),
    (
        "condition-unit",
        "unit of x must be at least -3 and below 3 in layer 0, got -4. Choose one of these, or a layer that has it.",
        "x[-4] < 0.1\n ^^^^",
    ),
    (
        "condition-units-none",
        "units of f must be at least one of its 4 in layer 0, got [3:1], which are none. Choose a larger range.",
        "f[3:1] < 0.1\n ^^^^^",
    ),
    (
        "condition-no-units",
        "t must stand without units, it is one number at each step, got 't[0]'. Remove the brackets.",
        "t[0] < 1\n ^^^",
    ),
    (
        "condition-no-units",
        "inf must stand without units, it is one number at each step, got 'inf[0]'. Remove the brackets.",
        "c < inf[0]\n       ^^^",
    ),
    (
        "condition-units-apart",
        "units must be the same on both sides, got h[0:4] beside x[0:3]. Choose single units, as in "
        "x[0] and h[0], or put all units together with a function such as mean.",
        "x > h\n    ^",
    ),
    (
        "condition-units-apart",
        "units must be the same on both sides, got c[0:4] beside f[0:2]. Choose single units, as in "
        "f[0] and c[0], or put all units together with a function such as mean.",
        "f[:2] < 0.1 and c > 5\n                ^^^^^",
    ),
    # Names.
    (
        "condition-name",
        f"name must be one of {NAMES} for cell type LSTM, got 'q'. Choose one of these.",
        "q < 0.1\n^",
    ),
    (
        "condition-name-near",
        f"name must be one of {NAMES} for cell type LSTM, got 'foget'. Choose one of these; did you mean 'forget'?",
        "i > 0.9 and foget < 0.1\n            ^^^^^",
    ),
    (
        "condition-name-near",
        f"name must be one of {NAMES} for cell type LSTM, got 'C'. Choose one of these; did you mean 'c'?",
        "abs(C) > 5\n    ^",
    ),
    (
        "condition-function",
        f"function must be one of {FUNCTIONS}, got 'tanh'. Choose one of these.",
        "tanh(c) > 0.9\n^^^^",
    ),
    (
        "condition-function-near",
        f"function must be one of {FUNCTIONS}, got 'isNan'. Choose one of these; did you mean 'isnan'?",
        "isNan(h)\n^^^^^",
    ),
    (
        "condition-not-function",
        "f must stand without round brackets, it is no function, got 'f('. Units stand in square brackets.",
        "f(3) < 0.1\n^",
    ),
    (
        "condition-call",
        "mean must be followed by what it works on, in brackets, got no brackets. Write mean(h).",
        "mean < 0.2\n^^^^",
    ),
    (
        "condition-call",
        "any must be followed by what it works on, in brackets, got no brackets. Write any(h > 0.5).",
        "any\n^^^",
    ),
    (
        "condition-arguments",
        "max must be given exactly one argument, got 2. Write it as max(h).",
        "max(f, g) > 1\n^^^^^^^^^",
    ),
    (
        "condition-arguments",
        "all must be given exactly one argument, got 0. Write it as all(h > 0.5).",
        "all()\n^^^^^",
    ),
    (
        "condition-nan",
        "condition must ask for NaN with isnan, nothing equals 'NaN'. Write isnan(h).",
        "h == NaN\n     ^^^",
    ),
    (
        "condition-gradients",
        "'grad_forget' must be asked of a recording with gradients, and this one has none. "
        "Record again with rnnviz.record(..., gradients_of=loss).",
        "abs(grad_forget) > 1\n    ^^^^^^^^^^^",
    ),
    # Numbers, and what is true or false.
    (
        "condition-truth",
        "condition must have something true or false here, got 'f + 1', a number. Compare it with another.",
        "f + 1\n^^^^^",
    ),
    (
        "condition-truth",
        "condition must have something true or false here, got 'f', a number. Compare it with another.",
        "f and g > 0.5\n^",
    ),
    (
        "condition-truth",
        "condition must have something true or false here, got 'h', a number. Compare it with another.",
        "any(h)\n    ^",
    ),
    (
        "condition-number",
        "condition must have a number here, got 'f > 0', which is true or false. "
        "Join what is true or false with and, or, not.",
        "(f > 0) + 1 < 2\n ^^^^^",
    ),
    (
        "condition-number",
        "condition must have a number here, got 'any(f > 0)', which is true or false. "
        "Join what is true or false with and, or, not.",
        "any(f > 0) == 1\n^^^^^^^^^^",
    ),
    (
        "condition-over-units",
        "mean must be given something with a value for each unit, got 'f[2]', which has one at each step. "
        "Write it as mean(h), or leave mean out.",
        "mean(f[2]) < 0.2\n     ^^^^",
    ),
    (
        "condition-crosses",
        "crosses must stand alone between two numbers, got another comparison in 'h crosses 0 < 1'. "
        "Join two comparisons with and.",
        "h crosses 0 < 1\n^^^^^^^^^^^^^^^",
    ),
    # Limits.
    (
        "condition-depth",
        "condition must have at most 50 operations inside one another, got 52. "
        "Write it flatter, or ask in several calls.",
        f"… {'-' * 40}f < 1\n{' ' * 42}^",
    ),
)


def refused(condition: Any) -> ConditionError:
    with pytest.raises(ConditionError) as caught:
        rnnviz.find(LSTM, condition)
    return caught.value


@pytest.mark.parametrize(("code", "sentence", "marked"), TABLE, ids=[f"{one[0]}-{one[2]!r}" for one in TABLE])
def test_the_message_word_for_word(code: str, sentence: str, marked: str) -> None:
    condition = marked.partition("\n")[0] if code != "condition-depth" else "-" * 50 + "f < 1"
    error = refused(condition)
    assert (error.code, error.sentence()) == (code, sentence)
    assert error.marked == marked
    assert str(error) == (f"{sentence}\n{marked}" if marked else sentence)
    assert isinstance(error, ArgumentError)
    assert condition[error.start : error.end] in condition
    assert 0 <= error.start <= error.end <= len(condition) == len(error.condition)


def test_what_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    error = refused(lambda h: h > 0)
    assert str(error) == "condition must be a text such as 'f[3] < 0.1', got function. Write it as a str."
    assert (error.code, error.start, error.end, error.condition) == ("condition-type", 0, 0, "")


def test_what_is_too_long() -> None:
    error = refused("f < 1" + " " * MAX_CONDITION)
    assert error.sentence() == "condition must have at most 1000 characters, got 1005. Ask in several calls."
    assert (error.code, error.start, error.end) == ("condition-length", 1000, 1005)


@pytest.mark.parametrize("condition", ["(" * 10_000, "(" * 10_000 + "f < 1" + ")" * 10_000, "not " * 5_000 + "f < 1"])
def test_what_is_endless_is_refused_like_anything_else(condition: str) -> None:
    assert refused(condition).code == "condition-length"


@pytest.mark.parametrize("opening", ["(", "abs(", "not ", "-", "change(", "[", "f[", "(not "])
def test_no_depth_below_the_limit_of_length_runs_into_recursion(opening: str) -> None:
    for closing in ("", ")" * ((MAX_CONDITION - 5) // (len(opening) + 1))):
        count = (MAX_CONDITION - 5 - len(closing)) // len(opening)
        # Where it is no condition, it is refused in the usual way.
        with suppress(ConditionError):
            rnnviz.find(LSTM, opening * count + "f < 1" + closing)


def test_brackets_alone_are_no_depth() -> None:
    assert len(rnnviz.find(LSTM, "(" * 400 + "f < 2" + ")" * 400)) == 20


def test_the_table_holds_every_error_of_the_language() -> None:
    # What is no number is said of a watch expression: tests/analysis/test_evaluate.py.
    here = {code for code, _, _ in TABLE} | {"condition-type", "expression-number"}
    assert here == raised(Path(rnnviz.__file__).parent / "analysis" / "find")


def raised(folder: Path) -> set[str]:
    """The codes of all errors in the source: what a `ConditionError` is called with first."""
    calls = [
        node
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ConditionError"
    ]
    codes = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    return {code for code in codes if isinstance(code, str)}


def test_the_search_for_codes_finds_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('raise ConditionError("new-code", N_("..."))\n', encoding="utf-8")
    assert raised(tmp_path) == {"new-code"}


def test_the_sentence_is_translated_and_the_mark_stays() -> None:
    error = refused("f = 1")
    said = error.message(lambda text: text.replace("condition must have", "这里要用"))
    assert said == "这里要用 '==' here, got '='. Replace it.\nf = 1\n  ^"
    assert error.sentence(lambda text: "» " + text).startswith("» condition must have")


def test_a_place_far_inside_is_shown_with_what_is_around_it() -> None:
    condition = "f < 1 and " * 20 + "q < 1" + " and f < 1" * 20
    line, mark = refused(condition).marked.splitlines()
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) < 100
    assert line[mark.index("^")] == "q"


def test_a_line_break_in_a_condition_breaks_no_mark() -> None:
    assert refused("f <\n\t1 and q > 1").marked == "f <  1 and q > 1\n           ^"


def test_a_wrong_unit_names_the_layer_that_lacks_it() -> None:
    error = refused("x[3] > 0")
    assert "below 3 in layer 0" in str(error)
    assert len(rnnviz.find(LSTM, "x[3] < inf", layer=1)) == 10


def test_names_are_those_of_the_cell_type() -> None:
    gru = rnnviz.record(nn.GRU(3, 4), torch.randn(5, 2, 3))
    with pytest.raises(ConditionError, match=r"one of x, h_prev, a_r.*reset, update.* for cell type GRU, got 'f'"):
        rnnviz.find(gru, "f < 0.1")
    with pytest.raises(ConditionError, match=r"one of x, h_prev, a, h, t, length for cell type RNN, got 'forget'"):
        rnnviz.find(rnnviz.record(nn.RNN(3, 4), torch.randn(5, 2, 3)), "forget < 0.1")


def test_units_of_a_projected_state_are_no_units_of_the_layer() -> None:
    projected = rnnviz.record(nn.LSTM(3, 4, proj_size=2), torch.randn(5, 2, 3))
    with pytest.raises(ConditionError, match=r"got c\[0:4\] beside h\[0:2\]"):
        rnnviz.find(projected, "h > c")
    with pytest.raises(ConditionError, match=r"got h\[0:2\] beside f\[0:2\]"):
        rnnviz.find(projected, "f[:2] > h")
    # Features of the input are no units either, though there may be as many.
    with pytest.raises(ConditionError, match=r"got h\[0:3\] beside x\[0:3\]"):
        rnnviz.find(rnnviz.record(nn.LSTM(3, 3), torch.randn(5, 2, 3)), "x > h")
