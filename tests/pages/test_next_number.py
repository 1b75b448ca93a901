"""The page of the next number, run by Streamlit's own test runner."""

from collections.abc import Mapping

import pytest

from rnnviz.errors import InputError
from rnnviz.pages.form.settings_of import settings_of
from rnnviz.pages.training.next_number.own import open_table
from rnnviz.pages.training.next_number.told import sentences, table
from rnnviz.pages.training.program import program
from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.runs import RUNS
from rnnviz.training.runs.folder import Progress
from rnnviz.training.task import Measured
from rnnviz.training.training import Training
from rnnviz.words import translation
from tests.pages.conftest import App
from tests.training.at_once import at_once

SMALL = "next-number?series=sine&length=60&networks=nn.LSTM%2Cnn.GRU&hidden=3&epochs=2&same=1"


def opened(train: str = SMALL, **query: str) -> App:
    return App({"train": train, **query}, "train")


def plan_of(app: App) -> NextNumberPlan:
    return settings_of(app.visit, NextNumberPlan)


def text_of(app: App) -> str:
    return "\n".join(one.value for one in app.test.markdown)


def type_into(app: App, setting: str, text: str, *, area: bool = False) -> App:
    fields = app.test.text_area if area else app.test.text_input
    fields(key=f"plan.next-number.{setting}").set_value(text)
    return app.run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_training_begins_and_is_shown_when_it_is_done(language: str) -> None:
    train = "next-number?series=sine&length=60&networks=by_hand.JoinedLSTM,nn.LSTM&hidden=3&epochs=2&same=1"
    app = opened(train if language == "en" else SMALL, lang=language)
    assert not app.errors
    # The series and the two layouts; nothing is trained yet.
    assert len(app.test.get("plotly_chart")) == 2
    with at_once() as runs:
        app.test.button(key="run_start").click()
        app.run()
        # The page is drawn once more when a run has ended.
        app.run()
        look = runs.look(app.visit.runs["train"])
        latest = {mark.name: mark.measured for mark in look.marks}
    assert not app.errors
    assert look.state == "done"
    said = text_of(app)
    assert look.progress is not None
    task = plan_of(app).task()
    assert table(task, latest, look.progress, app.visit.translate) in said
    for sentence in sentences(task, latest, look.progress, app.visit.translate):
        assert sentence in said
    # With it come the forecast and the errors; of the LSTMs, how far their losses are apart.
    assert len(app.test.get("plotly_chart")) == (5 if language == "en" else 4)
    assert ("50 % of the learning rate" in said) == (language == "en")
    assert [button.label for button in app.test.button if button.key and button.key.startswith("debugger_")] == list(
        look.names
    )


def test_settings_go_into_the_address_and_come_back() -> None:
    app = opened()
    type_into(app, "hidden_size", "5")
    assert app.address["train"] == SMALL.replace("hidden=3", "hidden=5")
    app.choose("plan.next-number.series", "random-walk")
    type_into(app, "noise", "0.5")
    assert (
        plan_of(opened(app.address["train"]))
        == plan_of(app)
        == NextNumberPlan.read(
            "series=random-walk&length=60&networks=nn.LSTM,nn.GRU&hidden=5&epochs=2&same=1&noise=0.5"
        )
    )


@pytest.mark.parametrize(
    ("setting", "entered", "sentence"),
    [
        ("hidden_size", "0", "hidden_size must be a whole number from 1 to 128, got 0."),
        ("epochs", "many", "epochs must be a whole number from 1 to 1000, got many."),
        ("length", "11", "length must be a whole number from 12 to 10000, got 11."),
        ("noise", "-1", "noise must be a number from 0 to 10, got -1.0."),
        ("rate", "0", "rate must be a number from 1e-06 to 1000, got 0.0."),
    ],
)
def test_a_wrong_number_is_answered_at_its_field_and_changes_nothing(setting: str, entered: str, sentence: str) -> None:
    app = opened("next-number?length=60&hidden=3")
    before = plan_of(app)
    type_into(app, setting, entered)
    assert app.errors == [sentence]
    assert app.test.text_input(key=f"plan.next-number.{setting}").value == entered
    assert plan_of(app) == before
    type_into(app, setting, before.RULES[setting].write(getattr(before, setting)))
    assert not app.errors


def test_wrong_numbers_stay_in_their_field_and_a_right_table_has_columns() -> None:
    app = opened("next-number?series=own&hidden=3")
    assert not app.errors
    before = plan_of(app)
    rows = [f"day {day};{day},5;{day * day}" for day in range(20)]
    wrong = "\n".join(["day;price;square", *rows[:7], "day 7;n/a;49", *rows[8:]])
    type_into(app, "numbers", wrong, area=True)
    assert app.errors == ['Row 9, column 2 ("price") must hold a number such as -0.5, it holds "n/a".']
    assert app.test.text_area(key="plan.next-number.numbers").value == wrong
    assert plan_of(app) == before
    type_into(app, "numbers", wrong.replace("n/a", "7,5"), area=True)
    assert not app.errors
    assert plan_of(app).task().data.series.tolist() == [day + 0.5 for day in range(20)]
    box = app.test.selectbox(key="plan.next-number.column")
    assert box.options == ["day", "price", "square"]
    assert box.value == "2"
    box.set_value("3")
    app.run()
    assert not app.errors
    assert plan_of(app).task().data.series.tolist() == [day * day for day in range(20)]
    # Names are no numbers: the column stays what it was.
    app.test.selectbox(key="plan.next-number.column").set_value("1")
    app.run()
    assert app.errors == ['Row 2, column 1 ("day") must hold a number such as -0.5, it holds "day 0".']
    assert plan_of(app).column == "3"
    # Another table need not have that column.
    type_into(app, "numbers", " ".join(map(str, range(15))), area=True)
    assert not app.errors
    assert plan_of(app).task().data.series.tolist() == list(range(15))
    type_into(app, "numbers", "1 2 3", area=True)
    assert app.errors == [
        "The series must have at least 12 numbers: 5 to read and 1 to predict for the training, and as many for the "
        "test; it has 3. Add some."
    ]


def test_a_file_of_ones_own() -> None:
    app = opened("next-number?series=own&hidden=3")
    content = "\ufeffday;price\r\n".encode() + b"".join(b"x;%d,5\r\n" % day for day in range(30))
    open_table(app.visit, plan_of(app), content)
    app.run()
    assert not app.errors
    plan = plan_of(app)
    assert plan.task(RUNS.contents).data.series.tolist() == [day + 0.5 for day in range(30)]
    assert app.address["train"] == f"next-number?series=own&file={plan.file}&hidden=3"
    with pytest.raises(InputError, match="The table is empty"):
        open_table(app.visit, plan, b"\xef\xbb\xbf")
    assert plan_of(app) == plan
    app.press("Numbers pasted instead")
    assert plan_of(app).file == ""
    # A link to a file that is not here.
    other = opened(f"next-number?series=own&file={'0' * 16}")
    assert other.errors == [
        f"This link needs data out of a file, {'0' * 16}, that is not here. Give the file once more."
    ]
    assert opened("next-number?series=own&numbers=1,2,x").errors == [
        'Row 1, column 3 must hold a number such as -0.5, it holds "x".'
    ]


def test_the_code_trains_what_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    app = opened()
    code = app.component("rnnviz_page_facts")["copy"]["code"]
    plan = plan_of(app)
    assert code == program(plan)
    exec(compile(code, "copied.py", "exec"), {})
    run = Training(plan, plan.task())
    while not run.over:
        run.advance()
    printed = capsys.readouterr().out
    for name in plan.networks:
        assert f"{name} {dict(run.measure(name).numbers)}" in printed


TOLD = Progress(
    ("nn.LSTM", "nn.GRU"), 20, 10, 10, seconds={"nn.LSTM": 2.0, "nn.GRU": 1.0}, parameters={"nn.LSTM": 1233}
)


def said(series: str, errors: Mapping[str, float], *, told: Progress = TOLD) -> str:
    task = NextNumberPlan(series=series, length=300).task()
    latest = {name: Measured({"error": error, "own_error": error}) for name, error in errors.items()}
    return " ".join(sentences(task, latest, told, translation("en")))


def test_who_won_is_said_from_the_numbers() -> None:
    noisy = NextNumberPlan(series="noisy-sine", length=300).task().baselines
    rule, again = (noisy[name].numbers["error"] for name in ("least-squares", "repeat"))
    assert said("noisy-sine", {"nn.LSTM": rule / 2, "nn.GRU": 2 * again}) == (
        f"**`nn.LSTM` is best on the numbers held out: {rule / 2:.3g}.** Least squares, with 6 fitted numbers, comes "
        f"to {rule:.3g}, to say the last number again to {again:.3g}. Worse than saying the last number again "
        f"({again:.3g}): `nn.GRU`."
    )
    assert said("noisy-sine", {"nn.LSTM": 1.02 * rule, "nn.GRU": 1.06 * rule}) == (
        f"**The best network, `nn.LSTM`, and least squares are about equal** on the numbers held out: "
        f"{1.02 * rule:.3g} and {rule:.3g}. No more than 5 % behind it: `nn.GRU`. Another seed may order these "
        "otherwise."
    )
    assert said("noisy-sine", {"nn.LSTM": 2 * rule}).startswith(
        f"**Least squares is better than all networks here: {rule:.3g} against {2 * rule:.3g}** of `nn.LSTM`"
    )
    assert said("sine", {"nn.LSTM": 0.001}).startswith("**No network is as good as least squares:** 6 fitted numbers")
    diverged = Progress(TOLD.names, 20, 10, 10, diverged={"nn.LSTM": 3})
    assert said("sine", {"nn.LSTM": 0.0}, told=diverged) == ""


def test_when_the_last_number_wins_that_is_said() -> None:
    walk = NextNumberPlan(series="random-walk", length=300).task().baselines
    rule, again = (walk[name].numbers["error"] for name in ("least-squares", "repeat"))
    assert again < rule
    found = said("random-walk", {"nn.LSTM": 3 * again})
    assert found.startswith(
        f"**To say the last number again is better than all networks here: {again:.3g} against {3 * again:.3g}** of "
        f"`nn.LSTM`, the best one. Least squares comes to {rule:.3g}."
    )
    assert said("random-walk", {"nn.LSTM": again / 2}).startswith("**`nn.LSTM` is best")


def test_numbers_beyond_those_that_were_seen_are_counted() -> None:
    assert "Of the numbers held out, 100 % lie beyond all that were learned from" in said("arithmetic", {"nn.GRU": 1.0})
    assert "lie beyond" not in said("sine", {"nn.GRU": 1.0})


def test_the_table_has_all_forecasts() -> None:
    task = NextNumberPlan(series="noisy-sine", length=300).task()
    errors = {"nn.LSTM": Measured({"error": 0.00321, "own_error": 1234.5})}
    lines = table(task, errors, TOLD, translation("en")).splitlines()
    assert lines[2] == "| `nn.LSTM` | 1,233 | 2.00 | **0.00321** | 1,234 |"
    assert [line.split(" | ")[:2] for line in lines[3:]] == [["| the last number again", "0"], ["| least squares", "6"]]
