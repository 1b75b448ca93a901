"""Recurrent modules among tensors, told from names and shapes alone."""

from collections.abc import Mapping, Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import FileError
from rnnviz.formats.models.module_shapes import sizes_of
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.shown import shown, shown_first
from rnnviz.formats.models.tensor_names import TensorName, modules_in, short_names
from rnnviz.formats.models.unpacked import Unpacked
from rnnviz.words import N_


def parts_of(unpacked: Unpacked) -> tuple[Part, ...]:
    """The modules of PyTorch's whose tensors a file holds, in its order.

    Raises:
        FileError: there is none, or one whose tensors do not fit each other.
    """
    tensors = unpacked.tensors
    modules = modules_in(tensors)
    if not modules:
        raise _nothing(tensors)
    names = short_names(modules, tensors)
    return tuple(_part(names[prefix], files, tensors) for prefix, files in modules.items())


def embeddings_beside(unpacked: Unpacked, parts: Sequence[Part]) -> dict[str, Float[Tensor, "vocabulary features"]]:
    """The matrices outside of the modules of a file whose rows one of these could read.

    First come those of which the file says that they are read, then those that are called an embedding.
    """
    tensors, said = unpacked.tensors, {part.embedding for part in parts}
    own = {name for part in parts for name in part.files_names.values()}
    own |= {name for node in unpacked.nodes for name in node.arrays.values()}
    widths = {part.input_size for part in parts}
    found = {
        name: tensor
        for name, tensor in tensors.items()
        if name not in own and tensor.dim() == 2 and tensor.shape[1] in widths and len(tensor)
    }
    return dict(sorted(found.items(), key=lambda each: (each[0] not in said, "emb" not in each[0].lower())))


def _part(name: str, files: Mapping[TensorName, str], tensors: Mapping[str, Float[Tensor, "..."]]) -> Part:
    sizes = sizes_of(files, {file: tuple(tensors[file].shape) for file in files.values()})
    weights = {str(tensor): tensors[files[tensor]] for tensor in sizes.shapes}
    _check_dtypes(weights, {str(tensor): file for tensor, file in files.items()})
    nonlinearity: Literal["tanh"] | None = None if sizes.cell_type == "RNN" else "tanh"
    return Part(
        name=name,
        framework="PyTorch",
        cell_type=sizes.cell_type,
        input_size=sizes.input_size,
        hidden_size=sizes.hidden_size,
        proj_size=sizes.proj_size,
        num_layers=sizes.num_layers or 1,
        bidirectional=sizes.bidirectional,
        bias=sizes.bias,
        single_step=sizes.num_layers is None,
        nonlinearity=nonlinearity,
        weights=weights,
        files_names={str(tensor): files[tensor] for tensor in sizes.shapes},
        not_finite=tuple(
            files[tensor] for tensor in sizes.shapes if not torch.isfinite(weights[str(tensor)]).all().item()
        ),
    )


def _check_dtypes(weights: Mapping[str, Float[Tensor, "..."]], files: Mapping[str, str]) -> None:
    first = next(iter(weights))
    for name, tensor in weights.items():
        if tensor.dtype != weights[first].dtype:
            template = N_(
                "The tensors of a module must be of one type, {first} is {rule}, {name} is {got}. Convert the module "
                "with module.float(), and save again."
            )
            raise FileError(
                "model-dtypes",
                template,
                first=shown(files[first]),
                rule=_plain(weights[first].dtype),
                name=shown(files[name]),
                got=_plain(tensor.dtype),
            )


def _plain(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _nothing(tensors: Mapping[str, object]) -> FileError:
    if not tensors:
        template = N_("The file holds no tensor with floating-point numbers. Save the state_dict() of the module.")
        return FileError("model-none", template)
    template = N_(
        "The file holds no recurrent module: none of its tensors ({count}) is called weight_hh_l0 or weight_hh, with "
        "whatever precedes it. It holds {names}. Choose a file with an RNN, LSTM or GRU of PyTorch's."
    )
    return FileError("model-nothing", template, count=len(tensors), names=shown_first(tensors))
