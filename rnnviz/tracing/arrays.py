"""Copies of tensors and arrays, made without a trace in them: no gradient graph, no hook, no random number."""

import functools
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import numpy as np
import torch
from jaxtyping import Shaped
from torch import Tensor
from torch._C import _functorch

from rnnviz.tracing.class_name import class_name
from rnnviz.tracing.values import Array

WIDENED = frozenset({"bfloat16", "float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz"})
"""Types that NumPy does not have; their numbers are kept as float32."""

KEPT = frozenset(
    {
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    }
)
"""Types whose numbers are kept as they are."""

_READABLE = WIDENED | KEPT
_PLAIN = (Tensor, torch.nn.Parameter)

_CAN_HAVE_NAMES = hasattr(Tensor, "has_names")
"""Newer versions of PyTorch have no named axes."""


def out_of_sight() -> AbstractContextManager[object]:
    """While it is open, nothing that listens to PyTorch's functions hears of the look."""
    quiet: AbstractContextManager[object] = torch._C.DisableTorchFunction()
    state = torch._C._get_tracing_state()
    if not torch._C._len_torch_dispatch_stack() and state is None:
        return quiet
    every = ExitStack()
    every.enter_context(quiet)
    every.enter_context(torch._C._DisableTorchDispatch())
    set_state: Any = torch._C._set_tracing_state  # type: ignore[attr-defined]
    set_state(None)
    every.callback(set_state, state)
    return every


class ArrayCopier:
    """Copies the first ``most`` numbers of arrays, and notices when others change."""

    def __init__(self, most: int) -> None:
        self._most = most
        # For tensors that are too large to be kept: what was seen when they were last looked at.
        self._digests: dict[int, tuple[int, int, int]] = {}
        self._rows: dict[tuple[str, bytes], Shaped[np.ndarray, " kept"]] = {}
        self.bytes = 0
        """Bytes of the numbers kept so far; equal numbers are kept once."""

    def tensor(self, tensor: Tensor, identity: int, before: object = None) -> tuple[Array, int]:
        """The value of a tensor, ``before`` if it still holds, and a hash of the numbers that are not in it."""
        try:
            return self._tensor(tensor, identity, before)
        except (RuntimeError, NotImplementedError, TypeError, ValueError, AttributeError):
            # Classes made from Tensor, and parameters that are yet to be made, answer less than a tensor does.
            return Array("torch", class_name(type(tensor)), "", (), identity, None, "memory"), 0

    def _tensor(self, tensor: Tensor, identity: int, before: object) -> tuple[Array, int]:
        kind, dtype = type(tensor), _told(tensor.dtype)
        missing = _missing(tensor, kind)
        data, rest = None, 0
        if missing is None:
            numbers, version = _numbers(tensor, dtype), -1
            if numbers is None:
                missing = "dtype"
            else:
                if numbers.size > self._most and not tensor.is_inference():
                    version = tensor._version
                data, rest = self._first(numbers, identity, before, version, tensor.data_ptr())
        made = Array(
            framework="torch",
            type=class_name(kind),
            dtype=dtype,
            shape=() if tensor.is_nested else tuple(tensor.shape),
            identity=identity,
            data=data,
            missing=missing,
            device=_told(tensor.device),
            requires_grad=tensor.requires_grad,
            names=_names(tensor),
        )
        return made, rest

    def ndarray(self, array: Shaped[np.ndarray, "..."], identity: int, before: object = None) -> tuple[Array, int]:
        """The value of an array of NumPy, and a hash of the numbers that are not in it."""
        plain = np.ndarray.view(array, np.ndarray)
        data, missing, rest = None, None, 0
        dtype = _name(plain.dtype)
        if dtype not in KEPT:
            missing = "dtype"
        else:
            data, rest = self._first(plain, identity, before, -1, 0)
        return Array("numpy", class_name(type(array)), dtype, plain.shape, identity, data, missing), rest

    def _first(
        self, numbers: Shaped[np.ndarray, "..."], identity: int, before: object, version: int, address: int
    ) -> tuple[Shaped[np.ndarray, " kept"], int]:
        if numbers.size <= self._most:
            return self._kept(numbers, before), 0
        first = numbers.reshape(-1) if numbers.flags.c_contiguous else numbers.flat
        kept = self._kept(first[: self._most], before)
        if version < 0:
            return kept, hash(numbers.tobytes())
        # PyTorch counts the changes of a tensor, which is quicker than to look at millions of numbers.
        known = self._digests.get(identity)
        if known is None or known[:2] != (version, address):
            known = self._digests[identity] = (version, address, hash(numbers.tobytes()))
        return kept, known[2]

    def _kept(self, numbers: Shaped[np.ndarray, "..."], before: object) -> Shaped[np.ndarray, " kept"]:
        """A copy of them; the one of before, or an equal one, where there is one."""
        dtype = numbers.dtype
        if not dtype.isnative:
            dtype = dtype.newbyteorder("=")
            numbers = numbers.astype(dtype)
        raw = numbers.tobytes()
        old = before.data if isinstance(before, Array) else None
        if old is not None and old.dtype == dtype and old.base == raw:
            return old
        key = (dtype.char, raw)
        if key not in self._rows:
            self._rows[key] = np.frombuffer(raw, dtype)
            self.bytes += len(raw)
        return self._rows[key]


@functools.lru_cache(maxsize=64)
def _told(fact: torch.dtype | torch.device) -> str:
    """A type or device of PyTorch, as a text."""
    return str(fact).removeprefix("torch.")


@functools.lru_cache(maxsize=64)
def _name(dtype: np.dtype[Any]) -> str:
    """The name of a type of NumPy, in whichever order its bytes are."""
    return dtype.newbyteorder("=").name


def _missing(tensor: Tensor, kind: type) -> str | None:
    """Why its numbers cannot be read, or not without leaving something behind."""
    if kind not in _PLAIN and kind.__torch_dispatch__ is not Tensor.__torch_dispatch__:  # type: ignore[attr-defined]
        return "wrapped"
    if _functorch.peek_interpreter_stack() is not None or _functorch.is_functorch_wrapped_tensor(tensor):
        return "wrapped"
    if tensor.is_meta:
        return "meta"
    if tensor.layout is not torch.strided or tensor.is_nested:
        return "layout"
    # A storage may have been given back while the tensor still points to it; reading it would end the process.
    return "memory" if tensor.untyped_storage().nbytes() < _needed(tensor) else None


def _names(tensor: Any) -> tuple[str | None, ...] | None:
    return tuple(tensor.names) if _CAN_HAVE_NAMES and tensor.has_names() else None


def _needed(tensor: Tensor) -> int:
    """Bytes of memory, from the start of the storage to the last number of the tensor."""
    count = tensor.numel()
    if not count:
        return 0
    if tensor.is_contiguous():
        return int(tensor.storage_offset() + count) * tensor.element_size()
    last = sum((size - 1) * stride for size, stride in zip(tensor.size(), tensor.stride(), strict=True))
    return int(tensor.storage_offset() + last + 1) * tensor.element_size()


def _numbers(tensor: Tensor, dtype: str) -> Shaped[np.ndarray, "..."] | None:
    """The numbers in memory, as NumPy reads them; None where it has no such type."""
    if dtype not in _READABLE:
        return None
    plain: Any = tensor.detach()
    if plain.is_conj() or plain.is_neg():
        plain = plain.resolve_conj().resolve_neg()
    if dtype in WIDENED:
        plain = plain.float()
    if plain.device.type != "cpu":
        plain = plain.cpu()
    return np.asarray(plain.numpy())
