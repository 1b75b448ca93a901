"""What makes a training on the next number of a series."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.formats import read_table
from rnnviz.scenario_kinds import Choice, Decimal, Flag, Rule, Slug, Some, Typed, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.next_number.data import prepared
from rnnviz.training.next_number.networks import NETWORKS
from rnnviz.training.next_number.series import SERIES, Series, series
from rnnviz.training.next_number.task import NextNumberTask
from rnnviz.training.plan import TRAINING_RULES, Plan
from rnnviz.words import N_

OWN = "own"
"""The series of one's own, instead of one of `SERIES`."""

LAYOUTS = ("batch", "sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNumberPlan(Plan):
    """The settings of a training on the next number.

    Attributes:
        series: one of `SERIES`, or `OWN`.
        length: numbers of the series.
        noise: standard deviation of the noise in the noisy sine, and of the steps of the random walk.
        numbers: of one's own, pasted.
        file: of one's own, the name that the contents have of it; it goes before ``numbers``.
        column: of one's own, a name or a number from 1; "" for the one that holds most numbers.
        networks: some of `NETWORKS`, in their order.
        hidden_size: units of each recurrent module.
        epochs: how often all windows are seen.
        layout: "batch" is (batch, sequence, feature), "sample" one sample after the other.
        same_start: whether networks by hand begin with the weights of PyTorch's.
    """

    KIND: ClassVar[str] = "next-number"
    RULES: ClassVar[Mapping[str, Rule]] = MappingProxyType(
        {
            **TRAINING_RULES,
            "series": Choice("series", (*SERIES, OWN)),
            "length": Whole("length", limits.LEAST_SERIES, limits.MAX_SERIES),
            "noise": Decimal("noise", 0.0, limits.MAX_NOISE),
            "numbers": Typed("numbers"),
            "file": Slug("file"),
            "column": Typed("column"),
            "networks": Some("networks", tuple(NETWORKS)),
            "hidden_size": Whole("hidden", 1, limits.MAX_SMALL_SIZE),
            "epochs": Whole("epochs", 1, limits.MAX_EPOCHS),
            "layout": Choice("layout", LAYOUTS),
            "same_start": Flag("same"),
        }
    )

    series: str = "noisy-sine"
    length: int = 1000
    noise: float = 0.1
    numbers: str = ""
    file: str = ""
    column: str = ""
    networks: tuple[str, ...] = tuple(NETWORKS)
    hidden_size: int = 16
    epochs: int = 40
    layout: Literal["batch", "sample"] = "batch"
    same_start: bool = False

    def task(self, contents: Contents | None = None) -> NextNumberTask:
        """The series, cut into windows, and the networks.

        Raises:
            SettingError: no network is chosen.
            InputError: the series of one's own cannot be read, or is too short.
            FileError: its file is not among the contents.
        """
        if not self.networks:
            raise SettingError("no-network", N_("networks must be one or more, got none: choose one."))
        return NextNumberTask(
            data=prepared(self._series(contents)),
            networks=self.networks,
            hidden_size=self.hidden_size,
            epochs=self.epochs,
            batch_size=self.batch,
            layout=self.layout,
            same_start=self.same_start,
            seed=self.seed,
        )

    def _series(self, contents: Contents | None) -> Series:
        if self.series != OWN:
            return series(self.series, self.length, noise=self.noise, seed=self.seed)
        if not self.file:
            return self._numbers(self.numbers)
        assert contents is not None
        return self._numbers(contents.get(self.file))

    def _numbers(self, content: str | bytes) -> Series:
        return read_table(content, self.column).numbers(self.column).values
