"""What comes out of layers and directions, against PyTorch's own modules put together by hand."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import Asked, lessons
from rnnviz.lessons.course.chapters.stacked_and_bidirectional import networks, pictures
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.numbers import numbers, refused
from rnnviz.lessons.course.controls import starting
from rnnviz.lessons.course.lesson import Context
from rnnviz.words import translation

CHAPTER = lessons()["stacked-and-bidirectional"]
VALUES = starting(CHAPTER.lesson.controls, CHAPTER.texts["en"].said)
DRAWS = range(12)


def context(**values: object) -> Context:
    return Context({**VALUES, **values}, CHAPTER.texts["en"].said, translation("en"))


def asked(key: str, draw: int) -> tuple[str, dict[str, Any]]:
    found: Asked = CHAPTER.lesson.questions(draw)[key]
    return found.right, dict(found.numbers)


def test_the_example_agrees_where_the_text_says_so() -> None:
    found = numbers(VALUES)
    assert (found["agree"], found["agree_backward"], found["agree_beside"]) == (20, 20, 0)
    assert networks.checked(*networks.example()) == [True, True, False, True]
    lstm, input = networks.example()
    output, (h_n, c_n) = lstm(input)
    assert (output.shape, h_n.shape, c_n.shape) == ((5, 3, 40), (4, 3, 20), (4, 3, 20))
    assert (output[4, 0, :20] == h_n[2, 0]).dtype is torch.bool
    # c stands in no output.
    assert not any(torch.equal(half, c_n[row]) for row in range(4) for half in (output[4, :, :20], output[0, :, 20:]))


def test_the_published_sizes() -> None:
    found = numbers(VALUES)
    # 4 gates * 20 units * (inputs + 20 + 2 biases), two directions; the second layer reads 40 numbers or 20.
    assert found["mixed"] == 2 * 80 * (10 + 22) + 2 * 80 * (40 + 22) == 15040
    assert found["separate"] == 2 * (80 * (10 + 22) + 80 * (20 + 22)) == 11840
    assert found["cost_one"] == 2.0
    assert found["cost_two"] == pytest.approx(15040 / (11840 / 2))
    assert f"{found['cost_two']:.2f}" == "2.54"
    assert found["second_shape"] == "[80, 40]"
    assert [row[1:] for row in pictures.batches(context())[1:]] == [
        ("(7, 64, 300)", "(7, 64, 100)", "(1, 64, 100)"),
        ("(7, 36, 300)", "(7, 36, 100)", "(1, 36, 100)"),
        ("(5, 3, 10)", "(5, 3, 40)", "(4, 3, 20)"),
        ("(20, 128, 12)", "(20, 128, 40)", "(2, 128, 20)"),
    ]
    assert "(1, 36, 100), got [1, 64, 100]" in refused()


def test_batch_first_leaves_h_n_as_it_is() -> None:
    time, batch = (pictures.batches(context(order=order)) for order in ("time", "batch"))
    assert [row[3] for row in time] == [row[3] for row in batch]
    assert batch[1] == ("64 sentences", "(64, 7, 300)", "(64, 7, 100)", "(1, 64, 100)")


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("both", [False, True])
def test_exactly_so_many_final_vectors(layers: int, both: bool) -> None:
    shapes = networks.shapes("LSTM", (3, 2, layers, 4, 1), both)
    directions = 2 if both else 1
    found = numbers({**VALUES, "layers": layers, "directions": "both" if both else "one"})
    assert shapes["h_n"][0] == shapes["c_n"][0] == found["pairs"] == layers * directions
    assert found["vectors"] == (4 if both else 2) * layers
    assert len(pictures.rows(context(layers=layers, directions="both" if both else "one"))) == layers * directions + 1


def test_two_cells_are_two_layers_and_two_chains_are_two_directions() -> None:
    rec = networks.drawn(2, False, ("a", "b", "c"))
    lower, upper = (nn.LSTMCell(size, 2) for size in (3, 2))
    for layer, cell in enumerate((lower, upper)):
        cell.load_state_dict(
            {k.removesuffix(f"_l{layer}"): torch.tensor(v) for k, v in rec.weights.items() if k.endswith(f"_l{layer}")}
        )
    first = second = (torch.zeros(1, 2), torch.zeros(1, 2))
    for t, x in enumerate(torch.tensor(rec.input)):
        first = lower(x, first)
        second = upper(first[0], second)
        np.testing.assert_allclose(rec.output[t], second[0].detach(), atol=1e-6)


def test_one_layer_has_read_up_to_here_and_from_here_on() -> None:
    forward, backward = networks.reached(1, 5)
    np.testing.assert_array_equal(forward, np.tri(5, dtype=bool))
    np.testing.assert_array_equal(backward, np.tri(5, dtype=bool).T)


def test_two_layers_mix_but_separate_stacks_do_not() -> None:
    assert all(half.all() for half in networks.reached(2, 5))
    forward, backward = networks.reached(2, 5, "separate")
    np.testing.assert_array_equal(forward, np.tri(5, dtype=bool))
    np.testing.assert_array_equal(backward, np.tri(5, dtype=bool).T)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_what_moves_is_what_has_a_derivative(layers: int) -> None:
    lstm, input = networks._made(nn.LSTM(3, 2, layers, bidirectional=True), 4)
    slopes = torch.func.jacrev(lambda words: lstm(words)[0][:, 0])(input)
    reads = (slopes[..., 0, :] != 0).any(-1).unflatten(1, (2, 2)).any(2).numpy()
    for half, found in enumerate(networks.reached(layers, 4)):
        np.testing.assert_array_equal(found, reads[:, half])


def test_the_last_step_of_the_backward_half_has_read_one_word() -> None:
    figure = pictures.summed_up(context(depth=1))
    wrong, right = (np.array(trace.z) for trace in figure.data if trace.type == "heatmap")
    assert wrong.tolist() == [[1, 1, 1, 1, 1], [0, 0, 0, 0, 1]]
    assert right.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_where_h_n_stands_in_output(layers: int) -> None:
    (heat,) = (trace for trace in pictures.places(context(layers=layers)).data if trace.type == "heatmap")
    whole = np.array(heat.z)
    assert whole.shape == (2 * layers, 3)
    assert whole[-2:, :2].tolist() == [[1, 0], [0, 1]]
    assert not whole[:-2].any()
    assert not whole[:, 2].any()


@pytest.mark.parametrize("draw", DRAWS)
def test_the_answers(draw: int) -> None:
    right, shape = asked("shape", draw)
    assert right == "last"
    assert shape["last_shape"] == str((shape["t"], shape["b"], 2 * shape["d"]))
    right, row = asked("row", draw)
    assert right == "pairs"
    states = torch.arange(2 * row["n_layers"]).view(row["n_layers"], 2)
    assert row["pairs_row"] == states[row["layer"] - 1, 1]
    right, before = asked("before", draw)
    assert (right, before["next"]) == ("later", before["at"] + 1)
    right, reads = asked("reads", draw)
    assert (right, reads["both_shape"]) == ("both", str((4 * reads["d"], 2 * reads["d"])))
    right, moves = asked("moves", draw)
    assert right == "backward"
    assert moves["forward"] == 0 < moves["backward"]
    right, vectors = asked("vectors", draw)
    assert (right, vectors["four_count"]) == ("four", 4 * vectors["n_layers"])
