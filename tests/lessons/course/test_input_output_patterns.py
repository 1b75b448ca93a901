"""What the lesson on patterns of inputs and outputs says, against PyTorch's own modules."""

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.course.chapters.input_output_patterns import runs, shapes
from rnnviz.lessons.course.chapters.input_output_patterns.numbers import numbers
from rnnviz.lessons.course.chapters.input_output_patterns.quiz import questions
from rnnviz.training.models import hello


def test_one_step_from_zero_is_a_feed_forward_layer() -> None:
    assert runs.one_step_apart() < 1e-6


def test_from_its_first_letter_the_network_writes_the_rest_of_the_word() -> None:
    rec, text = runs.written()
    assert "".join(text) == "ello"
    # What was fed is what it wrote: a run over the whole of it gives the same states.
    network = hello.load()
    fed = torch.eye(len(hello.LETTERS))[[hello.LETTERS.index(letter) for letter in "h" + "ell"]]
    with torch.no_grad():
        output, _ = network.rnn(fed)
    np.testing.assert_allclose(rec.h[0, 0, :, 0], output.numpy(), rtol=0, atol=1e-6)
    # Without memory the second l could not be told from the first.
    with torch.no_grad():
        assert len({int(index) for index in hello.load_memoryless()(fed[2:, None]).argmax(dim=2)}) == 1


@pytest.mark.parametrize("changed", range(runs.STEPS))
def test_an_output_depends_on_all_inputs_up_to_its_step(changed: int) -> None:
    module, x = runs.fresh(4), runs.drawn(runs.STEPS, 4).requires_grad_()
    output, _ = module(x)
    moved = runs.moved(changed)
    for t in range(runs.STEPS):
        # Autograd knows which inputs reach an output.
        reached = torch.autograd.grad(output[t].sum(), x, retain_graph=True)[0].abs().sum(dim=(1, 2)) > 0
        assert (moved["recurrent"][t] > 0) == bool(reached[changed])
        assert (moved["alone"][t] > 0) == (t == changed)
    found = numbers({"changed": changed})
    assert (found["moved_recurrent"], found["moved_alone"]) == (runs.STEPS - changed, 1)


def test_the_decoder_starts_where_the_encoder_ends() -> None:
    encoder, decoder = runs.translated("a b c d", "x y")
    np.testing.assert_array_equal(decoder.h_0[0, 0], encoder.h[0, 0, -1, 0])
    assert (len(encoder.track()), len(decoder.track())) == (4, 2)


def test_shapes_tell_the_last_step_from_the_last_sentence() -> None:
    T, B, C = shapes.SEQ_LEN, shapes.BATCH, shapes.CLASSES
    assert shapes.readings() == (
        ("fc(output)", str((T, B, C)), False),
        ("fc(output[-1])", str((B, C)), True),
        ("fc(h_n[-1])", str((B, C)), True),
        ("fc(output[-1])", str((T, C)), False),
        ("fc(output[:, -1])", str((B, C)), True),
        ("fc(h_n[-1])", str((B, C)), True),
    )
    largest, again = shapes.extremes()
    assert again == pytest.approx(float(np.tanh(largest)), rel=1e-6)
    assert again < largest < 1


def test_h_0_in_float32_is_refused_by_a_network_in_float64() -> None:
    with pytest.raises((RuntimeError, ValueError)) as told:
        nn.RNN(2, 3).double()(torch.zeros(3, 1, 2, dtype=torch.float64), torch.zeros(1, 1, 3))
    assert numbers({"changed": 1})["error"] == str(told.value)
    module = nn.RNN(2, 3).double()
    x = torch.ones(3, 1, 2, dtype=torch.float64)
    torch.testing.assert_close(module(x)[0], module(x, x.new_zeros(1, 1, 3))[0], rtol=0, atol=0)


@pytest.mark.parametrize("draw", range(6))
def test_right_answers(draw: int) -> None:
    found = questions(draw)
    assert {key: asked.right for key, asked in found.items()} == {
        "verdict": "many-to-one",
        "moves": "later",
        "one-verdict": "last",
        "batch-first": "row",
        "steps": "both",
        "type": "raises",
    }
    moves = found["moves"].numbers
    assert moves["count"] == moves["later"]


def test_the_lesson_leads_to_the_pitfalls_of_its_mistakes() -> None:
    live = lessons()["input-output-patterns"].lesson.live
    shown = {getattr(part, "settings", {}).get("pitfall") for part in live.values()}
    assert shown >= {"last-step-of-a-padded-row", "zero-states-in-float32"}
