"""What is drawn in the lesson."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, encoder_decoder
from rnnviz.figures.verdict import Sheet, compared_bars, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.sequence_to_sequence import runs
from rnnviz.lessons.course.chapters.sequence_to_sequence.numbers import HALF, evaluations
from rnnviz.training.models import dates
from rnnviz.training.models.dates.language import LENGTH, SPELLINGS
from rnnviz.training.models.dates.typed import dated

_SIGNS = {True: "✓", False: "✗"}


def spelled(context: Context) -> Sequence[Sequence[str]]:
    """The day in every spelling, and what the network makes of each."""
    said, date = context.said, dated(context.values["date"])
    texts = list(dict.fromkeys(spell(date) for spell in SPELLINGS.values()))
    answers = dates.written(dates.load("without attention"), texts)
    rows = [
        (text, str(len(text)), answer, str(len(answer)), _SIGNS[answer == date.isoformat()])
        for text, answer in zip(texts, answers, strict=True)
    ]
    return ((said["reads"], said["characters"], said["writes"], said["characters"], ""), *rows)


def handed(context: Context) -> go.Figure:
    """A small encoder and its decoder, with the state between them."""
    read = context.values["date"].lower()[: context.values["read"]]
    encoder, decoder = runs.handed_over(read)
    # All steps are done at first: what is handed over is there to be seen.
    steps = len(read) + len(decoder.h[0, 0])
    figure = encoder_decoder(encoder, decoder, start=steps, dark=context.dark, words=context.words)
    return figure.update_layout(height=395)


def chances(context: Context) -> go.Figure:
    """How likely each character was at each step."""
    said, found = context.said, runs.written(context.values["date"].lower())
    characters = dates.WRITTEN.replace(dates.BEGIN, "")
    figure = compared_heatmaps(
        [Sheet("", found.chances.T[: len(characters)], "neutral", rows=tuple(characters), columns=found.given)],
        title=said["chances_title"],
        down=said["character"],
        across=said["given_to"],
        value_range="unit",
        dark=context.dark,
    )
    return figure.update_layout(height=360)


def forced(context: Context) -> Sequence[Sequence[str]]:
    """Step by step: what was given, by whom, and what came out."""
    said, values = context.said, context.values
    text = values["date"].lower()
    teacher = dated(text).isoformat()
    found = runs.taught(text, teacher, values["ratio"], values["coin"])
    steps = range(LENGTH)
    who = [said["teacher"] if found.forced[step] else said["own"] for step in steps]
    return (
        (said["given_by"], said["begin"], *who[1:]),
        (said["given"], *found.given[:LENGTH]),
        (said["writes"], *found.characters[:LENGTH]),
        (said["right"], *teacher),
        ("", *(_SIGNS[own == right] for own, right in zip(found.characters, teacher, strict=False))),
    )


def by_ratio(context: Context) -> go.Figure:
    """How much is right on held-out dates, by the ratio."""
    said, shares = context.said, runs.by_ratio(context.values["coin"])
    return curves(
        runs.RATIOS,
        [
            Curve(said["right_characters"], [100 * share.characters for share in shares]),
            Curve(said["right_dates"], [100 * share.answers for share in shares]),
        ],
        title=said["ratio_title"].format(count=runs.HELD_OUT),
        across=said["ratio"],
        up=said["per_cent"],
        height=320,
        at=context.values["ratio"],
        dark=context.dark,
    )


def four_runs(context: Context) -> Sequence[Sequence[str]]:
    """One model in eval mode, four evaluations with the coin and four without."""
    said, text = context.said, context.values["date"].lower()
    with_coin = evaluations(text, dated(text).isoformat())
    alone = runs.written(text, "early").written
    rows = [(str(number), written, alone) for number, written in enumerate(with_coin, start=1)]
    return ((said["run"], said["with_coin"].format(ratio=HALF), said["without_coin"]), *rows)


def position_zero(context: Context) -> go.Figure:
    """The loss with position 0 and without it."""
    said = context.said
    trained, early = runs.losses("trained"), runs.losses("early")
    return compared_bars(
        [said["trained"], said["early"]],
        {
            said["with_zero"]: ("wrong", [trained.with_zero, early.with_zero]),
            said["without_zero"]: ("right", [trained.without, early.without]),
        },
        title=said["loss_title"],
        values=said["loss"],
        dark=context.dark,
    )


def padded(context: Context) -> go.Figure:
    """Dates that are right when padding is read as text."""
    said, shares = context.said, runs.by_padding()
    return curves(
        range(len(shares)),
        [
            Curve(said["padding_packed"], [100 * shares[0]] * len(shares)),
            Curve(said["padding_read"], [100 * share for share in shares]),
        ],
        title=said["padding_title"].format(count=runs.HELD_OUT),
        across=said["padding"],
        up=said["per_cent"],
        height=270,
        at=context.values["padding"],
        dark=context.dark,
    )
