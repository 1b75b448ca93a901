"""What a number is made of: terms that add up to it, each a product of factors."""

from dataclasses import dataclass
from functools import cached_property

from rnnviz.analysis.origin.source import Source


@dataclass(frozen=True)
class Factor:
    """One factor of a term: a weight, a value, or a difference in brackets such as ``(1 - z[0])``."""

    code: str
    """With its indices: ``W_hf[2,5]``, ``h_prev[5]``."""
    value: float
    sources: tuple[Source, ...] = ()
    """Where the values in it were made; none for a weight or a bias."""


@dataclass(frozen=True)
class Term:
    """One summand of a number."""

    factors: tuple[Factor, ...]
    contribution: float
    """What it adds: the product of its factors, in float64. The argument of a function passes on all of the result."""
    sign: int = 1
    """-1 for what is subtracted; it is in the contribution."""

    @cached_property
    def code(self) -> str:
        """As code, with indices: ``W_hf[2,5] * h_prev[5]``."""
        product = " * ".join(factor.code for factor in self.factors)
        return product if self.sign > 0 else f"-{product}"

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where its values were made, each once."""
        return tuple(dict.fromkeys(source for factor in self.factors for source in factor.sources))
