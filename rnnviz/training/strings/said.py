"""What a run says, in sentences: from its numbers."""

from collections.abc import Mapping

from rnnviz.training.strings.task import TESTED, WITH, WITHOUT
from rnnviz.training.task import Measured
from rnnviz.words import Translation

_ALIKE = 0.02
"""Shares that differ by less are called alike: of some hundred strings, that is a handful."""


def sentences(last: Mapping[str, Measured], words: Translation) -> list[str]:
    """What each network gets right, who gets more, and what the teacher adds.

    Args:
        last: of each network, what was measured last.
        words: the language.
    """
    _ = words
    found = []
    shares = {name: measured.numbers for name, measured in last.items()}
    for name, numbers in shares.items():
        template = _(
            "**{network}**: {whole:.0f} % of {count} strings without a mistake. Of the characters {own:.0f} % are "
            "right when each step is given what the network wrote before, {forced:.0f} % when the teacher gives it."
        )
        found.append(
            template.format(
                network=_(name),
                whole=100 * numbers["accuracy"],
                count=TESTED,
                own=100 * numbers["characters"],
                forced=100 * numbers["characters, forced"],
            )
        )
    if {WITH, WITHOUT} <= set(shares):
        with_it, without = shares[WITH]["accuracy"], shares[WITHOUT]["accuracy"]
        if abs(with_it - without) < _ALIKE:
            template = _("Attention makes no difference here: {with_it:.0f} % with it, {without:.0f} % without.")
        elif with_it > without:
            template = _("Attention helps here: {with_it:.0f} % with it, {without:.0f} % without.")
        else:
            template = _("Attention does not help here: {with_it:.0f} % with it, {without:.0f} % without.")
        found.append(template.format(with_it=100 * with_it, without=100 * without))
    return found
