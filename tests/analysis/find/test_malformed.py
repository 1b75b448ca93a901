"""Whatever is typed, `find` answers it or refuses it with a place: no other exception, no sentence without mark."""

import random
import re

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

import rnnviz
from rnnviz.errors import ConditionError

torch.manual_seed(0)
REC = rnnviz.record(nn.LSTM(3, 4), torch.randn(2, 1, 3))
VALID = (
    "f[3] < 0.1",
    "abs(c) > 5",
    "isnan(h)",
    "i > 0.99 and f < 0.01",
    "h[2] crosses 0",
    "mean(f) < 0.2",
    "0.2 < f[0:2] <= 1e-3 or not (t == length - 1)",
    "any(prev(h) > -inf) and change(c[-1]) != 0 / 2",
    "forget + input * 2 - x[0] >= max(abs(a_f))",
)
TOKENS = (
    *"+-*/<>()[],:.=&|!^%$#@~?;'\"\\{}",
    *(
        "<=",
        "==",
        "!=",
        "**",
        "<>",
        "&&",
        "and",
        "or",
        "not",
        "crosses",
        "f",
        "h",
        "x",
        "q",
        "t",
        "length",
        "inf",
        "nan",
    ),
    *(
        "mean",
        "any",
        "prev",
        "isnan(",
        "[3]",
        "[9]",
        "[1:2]",
        "[1.5]",
        "0",
        "1e",
        "3",
        ".5",
        "grad_h",
        "True",
        "（",
        "≥",
    ),
)


def mutated(draw: random.Random) -> str:
    """A condition with something left out, put in, doubled, exchanged or replaced."""
    tokens = re.findall(r"\w+\.?\w*|[<>=!]=|\S", draw.choice(VALID))
    for _ in range(draw.choice((1, 1, 2, 3))):
        place = draw.randrange(len(tokens)) if tokens else 0
        match draw.randrange(5):
            case 0 if tokens:
                del tokens[place]
            case 1:
                tokens.insert(place, draw.choice(TOKENS))
            case 2 if tokens:
                tokens[place] = draw.choice(TOKENS)
            case 3 if len(tokens) > 1:
                other = draw.randrange(len(tokens))
                tokens[place], tokens[other] = tokens[other], tokens[place]
            case _:
                tokens[place:place] = tokens[place : place + 2]
    return draw.choice((" ", "")).join(tokens)


def answer(condition: str) -> ConditionError | None:
    """What is wrong with a condition, after a look at how it is said."""
    try:
        rnnviz.find(REC, condition)
    except ConditionError as refused:
        error = refused
    else:
        return None
    assert 0 <= error.start <= error.end <= len(condition)
    assert re.fullmatch(r"[^\n]+[.?]", error.sentence()), error.sentence()
    if condition.strip():
        line, mark = error.marked.splitlines()
        assert re.fullmatch(r" *\^+", mark)
        assert len(line) < 200
    return error


def test_two_hundred_malformed_conditions_each_get_a_message_with_a_place() -> None:
    draw = random.Random(0)
    refused: dict[str, ConditionError] = {}
    answered = 0
    for condition in {mutated(draw): None for _ in range(1500)}:
        error = answer(condition)
        if error is None:
            answered += 1
        else:
            refused[condition] = error
    assert len(refused) >= 200
    # Some of what is mutated still means something, and the errors are of many kinds.
    assert answered >= 50
    assert len({error.code for error in refused.values()}) >= 20


@pytest.mark.parametrize("condition", VALID)
def test_what_was_mutated_is_answered(condition: str) -> None:
    assert answer(condition) is None


@given(st.text(max_size=30))
def test_any_text_is_answered_or_refused(condition: str) -> None:
    answer(condition)


@given(st.lists(st.sampled_from((*TOKENS, " ")), max_size=12).map("".join))
def test_any_row_of_tokens_is_answered_or_refused(condition: str) -> None:
    answer(condition)
