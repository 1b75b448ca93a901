"""What makes a training on the next number of a series."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from rnnviz import limits
from rnnviz.errors import InputError, SettingError
from rnnviz.formats import read_table
from rnnviz.scenario_kinds import Choice, Decimal, Flag, Rule, Slug, Some, Typed, Whole
from rnnviz.training.contents import Contents
from rnnviz.training.next_number.data import prepared
from rnnviz.training.next_number.networks import NETWORKS
from rnnviz.training.next_number.series import SERIES, Series, series
from rnnviz.training.next_number.task import Layout, NextNumberTask
from rnnviz.training.plan import TRAINING_RULES, Plan
from rnnviz.words import N_

OWN = "own"
"""The series of one's own, instead of one of `SERIES`."""

PASSENGERS = (
    "112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140 "
    "145 150 178 163 172 178 199 199 184 162 146 166 171 180 193 181 183 218 230 242 209 191 172 194 "
    "196 196 236 235 229 243 264 272 237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229 "
    "242 233 267 269 270 315 364 347 312 274 237 278 284 277 317 313 318 374 413 405 355 306 271 306 "
    "315 301 356 348 355 422 465 467 404 347 305 336 340 318 362 348 363 435 491 505 404 359 310 337 "
    "360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432"
)
"""Passengers of airlines in each month of 1949 to 1960, in thousands: Box and Jenkins, Time Series Analysis (1976)."""

LAYOUTS: tuple[Layout, ...] = ("batch", "sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNumberPlan(Plan):
    """The settings of a training on the next number.

    Attributes:
        series: one of `SERIES`, or `OWN`.
        length: numbers of the series.
        noise: standard deviation of the noise in the noisy sine, and of the steps of the random walk.
        numbers: of one's own, pasted; at first there is an example.
        file: of one's own, the name that the contents have of it; it goes before ``numbers``.
        column: of one's own, a name or a number from 1; "" for the first that holds mostly numbers.
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

    rate: float = 0.003
    series: str = "noisy-sine"
    length: int = 1500
    noise: float = 0.1
    numbers: str = PASSENGERS
    file: str = ""
    column: str = ""
    networks: tuple[str, ...] = tuple(NETWORKS)
    hidden_size: int = 16
    epochs: int = 20
    layout: Layout = "batch"
    same_start: bool = False

    @property
    def subject(self) -> object:
        """The series."""
        return (self.numbers, self.file, self.column) if self.series == OWN else self.series

    def task(self, contents: Contents | None = None) -> NextNumberTask:
        """The series, cut into windows, and the networks.

        Raises:
            SettingError: no network is chosen.
            InputError: the series of one's own cannot be read, or is too short.
            FileError: its file is not among the contents.
        """
        self.check()
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

    def check(self) -> None:
        """Refuse numbers that were pasted and cannot be learned from, and a training of no network."""
        if not self.networks:
            raise SettingError("no-network", N_("networks must be one or more, got none: choose one."))
        if self.series == OWN and not self.file:
            if len(self.numbers) > limits.MAX_PASTED:
                template = N_("Up to {most} characters can be pasted, got {got}: give them as a file.")
                most, got = f"{limits.MAX_PASTED:,}", f"{len(self.numbers):,}"
                raise InputError("pasted-long", template, most=most, got=got)
            prepared(self._numbers(self.numbers))

    def _series(self, contents: Contents | None) -> Series:
        if self.series != OWN:
            return series(self.series, self.length, noise=self.noise, seed=self.seed)
        if not self.file:
            return self._numbers(self.numbers)
        assert contents is not None
        return self._numbers(contents.get(self.file))

    def _numbers(self, content: str | bytes) -> Series:
        return read_table(content, self.column).numbers(self.column).values
