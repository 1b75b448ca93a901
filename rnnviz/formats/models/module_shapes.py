"""A recurrent module's type and sizes, told from the shapes of its tensors."""

from collections.abc import Mapping
from dataclasses import dataclass

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown
from rnnviz.formats.models.tensor_names import TensorName
from rnnviz.words import N_

Shape = tuple[int, ...]
_CELL_TYPES = {4: "LSTM", 3: "GRU", 1: "RNN"}
"""By how many times as many rows as units its weights have."""
_BLOCKS = {cell_type: blocks for blocks, cell_type in _CELL_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Sizes:
    """What makes a module of PyTorch's; ``num_layers`` is None for a module of one step."""

    cell_type: str
    input_size: int
    hidden_size: int
    proj_size: int
    num_layers: int | None
    bidirectional: bool
    bias: bool

    @property
    def shapes(self) -> dict[TensorName, Shape]:
        """The tensors of such a module in PyTorch's order, each with its shape.

        Source: "Variables" in the documentation of ``torch.nn.LSTM``.
        """
        rows, out = _BLOCKS[self.cell_type] * self.hidden_size, self.proj_size or self.hidden_size
        found: dict[TensorName, Shape] = {}
        for layer in [None] if self.num_layers is None else range(self.num_layers):
            features = out * (2 if self.bidirectional else 1) if layer else self.input_size
            for reverse in (False, True) if self.bidirectional else (False,):
                shapes: dict[str, Shape] = {"weight_ih": (rows, features), "weight_hh": (rows, out)}
                if self.bias:
                    shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
                if self.proj_size:
                    shapes["weight_hr"] = (self.proj_size, self.hidden_size)
                found |= {TensorName(kind, layer, reverse): shape for kind, shape in shapes.items()}
        return found


def sizes_of(files: Mapping[TensorName, str], shapes: Mapping[str, Shape]) -> Sizes:
    """The sizes of a module, to which all of its tensors fit.

    Args:
        files: how the file calls each of its tensors.
        shapes: of the file's tensors, by these names.

    Raises:
        FileError: a tensor is missing, one is too many, or one has another shape than the others ask for.
    """
    layers = {name.layer for name in files}
    if None in layers and len(layers) > 1:
        template = N_(
            "The tensors of a module must be of layers, as weight_hh_l0, or of one step, as weight_hh; {one} and "
            "{other} stand side by side. Give the modules different names."
        )
        one = next(file for name, file in files.items() if name.layer is None)
        other = next(file for name, file in files.items() if name.layer is not None)
        raise FileError("model-mixed", template, one=shown(one), other=shown(other))
    first = None if None in layers else 0
    found = _sizes(files, shapes, first, max((layer for layer in layers if layer is not None), default=0) + 1)
    rule = found.shapes
    for name in files:
        if name not in rule:
            template = N_(
                "The tensor {name} does not belong to a module with {layers} layer(s) and {directions} direction(s), "
                "which the others make. Save the whole state_dict() of the module."
            )
            raise FileError(
                "model-extra",
                template,
                name=shown(files[name]),
                layers=found.num_layers or 1,
                directions=1 + found.bidirectional,
            )
    for name, shape in rule.items():
        _check(files, shapes, name, shape)
    return found


def _sizes(files: Mapping[TensorName, str], shapes: Mapping[str, Shape], first: int | None, layers: int) -> Sizes:
    if layers > limits.MAX_MODEL_LAYERS:
        template = N_(
            "A module may have up to {most} layers, {name} is of layer {got}, counted from 0. Choose a smaller one."
        )
        last = next(file for name, file in files.items() if name.layer == layers - 1)
        raise FileError("model-layers", template, most=limits.MAX_MODEL_LAYERS, name=shown(last), got=layers - 1)
    ih, hh, hr = (TensorName(kind, first, False) for kind in ("weight_ih", "weight_hh", "weight_hr"))
    for name in (ih, hh):
        _check_axes(files, shapes, name)
    rows, columns = shapes[files[hh]]
    if hr in files:
        _check_axes(files, shapes, hr)
        # A projection is an LSTM's: the rows of its weights tell the units, where they can.
        hidden_size = shapes[files[hr]][1] if rows % 4 else rows // 4
        proj_size, cell_type = columns, "LSTM"
    else:
        proj_size, hidden_size = 0, columns
        cell_type = _cell_type(files[hh], rows, columns)
    _check_size("hidden_size", hidden_size, limits.MAX_MODEL_HIDDEN_SIZE, files[hh])
    _check_size("input_size", shapes[files[ih]][1], limits.MAX_MODEL_INPUT_SIZE, files[ih])
    return Sizes(
        cell_type=cell_type,
        input_size=shapes[files[ih]][1],
        hidden_size=hidden_size,
        proj_size=proj_size,
        num_layers=None if first is None else layers,
        bidirectional=any(name.reverse for name in files),
        bias=any(name.kind.startswith("bias") for name in files),
    )


def _cell_type(file: str, rows: int, columns: int) -> str:
    blocks = rows // columns if columns and rows % columns == 0 else 0
    if blocks not in _CELL_TYPES:
        template = N_(
            "{name} must have 4 (LSTM), 3 (GRU) or 1 (RNN) times as many rows as columns, got shape ({rows}, "
            "{columns}). It is of another kind of module, or transposed."
        )
        raise FileError("model-rows", template, name=shown(file), rows=rows, columns=columns)
    return _CELL_TYPES[blocks]


def _check_axes(files: Mapping[TensorName, str], shapes: Mapping[str, Shape], name: TensorName) -> None:
    _check_there(files, name)
    if len(shapes[files[name]]) != 2:
        template = N_(
            "{name} must be a matrix with 2 axes, got shape {got}. Save the state_dict() as PyTorch gives it."
        )
        raise FileError("model-axes", template, name=shown(files[name]), got=shapes[files[name]])


def _check_size(size: str, got: int, most: int, file: str) -> None:
    if not 1 <= got <= most:
        template = N_("{size} must be from 1 to {most}, {name} makes it {got}. Choose a smaller module.")
        raise FileError("model-sizes", template, size=size, most=most, name=shown(file), got=got)


def _check_there(files: Mapping[TensorName, str], name: TensorName) -> None:
    if name in files:
        return
    template = N_(
        "The tensor {name} is missing beside {other}: a module has all of its layers, directions and biases. Save its "
        "whole state_dict()."
    )
    other = next(iter(files.values()))
    prefix = other[: other.rfind(".") + 1]
    raise FileError("model-missing", template, name=shown(f"{prefix}{name}"), other=shown(other))


def _check(files: Mapping[TensorName, str], shapes: Mapping[str, Shape], name: TensorName, rule: Shape) -> None:
    _check_there(files, name)
    if shapes[files[name]] != rule:
        template = N_(
            "{name} must have shape {rule}, to fit the module's other tensors, got {got}. Save its whole state_dict() "
            "again."
        )
        raise FileError("model-shapes", template, name=shown(files[name]), rule=rule, got=shapes[files[name]])
