"""Who says what comes next, and how that is told from what others say."""

from dataclasses import dataclass
from typing import Literal

from rnnviz.theme import cell_type_colour, page_colours

Kind = Literal["RNN", "LSTM", "GRU", "baseline"]


@dataclass(frozen=True, slots=True)
class Forecaster:
    """A network or a baseline.

    Attributes:
        name: as it is shown; from outside or not, it is escaped.
        kind: the cell type of a network.
        dash: of its line, one of Plotly's; it tells those of one kind apart, for which colour stands.
    """

    name: str
    kind: Kind
    dash: str = "solid"

    def colour(self, dark: bool) -> str:
        """The colour of its line."""
        return page_colours(dark).muted if self.kind == "baseline" else cell_type_colour(self.kind, dark)
