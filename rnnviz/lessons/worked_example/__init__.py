"""The worked example: a step of an LSTM with three inputs and two units, small enough to follow by hand.

The example is printed with four weight rows, one a gate; but two units need eight. So there are three readings of it:

* *shared row*: each printed row serves both units. The weights of ``torch.nn.LSTM`` are 8 x 3 and 8 x 2, each printed
  row twice; both units have the same gates and differ in what they remember:
  i = 0.5125, f = 0.5424, g = 0.2821, o = 0.6011, c = [0.5785, -0.1808], h = [0.3135, -0.1075].
* *full rows*: eight rows. The printed ones are the first four, and the counting in them goes on (see `printed`).
* *as printed*: four rows, cut as the text cuts them, two a gate: the run stops where the shapes collide (`by_hand`).

The example prints an LSTM only. A GRU takes the first three printed rows (as r, z, n) and an RNN the first, with the
same input and the same previous hidden state.
"""

from rnnviz.lessons.worked_example.by_hand import ByHand, by_hand
from rnnviz.lessons.worked_example.edits import (
    ORIGINAL,
    Edits,
    edited,
    read_edits,
    readable_edits,
    write_edits,
    written,
)
from rnnviz.lessons.worked_example.example import Example, example
from rnnviz.lessons.worked_example.numbers import Numbers, numbers
from rnnviz.lessons.worked_example.proof import Compared, proof

__all__ = [
    "ORIGINAL",
    "ByHand",
    "Compared",
    "Edits",
    "Example",
    "Numbers",
    "by_hand",
    "edited",
    "example",
    "numbers",
    "proof",
    "read_edits",
    "readable_edits",
    "write_edits",
    "written",
]
