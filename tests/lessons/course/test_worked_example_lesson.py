"""What the lesson on the worked example says, against the published numbers, NumPy and ``nn.LSTMCell``."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import Context, lessons
from rnnviz.lessons.course.chapters.worked_example import lesson, pictures, quiz, tables
from rnnviz.lessons.course.chapters.worked_example.numbers import numbers
from rnnviz.lessons.course.chapters.worked_example.runs import ENTRIES, step
from rnnviz.lessons.course.controls import starting
from rnnviz.words import translation

SAID = lessons()["worked-example"].texts["en"].said

X, H_PREV, C_PREV = [0.5, -0.2, 0.1], [0.3, -0.4], [0.8, -0.6]
W_IH = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [1.0, 1.1, 1.2]])
W_HH = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]])
B_IH, B_HH = np.array([0.01, 0.02, 0.03, 0.04]), np.array([0.05, 0.06, 0.07, 0.08])

PUBLISHED = {"i": 0.5124973965, "f": 0.5423979408, "g": 0.2821348127, "o": 0.6010878788}
PUBLISHED_C, PUBLISHED_H = [0.5785117096, -0.1808454075], [0.3135171397, -0.1075342260]


def context(**changed: object) -> Context:
    return Context({**starting(lesson.LESSON.controls, SAID), **changed}, SAID, translation("en"))


def sums(x: list[float]) -> np.ndarray:
    found: np.ndarray = W_IH @ x + B_IH + W_HH @ H_PREV + B_HH
    return found


def stepped(x: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """h and c by ``nn.LSTMCell``, each printed row twice."""
    cell = nn.LSTMCell(3, 2, dtype=torch.float64)
    with torch.no_grad():
        for parameter, rows in zip(cell.parameters(), (W_IH, W_HH, B_IH, B_HH), strict=True):
            parameter.copy_(torch.tensor(np.repeat(rows, 2, axis=0)))
        given = [torch.tensor(each, dtype=torch.float64) for each in (x, H_PREV, C_PREV)]
        h, c = cell(given[0], (given[1], given[2]))
    return h.numpy(), c.numpy()


def test_published_numbers() -> None:
    said = numbers(context().values)
    assert {name: said[name] for name in "ifgo"} == pytest.approx(PUBLISHED, abs=1e-10)
    assert [said["c_0"], said["c_1"]] == pytest.approx(PUBLISHED_C, abs=1e-10)
    assert [said["h_0"], said["h_1"]] == pytest.approx(PUBLISHED_H, abs=1e-10)
    assert said["sums"] == "[0.05, 0.17, 0.29, 0.41]"
    assert (said["rows"], said["needed"], said["refused"]) == (4, 8, "RuntimeError")
    assert said["difference"] < 1e-15  # type: ignore[operator]


def test_as_printed_it_stops_where_numpy_stops() -> None:
    """The text's own cut, by NumPy: rows 0:2, 2:4, 4:6, 6:8 of four sums."""
    cut = [sums(X)[start : start + 2] for start in range(0, 8, 2)]
    i, f, g, _ = (1 / (1 + np.exp(-cut[0])), 1 / (1 + np.exp(-cut[1])), np.tanh(cut[2]), cut[3])
    with pytest.raises(ValueError, match="operands could not be broadcast") as error:
        f * C_PREV + i * g
    said = numbers(context().values)
    assert said["error"] == str(error.value).strip()
    assert (said["shape_i"], said["shape_g"]) == (str(i.shape), str(g.shape))
    rows = tables.cut(context())[1:]
    assert [row[2:4] for row in rows] == [(str(len(part)), str(part.shape)) for part in cut]
    assert rows[0][4] == "[0.51, 0.54]"
    # One axis, not two; and not every gate is there.
    assert all(part.ndim == 1 for part in cut)
    assert [part.size for part in cut] == [2, 2, 0, 0]


@pytest.mark.parametrize("x", [X, [3.0, -3.0, 0.0], [-1.5, 0.5, 2.5]])
def test_every_table_for_any_input(x: list[float]) -> None:
    here = context(**dict(zip(ENTRIES, x, strict=True)))
    h, c = stepped(x)
    found = [row[1] for row in tables.proof(here)[1:]]
    assert found == [f"{value:.10f}".replace("-", "−") for value in (*c, *h)]
    told = [float(row[2].replace("−", "-")) for row in tables.sums(here)[1:]]
    assert told == pytest.approx(sums(x).tolist(), abs=6e-5)
    for row in tables.sums(here)[1:]:
        line = row[1].replace("−", "-").replace("·", "*")
        assert eval(line) == pytest.approx(float(row[2].replace("−", "-")), abs=6e-5)
    for name, values in (("c", c), ("h", h)):
        rows = {row[0]: row[1:] for row in (*tables.cell_state(here), *tables.hidden_state(here))}
        last = [float(cell.rpartition("= ")[2].replace("−", "-")) for cell in rows[name]]
        assert last == pytest.approx(values.tolist(), abs=6e-5)


def test_eight_rows_go_on_counting() -> None:
    rows = {row[0]: row[2] for row in tables.readings(context())[1:]}
    full = np.array([[0.1, 0.2, 0.3]]) + 0.3 * np.arange(8)[:, None]
    cell = nn.LSTMCell(3, 2, dtype=torch.float64)
    with torch.no_grad():
        recurrent = np.array([[0.1, 0.2]]) + 0.2 * np.arange(8)[:, None]
        biases = [first + 0.01 * np.arange(8) for first in (0.01, 0.05)]
        for parameter, values in zip(cell.parameters(), (full, recurrent, *biases), strict=True):
            parameter.copy_(torch.tensor(values))
        given = [torch.tensor(each, dtype=torch.float64) for each in (X, H_PREV, C_PREV)]
        h, c = cell(given[0], (given[1], given[2]))
    for name, found in (("h", h), ("c", c)):
        assert rows[name] == ", ".join(f"{value:.4f}" for value in found.tolist()).replace("-", "−")
    assert numbers(context().values)["fifth"] == "[1.3, 1.4, 1.5]"


def test_the_ends_of_the_sweep() -> None:
    figure = pictures.moved(context(entry="x1"))
    lines = {line.name: np.asarray(line.y) for line in figure.data}
    for place in (0, 40, 80):
        h, c = stepped([0.5, pictures.PLACES[place], 0.1])
        assert [lines[f"{name}[{unit}]"][place] for name in "ch" for unit in (0, 1)] == pytest.approx([*c, *h])
    # What the section says: shut on the left, c_prev + 1 on the right.
    assert max(abs(lines[name][0]) for name in lines) < 0.05
    assert [lines["c[0]"][-1], lines["c[1]"][-1]] == pytest.approx([1.8, 0.4], abs=0.05)


@pytest.mark.parametrize("draw", range(12))
def test_right_answers(draw: int) -> None:
    found = quiz.questions(draw)
    told = found["rows"].numbers
    assert nn.LSTM(told["r_n"], told["r_d"]).get_parameter("weight_ih_l0").shape[0] == told["r_all"]
    assert found["rows"].right == "all"
    assert found["stops"].right == "written"
    x = eval(str(found["forget"].numbers["q_x"]))
    assert found["forget"].right == ("more" if sums(x)[1] > 0 else "less")
    h, c = stepped(eval(str(found["alike"].numbers["a_x"])))
    assert found["alike"].right == "gates"
    assert [found["alike"].numbers[f"a_{name}"] for name in ("c_0", "c_1", "h_0", "h_1")] == pytest.approx([*c, *h])
    told = found["rises"].numbers
    assert told["s_before"] in C_PREV
    after = float(told["s_f"]) * float(told["s_before"]) + float(told["s_i"]) * float(told["s_g"])  # type: ignore[arg-type]
    assert told["s_after"] == pytest.approx(after)
    assert found["rises"].right == ("rises" if told["s_before"] < after else "falls")
    told = found["size"].numbers
    assert told["z_h"] == pytest.approx(float(told["z_o"]) * np.tanh(float(told["z_c"])))  # type: ignore[arg-type]
    assert found["size"].right == "smaller"


def test_answers_vary() -> None:
    rights = {key: {quiz.questions(draw)[key].right for draw in range(12)} for key in ("forget", "rises")}
    assert rights == {"forget": {"more", "less"}, "rises": {"rises", "falls"}}


def test_units_share_everything_but_the_state() -> None:
    found = step((1.0, 0.4, -2.0))
    assert all(np.ptp(found[name]) == 0 for name in ("i", "f", "g", "o", "written"))
    assert all(np.ptp(found[name]) > 0 for name in ("kept", "c", "h"))
