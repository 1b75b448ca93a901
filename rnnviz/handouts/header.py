"""The head of a page: which step it is."""

import html
import unicodedata

from rnnviz.handouts.sheet import Sheet


def header(sheet: Sheet) -> str:
    """Title, sizes and place of the step, and what has to be said about the numbers."""
    step = sheet.step
    facts = [f"input_size = {len(step['x'])}", f"hidden_size = {sheet.units.total}"]
    if sheet.units.projected:
        facts.append(f"{step.cell_type.other_size} = {sheet.units.projected.total}")
    facts.append(f"t = {step.t}")
    if step.label is not None:
        # Text from outside may run from right to left.
        facts.append(f"“<bdi>{_visible(step.label)}</bdi>”")
    line = " · ".join(f"<span>{fact}</span>" for fact in facts)
    notes = " ".join(f"<span>{note}</span>" for note in _notes(sheet))
    return f'<header>\n<h1>{sheet.title}</h1>\n<p class="facts">{line}</p>\n<p class="note">{notes}</p>\n</header>'


def _notes(sheet: Sheet) -> list[str]:
    _, units = sheet.words, sheet.units
    notes = []
    if sheet.step.reverse:
        notes.append(_("Read from right to left: the previous state is at t+1."))
    if sheet.step.edits:
        text = _("From a run with edits: {edits}. What one of them set is not what its line here comes to.")
        notes.append(text.format(edits="; ".join(map(_visible, sheet.step.edits))))
    if len(units.shown) < units.total:
        text = (
            _("Calculated here: {units} of {total}.")
            if units.chosen
            else _("Calculated here: {units} of {total}, whose states changed most in this step.")
        )
        notes.append(text.format(units=sheet.unit_words(units.shown), total=units.total))
    own = units.projected
    if own and len(own.shown) < own.total:
        text = (
            _("Of the projected hidden state: {units} of {total}.")
            if own.chosen
            else _("Of the projected hidden state: {units} of {total}, which changed most in this step.")
        )
        notes.append(text.format(units=sheet.unit_words(own.shown), total=own.total))
    said = _("Decimal places printed: {digits}. Every operation goes on with the unrounded numbers.")
    return [*notes, said.format(digits=sheet.digits)]


def _visible(text: str) -> str:
    """A label as HTML: its control characters and halves of characters, which no file can hold, as their escapes."""
    shown = "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in ("Cc", "Cs")
        else character
        for character in text
    )
    return html.escape(shown)
