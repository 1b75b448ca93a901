"""Two networks, one after the other: the last state of the first is where the second starts."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.errors import ArgumentError
from rnnviz.figures.names import ENGLISH
from rnnviz.figures.unrolled.draw import draw
from rnnviz.figures.unrolled.figure import check_outputs
from rnnviz.figures.unrolled.part import Part, check_length
from rnnviz.recorder import Recording
from rnnviz.words import N_, Translation


def encoder_decoder(
    encoder: Recording,
    decoder: Recording,
    *,
    row: int = 0,
    outputs: Sequence[str] | None = None,
    fed_back: Sequence[bool] | None = None,
    start: int = 0,
    dark: bool = False,
    words: Translation = ENGLISH,
) -> go.Figure:
    """An encoder that reads the whole source, then a decoder that writes the target, both unrolled in time.

    The decoder's ``hx`` is what the encoder returned; its inputs are what was fed to it, as its labels tell.
    ``fed_back`` says of each of its steps whether that was its own output of the step before (drawn as a dotted arrow)
    rather than the right answer (teacher forcing); the first has none before it. ``outputs`` are texts for its outputs.

    Raises:
        ArgumentError: the recordings do not fit together, are too long, or there are other numbers of outputs.
        PlaceError: there is no such row.
    """
    fits = encoder.num_directions == decoder.num_directions == 1 and encoder.num_layers == decoder.num_layers
    if not fits or encoder.h.shape[-1] != decoder.h.shape[-1]:
        raise ArgumentError(
            "encoder-sizes",
            N_("The encoder and the decoder must have one direction, and the same num_layers and hidden_size."),
        )
    for layer in range(encoder.num_layers):
        last, first = encoder.track(layer, batch=row), decoder.track(layer, batch=row)
        name = last.cell_type.state
        if not np.allclose(last.values(name)[-1], first.initial(name), rtol=1e-5, atol=1e-6, equal_nan=True):
            raise ArgumentError(
                "encoder-state",
                N_("The decoder must start from the encoder's last h. Give that as its hx (batch row {row})."),
                row=row,
            )
    source, target = (len(rec.track(batch=row)) for rec in (encoder, decoder))
    check_length(source + target)
    check_outputs(outputs, target)
    fed = tuple(fed_back) if fed_back is not None else (False,) * target
    check_outputs(["" for _one in fed], target)
    fed = (False, *fed[1:])
    first_part = Part(encoder, row, 0, (), None, (False,) * source, (False,) * source)
    reads = tuple((t,) for t in range(target))
    texts = tuple(outputs) if outputs is not None else None
    second = Part(decoder, row, source, reads, texts, fed, (False,) * target, first_part)
    _ = words
    notes = [
        _("the decoder starts from the encoder's last h: nothing else of the source reaches it"),
    ]
    if any(fed):
        notes.append(_("dotted: the output is fed back as the next input"))
    title = _("Encoder and decoder, unrolled in time")
    return draw([first_part, second], title=title, notes=notes, start=start, dark=dark, words=words)
