"""What makes a training on the next number of a series."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from rnnviz import limits
from rnnviz.scenario_kinds import Choice, Decimal, Flag, Rule, Some, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.next_number.data import prepared
from rnnviz.training.next_number.networks import NETWORKS
from rnnviz.training.next_number.series import SERIES, series
from rnnviz.training.next_number.task import NextNumberTask
from rnnviz.training.plan import TRAINING_RULES, Plan

LAYOUTS = ("batch", "sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNumberPlan(Plan):
    """The settings of a training on the next number.

    Attributes:
        series: one of `SERIES`.
        length: numbers of the series.
        noise: standard deviation of the noise in the noisy sine, and of the steps of the random walk.
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
            "series": Choice("series", SERIES),
            "length": Whole("length", limits.LEAST_SERIES, limits.MAX_SERIES),
            "noise": Decimal("noise", 0.0, limits.MAX_NOISE),
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
    networks: tuple[str, ...] = tuple(NETWORKS)
    hidden_size: int = 16
    epochs: int = 40
    layout: Literal["batch", "sample"] = "batch"
    same_start: bool = False

    def task(self, contents: Contents | None = None) -> NextNumberTask:
        """The series, cut into windows, and the networks."""
        return NextNumberTask(
            data=prepared(series(self.series, self.length, noise=self.noise, seed=self.seed)),
            networks=self.networks,
            hidden_size=self.hidden_size,
            epochs=self.epochs,
            batch_size=self.batch,
            layout=self.layout,
            same_start=self.same_start,
            seed=self.seed,
        )
