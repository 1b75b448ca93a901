"""The words of the picture that are not said of a single place."""

from rnnviz.explorer.fold import MOST_ROWS, Fold, units_of
from rnnviz.explorer.grid import steps_of
from rnnviz.recorder import Recording
from rnnviz.words import Translation


def folded(rec: Recording, words: Translation) -> str:
    """What is left out of the picture, in words; nothing where all of it is drawn."""
    _ = words
    sizes = rec.architecture.state_sizes
    told = {
        _("{hidden} of {size} time steps"): steps_of(rec),
        _("{hidden} of {size} batch rows"): Fold.of(rec.batch, MOST_ROWS),
        _("{hidden} of {size} features of the input"): units_of(rec.input_size, rec.seq_len),
        _("{hidden} of {size} units of h"): units_of(sizes["h"], rec.seq_len),
    }
    if "c" in sizes and sizes["c"] != sizes["h"]:
        told[_("{hidden} of {size} units of c")] = units_of(sizes["c"], rec.seq_len)
    parts = [text.format(hidden=fold.hidden, size=fold.size) for text, fold in told.items() if fold.hidden]
    return _("Not drawn (…): {parts}.").format(parts=_(", ").join(parts)) if parts else ""


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
