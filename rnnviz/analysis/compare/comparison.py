"""Several recordings of one input, each compared with the first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from rnnviz.analysis.compare.difference import Difference
from rnnviz.analysis.compare.pair import Pair
from rnnviz.recorder import Recording


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """What `rnnviz.compare` returns: ``comparison[0]`` is the first other recording beside the first of all."""

    recordings: tuple[Recording, ...]
    """The first one, then the others, in the order given."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Each other recording beside the first."""
        first, *others = self.recordings
        return tuple(Pair(first, other) for other in others)

    def __len__(self) -> int:
        """How many other recordings there are."""
        return len(self.recordings) - 1

    def __getitem__(self, place: int) -> Pair:
        return self.pairs[place]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def __repr__(self) -> str:
        names = ", ".join(str(recording.architecture) for recording in self.recordings)
        return f"<Comparison of {names}>"

    def first(self, *, tolerance: float = 0.0, variables: Collection[str] | None = None) -> Difference | None:
        """What differs first between the first recording and the second: `Pair.first`."""
        return self[0].first(tolerance=tolerance, variables=variables)

    def largest(self, *, variables: Collection[str] | None = None) -> Difference | None:
        """What differs most between the first recording and the second: `Pair.largest`."""
        return self[0].largest(variables=variables)
