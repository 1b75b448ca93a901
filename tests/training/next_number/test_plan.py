"""A plan in an address, and a series of one's own."""

from pathlib import Path

import pytest

from rnnviz.errors import FileError, InputError, SettingError
from rnnviz.training.contents import Contents
from rnnviz.training.next_number import NextNumberPlan


def test_a_plan_comes_back_from_an_address() -> None:
    plan = NextNumberPlan(
        series="own",
        numbers="1;2\n3;4 & ü,=",
        column="the price",
        networks=("by_hand.JoinedLSTM", "nn.RNN"),
        hidden_size=3,
        epochs=7,
        layout="sample",
        same_start=True,
        noise=0.25,
        length=99,
        seed=5,
    )
    assert NextNumberPlan.read(plan.write()) == plan
    assert NextNumberPlan().write() == ""


WRONG = {
    "series=sinus": "series must be one of arithmetic, geometric, sine, noisy-sine, random-walk, own, got sinus.",
    "length=11": "length must be a whole number from 12 to 10000, got 11.",
    "noise=-1": "noise must be a number from 0 to 10, got -1.0.",
    "networks=nn.LSTM,nn.LSTN": (
        "networks must be some of by_hand.LSTM, by_hand.JoinedLSTM, nn.LSTM, by_hand.GRU, nn.GRU, nn.RNN, with commas "
        "between them, got nn.LSTM,nn.LSTN."
    ),
    "hidden=0": "hidden_size must be a whole number from 1 to 128, got 0.",
    "epochs=1001": "epochs must be a whole number from 1 to 1000, got 1001.",
    "layout=batches": "layout must be one of batch, sample, got batches.",
    "same=yes": "same_start must be 0 or 1, got yes.",
    "file=..%2Fx": "file must be a name of small letters, digits and dashes, got ../x.",
}


@pytest.mark.parametrize("address", WRONG)
def test_what_no_plan_has(address: str) -> None:
    with pytest.raises(SettingError) as raised:
        NextNumberPlan.read(address)
    assert str(raised.value) == WRONG[address]


def test_no_network() -> None:
    with pytest.raises(SettingError) as raised:
        NextNumberPlan(networks=()).task()
    assert str(raised.value) == "networks must be one or more, got none: choose one."


def test_the_example_is_the_published_one() -> None:
    """Means of the first and the last year, and the sum, as they are given with the series in R's datasets."""
    numbers = NextNumberPlan(series="own").task().data.series
    years = numbers.reshape(12, 12)
    assert numbers.sum() == 40363
    assert years[0].sum() == 1520
    assert years[-1].sum() == 5714


def test_numbers_of_ones_own() -> None:
    task = NextNumberPlan(series="own", numbers=", ".join(map(str, range(20)))).task()
    assert task.data.series.tolist() == list(range(20))
    with pytest.raises(InputError) as raised:
        NextNumberPlan(series="own", numbers="1 2 3").task()
    assert str(raised.value).endswith("it has 3. Add some.")
    with pytest.raises(InputError) as raised:
        NextNumberPlan(series="own", numbers=" ").check()
    assert str(raised.value) == "The table is empty: it must have a column of numbers."


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    contents = Contents(tmp_path, most_bytes=10_000)
    rows = [f"day {day};{day},5;{-day}" for day in range(30)]
    name = contents.keep("\ufeff".encode() + "\r\n".join(["day;price;other", *rows]).encode())
    plan = NextNumberPlan(series="own", file=name, numbers="1 2 3")
    assert plan.task(contents).data.series.tolist() == [day + 0.5 for day in range(30)]
    other = NextNumberPlan(series="own", file=name, column="other").task(contents)
    assert other.data.series.tolist() == [-day for day in range(30)]
    with pytest.raises(InputError) as wrong:
        NextNumberPlan(series="own", file=name, column="4").task(contents)
    assert str(wrong.value) == ('The table has no column "4": choose one of 1 ("day"), 2 ("price"), 3 ("other").')
    with pytest.raises(FileError):
        NextNumberPlan(series="own", file="0" * 16).task(contents)
