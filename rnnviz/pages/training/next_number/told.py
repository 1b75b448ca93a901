"""Who is best on the numbers held out, in words and numbers of this run."""

import math
from collections.abc import Mapping

import numpy as np

from rnnviz.pages.training.next_number.looks import baseline
from rnnviz.training.next_number import WINDOW, NextNumberTask
from rnnviz.training.runs.folder import Progress
from rnnviz.training.task import Measured
from rnnviz.words import Translation

_EVEN = 0.05
"""Errors that are no farther apart are called about equal."""

_EXACT = 1e-9
"""An error of standardised numbers below which nothing but rounding is left."""

_OUTSIDE = 0.25
"""A share of the numbers held out that is worth a sentence."""


def sentences(
    task: NextNumberTask, latest: Mapping[str, Measured], progress: Progress, words: Translation
) -> list[str]:
    """Who won, what the baselines say, and where the numbers held out lie."""
    _ = words
    found = {name: measured.numbers["error"] for name, measured in latest.items() if name not in progress.diverged}
    found = {name: error for name, error in found.items() if math.isfinite(error)}
    repeat, rule = (task.baselines[name].numbers["error"] for name in ("repeat", "least-squares"))
    if not found:
        return []
    best = min(found, key=found.__getitem__)
    simple, lowest = ("repeat", repeat) if repeat < rule else ("least-squares", rule)
    values = {
        "network": f"`{best}`",
        "error": number(found[best]),
        "baseline": baseline(simple, words).name,
        "least": number(lowest),
        "other": number(rule if simple == "repeat" else repeat),
        "numbers": WINDOW + 1,
    }
    said = [_who(found[best], lowest, simple, words).format(**values)]
    behind = [name for name, error in found.items() if name != best and error <= (1 + _EVEN) * found[best]]
    if behind:
        text = _("No more than {share} behind it: {networks}. Another seed may order these otherwise.")
        said.append(text.format(share=f"{100 * _EVEN:.0f} %", networks=", ".join(f"`{name}`" for name in behind)))
    losers = [name for name, error in found.items() if error > repeat]
    if len(losers) == len(found) and simple != "repeat":
        text = _("All of them are worse than saying the last number again ({error}).")
        said.append(text.format(error=number(repeat)))
    elif losers and simple != "repeat":
        text = _("Worse than saying the last number again ({error}): {networks}.")
        said.append(text.format(error=number(repeat), networks=", ".join(f"`{name}`" for name in losers)))
    outside = _outside(task)
    if outside > _OUTSIDE:
        text = _(
            "Of the numbers held out, {share} lie beyond all that were learned from: there a network has nothing to go "
            "by, and its hidden state stays between −1 and 1. A linear rule just goes on."
        )
        said.append(text.format(share=f"{100 * outside:.0f} %"))
    return said


def _who(best: float, lowest: float, simple: str, words: Translation) -> str:
    _ = words
    if lowest < _EXACT and best > lowest:
        return _(
            "**No network is as good as {baseline}:** {numbers} fitted numbers continue this series exactly, but for "
            "rounding. The best network, {network}, comes to {error}."
        )
    if best < (1 - _EVEN) * lowest:
        if simple == "repeat":
            return _(
                "**{network} is best on the numbers held out: {error}.** To say the last number again comes to "
                "{least}, least squares to {other}."
            )
        return _(
            "**{network} is best on the numbers held out: {error}.** Least squares, with {numbers} fitted numbers, "
            "comes to {least}, to say the last number again to {other}."
        )
    if best <= (1 + _EVEN) * lowest:
        return _(
            "**The best network, {network}, and {baseline} are about equal** on the numbers held out: {error} and "
            "{least}."
        )
    if simple == "repeat":
        return _(
            "**To say the last number again is better than all networks here: {least} against {error}** of {network}, "
            "the best one. Least squares comes to {other}."
        )
    return _(
        "**Least squares is better than all networks here: {least} against {error}** of {network}, the best one. It "
        "has {numbers} fitted numbers."
    )


def _outside(task: NextNumberTask) -> float:
    """The share of the numbers held out that lie beyond all others."""
    seen, held = task.data.series[: task.data.split], task.data.truth
    return float(np.mean((held < seen.min()) | (held > seen.max())))


def table(task: NextNumberTask, latest: Mapping[str, Measured], progress: Progress, words: Translation) -> str:
    """A line for each network and baseline, as Markdown; the smallest error stands out."""
    _ = words
    every = {**latest, **task.baselines}
    finite = [one.numbers["error"] for one in every.values() if math.isfinite(one.numbers["error"])]
    head = [_("forecast"), _("parameters"), _("s an epoch"), _("error"), _("error in own units")]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    epochs = progress.step / progress.steps_per_epoch
    for name, measured in latest.items():
        took = f"{progress.seconds.get(name, 0.0) / epochs:.2f}" if epochs else ""
        lines.append([f"`{name}`", f"{progress.parameters[name]:,}", took, *_errors(measured, min(finite))])
    for name, measured in task.baselines.items():
        fitted = "0" if name == "repeat" else str(WINDOW + 1)
        lines.append([baseline(name, words).name, fitted, "", *_errors(measured, min(finite))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _errors(measured: Measured, least: float) -> list[str]:
    error, own = measured.numbers["error"], measured.numbers["own_error"]
    return [f"**{number(error)}**" if error == least else number(error), number(own)]


def number(value: float) -> str:
    """An error, which may be very small.

    >>> number(0.03456), number(12.345), number(123456.7), number(3e-13), number(float("nan"))
    ('0.0346', '12.3', '123,457', '3e−13', '–')
    """
    if not math.isfinite(value):
        return "–"
    if value >= 1000:
        return f"{value:,.0f}" if value < 1e9 else f"{value:.2e}".replace("e+", "e")
    if value == 0 or value >= 0.0001:
        return f"{value:.3g}"
    return f"{value:.0e}".replace("e-0", "e-").replace("-", "−")
