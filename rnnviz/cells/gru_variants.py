"""The other GRUs: frameworks and papers differ in three places, each of which is a switch here.

- ``reset``: the reset gate acts "after" the matrix product (PyTorch, Keras with ``reset_after=True``, ONNX with
  ``linear_before_reset=1``) or "before" it (the papers, Keras with ``reset_after=False``, TensorFlow 1's GRUCell).
- ``update``: an open update gate "keeps" the old state (PyTorch, Keras, ONNX, TensorFlow 1; Cho et al., EMNLP 2014) or
  "replaces" it (Chung et al., 2014).
- ``b_hn``: the bias of the past stands "inside" the bracket that the reset gate multiplies (PyTorch) or "outside".
  Where the reset comes before the product there is no such bracket, and it stands outside.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Literal, get_args

from rnnviz.cells.cell_type import CellType
from rnnviz.cells.gru import BELT_INLET, FROM_STATE, GRU, JOIN, NEW, RESET
from rnnviz.cells.operation import Case, Node, Operation
from rnnviz.cells.preactivation import ACTIVATION, STATE_BUS, input_wire
from rnnviz.errors import ArgumentError
from rnnviz.words import N_

Reset = Literal["after", "before"]
Update = Literal["keeps", "replaces"]
Bias = Literal["inside", "outside"]


@lru_cache(maxsize=16)
def gru(reset: Reset = "after", update: Update = "keeps", b_hn: Bias = "inside") -> CellType:
    """The GRU with these three switches; without any it is PyTorch's.

    Raises:
        ArgumentError: a switch has no such position.

    >>> gru() is GRU, gru("before", "replaces").mode
    (True, 'GRU_RESET_BEFORE_UPDATE_REPLACES')
    >>> gru(reset="before").operation("a_n").text
    'W_in @ x + b_in + W_hn @ heard + b_hn'
    """
    for name, value, choices in (("reset", reset, Reset), ("update", update, Update), ("b_hn", b_hn, Bias)):
        if value not in get_args(choices):
            raise ArgumentError(
                "gru-switch",
                N_("{name} must be one of {choices}, got {got}. Choose one of these."),
                name=name,
                choices=", ".join(get_args(choices)),
                got=repr(value),
            )
    mode, changed, new = "GRU", dict[str, Operation](), GRU
    if reset == "before":
        mode += "_RESET_BEFORE"
        changed |= {"r": _CLOSER, "n_x": _HEARD, "a_n": _SUM_OF_WHAT_IS_HEARD}
    elif b_hn == "outside":
        mode += "_B_HN_OUTSIDE"
        changed |= {
            "n_h": replace(GRU.operation("n_h"), text="W_hn @ h_prev"),
            "a_n": replace(GRU.operation("a_n"), text="n_x + r * n_h + b_hn"),
        }
    if update == "replaces":
        mode += "_UPDATE_REPLACES"
        changed |= {
            "z": replace(GRU.operation("z"), poles=_POLES, narration=_REPLACING),
            "fresh": replace(GRU.operation("fresh"), text="z * n", narration=_FRESH),
            "old": replace(GRU.operation("old"), text="(1 - z) * h_prev", narration=_OLD),
        }
    if not changed:
        return new
    dropped = {"n_h"} if reset == "before" else set()
    operations = (changed.get(one.name, one) for one in GRU.operations if one.name not in dropped)
    return replace(GRU, mode=mode, operations=tuple(operations))


_POLES = (N_("{value} keeps"), N_("{value} replaces"))
_REPLACING = (
    Case(N_("Unit {unit}: the update gate is almost open: {z%} of the state is replaced."), (("z", ">=", 0.9),)),
    Case(N_("Unit {unit}: the update gate is almost shut: only {z%} of the state is replaced."), (("z", "<=", 0.1),)),
    Case(N_("Unit {unit}: the update gate stands at {z%}: that much of the state is replaced, the rest stays.")),
)
_FRESH = (Case(N_("Unit {unit}: the update gate takes {z%} of the candidate {n}: {fresh} is new.")),)
_OLD = (Case(N_("Unit {unit}: what the update gate leaves of h = {h_prev}: {old} is left.")),)

_RESET_NODE = GRU.operation("r").node
assert _RESET_NODE is not None
_CLOSER = replace(GRU.operation("r"), node=replace(_RESET_NODE, chip=(522.0, JOIN)))
_HEARD = Operation(
    "heard",
    "r * h_prev",
    N_("let some of the past through"),
    "product",
    "reset",
    narration=(Case(N_("Unit {unit}: the reset gate lets {r%} of h = {h_prev} through to the candidate: {heard}.")),),
    node=Node(
        (FROM_STATE, JOIN),
        (FROM_STATE, JOIN - 49.0),
        "above",
        {
            "r": ((RESET, ACTIVATION), (RESET, JOIN), (FROM_STATE, JOIN)),
            "h_prev": (BELT_INLET, (BELT_INLET[0], STATE_BUS), (FROM_STATE, STATE_BUS), (FROM_STATE, JOIN)),
        },
    ),
)
_SUM_OF_WHAT_IS_HEARD = replace(
    GRU.operation("a_n"),
    text="W_in @ x + b_in + W_hn @ heard + b_hn",
    narration=(Case(N_("Unit {unit}: the input and what is heard of the past, weighted and added up: {a_n}.")),),
    node=Node(
        (NEW, JOIN),
        (NEW + 112.0, JOIN),
        "above",
        {"x": input_wire((NEW, JOIN), 0.0), "heard": ((FROM_STATE, JOIN), (NEW, JOIN))},
    ),
)


def switches(cell_type: CellType) -> tuple[Reset, Update, Bias]:
    """The switches of a GRU.

    >>> switches(gru("before")), switches(GRU)
    (('before', 'keeps', 'outside'), ('after', 'keeps', 'inside'))
    """
    mode = cell_type.mode
    before = "RESET_BEFORE" in mode
    return (
        "before" if before else "after",
        "replaces" if "UPDATE_REPLACES" in mode else "keeps",
        "outside" if before or "B_HN_OUTSIDE" in mode else "inside",
    )


GRU_VARIANTS: dict[str, CellType] = {
    cell_type.mode: cell_type
    for cell_type in (
        gru(reset, update, b_hn)
        for reset, b_hn in (("after", "inside"), ("after", "outside"), ("before", "outside"))
        for update in ("keeps", "replaces")
    )
    if cell_type is not GRU
}
"""By mode; PyTorch's own is not among them."""
