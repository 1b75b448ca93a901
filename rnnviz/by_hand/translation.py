"""From the blocks of one cell type to those of another that computes the same, where there are such.

Every cell type is brought to PyTorch's form and from there to the one that is wanted. What changes on the way is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from rnnviz.by_hand.piece import Piece
from rnnviz.cells import CellType
from rnnviz.cells.gru_variants import switches
from rnnviz.errors import ModuleError
from rnnviz.words import N_

Pieces = dict[str, Piece]


@dataclass(frozen=True)
class Note:
    """A sentence about what was done; ``text`` is a msgid, to be filled with ``values``."""

    text: str
    values: Mapping[str, object]

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in a language."""
        return translate(self.text).format(**self.values)


WIDE_OPEN = 40.0
"""A gate with this bias and no weights is 1 to the last digit of a float64."""

_ONE_BIAS = ("LSTM_ONE_BIAS", "RNN_TANH_ONE_BIAS")
_FAMILIES = {"ELMAN": "RNN_TANH", "LEAKY": "RNN_TANH", "RNN_TANH_ONE_BIAS": "RNN_TANH", "LSTM_ONE_BIAS": "LSTM"}


def translated(source: CellType, target: CellType, pieces: Mapping[str, Piece]) -> tuple[Pieces, list[Note]]:
    """The blocks that the target needs; blocks that are missing are to keep their numbers.

    Raises:
        ModuleError: no weights make the two equal.
    """
    if source.mode == target.mode:
        return dict(pieces), []
    _check_pair(source, target, pieces)
    notes: list[Note] = []
    leaking = source.mode == "LEAKY" and target.name == "GRU"
    plain = _held_still(pieces, notes) if leaking else _to_pytorch(source, dict(pieces), notes)
    if source.name == target.name == "GRU":
        _move_b_hn(source, target, plain, notes)
    return _from_pytorch(target, plain, notes), notes


def _check_pair(source: CellType, target: CellType, pieces: Mapping[str, Piece]) -> None:
    names = {"source": source.name, "target": target.name}
    if "JORDAN" in (source.mode, target.mode):
        raise ModuleError(
            "copy-jordan",
            N_(
                "source and target must feed the same thing back, {source} and {target} do not: a Jordan network feeds "
                "its output back, the others their hidden state. Copy between two Jordan networks, or compare the two "
                "as they are."
            ),
            **names,
        )
    if source.mode == "LEAKY" and target.name == "GRU":
        return  # An open reset gate is the same before and after the product.
    if _family(source) != _family(target) or target.mode == "LEAKY":
        raise ModuleError(
            "copy-family",
            N_(
                "source and target must compute the same with the same weights, {source} ({source_mode}) and {target} "
                "({target_mode}) do not. Copy between modules of one kind."
            ),
            source_mode=source.mode,
            target_mode=target.mode,
            **names,
        )
    # A gate and a diagonal matrix may change places.
    if source.name == "GRU" and switches(source)[0] != switches(target)[0] and not _diagonal(pieces["W_hn"].value):
        raise ModuleError(
            "copy-reset",
            N_(
                "source and target must use the reset gate at the same place, {source_mode} and {target_mode} do not: "
                "W_hn (r * h) is not r * (W_hn h) unless W_hn is diagonal. Use a target with the source's convention."
            ),
            source_mode=source.mode,
            target_mode=target.mode,
        )


def _diagonal(matrix: Tensor) -> bool:
    return bool((matrix == torch.diag(matrix.diagonal())).all())


def _family(cell_type: CellType) -> str:
    return "GRU" if cell_type.name == "GRU" else _FAMILIES.get(cell_type.mode, cell_type.mode)


def _held_still(pieces: Mapping[str, Piece], notes: list[Note]) -> Pieces:
    """A leaky unit is a GRU whose gates do not move: the reset gate is open, the update gate is 1 - alpha."""
    leak = pieces["alpha"].value
    if not bool(((leak > 0) & (leak <= 1)).all()):
        raise ModuleError(
            "copy-alpha",
            N_(
                "alpha must be above 0 and at most 1 for an update gate to hold 1 - alpha, got {least:g} to {most:g}. "
                "Set alpha to such a share."
            ),
            least=float(leak.min()),
            most=float(leak.max()),
        )
    matrix_x, matrix_h, bias, alpha = (pieces[name] for name in ("W_ih", "W_hh", "b_h", "alpha"))
    zero_x, zero_h, zero = (one.filled(0.0) for one in (matrix_x, matrix_h, bias))
    held = Piece(torch.log(1 / alpha.value - 1), f"log(1 / {alpha.text} - 1)")
    found = {
        **{"W_ir": zero_x, "W_iz": zero_x, "W_in": matrix_x},
        **{"W_hr": zero_h, "W_hz": zero_h, "W_hn": matrix_h},
        **{"b_ir": bias.filled(WIDE_OPEN), "b_iz": held, "b_in": bias},
        **{"b_hr": zero, "b_hz": zero, "b_hn": zero},
    }
    text = N_(
        "The GRU's gates are held still: no weights reach them, the reset gate is open (bias {open:g}), and the "
        "update gate keeps 1 - alpha. A gate is a leak that is learnt and moves with the input."
    )
    notes.append(Note(text, {"open": WIDE_OPEN}))
    return found


def _to_pytorch(source: CellType, pieces: Pieces, notes: list[Note]) -> Pieces:
    if source.mode == "LEAKY":
        alpha = pieces.pop("alpha").value
        if not bool((alpha == 1).all()):
            raise ModuleError(
                "copy-leak",
                N_(
                    "alpha must be 1 for a target without a leak, got {got:g}. Copy to a GRU, which can hold 1 - alpha "
                    "in its update gate, or set alpha to 1."
                ),
                got=float(alpha.min()),
            )
    if source.mode in ("ELMAN", "LEAKY", *_ONE_BIAS):
        _split_biases(source, pieces)
        notes.append(Note(N_("One bias became two: bias_ih holds it, bias_hh is 0."), {}))
    if source.readout is not None:
        for name in ("W_hy", "b_y"):
            del pieces[name]
        notes.append(Note(N_("The readout y = W_hy h + b_y has no place in the target: its output is h."), {}))
    if source.name == "GRU" and switches(source)[1] == "replaces":
        _turn_update(pieces, notes)
    return pieces


def _from_pytorch(target: CellType, pieces: Pieces, notes: list[Note]) -> Pieces:
    if target.mode in ("ELMAN", *_ONE_BIAS):
        for block in target.weight_blocks:
            pieces[f"b_{block}"] = pieces.pop(f"b_i{block}") + pieces.pop(f"b_h{block}")
        notes.append(Note(N_("Two biases became one: bias_ih and bias_hh were added."), {}))
    if target.readout is not None:
        notes.append(Note(N_("The source has no readout: W_hy and b_y of the target stay as they were."), {}))
    if target.name == "GRU" and switches(target)[1] == "replaces":
        _turn_update(pieces, notes)
    return pieces


def _move_b_hn(source: CellType, target: CellType, pieces: Pieces, notes: list[Note]) -> None:
    """Out of the bracket of the reset gate it is part of b_in; into it, it does not go."""
    before, after = switches(source)[2], switches(target)[2]
    if (before, after) == ("outside", "inside"):
        pieces["b_in"], pieces["b_hn"] = pieces["b_in"] + pieces["b_hn"], pieces["b_hn"].filled(0.0)
        notes.append(Note(N_("b_hn stood outside the bracket: it was added to b_in."), {}))
    largest = float(pieces["b_hn"].value.abs().max())
    if (before, after) == ("inside", "outside") and largest:
        raise ModuleError(
            "copy-b-hn",
            N_(
                "b_hn must be 0 for a target that has it outside the bracket of the reset gate, its largest "
                "magnitude is {largest:.3g}: r multiplies it at every step. Use a target with b_hn='inside'."
            ),
            largest=largest,
        )


def _split_biases(source: CellType, pieces: Pieces) -> None:
    for block in source.weight_blocks:
        whole = pieces.pop(f"b_{block}")
        pieces[f"b_i{block}"], pieces[f"b_h{block}"] = whole, whole.filled(0.0)


def _turn_update(pieces: Pieces, notes: list[Note]) -> None:
    for name in ("W_iz", "W_hz", "b_iz", "b_hz"):
        pieces[name] = -pieces[name]
    notes.append(Note(N_("The update gate was turned round: 1 - sigmoid(a) is sigmoid(-a)."), {}))
