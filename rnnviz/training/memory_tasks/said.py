"""What curves of memory say, in sentences: written from their numbers, whatever these are."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.training.memory_tasks.adding import Adding
from rnnviz.training.memory_tasks.curves import MemoryCurves
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.networks import OPEN_LSTM
from rnnviz.words import Translation

_NEARLY_CHANCE = 0.1
"""Share of the way from chance to perfect below which nothing is left."""


def sentences(curves: MemoryCurves, words: Translation) -> list[str]:
    """How far each network remembers, where one breaks down, where seeds disagree, what clipping and the bias did.

    A network remembers over a distance if the median of its seeds is better than the threshold of the task; a run, if
    its own score is.
    """
    _ = words
    if all(np.isnan(curves.scores[clip][name]).all() for clip in curves.scores for name in curves.networks):
        return [_("Nothing is known yet.")]
    found = [_criterion(curves, words)]
    for clip in curves.scores:
        parts = _reach(curves, clip, words), *_breakdowns(curves, clip, words), *_farthest(curves, clip, words)
        found.append(" ".join(parts))
    return [*found, *_seeds(curves, words), *_clipping(curves, words), *_bias(curves, words)]


def compared(kind: MemoryKind, scores: Mapping[str, float], words: Translation) -> list[str]:
    """Who remembers at one distance, and how that compares with not having looked."""
    _ = words
    each = _("{network}: {score}")
    parts = [each.format(network=words(name), score=_number(score)) for name, score in scores.items()]
    remember = [words(name) for name, score in scores.items() if kind.learned(score) > kind.enough]
    if kind.measure == "error":
        first = _("Mean squared error on fresh cases: {networks}; always giving the same answer gets {chance}.")
    else:
        first = _("Share of right answers on fresh cases: {networks}; guessing gets {chance}.")
    if len(remember) == len(scores):
        second = _("All of them remember: they are better than {threshold}.")
    elif remember:
        second = _("Better than {threshold}, so that they can be said to remember: {remember}.")
    else:
        second = _("None of them remembers: for that it would have to be better than {threshold}.")
    said = {"networks": _joined(parts, words), "chance": _number(kind.chance), "remember": _joined(remember, words)}
    return [each.format(threshold=_number(kind.threshold), **said) for each in (first, second)]


def _criterion(curves: MemoryCurves, words: Translation) -> str:
    _ = words
    kind = curves.kind
    given = {"chance": _number(kind.chance), "perfect": _number(kind.perfect), "threshold": _number(kind.threshold)}
    if isinstance(kind, Adding):
        template = _(
            "Measured is the mean squared error on fresh cases: {chance} is what always giving the same answer gets, "
            "{one} what knowing one of the two numbers gets, {perfect} is perfect. We say that a network remembers "
            "where the median of its seeds is below {threshold}."
        )
        return template.format(one=_number(kind.one_known), **given)
    template = _(
        "Measured is the share of right answers in fresh cases: {chance} is guessing, {perfect} is perfect. We say "
        "that a network remembers where the median of its seeds is above {threshold}."
    )
    return template.format(**given)


def _clipped(clip: float, words: Translation) -> str:
    _ = words
    return _("with gradients clipped to {norm}").format(norm=f"{clip:g}") if clip else _("without clipping")


def _reach(curves: MemoryCurves, clip: float, words: Translation) -> str:
    _ = words
    parts = []
    for name in curves.networks:
        medians = curves.medians(clip, name)
        known = [place for place, median in enumerate(medians) if not math.isnan(median)]
        above = [place for place in known if medians[place] > curves.kind.enough]
        distances = [curves.distances[place] for place in above]
        if not known:
            template = _("{network}: not known yet")
        elif not above:
            template = _("{network}: at no distance")
        elif above == known:
            template = _("{network}: at all distances")
        elif above == known[: len(above)]:
            template = _("{network}: up to distance {last}")
        else:
            template = _("{network}: at {distances} alone")
        said = {"last": distances[-1] if distances else "", "distances": ", ".join(map(str, distances))}
        parts.append(template.format(network=words(name), **said))
    template = _("After {steps} steps {clipped}, who remembers, and how far? {networks}.")
    return template.format(steps=curves.steps, clipped=_clipped(clip, words), networks=_joined(parts, words))


def _breakdowns(curves: MemoryCurves, clip: float, words: Translation) -> list[str]:
    """Where a median falls from remembering to chance, from one distance to the next."""
    _ = words
    template = _("{network} between {near} and {far} ({before} to {after})")
    parts = []
    for name in curves.networks:
        medians = curves.medians(clip, name)
        for place in range(len(medians) - 1):
            if medians[place] > curves.kind.enough and medians[place + 1] < _NEARLY_CHANCE:
                said = {"near": curves.distances[place], "far": curves.distances[place + 1], "network": words(name)}
                before, after = (_median(curves, clip, name, each) for each in (place, place + 1))
                parts.append(template.format(before=before, after=after, **said))
    if not parts:
        return []
    return [_("Down to chance from one distance to the next: {networks}.").format(networks=_joined(parts, words))]


def _farthest(curves: MemoryCurves, clip: float, words: Translation) -> list[str]:
    """Who is best at the last distance, if anybody remembers."""
    _ = words
    last = {name: curves.medians(clip, name)[-1] for name in curves.networks}
    if any(math.isnan(median) for median in last.values()):
        return []
    if max(last.values()) <= curves.kind.enough:
        return [_("At distance {distance} nobody remembers.").format(distance=curves.distances[-1])]
    best = [name for name in last if last[name] == max(last.values())]
    template = _("At distance {distance} the best median is {score}: {networks}.")
    score, names = _median(curves, clip, best[0], -1), _joined([words(name) for name in best], words)
    return [template.format(distance=curves.distances[-1], score=score, networks=names)]


def _seeds(curves: MemoryCurves, words: Translation) -> list[str]:
    """Whether one seed would have said the same as another."""
    _ = words
    places = [
        (min(above, total - above), above, total, clip, name, distance)
        for clip in curves.scores
        for name in curves.networks
        for distance, (above, total) in zip(curves.distances, _above(curves, clip, name), strict=True)
        if total > 1
    ]
    if not places:
        return []
    split = [place for place in places if place[0]]
    if not split:
        template = _("All seeds agree on who remembers, in all {places} comparisons of one network at one distance.")
        return [template.format(places=len(places))]
    _size, above, total, clip, name, distance = max(split, key=lambda place: place[0] / place[2])
    template = _(
        "One seed proves nothing: in {split} of {places} comparisons of one network at one distance the seeds "
        "disagree. {network} at distance {distance} {clipped}: {above} of {total} seeds remember."
    )
    said = {"network": words(name), "distance": distance, "clipped": _clipped(clip, words)}
    return [template.format(split=len(split), places=len(places), above=above, total=total, **said)]


def _clipping(curves: MemoryCurves, words: Translation) -> list[str]:
    """Runs that remember with clipping and without, of each network."""
    _ = words
    norms = [clip for clip in curves.scores if clip]
    if len(norms) != 1 or 0.0 not in curves.scores:
        return []
    counts = {name: (_runs(curves, norms[0], name), _runs(curves, 0.0, name)) for name in curves.networks}
    each = _("{network}: {with_clipping} of {total}, {without} of {total_without}")
    parts = [
        each.format(network=words(name), with_clipping=a[0], total=a[1], without=b[0], total_without=b[1])
        for name, (a, b) in counts.items()
    ]
    shares = {name: (a / max(1, m), b / max(1, n)) for name, ((a, m), (b, n)) in counts.items()}
    verdicts = (
        (_("More of them with clipping: {networks}."), [name for name, (a, b) in shares.items() if a > b]),
        (_("More of them without clipping: {networks}."), [name for name, (a, b) in shares.items() if a < b]),
        (_("As many with clipping as without: {networks}."), [name for name, (a, b) in shares.items() if a == b]),
    )
    first = _("Runs that remember, with clipping and without: {networks}.").format(networks=_joined(parts, words))
    said = [
        template.format(networks=_joined([words(name) for name in who], words)) for template, who in verdicts if who
    ]
    return [" ".join([first, *said])]


def _bias(curves: MemoryCurves, words: Translation) -> list[str]:
    """What a forget bias of 1 did to the LSTM, all runs together."""
    _ = words
    if not {"LSTM", OPEN_LSTM} <= set(curves.networks):
        return []
    (opened, total), (plain, total_plain) = (
        tuple(map(sum, zip(*(_runs(curves, clip, name) for clip in curves.scores), strict=True)))
        for name in (OPEN_LSTM, "LSTM")
    )
    if opened * total_plain > plain * total:
        template = _("More LSTM runs remember with forget bias 1: {opened} of {total}, {plain} of {others} without.")
    elif opened * total_plain < plain * total:
        template = _("Fewer LSTM runs remember with forget bias 1: {opened} of {total}, {plain} of {others} without.")
    else:
        template = _("As many LSTM runs remember with forget bias 1: {opened} of {total}, {plain} of {others} without.")
    return [template.format(opened=opened, total=total, plain=plain, others=total_plain)]


def _above(curves: MemoryCurves, clip: float, name: str) -> list[tuple[int, int]]:
    """Seeds that remember, and seeds that are known, for each distance."""
    rows = curves.learned(clip, name)
    return [(int((row > curves.kind.enough).sum()), int((~np.isnan(row)).sum())) for row in rows]


def _runs(curves: MemoryCurves, clip: float, name: str) -> tuple[int, int]:
    """Runs that remember, and runs that are known, at all distances together."""
    above = _above(curves, clip, name)
    return sum(count for count, _total in above), sum(total for _count, total in above)


def _median(curves: MemoryCurves, clip: float, name: str, place: int) -> str:
    return _number(float(curves.median_scores(clip, name)[place]))


def _number(value: float) -> str:
    """Four digits at most: a median may come close to halfway.

    >>> _number(1 / 6), _number(1.0), _number(0.25), _number(0.00012)
    ('0.1667', '1', '0.25', '0.00012')
    """
    return f"{value:.4g}"


def _joined(parts: Sequence[str], words: Translation) -> str:
    """Semicolons: names have commas of their own."""
    _ = words
    return _("; ").join(parts)
