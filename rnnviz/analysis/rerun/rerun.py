"""What if: a recording's network, run again with edits."""

from collections.abc import Callable, Iterable, Sequence

from rnnviz.analysis.rerun.edit import Edit
from rnnviz.analysis.rerun.network import Network
from rnnviz.analysis.rerun.read import read_edits
from rnnviz.errors import ArgumentError
from rnnviz.recorder import Recording
from rnnviz.words import N_


def rerun(
    rec: Recording,
    edits: str | Edit | Sequence[Edit | str] = (),
    *,
    progress: Callable[[float], None] | None = None,
) -> Recording:
    """Run the network of a recording again, step by step, with edits.

    An edit sets a value of a step, the input, an initial state or a weight, at some steps or at all of them. What it
    sets takes the place of what the operation gave, and everything that follows from it follows: later operations and
    steps, and the layers above. Edits are made in the order in which they stand. The language of edits stands in
    docs/rerun.md.

    Two runs with the same edits are equal bit for bit. Compare an edited run with one without edits, ``rerun(rec)``:
    up to the first step at which an edit changes something they are equal bit for bit too, while the recorded module
    rounds in its own way.

    Args:
        rec: a recording of a module, with its weights.
        edits: edits or their text: ``"f = 1 from t=5"``, ``Edit("f", "=", 1.0)``, or several of them:
            ``["h[3] = 0", Edit("x", "+=", 0.1, (2,))]``.
        progress: is called now and then with how much is done, from 0 to 1.

    Returns:
        A recording like any other, with ``edits`` set. No module ran, so its parity is NaN. Weights that are edited at
        every step are in ``weights``; for those edited from some step on, the recorded ones are there.

    Raises:
        EditError: a text holds no edits, or they do not fit the recording; the error marks the place.
        ArgumentError: the recording has no weights, or is itself an edited run; or something else than edits is given.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(3, 2), torch.ones(6, 1, 3))
    >>> edited = rerun(rec, "f = 1 from t=2; h_0 = 0.5")
    >>> edited.gate("forget")[0, 0, 2:].min().item(), edited.edits
    (1.0, ('f = 1 from t=2', 'h_0 = 0.5'))
    """
    if rec.edits is not None:
        raise ArgumentError(
            "rerun-edited",
            N_("rec must be a recording of a module, got a run with edits ({got}). Give all edits in one call."),
            got="; ".join(rec.edits) or "none",
        )
    if not rec.weights:
        raise ArgumentError(
            "rerun-weights",
            N_("rec must have the weights of its module, and it was saved without them. Save it with weights=True."),
        )
    given = [edits] if isinstance(edits, str | Edit) or not isinstance(edits, Iterable) else [*edits]
    for one in given:
        if not isinstance(one, str | Edit):
            template = N_("edits must be text or Edit objects, got {got}. Write them like 'f[2] = 1 from t=5'.")
            raise ArgumentError("rerun-edits", template, got=type(one).__name__)
    texts = map(str, given)
    return Network(rec, [edit for text in texts for edit in read_edits(text, rec)], progress).run()
