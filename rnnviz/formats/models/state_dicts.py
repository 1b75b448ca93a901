"""The tensors in dicts in dicts, by their names with dots."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_count, check_name
from rnnviz.words import N_

_MOST_DEPTH = 32
"""Dicts inside of dicts."""


def tensors_by_name(root: Mapping[Any, Any], is_tensor: Callable[[object], bool]) -> dict[str, Any]:
    """The tensors of a state dict, or of all that a checkpoint holds, but for those of optimizers.

    Args:
        root: what the file holds.
        is_tensor: tells them, or their stand-ins.

    Raises:
        FileError: there are too many, or dicts hold themselves.

    >>> tensors_by_name({"epoch": 3, "model": {"lstm.weight": "w"}, "optimizer": {"state": {}, "param_groups": "g"}},
    ...                 lambda value: value == "w")
    {'model.lstm.weight': 'w'}
    """
    found: dict[str, Any] = {}
    dicts = 0
    for prefix, value in _walk("", root, 0):
        if isinstance(value, Mapping):
            dicts += 1
            # A dict that many others hold is met as often.
            if dicts > 2 * limits.MAX_MODEL_TENSORS:
                raise _entangled()
        elif is_tensor(value):
            found[check_name(prefix)] = value
            check_count(len(found))
    return found


def _walk(prefix: str, value: object, depth: int) -> Iterator[tuple[str, object]]:
    yield prefix, value
    if not isinstance(value, Mapping) or {"state", "param_groups"} <= value.keys():
        return
    if depth == _MOST_DEPTH:
        raise _entangled()
    for key, inside in value.items():
        if isinstance(key, str):
            yield from _walk(f"{prefix}.{key}" if prefix else key, inside, depth + 1)


def _entangled() -> FileError:
    template = N_(
        "The dicts in the file hold each other in too many ways. Save one state dict: torch.save(module.state_dict(), "
        "path)."
    )
    return FileError("model-torch-dicts", template)
