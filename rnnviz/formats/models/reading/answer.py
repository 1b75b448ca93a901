"""What a reading process answers, as text: the names of the tensors and the nodes, or what is wrong with the file.

The numbers lie beside it, in a safetensors file that calls each tensor by its place: "0", "1", ...
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_count, check_name
from rnnviz.formats.models.safetensors_file import tensors_in, write_safetensors
from rnnviz.formats.models.unpacked import Node, Unpacked

_SHORT = str | int | float | bool | None


def told(unpacked: Unpacked, path: Path) -> str:
    """The answer; the numbers are written to ``path``."""
    write_safetensors(path, {str(place): tensor for place, tensor in enumerate(unpacked.tensors.values())})
    nodes = [
        {
            "name": node.name,
            "framework": node.framework,
            "cell": node.cell,
            "arrays": dict(node.arrays),
            "attributes": dict(node.attributes),
            "follows": node.follows,
            "embedding": node.embedding,
        }
        for node in unpacked.nodes
    ]
    return json.dumps({"kind": unpacked.kind, "names": list(unpacked.tensors), "nodes": nodes})


def told_error(error: FileError) -> str:
    """The answer where the file cannot be read."""
    values = {
        name: value if isinstance(value, str | int | float) else str(value) for name, value in error.values.items()
    }
    return json.dumps({"code": error.code, "template": error.template, "values": values})


def understood(answer: str, content: memoryview) -> Unpacked:
    """What a process told, looked at as any file is.

    Args:
        answer: its text.
        content: the safetensors file beside it; empty where there is none.

    Raises:
        FileError: the file cannot be read; or the answer breaks a rule, which none does that our own code gives.
    """
    found = json.loads(answer)
    if "code" in found:
        raise FileError(found["code"], found["template"], **found["values"])
    names = [check_name(name) for name in found["names"]]
    check_count(len(names))
    # By their places the names are short: the head of this file is never larger than that of any file may be.
    tensors = tensors_in(content)
    by_name = {name: tensors[str(place)] for place, name in enumerate(names)}
    return Unpacked(found["kind"], by_name, tuple(_node(node, by_name) for node in found["nodes"]))


def _node(node: Mapping[str, Any], tensors: Mapping[str, object]) -> Node:
    for name in node["arrays"].values():
        assert name in tensors
    for value in node["attributes"].values():
        assert isinstance(value, _SHORT)
    return Node(**{name: value for name, value in node.items() if name in Node.__dataclass_fields__})
