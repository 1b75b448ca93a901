"""A tensor that a pickle of ``torch.save`` tells of: dense, of floating-point numbers that are all there."""

import math
from typing import Any

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_shape
from rnnviz.formats.models.pickle_outline import ITEM_SIZES, Called, StorageOutline
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

_BUILDERS = "torch._utils._rebuild_"
_DENSE = {f"{_BUILDERS}tensor", f"{_BUILDERS}tensor_v2", f"{_BUILDERS}tensor_v3"}
_PARAMETERS = {f"{_BUILDERS}parameter", f"{_BUILDERS}parameter_with_state"}
_LAYOUTS = {
    f"{_BUILDERS}sparse_tensor": ("sparse", "tensor.to_dense()"),
    f"{_BUILDERS}qtensor": ("quantized", "tensor.dequantize()"),
    f"{_BUILDERS}nested_tensor": ("nested", "tensor.to_padded_tensor(0.0)"),
}
_FLOATS = ("HalfStorage", "BFloat16Storage", "FloatStorage", "DoubleStorage")
_COUNTS = ("BoolStorage", "ByteStorage", "CharStorage", "ShortStorage", "IntStorage", "LongStorage")
_NEW_COUNTS = ("torch.uint16", "torch.uint32", "torch.uint64")


def is_tensor_outline(value: object) -> bool:
    """Whether something in a pickle would become a tensor."""
    return isinstance(value, Called) and (
        value.function.startswith((_BUILDERS, "torch._tensor.")) or value.function.endswith(".Parameter")
    )


def check_tensor_outline(name: str, told: Called) -> int:
    """The bytes that a tensor will take; 0 where it holds no weights but counters or masks.

    Args:
        name: of the tensor.
        told: how it would be made.

    Raises:
        FileError: it is sparse, quantized, nested, without numbers, complex or too large, or says other numbers its
            own than those that are there.
    """
    if told.function in _PARAMETERS and told.arguments and isinstance(told.arguments[0], Called):
        told = told.arguments[0]
    if told.function in _LAYOUTS:
        layout, advice = _LAYOUTS[told.function]
        template = N_("Weights must be dense tensors, {name} is a {got} one. Convert it with {advice}, and save again.")
        raise FileError("model-layout", template, name=shown(name), got=layout, advice=advice)
    if told.function == f"{_BUILDERS}meta_tensor_no_storage":
        template = N_(
            "Weights must be numbers, {name} is a tensor on the device meta, which has a shape and no numbers. Save "
            "the module after its weights were loaded."
        )
        raise FileError("model-meta", template, name=shown(name))
    if told.function not in _DENSE:
        template = N_(
            "Weights must be plain tensors, {name} is of a class of its own. Save it as tensor.detach().clone()."
        )
        raise FileError("model-class", template, name=shown(name))
    return _check_dense(name, told)


def _check_dense(name: str, told: Called) -> int:
    if len(told.arguments) < 4:
        raise _unsound(name)
    storage, offset, size, stride = told.arguments[:4]
    shape = check_shape(name, _sizes(name, size))
    strides = _sizes(name, stride)
    if not isinstance(storage, StorageOutline) or type(offset) is not int or len(strides) != len(shape):
        raise _unsound(name)
    if not all(type(step) is int for step in strides):
        raise _unsound(name)
    weights = _check_dtype(name, told, storage)
    count = math.prod(shape)
    if not count:
        return 0
    steps = [step for step, length in zip(strides, shape, strict=True) if length > 1]
    if any(step == 0 for step in steps):
        template = N_(
            "Weights must have a number for each of their places, {name} repeats some: its strides, {got}, hold a 0. "
            "Save it as tensor.contiguous()."
        )
        raise FileError("model-stride", template, name=shown(name), got=strides)
    last = offset + sum(step * (length - 1) for step, length in zip(strides, shape, strict=True))
    if offset < 0 or any(step < 0 for step in steps) or last >= storage.count or count > storage.count:
        template = N_(
            "Weights must lie inside their numbers, {name} does not: shape {shape}, strides {strides}, offset "
            "{offset}, of {got} numbers. Save it as tensor.contiguous()."
        )
        raise FileError(
            "model-bounds",
            template,
            name=shown(name),
            shape=shape,
            strides=strides,
            offset=offset,
            got=storage.count,
        )
    return count * ITEM_SIZES[storage.type] if weights else 0


def _sizes(name: str, told: Any) -> tuple[Any, ...]:
    """A shape or strides: a tuple, or a torch.Size of one."""
    if isinstance(told, Called) and told.function == "torch.Size" and len(told.arguments) == 1:
        told = told.arguments[0]
    if not isinstance(told, tuple | list):
        raise _unsound(name)
    return tuple(told)


def _check_dtype(name: str, told: Called, storage: StorageOutline) -> bool:
    """Whether the numbers are weights, and no counters."""
    if storage.type in _FLOATS:
        return True
    dtype = getattr(told.arguments[6], "name", "") if told.function.endswith("_v3") and len(told.arguments) > 6 else ""
    if storage.type in _COUNTS or dtype in _NEW_COUNTS:
        return False
    template = N_(
        "Weights must be float16, bfloat16, float32 or float64, {name} has type {got}. Convert it with "
        "tensor.float(), and save again."
    )
    got = dtype.removeprefix("torch.") or storage.type.removesuffix("Storage")
    raise FileError("model-dtype", template, name=shown(name), got=shown(got))


def _unsound(name: str) -> FileError:
    template = N_(
        "The file is damaged: what it tells of the tensor {name} makes none. Copy it again, or save the weights again."
    )
    return FileError("model-torch-tensor", template, name=shown(name))
