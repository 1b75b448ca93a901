"""The weights: every parameter with its shape, the rows that belong to each gate, and how many there are."""

import html

import streamlit as st

from rnnviz.analysis.parameter_counts import parameter_count, parameter_counts
from rnnviz.cells.nouns import gate_nouns
from rnnviz.pages.visit import Visit
from rnnviz.recorder import Architecture
from rnnviz.theme import colour_of
from rnnviz.words import Translation


def parameters(visit: Visit) -> None:
    """The parameters, one under the other; then the weights of the first layer side by side, and the counts."""
    _ = visit.translate
    architecture, dark = visit.recording.architecture, st.context.theme.type == "dark"
    st.header(_("The weights"), anchor=False)
    lines = "".join(_line(architecture, name, shape, _, dark) for name, shape in architecture.parameter_shapes.items())
    st.html(f'<div class="weights">{_legend(architecture, _, dark)}{lines}</div>')
    projected = architecture.proj_size > 0
    beside = (
        _("Layer 0, W_hh beside W_ih: they read h and x put under one another. [d, p + n] for each gate, p: proj_size.")
        if projected
        else _("Layer 0, W_hh beside W_ih: they read h and x put under one another. [d, d + n] for each gate.")
    )
    st.caption(beside)
    st.html(_joined(architecture, _, dark))
    st.caption(_("This module, and RNN, GRU and LSTM of these sizes without a projection: 1 : 3 : 4."))
    st.html(_counts(architecture, _))


def _legend(architecture: Architecture, words: Translation, dark: bool) -> str:
    nouns = gate_nouns(architecture.cell)
    parts = (
        f'<span class="swatch" style="background:{_fill(architecture, block, dark)}"></span>'
        f"{block} · {html.escape(words(nouns[block]))}"
        for block in architecture.cell.weight_blocks
        if block in nouns
    )
    return f'<p class="legend">{" ".join(parts)}</p>'


def _line(architecture: Architecture, name: str, shape: tuple[int, ...], words: Translation, dark: bool) -> str:
    """One parameter with the ruler over its rows."""
    whole = name.startswith("weight_hr")
    blocks = ("",) if whole else architecture.cell.weight_blocks
    size = shape[0] // len(blocks)
    ruler = "".join(
        f'<span class="block" style="background:{_fill(architecture, block, dark)}">'
        f"{block} {number * size}:{(number + 1) * size}</span>"
        for number, block in enumerate(blocks)
    )
    shown = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
    named = f'<code>{name}</code><code class="size">({shown})</code>'
    return f'<div class="parameter">{named}<div class="ruler">{ruler}</div></div>'


def _joined(architecture: Architecture, words: Translation, dark: bool) -> str:
    """The weights of the first layer, gate under gate, W_hh beside W_ih."""
    _ = words
    d, n = architecture.hidden_size, architecture.input_size
    read = architecture.state_sizes["h"]
    rows = "".join(
        f'<div class="gate"><span class="block" style="flex:{read};background:{_fill(architecture, block, dark)}">'
        f'W_h{block} [{d}, {read}]</span><span class="block" '
        f'style="flex:{n};background:{_fill(architecture, block, dark)}">W_i{block} [{d}, {n}]</span></div>'
        for block in architecture.cell.weight_blocks
    )
    count = len(architecture.cell.weight_blocks)
    total = f"[{count * d}, {read} + {n}] = [{count * d}, {read + n}]"
    folded = _("with the biases as one more column: {shape}").format(shape=f"[{count * d}, {read + n + 1}]")
    more = f" · {html.escape(folded)}" if architecture.bias else ""
    return f'<div class="joined">{rows}<p><code>{total}</code>{more}</p></div>'


def _counts(architecture: Architecture, words: Translation) -> str:
    _ = words
    by_formula = _("by formula")
    head = f"<tr><th></th><th>{html.escape(by_formula)}</th><th></th><th>numel()</th></tr>"
    this = parameter_count(architecture)
    lines = [(str(architecture), this), *((count.module, count) for count in parameter_counts(architecture))]
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td><code>{count.formula}</code></td><td>= {count.by_formula:,}</td>"
        f"<td>{count.counted:,} {'✓' if count.counted == count.by_formula else '✗'}</td></tr>"
        for name, count in lines
    )
    return f'<div class="proof"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _fill(architecture: Architecture, block: str, dark: bool) -> str:
    """The tint of a gate; of what is no gate, the hidden state's."""
    cell_type = architecture.cell
    gates = [operation.name for operation in cell_type.operations]
    key = cell_type.operation(block).colour if block in gates else "hidden_state"
    return colour_of(key, dark).tint
