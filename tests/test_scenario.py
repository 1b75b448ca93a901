from dataclasses import FrozenInstanceError, fields, replace
from itertools import compress
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.lessons.network import network, recording
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_rules import LESSON_PARTS, PANELS, PLAYER_PARTS, RULES

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,39}", fullmatch=True)
typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

PARTS = (*LESSON_PARTS, *PLAYER_PARTS)

VALUES = {
    "cell_type": st.sampled_from(["LSTM", "GRU", "RNN"]),
    "nonlinearity": st.sampled_from(["tanh", "relu"]),
    "hidden_size": st.integers(1, limits.MAX_HIDDEN_SIZE),
    "num_layers": st.integers(1, limits.MAX_NUM_LAYERS),
    "bidirectional": st.booleans(),
    "bias": st.booleans(),
    "proj_size": st.integers(0, limits.MAX_HIDDEN_SIZE - 1),
    "batch_first": st.booleans(),
    "source": st.sampled_from(["example", "text", "series", "random", "file", "training", "model"]),
    "opened": st.from_regex(r"[0-9a-f]{0,16}", fullmatch=True),
    "input_size": st.integers(1, limits.MAX_INPUT_SIZE),
    "seq_len": st.integers(1, limits.MAX_SEQ_LEN),
    "batch": st.integers(1, limits.MAX_BATCH),
    "unbatched": st.booleans(),
    "lengths": typed,
    "text": typed,
    "series": typed,
    "reading": st.sampled_from(["shared", "full", "printed"]),
    "example_steps": st.integers(1, 2),
    "edits": typed,
    "digits": st.integers(4, 10),
    "weights": st.sampled_from(["example", "random"]),
    "seed": st.integers(0, limits.MAX_SEED),
    "layer": st.integers(0, limits.MAX_NUM_LAYERS - 1),
    "direction": st.sampled_from(["forward", "reverse"]),
    "row": st.integers(0, 1999),
    "t": st.integers(0, 9999),
    "operation": st.none() | names,
    "unit": st.none() | st.integers(0, limits.MAX_HIDDEN_SIZE - 1),
    "gate": st.none() | names,
    "chosen": typed,
    "predict": st.booleans(),
    "pitfall": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "loss": st.sampled_from(["none", "last", "all"]),
    "module": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "output_size": st.integers(1, 128),
    "alpha": st.integers(1, 100),
    "difference": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "reset": st.sampled_from(["after", "before"]),
    "update": st.sampled_from(["keeps", "replaces"]),
    "b_hn": st.sampled_from(["inside", "outside"]),
    "trace": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "trace_step": st.integers(0, limits.MAX_TRACE_STEP),
    "lesson": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "lesson_settings": typed,
    "slide": st.integers(0, limits.MAX_SLIDE),
    "present": st.booleans(),
    "parts": st.tuples(*[st.booleans()] * len(PARTS)).map(lambda some: tuple(compress(PARTS, some))),
    "term": st.from_regex(r"[a-z0-9-]{0,40}", fullmatch=True),
    "forget_bias": st.none() | st.floats(-20, 20).map(lambda value: round(value, 3) + 0.0),
    "gain": st.integers(limits.MIN_GAIN, limits.MAX_GAIN),
    "trained": st.integers(0, limits.MAX_TRAINED),
    "training": typed,
    "model": typed,
    "trainee": typed,
    "inside": typed,
    "moment": st.none() | st.integers(0, limits.MAX_POSITION),
    "padded": st.booleans(),
    "panels": st.tuples(*[st.booleans()] * len(PANELS)).map(lambda some: tuple(compress(PANELS, some))),
    "breakpoints": typed,
    "watches": typed,
    "what_if": typed,
    "original": st.booleans(),
    "compared": typed,
    "zoom": st.none() | st.tuples(st.integers(0, 900), st.integers(901, 2000)),
    "origin": typed,
    "changes": st.booleans(),
    "language": st.sampled_from(["en", "zh"]),
}
settings_given = st.fixed_dictionaries(VALUES)
"""Of which the tests make scenarios themselves: the type checker draws lots over a tuple, and a strategy must not."""


def test_the_round_trip_below_tries_every_setting() -> None:
    assert set(VALUES) == set(RULES) == {field.name for field in fields(Scenario)}


@given(settings_given)
def test_an_address_gives_its_scenario_back(chosen: dict[str, Any]) -> None:
    scenario = Scenario(**chosen)
    address = urlencode(scenario.to_query())
    read = dict(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)))
    assert Scenario.from_query(read) == (scenario, ())


def test_the_first_view_has_a_bare_address() -> None:
    assert Scenario().to_query() == {}


def test_only_what_differs_is_in_the_address_by_readable_names() -> None:
    scenario = Scenario(
        cell_type="GRU", hidden_size=16, source="text", text="a b", t=3, operation="h", unit=0, language="zh"
    )
    assert scenario.to_query() == {
        "cell": "GRU", "hidden": "16", "input": "text", "text": "a b", "t": "3", "op": "h", "unit": "0", "lang": "zh",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"hidden": "0"}, "hidden_size must be a whole number from 1 to 512, got 0."),
        ({"hidden": "-1"}, "hidden_size must be a whole number from 1 to 512, got -1."),
        ({"hidden": "1e9"}, "hidden_size must be a whole number from 1 to 512, got 1e9."),
        ({"hidden": "abc"}, "hidden_size must be a whole number from 1 to 512, got abc."),
        ({"hidden": ""}, 'hidden_size must be a whole number from 1 to 512, got "".'),
        ({"hidden": "1_0"}, "hidden_size must be a whole number from 1 to 512, got 1_0."),
        ({"hidden": "16.0"}, "hidden_size must be a whole number from 1 to 512, got 16.0."),
        ({"hidden": "9" * 400}, f"hidden_size must be a whole number from 1 to 512, got {'9' * 39}…."),
        ({"layers": "5"}, "num_layers must be a whole number from 1 to 4, got 5."),
        ({"cell": "lstm"}, "cell_type must be one of LSTM, GRU, RNN, got lstm."),
        ({"nonlinearity": "relu6"}, "nonlinearity must be one of tanh, relu, got relu6."),
        ({"bidirectional": "yes"}, "bidirectional must be 0 or 1, got yes."),
        ({"bias": "2"}, "bias must be 0 or 1, got 2."),
        ({"input": "url"}, "source must be one of example, text, series, random, file, training, model, got url."),
        ({"file": "../x"}, "opened must be a name of small letters, digits and dashes, got ../x."),
        ({"proj": "512"}, "proj_size must be a whole number from 0 to 511, got 512."),
        ({"batch_first": "True"}, "batch_first must be 0 or 1, got True."),
        ({"features": "1000000000"}, "input_size must be a whole number from 1 to 512, got 1000000000."),
        ({"seq_len": "0"}, "seq_len must be a whole number from 1 to 10000, got 0."),
        ({"batch": "0"}, "batch must be a whole number from 1 to 128, got 0."),
        ({"unbatched": ""}, 'unbatched must be 0 or 1, got "".'),
        ({"predict": "on"}, "predict must be 0 or 1, got on."),
        ({"pitfall": "A b"}, "pitfall must be a name of small letters, digits and dashes, got A b."),
        ({"loss": "mse"}, "loss must be one of none, last, all, got mse."),
        ({"module": "Joined LSTM"}, "module must be a name of small letters, digits and dashes, got Joined LSTM."),
        ({"outputs": "0"}, "output_size must be a whole number from 1 to 128, got 0."),
        ({"alpha": "0.3"}, "alpha must be a whole number from 1 to 100, got 0.3."),
        ({"difference": "?"}, "difference must be a name of small letters, digits and dashes, got ?."),
        ({"reset": "never"}, "reset must be one of after, before, got never."),
        ({"update": "z"}, "update must be one of keeps, replaces, got z."),
        ({"b_hn": "both"}, "b_hn must be one of inside, outside, got both."),
        ({"trace": "../x"}, "trace must be a name of small letters, digits and dashes, got ../x."),
        ({"step": "-1"}, "trace_step must be a whole number from 0 to 999999, got -1."),
        ({"reading": "none"}, "reading must be one of shared, full, printed, got none."),
        ({"steps": "3"}, "example_steps must be a whole number from 1 to 2, got 3."),
        ({"digits": "11"}, "digits must be a whole number from 4 to 10, got 11."),
        ({"weights": "mine"}, "weights must be one of example, random, got mine."),
        ({"seed": "-5"}, "seed must be a whole number from 0 to 2147483647, got -5."),
        ({"layer": "1e3"}, "layer must be a whole number from 0 to 999999999, got 1e3."),
        ({"direction": "backward"}, "direction must be one of forward, reverse, got backward."),
        ({"row": "x"}, "row must be a whole number from 0 to 999999999, got x."),
        ({"t": "-1"}, "t must be a whole number from 0 to 999999999, got -1."),
        ({"op": "<b>"}, "operation must be a name such as c, got <b>."),
        ({"unit": "9" * 10}, "unit must be a whole number from 0 to 999999999, got 9999999999."),
        ({"gate": ""}, 'gate must be a name such as c, got "".'),
        ({"forget_bias": "20.5"}, "forget_bias must be a number from -20 to 20, got 20.5."),
        ({"forget_bias": "1e1"}, "forget_bias must be a number from -20 to 20, got 1e1."),
        ({"gain": "9"}, "gain must be a whole number from 10 to 400, got 9."),
        ({"trained": "501"}, "trained must be a whole number from 0 to 500, got 501."),
        ({"moment": "-1"}, "moment must be a whole number from 0 to 999999999, got -1."),
        ({"padded": "no"}, "padded must be 0 or 1, got no."),
        (
            {"panels": "charts,stack"},
            "panels must be some of charts, breakpoints, watches, what_if, compare, memory, audit, with commas between "
            "them, got charts,stack.",
        ),
        ({"break": "\n" * 50}, 'breakpoints must be at most 50 lines of at most 1000 characters, got "".'),
        (
            {"watch": "h" * 1001},
            f"watches must be at most 50 lines of at most 1000 characters, got {'h' * 39}….",
        ),
        (
            {"if": "f=1\n" * 50},
            "what_if must be at most 50 lines of at most 1000 characters, got " + "f=1 " * 9 + "f=1….",
        ),
        ({"with": "\n" * 50}, 'compared must be at most 50 lines of at most 1000 characters, got "".'),
        ({"zoom": "5-5"}, "zoom must be two time steps such as 120-480, at most 999999999, got 5-5."),
        ({"zoom": "5"}, "zoom must be two time steps such as 120-480, at most 999999999, got 5."),
        ({"original": "maybe"}, "original must be 0 or 1, got maybe."),
        ({"changes": "yes"}, "changes must be 0 or 1, got yes."),
        ({"name": "A B"}, "lesson must be a name of small letters, digits and dashes, got A B."),
        ({"slide": "100"}, "slide must be a whole number from 0 to 99, got 100."),
        ({"present": "yes"}, "present must be 0 or 1, got yes."),
        (
            {"show": "text,all"},
            "parts must be some of text, live, quiz, diagram, timeline, sentence, formula, code, table, with commas "
            "between them, got text,all.",
        ),
        ({"term": "a b"}, "term must be a name of small letters, digits and dashes, got a b."),
        ({"lang": "fr"}, "language must be one of en, zh, got fr."),
    ],
)
def test_a_wrong_value_is_one_sentence_and_the_rest_is_used(query: dict[str, str], sentence: str) -> None:
    others = {"cell": "GRU", "t": "1"} if query.keys().isdisjoint({"cell", "t"}) else {"seed": "7"}
    scenario, errors = Scenario.from_query({**others, **query})
    assert [str(error) for error in errors] == [sentence]
    assert scenario == Scenario.from_query(others)[0]


def test_every_setting_of_the_address_has_a_wrong_value_tried_above() -> None:
    tried = test_a_wrong_value_is_one_sentence_and_the_rest_is_used.pytestmark[0].args[1]  # type: ignore[attr-defined]
    # Whatever is typed is text; what reads it answers for what it means.
    free = {"text", "series", "edits", "lengths", "chosen", "from", "set", "train", "model", "network", "inside"}
    assert {name for query, _ in tried for name in query} == {rule.address for rule in RULES.values()} - free


@given(st.dictionaries(st.sampled_from([rule.address for rule in RULES.values()]) | names, st.text(max_size=60)))
def test_no_address_raises(query: dict[str, str]) -> None:
    scenario, errors = Scenario.from_query(query)
    known = {rule.address for rule in RULES.values()}
    assert len(errors) <= len(query.keys() & known)
    assert all(len(str(error)) < 200 for error in errors)
    assert Scenario.from_query(scenario.to_query()) == (scenario, ())


def test_names_of_others_are_passed_over() -> None:
    assert Scenario.from_query({"utm_source": "mail", "embed": "true"}) == (Scenario(), ())


@pytest.mark.parametrize("value", [0, 513, True])
def test_a_scenario_cannot_hold_a_wrong_value(value: int) -> None:
    with pytest.raises(SettingError, match="hidden_size must be a whole number from 1 to 512"):
        Scenario(hidden_size=value)


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Scenario().seed = 1  # type: ignore[misc]


def test_the_examples_weights_are_used_where_they_fit_and_asked_for() -> None:
    assert Scenario().uses_example_weights
    assert Scenario(cell_type="GRU").uses_example_weights
    for other in ({"weights": "random"}, {"hidden_size": 3}, {"num_layers": 2}, {"bidirectional": True}):
        assert not replace(Scenario(), **other).uses_example_weights
    assert not Scenario(source="text").uses_example_weights


PLACE = {"layer": 1, "direction": "reverse", "row": 1, "t": 1, "operation": "h", "unit": 0, "gate": "h"}


def test_place_and_language_do_not_change_the_network() -> None:
    assert replace(Scenario(), **PLACE, language="zh").network_key == Scenario().network_key  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"cell_type": "GRU"}, {"cell_type": "RNN"}, {"hidden_size": 3}, {"num_layers": 2}, {"bidirectional": True},
        {"bias": False}, {"source": "series"}, {"source": "text"}, {"weights": "random"}, {"reading": "full"},
        {"example_steps": 2}, {"edits": "x.0.0=1"}, {"proj_size": 1}, {"source": "random"}, {"loss": "last"},
        {"forget_bias": 1.0}, {"trained": 5}, {"padded": True},
    ],
)  # fmt: skip
def test_what_makes_the_network_is_in_its_key(change: dict[str, Any]) -> None:
    assert replace(Scenario(), **change).network_key != Scenario().network_key


def test_a_module_by_hand_and_a_convention_have_keys_of_their_own() -> None:
    sizes = ({"input_size": 9}, {"hidden_size": 9}, {"seq_len": 9}, {"batch": 9}, {"seed": 9})
    for shown, own in (
        (Scenario(module="jordan"), ({"module": "elman"}, {"output_size": 9}, {"alpha": 9}, {"num_layers": 3})),
        (
            Scenario(difference="gru-switches"),
            ({"difference": "gru-order"}, {"reset": "after"}, {"update": "replaces"}, {"b_hn": "outside"}),
        ),
    ):
        keys = {replace(shown, **change).network_key for change in (*sizes, *own)}
        assert len(keys | {shown.network_key, Scenario().network_key}) == len(sizes) + len(own) + 2


def test_a_training_is_known_by_its_plan_and_moment() -> None:
    shown = Scenario(source="training", training="next-number?seed=1")
    others = ({"training": "next-number?"}, {"trainee": "nn.GRU"}, {"inside": "encoder"}, {"moment": 0})
    assert len({shown.network_key} | {replace(shown, **change).network_key for change in others}) == 5
    assert replace(shown, hidden_size=9, seed=3, **PLACE).network_key == shown.network_key  # type: ignore[arg-type]


def test_what_is_not_used_is_not_in_the_key() -> None:
    assert Scenario(text="x", series="1", seed=5, nonlinearity="relu").network_key == Scenario().network_key
    assert Scenario(source="text", series="1").network_key == Scenario(source="text").network_key
    assert Scenario(reading="printed", digits=10).network_key == Scenario().network_key
    text = Scenario(source="text")
    assert replace(text, example_steps=2, edits="x.0.0=1", reading="full").network_key == text.network_key
    numbers = Scenario(source="random", batch_first=True, lengths="5 2 4")
    assert (
        replace(numbers, unbatched=True, batch=9, lengths="").network_key
        == replace(numbers, unbatched=True).network_key
    )
    for change in ({"input_size": 9}, {"seq_len": 9}, {"batch": 9}, {"unbatched": True}, {"lengths": ""}):
        assert replace(numbers, **change).network_key != numbers.network_key
    assert replace(numbers, batch_first=False).network_key != numbers.network_key
    assert replace(text, batch_first=True, lengths="1", batch=9).network_key == text.network_key
    assert Scenario(cell_type="GRU", proj_size=1).network_key == Scenario(cell_type="GRU").network_key
    random = Scenario(weights="random")
    assert replace(random, reading="full").network_key == random.network_key
    assert replace(text, seed=1).network_key != text.network_key
    assert replace(text, text="x").network_key != text.network_key
    assert replace(text, cell_type="RNN").network_key != replace(text, cell_type="RNN", nonlinearity="relu").network_key


def same(one: Recording, other: Recording) -> bool:
    arrays = ("input", "output", "h_n", "c_n", "h_0", "c_0", "gates", "weighted_sums", "h", "c")
    pairs = [(getattr(one, name), getattr(other, name)) for name in arrays]
    pairs += [(one.weights[name], other.weights[name]) for name in one.weights]
    equal = all((a is None and b is None) or np.array_equal(a, b, equal_nan=True) for a, b in pairs)
    if one.gradients is not None and other.gradients is not None:
        equal = equal and np.array_equal(one.gradients.h, other.gradients.h, equal_nan=True)
    return (
        (one.gradients is None) == (other.gradients is None)
        and equal
        and one.labels == other.labels
        and one.mode == other.mode
        and one.weights.keys() == other.weights.keys()
    )


# torch warns of it once in a process, wherever that is; a copied program that trains calls the module itself.
@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(),
        Scenario(operation="c", unit=1),
        Scenario(cell_type="GRU", bias=False),
        Scenario(cell_type="RNN", nonlinearity="relu"),
        Scenario(weights="random", seed=3),
        Scenario(weights="random", example_steps=2, edits="x.1.0=7", bias=False),
        Scenario(reading="full", example_steps=2, edits="weight_ih.7.2=-3.5 x.1.0=1e-3 h_prev.0=0", t=1, operation="h"),
        Scenario(reading="printed", hidden_size=3, cell_type="GRU", edits="x.0.2=0.7"),
        Scenario(hidden_size=5, num_layers=2, bidirectional=True, layer=1, direction="reverse"),
        Scenario(source="text", text='it\'s "so"\nthe\\ ends\n{x}好好👩‍🚀!é.', t=4, row=1, hidden_size=3),
        Scenario(source="series", series="1, -2 0.5\n3 4 5e-1", cell_type="RNN", nonlinearity="relu", bias=False),
        Scenario(
            source="random", num_layers=2, bidirectional=True, hidden_size=4, proj_size=2, lengths="5, 2 4", row=1
        ),
        Scenario(source="random", batch_first=True, batch=2, seq_len=6, input_size=20, t=5, cell_type="GRU", seed=3),
        Scenario(source="random", unbatched=True, lengths="9", batch_first=True, cell_type="RNN", bias=False),
        Scenario(source="text", proj_size=1, batch_first=True),
        Scenario(source="series", bidirectional=True, num_layers=2, loss="last", hidden_size=3),
        Scenario(source="random", loss="all", lengths="3 1 2", seq_len=3),
        Scenario(source="series", cell_type="GRU", num_layers=4, bidirectional=True, seed=limits.MAX_SEED, t=12),
        Scenario(forget_bias=1.0, trained=2, example_steps=2),
        Scenario(source="text", forget_bias=-0.5, trained=3, num_layers=2, seed=2),
        Scenario(source="random", lengths="5 2 4", padded=True, trained=2, batch_first=True, cell_type="GRU", t=4),
        Scenario(source="random", lengths="5 2 4", trained=2, bidirectional=True, t=1, row=1),
        Scenario(source="random", unbatched=True, trained=2, batch_first=True, proj_size=1),
        Scenario(source="text", text="to be\r\nor\nnot", bidirectional=True, trained=2, loss="all", row=1, t=1),
        Scenario(source="text", text="to be\ror\nnot", padded=True, trained=2, seed=3, loss="last", row=1, t=4),
        Scenario(source="series", series="1 2 3\n4", cell_type="GRU", padded=True, row=1, t=2),
        Scenario(source="series", series="1 2 3\n4", num_layers=2, row=1),
    ],
    ids=lambda scenario: "-".join(scenario.to_query().values())[:40].encode("ascii", "replace").decode() or "first",
)
def test_the_python_code_makes_the_very_same_recording(scenario: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    made: dict[str, Any] = {}
    exec(compile(scenario.to_python(), "copied.py", "exec"), made)
    assert same(made["rec"], recording(scenario))
    step = made["rec"].track(scenario.layer, scenario.direction, scenario.row)[scenario.t]
    value = step[scenario.operation or made["rec"].cell.operations[0].name]
    assert capsys.readouterr().out == str(value if scenario.unit is None else value[scenario.unit]) + "\n"


def test_the_comparison_of_recordings_can_fail() -> None:
    first = recording(Scenario(source="text"))
    assert not same(first, recording(Scenario(source="text", seed=1)))
    assert not same(first, recording(Scenario(source="text", text="to be or not to bE")))


def test_the_network_is_the_one_that_its_seed_gives_in_torch() -> None:
    import torch

    torch.manual_seed(11)
    expected = torch.nn.LSTM(1, 6, num_layers=2, bidirectional=True)
    before = torch.get_rng_state()
    made = network(Scenario(source="series", hidden_size=6, num_layers=2, bidirectional=True, seed=11)).module
    assert torch.equal(torch.get_rng_state(), before), "the global generator was used"
    parameters = dict(made.named_parameters())
    assert parameters.keys() == dict(expected.named_parameters()).keys()
    for name, parameter in expected.named_parameters():
        assert torch.equal(parameters[name], parameter), name


def test_the_example_alone_keeps_what_belongs_to_it() -> None:
    own = {"cell_type": "GRU", "bias": False, "reading": "full", "example_steps": 2, "edits": "x.1.0=4", "digits": 10}
    place = {"t": 1, "operation": "h", "unit": 1, "language": "zh"}
    others = {"hidden_size": 16, "num_layers": 2, "bidirectional": True, "source": "text", "weights": "random"}
    mixed = Scenario(**own, **place, **others, layer=1, direction="reverse", row=3, gate="z")  # type: ignore[arg-type]
    assert mixed.example_only == Scenario(**own, **place)  # type: ignore[arg-type]
    assert mixed.example_only.uses_example_weights


@pytest.mark.parametrize(
    ("scenario", "printed"),
    [
        (Scenario(reading="printed"), "operands could not be broadcast together with shapes (2,) (0,) \n"),
        (Scenario(reading="printed", cell_type="RNN", nonlinearity="relu", edits="b_ih.0=7 x.0.0=1"), "[7.09]\n"),
        (Scenario(reading="printed", cell_type="RNN", bias=False, example_steps=2), "matmul: "),
    ],
    ids=["LSTM", "RNN", "two steps"],
)
def test_the_code_of_the_printed_reading_runs_to_its_end(
    scenario: Scenario, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(scenario.to_python(), "copied.py", "exec"), {})
    assert capsys.readouterr().out.startswith(printed)


def test_the_code_compares_with_the_very_same_others(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = Scenario(source="text", compared="cell=GRU\nseed=3&forget_bias=1\nshow=h\nno=1")
    made: dict[str, Any] = {}
    exec(compile(scenario.to_python(), "copied.py", "exec"), made)
    first, *others = made["comparison"].recordings
    assert same(first, recording(scenario))
    assert same(others[0], recording(Scenario(source="text", cell_type="GRU")))
    assert same(others[1], recording(Scenario(source="text", seed=3, forget_bias=1.0)))
    assert len(others) == 2
    assert capsys.readouterr().out.splitlines()[-1] == str(made["comparison"].first())
