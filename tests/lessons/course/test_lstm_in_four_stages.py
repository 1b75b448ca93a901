"""What the lesson on the four stages says, against ``nn.LSTMCell``, autograd and arithmetic."""

from functools import partial
from random import Random

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.errors import InputError
from rnnviz.lessons.course import Context, Formula, Player, lessons
from rnnviz.lessons.course.chapters.lstm_in_four_stages import lesson, pictures, quiz, runs, tables
from rnnviz.lessons.course.chapters.lstm_in_four_stages.numbers import SIX, numbers
from rnnviz.lessons.course.controls import starting
from rnnviz.training.models import agreement
from rnnviz.words import translation

FORMS = {"I": "am", "he": "is", "she": "is", "you": "are", "we": "are", "they": "are"}
SAID = lessons()["lstm-in-four-stages"].texts["en"].said


def values(**changed: object) -> dict[str, object]:
    return {**starting(lesson.LESSON.controls, SAID), **changed}


def stepped(words: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Gates and states after every word: the states from ``nn.LSTMCell``, the gates from its weights."""
    lstm = agreement.load().lstm
    cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in lstm.state_dict().items()})
    h = c = torch.zeros(1, lstm.hidden_size)
    found: dict[str, list[torch.Tensor]] = {name: [] for name in "ifgohc"}
    with torch.no_grad():
        for x in agreement.one_hot(words):
            sums = x @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
            for name, part in zip("ifgo", sums.chunk(4, dim=1), strict=True):
                found[name].append((part.tanh() if name == "g" else part.sigmoid())[0])
            h, c = cell(x, (h, c))
            found["h"].append(h[0])
            found["c"].append(c[0])
    return {name: torch.stack(rows).numpy() for name, rows in found.items()}


def unit_of(settings: dict[str, object]) -> int:
    unit = numbers(settings)["unit"]
    assert isinstance(unit, int)
    return unit


def test_the_six_equations_are_those_of_the_documentation() -> None:
    said = numbers(values())
    gate = r"\left(W_{iX} \, x_{t} + b_{iX} + W_{hX} \, h_{t-1} + b_{hX}\right)"
    expected = {
        **{name: rf"${name}_{{t}} = \sigma{gate.replace('X', name)}$" for name in "fio"},
        "g": rf"$g_{{t}} = \tanh{gate.replace('X', 'g')}$",
        "c": r"$c_{t} = f_{t} \odot c_{t-1} + i_{t} \odot g_{t}$",
        "h": r"$h_{t} = o_{t} \odot \tanh\left(c_{t}\right)$",
    }
    assert {name: said[f"equation_{name}"] for name in SIX} == expected
    assert isinstance(said["equation_f"], Formula)
    assert "x_{t-1}" not in str(said)


@pytest.mark.parametrize("new", runs.NEW_SUBJECTS)
def test_the_story_is_true_for_every_subject(new: str) -> None:
    said, own = numbers(values(new=new)), stepped(runs.words_of(new))
    unit = unit_of(values(new=new))
    assert unit in runs.carriers()
    for name in "ifgohc":
        assert said[f"{name}_new"] == pytest.approx(own[name][-1, unit], abs=1e-5)
    assert said["c_before"] == pytest.approx(own["c"][-2, unit], abs=1e-5)
    assert said["kept_new"] == pytest.approx(own["f"][-1, unit] * own["c"][-2, unit], abs=1e-5)
    assert said["written_new"] == pytest.approx(own["i"][-1, unit] * own["g"][-1, unit], abs=1e-5)
    assert said["f_between"] == pytest.approx(own["f"][1:-1, unit].min(), abs=1e-5)
    assert said["h_between"] == pytest.approx(abs(own["h"][1:-1, unit]).max(), abs=1e-5)
    # What the sections say in words.
    assert own["f"][1:-1, unit].min() > 0.95
    assert own["f"][-1, unit] < 0.2
    assert own["i"][-1, unit] > 0.9
    assert own["i"][1:-1, unit].max() < 0.02
    assert own["o"][1:-1, unit].max() < 0.05
    assert own["o"][-1, unit] > 0.7
    assert said["verb"] == FORMS[new]
    assert said["chance"] > 95  # type: ignore[operator]
    sums = own["i"] + own["f"]
    assert (said["least_sum"], said["most_sum"]) == pytest.approx((sums.min(), sums.max()), abs=1e-5)
    assert sums.min() < 0.1
    assert sums.max() > 1.05


def test_the_cell_state_leaves_the_range_of_tanh() -> None:
    assert stepped(runs.words_of("I"))["c"].min() < -1


def test_the_table_holds_numbers_of_that_step() -> None:
    context = Context(values(), SAID, translation("en"))
    own = stepped(runs.words_of("I"))
    rows = {row[0]: row[1:] for row in tables.today(context)[1:]}
    unit = unit_of(values())
    assert {name: row[1] for name, row in rows.items()} == {
        name: f"{own[name][-1, unit]:.2f}".replace("-", "−") for name in SIX
    }
    f, c, i, g = (f"{own[name][t, unit]:.2f}" for name, t in (("f", -1), ("c", -2), ("i", -1), ("g", -1)))
    assert rows["c"][0] == f"{f} · {c} + {i} · ({g})".replace("-", "−")


@pytest.mark.parametrize(("n", "d"), [(3, 4), (1, 1), (64, 10)])
def test_four_small_networks_have_four_times_the_parameters(n: int, d: int) -> None:
    context = Context(values(features=n, units=d), SAID, translation("en"))
    one = d * (n + d) + 2 * d
    assert [row[1:] for row in tables.sizes(context)[1:]] == [
        (str(times), f"{times * one:,}", f"{times * (one - d):,}") for times in (1, 3, 4)
    ]
    said = numbers(values(features=n, units=d))
    assert (said["rnn_parameters"], said["lstm_parameters"], said["ratio"]) == (one, 4 * one, 4)


def test_published_sizes() -> None:
    rows = tables.sizes(Context(values(), SAID, translation("en")))
    assert rows[3] == ("nn.LSTM", "4", "144", "128")


def test_the_belt_stands_still_only_where_it_is_kept_and_not_written() -> None:
    still, said = runs.belt("trained"), numbers(values())
    cases = agreement.cases(torch.Generator().manual_seed(3), runs.SENTENCES, "combinations")
    c, open_gates = [], []
    for case in cases:
        own = stepped(case.words)
        for t in range(2, len(case.words) - 1):
            c.append((own["c"][t - 2], own["c"][t + 1]))
            gates = slice(t - 1, t + 2)
            open_gates.append((own["f"][gates].min(axis=0) >= 0.9) & (own["i"][gates].max(axis=0) <= 0.1))
    where = np.array(open_gates)
    before, after = np.array([one for one, _ in c]), np.array([other for _, other in c])
    moved = [100 * abs(after - before)[each].sum() / abs(before)[each].sum() for each in (where, ~where)]
    assert said["places"] == where.size == len(still.before)
    assert said["still"] == where.sum()
    assert (said["still_moved"], said["others_moved"]) == pytest.approx(moved, rel=1e-3)
    assert moved[0] < 5
    assert moved[1] > 50
    assert numbers(values(network="fresh"))["still"] == 0


def test_a_fresh_lstm_forgets() -> None:
    """The Jacobian of one step after the other, multiplied out, instead of the gradient of all."""
    generator = torch.get_rng_state()
    torch.manual_seed(0)
    lstm, input = nn.LSTM(4, 16), torch.randn(50, 4)
    torch.set_rng_state(generator)
    cell = nn.LSTMCell(4, 16)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in lstm.state_dict().items()})

    def step(x: torch.Tensor, state: torch.Tensor) -> torch.Tensor:
        return torch.cat(cell(x, (state[:16], state[16:])))

    state, along = torch.zeros(32), torch.eye(32)
    for x in input:
        along = torch.func.jacrev(partial(step, x))(state) @ along
        state = step(x, state).detach()
    expected = float(along.detach()[16:, 16:].sum(dim=0).norm())
    assert numbers(values())["fresh_gradient"] == pytest.approx(expected, rel=1e-2)
    assert expected < 1e-8


@pytest.mark.parametrize("draw", range(12))
def test_right_answers(draw: int) -> None:
    found = quiz.questions(draw)
    told = found["size"].numbers
    assert told["lstm_count"] == sum(p.numel() for p in nn.LSTM(told["n"], told["d"]).parameters())
    assert found["size"].right == "lstm"
    words = str(found["gate"].numbers["sentence"]).split()
    t = max(place for place, word in enumerate(words) if word == found["gate"].numbers["word"])
    f = stepped(tuple(words))["f"][t, found["gate"].numbers["gate_unit"]]  # type: ignore[index]
    assert found["gate"].right == ("low" if f < 0.5 else "high") == ("low" if words[t] in FORMS else "high")
    numbers_of = found["update"].numbers
    u_f, u_i, u_g, u_c = (float(numbers_of[f"u_{name}"]) for name in "figc")  # type: ignore[arg-type]
    assert numbers_of[f"u_{found['update'].right}"] == pytest.approx(u_f * u_c + u_i * u_g)
    assert found["product"].right == "vector"
    assert found["handed-on"].right == "both"
    assert found["verb"].right == FORMS[str(found["verb"].numbers["v_subject"])]
    assert quiz.sentence(Random(draw))[:1] != quiz.sentence(Random(draw))[6:7]


def test_a_sentence_of_ones_own() -> None:
    context = Context(values(sentence="they are late, but I still am"), SAID, translation("en"))
    player = lesson.LESSON.live["steps"]
    assert isinstance(player, Player)
    assert player.make(context).labels == (("they", "are", "late", ",", "but", "I", "still", "am"),)
    assert player.place(context)["t"] == 5
    with pytest.raises(InputError, match="'the'"):
        lesson.LESSON.controls["sentence"].read("sentence", "the cat")


def test_the_pictures_show_these_numbers() -> None:
    context = Context(values(), SAID, translation("en"))
    own, unit = stepped(runs.words_of("I")), unit_of(values())
    heat = pictures.forget(context).data[0]
    assert np.allclose(np.asarray(heat.z), own["f"].T, atol=0.006)
    lines = {line.name: np.asarray(line.y) for line in pictures.shown(context).data}
    assert np.allclose(lines["h, hidden state"], own["h"][:, unit], atol=1e-5)
    heat = pictures.answers(context).data[0]
    assert np.asarray(heat.z).argmax(axis=0).tolist() == [2, 0, 0, 0, 0, 0, 1]
