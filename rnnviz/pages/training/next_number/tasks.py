"""The data of the plans that are looked at, kept ready: a file is read once, not with every setting or every second."""

from dataclasses import replace
from functools import lru_cache

from rnnviz.formats import Table, read_table
from rnnviz.training.next_number import NextNumberPlan, NextNumberTask
from rnnviz.training.runs import RUNS

_KEPT = 16


def data_of(plan: NextNumberPlan) -> NextNumberTask:
    """A task with the series of a plan, and with the baselines on it; the networks are another plan's.

    Raises:
        RnnvizError: there is no such file here, or no series can be read out of it.
    """
    return _data_of(_series_alone(plan))


def task_of(plan: NextNumberPlan) -> NextNumberTask:
    """The task of a plan."""
    return replace(
        data_of(plan),
        networks=plan.networks,
        hidden_size=plan.hidden_size,
        epochs=plan.epochs,
        batch_size=plan.batch,
        layout=plan.layout,
        same_start=plan.same_start,
        seed=plan.seed,
    )


def table_of(plan: NextNumberPlan) -> Table:
    """The table that a series of one's own comes from."""
    return _table_of(plan.file, plan.numbers, plan.column)


def _series_alone(plan: NextNumberPlan) -> NextNumberPlan:
    """The settings that make the series."""
    return NextNumberPlan(
        series=plan.series,
        length=plan.length,
        noise=plan.noise,
        numbers=plan.numbers,
        file=plan.file,
        column=plan.column,
        seed=plan.seed,
    )


@lru_cache(maxsize=_KEPT)
def _data_of(plan: NextNumberPlan) -> NextNumberTask:
    return plan.task(RUNS.contents)


@lru_cache(maxsize=_KEPT)
def _table_of(file: str, numbers: str, column: str) -> Table:
    return read_table(RUNS.contents.get(file) if file else numbers, column)
