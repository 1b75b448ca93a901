"""From text to edits that fit a recording."""

from rnnviz.analysis.rerun.check import Scope
from rnnviz.analysis.rerun.edit import Edit
from rnnviz.analysis.rerun.parse import parse
from rnnviz.recorder import Recording


def read_edits(text: str, rec: Recording) -> tuple[Edit, ...]:
    """The edits that a text holds, one on a line or with ``;`` between them; an empty text holds none.

    The language stands in docs/rerun.md.

    Raises:
        EditError: the text is not made of edits, or one does not fit the recording; the error marks the place.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(3, 4), torch.zeros(6, 1, 3))
    >>> [str(edit) for edit in read_edits("forget = 1 from t=5 ; h[-1]=0", rec)]
    ['f = 1 from t=5', 'h[-1] = 0']
    >>> read_edits("f[4] = 1", rec)
    Traceback (most recent call last):
    rnnviz.errors.EditError: units of f must lie within its 4 units in layer 0, got [4]. Choose units that it has.
    f[4] = 1
     ^^^
    """
    written = parse(text)
    scope = Scope(text, rec)
    return tuple(scope.edit(one) for one in written)
