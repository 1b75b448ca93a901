"""What a pickle of torch.save holds, made out before torch reads it: no code is run, no room made for numbers.

Whatever function or class the pickle names, a stand-in is called: it keeps what it was called with, and does nothing.
"""

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, BinaryIO

import torch

from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown, shown_first
from rnnviz.words import N_

_MOST_NAMES = 100
"""Functions and classes that torch does not know, kept until it is said that there are some."""

ITEM_SIZES = {
    "HalfStorage": 2,
    "BFloat16Storage": 2,
    "FloatStorage": 4,
    "DoubleStorage": 8,
    **{"BoolStorage": 1, "ByteStorage": 1, "CharStorage": 1, "ShortStorage": 2, "IntStorage": 4, "LongStorage": 8},
    **{"ComplexFloatStorage": 8, "ComplexDoubleStorage": 16, "ComplexHalfStorage": 4},
    **{"QInt8Storage": 1, "QUInt8Storage": 1, "QInt32Storage": 4, "QUInt4x2Storage": 1, "QUInt2x4Storage": 1},
    "UntypedStorage": 1,
}
"""Bytes of a number in each kind of storage."""


@dataclass(frozen=True, slots=True, eq=False)
class StorageOutline:
    """Numbers that a pickle speaks of: the key of their bytes, how many, and of which type."""

    type: str
    key: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Called:
    """A function of torch that would have been called, and with what."""

    function: str
    arguments: tuple[Any, ...]


class Foreign:
    """Stands in for an object of a class, or the answer of a function, that no state dict needs."""

    called = ""
    state: object = None

    def __new__(cls, *arguments: object, **named: object) -> "Foreign":
        return object.__new__(cls)

    def __init__(self, *arguments: object, **named: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        self.state = state

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def append(self, value: object) -> None:
        """Take an item, as a list would."""

    def extend(self, values: object) -> None:
        """Take items, as a list would."""

    def add(self, value: object) -> None:
        """Take an item, as a set would."""


class _Ordered(OrderedDict[Any, Any]):
    """An OrderedDict that forgets its attributes: a state dict's own are no weights."""

    def __setstate__(self, state: object) -> None:
        pass


class Outline(pickle.Unpickler):
    """Reads one pickle of a file.

    Attributes:
        foreign: the functions and classes that it names and no state dict needs, as "os.system".
        storages: those that it speaks of, by their keys.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, encoding="utf-8")
        self.foreign: dict[str, type[Foreign]] = {}
        self.storages: dict[str, StorageOutline] = {}

    def find_class(self, module: str, name: str) -> Any:
        """A stand-in for whatever the pickle names."""
        full = f"{module}.{name}"
        if full == "collections.OrderedDict":
            return _Ordered
        if module in ("torch", "torch.storage") and name in ITEM_SIZES:
            return Named(name)
        if full in _CALLED or (module == "torch" and isinstance(vars(torch).get(name), _WORDS)):
            return Named(full)
        if full not in self.foreign:
            if len(self.foreign) == _MOST_NAMES:
                raise code_error(self.foreign)
            self.foreign[full] = type("Foreign", (Foreign,), {"called": full})
        return self.foreign[full]

    def persistent_load(self, pid: Any) -> object:
        """The numbers, or the source of a class, that stand elsewhere in the file."""
        if isinstance(pid, tuple) and len(pid) > 1 and pid[0] == "module":
            return pid[1]
        if (
            not isinstance(pid, tuple)
            or len(pid) < 5
            or pid[0] != "storage"
            or not isinstance(pid[1], Named)
            or not isinstance(pid[2], str)
            or type(pid[4]) is not int
            or pid[4] < 0
        ):
            raise pickle.UnpicklingError("no storage")
        found = StorageOutline(pid[1].name, pid[2], pid[4])
        return self.storages.setdefault(found.key, found)


class Named:
    """A name of torch's: of a type, a layout, or a function, which keeps what it is called with."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *arguments: Any) -> Called:
        return Called(self.name, arguments)


_WORDS = (torch.dtype, torch.layout, torch.qscheme)

_CALLED = frozenset(
    {
        "torch.Size",
        "torch.device",
        "torch._utils._rebuild_tensor",
        "torch._utils._rebuild_tensor_v2",
        "torch._utils._rebuild_tensor_v3",
        "torch._utils._rebuild_parameter",
        "torch._utils._rebuild_parameter_with_state",
        "torch._utils._rebuild_qtensor",
        "torch._utils._rebuild_sparse_tensor",
        "torch._utils._rebuild_meta_tensor_no_storage",
        "torch._utils._rebuild_nested_tensor",
        "torch._utils._rebuild_device_tensor_from_cpu_tensor",
        "torch._utils._rebuild_device_tensor_from_numpy",
        "torch._utils._rebuild_wrapper_subclass",
        "torch._utils._rebuild_sparse_csr_tensor",
        "torch._tensor._rebuild_from_type_v2",
        "torch.nn.parameter.Parameter",
        "torch.serialization._get_layout",
        "_codecs.encode",
        *(f"{module}.{name}" for module in ("builtins", "__builtin__") for name in ("set", "complex", "bytearray")),
        "collections.Counter",
    }
)
"""What torch.load(weights_only=True) calls by itself."""


def code_error(names: dict[str, type[Foreign]]) -> FileError:
    """The error for a pickle that names functions or classes which would be run."""
    template = N_(
        "The file asks for Python code when it is opened: {names}. Such code is never run here. Save the weights "
        "alone: torch.save(module.state_dict(), path)."
    )
    return FileError("model-code", template, names=shown_first(names))


def module_error(name: str) -> FileError:
    """The error for a pickle of a module, which needs the module's class."""
    template = N_(
        "The file holds a whole module, {name}, whose class is code, which is never run here. Save its weights "
        "instead: torch.save(module.state_dict(), path)."
    )
    return FileError("model-module", template, name=shown(name))
