"""The words of the chart, by the names that its script knows them by; what is in braces the script fills in."""

from rnnviz.words import Translation


def spoken(words: Translation) -> dict[str, str]:
    """Every text that the chart may show beside the ones it is given."""
    _ = words
    return {
        "here": _("{across} {x}"),
        "last": _("{across} {x} (the latest)"),
        "earlier": _("{value} (at {x})"),
        "summary": _("{where}: {values}."),
        "value": _("{name} {value}"),
        "comma": _(", "),
        "none": _("no number"),
        "diverged": _("no number since {x}"),
        "nothing": _("There is nothing to draw yet."),
        "cross": _("{title}: read the values at a place"),
    }
