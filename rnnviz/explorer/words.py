"""The words of the picture that are not said of a single place."""

from rnnviz.recorder import Recording
from rnnviz.words import Translation


def spoken(rec: Recording, words: Translation) -> dict[str, str]:
    """By the names that the script knows them by; what is in braces the script fills in."""
    _ = words
    return {
        "figure": _("{module} unrolled over its input, with its tensors").format(module=rec.architecture),
        "play": _("Play"),
        "pause": _("Pause"),
        "back": _("One step back"),
        "forward": _("One step forward"),
        "begin": _("To the beginning"),
        "end": _("Everything computed"),
        "stage": _("Step {stage} of {stages}: layer {layer}, {where}"),
        "where_one": _("t = {t}"),
        "where_two": _("forward at t = {t}, reverse at t = {reverse}"),
        "order": _("The order of the computation"),
        "nothing": _("Before the first step: only the input is there."),
        "all": _("Everything is computed."),
        "more": _("and {count} more"),
        "same": _("The same numbers"),
        "value": _("value {value}"),
        "choose": _(
            "Click any number, row or block: every place that holds the same number lights up. Click again to widen."
        ),
        "clear": _("Clear"),
    }
