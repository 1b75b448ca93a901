"""What is drawn in the lesson."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, encoder_decoder, unrolled
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.input_output_patterns import runs, shapes
from rnnviz.training.models import hello


def one_to_one(context: Context) -> go.Figure:
    """One time step."""
    word = context.said["one_word"]
    return unrolled(runs.words(word), pattern="one-to-one", start=-1, dark=context.dark, words=context.words)


def same_length(context: Context) -> go.Figure:
    """The next letter of every letter."""
    return unrolled(runs.spelled(), outputs=list(hello.WORD[1:]), start=-1, dark=context.dark, words=context.words)


def moved(context: Context) -> go.Figure:
    """How far every output moves when one input is changed."""
    said, changed = context.said, context.values["changed"]
    found = runs.moved(int(changed))
    return curves(
        range(runs.STEPS),
        [Curve(said["recurrent"], found["recurrent"]), Curve(said["alone"], found["alone"])],
        title=said["moved_title"].format(t=changed),
        across="t",
        up=said["moved"],
        at=changed,
        dark=context.dark,
    )


def many_to_one(context: Context) -> go.Figure:
    """A review, and one verdict."""
    said = context.said
    rec = runs.words(said["review"])
    return unrolled(
        rec, pattern="many-to-one", outputs=[said["verdict"]], start=-1, dark=context.dark, words=context.words
    )


def one_to_many(context: Context) -> go.Figure:
    """One letter goes in; every output comes back as the next input."""
    rec, text = runs.written()
    return unrolled(
        rec, pattern="one-to-many", outputs=text, fed_back=True, start=-1, dark=context.dark, words=context.words
    )


def other_length(context: Context) -> go.Figure:
    """An encoder and a decoder."""
    said = context.said
    encoder, decoder = runs.translated(said["source"], said["target"])
    outputs = [*said["target"].split()[1:], said["end"]]
    return encoder_decoder(encoder, decoder, outputs=outputs, start=-1, dark=context.dark, words=context.words)


def layers(context: Context) -> Sequence[Sequence[str]]:
    """What is read, the layer after it, the loss."""
    said = context.said
    rows = [said[f"layer_{number}"].split("|") for number in range(1, 5)]
    return ((said["task"], said["layer"], said["loss"]), *rows)


def readings(context: Context) -> Sequence[Sequence[str]]:
    """The shapes of several ways to read, and which of them is one answer for each sentence."""
    said = context.said
    names = [said["second"]] * 3 + [said["first"]] * 3
    rows = [
        (name, code, shape, said["yes"] if right else said["no"])
        for name, (code, shape, right) in zip(names, shapes.readings(), strict=True)
    ]
    return ((said["module"], said["code"], said["shape"], said["last_state"]), *rows)
