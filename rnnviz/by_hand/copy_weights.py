"""Laying the weights of one module out for another one that computes the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from rnnviz.by_hand.piece import Piece, cut, joined
from rnnviz.by_hand.translation import Note, translated
from rnnviz.errors import ModuleError
from rnnviz.recorder.chain import same_numbers
from rnnviz.recorder.checks.module import Recurrent
from rnnviz.recorder.layout import Layout, layout_of
from rnnviz.recorder.parameters import parameters_of
from rnnviz.words import N_


@dataclass(frozen=True)
class Copied:
    """What `copy_weights` did.

    Attributes:
        origins: for every parameter of the target, how it was made of the source's: ``[a, b]`` is side by side,
            ``[a; b]`` one under the other, ``a[0:4]`` some rows.
        notes: what had to be changed besides the layout.
        kept: the parameters of the target that the source has nothing for.
    """

    source: str
    target: str
    origins: Mapping[str, str]
    notes: tuple[Note, ...]
    kept: tuple[str, ...]

    def said(self, translate: Callable[[str], str] = str) -> tuple[str, ...]:
        """The notes in a language."""
        return tuple(note.said(translate) for note in self.notes)

    def __str__(self) -> str:
        lines = [f"{self.target} from {self.source}"]
        lines += [f"  {name} = {origin}" for name, origin in self.origins.items()]
        return "\n".join([*lines, *(f"  {sentence}" for sentence in self.said())])


def copy_weights(source: nn.Module, target: nn.Module) -> Copied:
    """Put the weights of ``source`` into ``target``, laid out as the target wants them.

    Both are any of PyTorch's recurrent modules or of ``rnnviz.by_hand``. Afterwards both give the same output for the
    same input, but for rounding. Nothing is written where that is impossible.

    Raises:
        ModuleError: a module is none of these, the sizes differ, or no weights make the two equal.

    >>> from rnnviz.by_hand import JoinedLSTM
    >>> joined = JoinedLSTM(3, 4).double()
    >>> print(copy_weights(nn.LSTM(3, 4), joined).origins["forget_gate.weight"])
    [weight_ih_l0[4:8], weight_hh_l0[4:8]]
    """
    given, wanted = _layout("source", source), _layout("target", target)
    _check_sizes(given, wanted)
    from_parameters, held = _parameters(source, given), _parameters(target, wanted)
    to_parameters = dict(target.named_parameters(remove_duplicate=False))
    _check_plain(wanted, to_parameters)
    _check_numbers({"source": from_parameters, "target": held})
    notes: list[Note] = []
    made: dict[str, Piece] = {}
    kept: list[str] = []
    for part, grids in wanted.grids.items():
        places = given.places(*part)
        pieces = {block: cut(from_parameters[name].detach(), name, place) for block, name, place in places}
        if wanted.architecture.bias and not given.architecture.bias:
            _fill_biases(given, pieces)
        found, said = translated(given.architecture.cell, wanted.architecture.cell, pieces)
        if not wanted.architecture.bias:
            _check_no_bias(found)
        notes += [note for note in said if note not in notes]
        for name, grid in grids.items():
            if all(block in found for row in grid for block in row):
                made[name] = joined([[found[block] for block in row] for row in grid])
            else:
                kept.append(name)
    _check_shared(made, to_parameters)
    _note_rounding(made, to_parameters, notes)
    with torch.no_grad():
        for name, piece in made.items():
            to_parameters[name].copy_(piece.value)
    origins = {name: piece.text for name, piece in made.items()}
    return Copied(str(given.architecture), str(wanted.architecture), origins, tuple(notes), tuple(kept))


def _layout(argument: str, module: nn.Module) -> Layout:
    layout = layout_of(module)
    if layout is None:
        raise ModuleError(
            "copy-module",
            N_(
                "{argument} must be one of PyTorch's recurrent modules or of rnnviz.by_hand, got {got}. Pass the "
                "recurrent module itself, e.g. model.lstm."
            ),
            argument=argument,
            got=type(module).__name__,
        )
    return layout


def _check_sizes(given: Layout, wanted: Layout) -> None:
    names = ("input_size", "hidden_size", "proj_size", "num_layers", "num_directions")
    apart = [name for name in names if getattr(given.architecture, name) != getattr(wanted.architecture, name)]
    both = (given.architecture.readout_size, wanted.architecture.readout_size)
    if all(both) and both[0] != both[1]:
        apart.append("readout_size")
    if apart:
        name = apart[0]
        raise ModuleError(
            "copy-sizes",
            N_("source and target must have the same {name}, got {source} and {target}. Make the target to fit."),
            name=name,
            source=getattr(given.architecture, name),
            target=getattr(wanted.architecture, name),
        )


def _parameters(module: nn.Module, layout: Layout) -> Mapping[str, Tensor]:
    if isinstance(module, Recurrent):
        return parameters_of(module, layout.architecture)
    return layout.held(module)


def _check_plain(wanted: Layout, parameters: Mapping[str, Tensor]) -> None:
    missing = [name for grids in wanted.grids.values() for name in grids if name not in parameters]
    if missing:
        raise ModuleError(
            "copy-parametrised",
            N_(
                "target must hold its weights as plain parameters, {name} of {target} is computed from others. "
                "Remove the parametrisation first, or copy to a plain module."
            ),
            name=missing[0],
            target=wanted.architecture.module,
        )


def _check_numbers(parameters: Mapping[str, Mapping[str, Tensor]]) -> None:
    for argument, own in parameters.items():
        if any(parameter.is_meta for parameter in own.values()):
            raise ModuleError(
                "copy-meta",
                N_(
                    "{argument} must hold numbers, its weights are on the meta device, which has none. Load them "
                    "first, e.g. module.to_empty(device='cpu') and load_state_dict."
                ),
                argument=argument,
            )


def _check_shared(made: Mapping[str, Piece], parameters: Mapping[str, Tensor]) -> None:
    """Parameters of the target that are one and the same get the same numbers."""
    first: dict[int, str] = {}
    for name, piece in made.items():
        other = first.setdefault(id(parameters[name]), name)
        if not same_numbers(made[other].value, piece.value):
            raise ModuleError(
                "copy-shared",
                N_(
                    "{first} and {second} must get the same numbers, in the target they are one parameter, and in the "
                    "source they differ. Use a target that does not share them."
                ),
                first=other,
                second=name,
            )


def _fill_biases(given: Layout, pieces: dict[str, Piece]) -> None:
    """A module without biases is one whose biases are 0."""
    first = pieces[next(name for name in pieces if name.startswith("W_"))]
    zero = Piece(torch.zeros_like(first.value[:, 0]), "0")
    for block in given.architecture.cell.weight_blocks:
        pieces[f"b_i{block}"] = pieces[f"b_h{block}"] = zero


def _check_no_bias(found: Mapping[str, Piece]) -> None:
    """Nothing but 0 can be left out."""
    for name, piece in found.items():
        if name.startswith("b_") and bool(piece.value.any()):
            raise ModuleError(
                "copy-bias",
                N_(
                    "target must have biases to take those of the source, it was made with bias=False, and {name} is "
                    "not 0. Make the target with bias=True."
                ),
                name=name,
            )


def _note_rounding(made: Mapping[str, Piece], parameters: Mapping[str, Tensor], notes: list[Note]) -> None:
    for name, piece in made.items():
        given, own = torch.finfo(piece.value.dtype), torch.finfo(parameters[name].dtype)
        # Of two half types one has more digits, the other more room.
        if given.eps < own.eps or given.max > own.max:
            values = {"source": given.dtype, "target": own.dtype}
            notes.append(Note(N_("The numbers were rounded from {source} to {target}."), values))
            return
