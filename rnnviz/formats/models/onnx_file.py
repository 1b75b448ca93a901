"""A model that was exported to ONNX: its tensors, and its operators RNN, LSTM and GRU. Nothing of it is run."""

from collections import Counter

import onnx
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from onnx import ModelProto

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_count
from rnnviz.formats.models.onnx_flow import below
from rnnviz.formats.models.onnx_graph import RECURRENT, Graph, graphs_of
from rnnviz.formats.models.onnx_node import node_of
from rnnviz.formats.models.onnx_tensor import Taken, check_inside, check_text, is_float
from rnnviz.formats.models.shown import shown_first
from rnnviz.formats.models.unpacked import Node, Unpacked
from rnnviz.words import N_

_MOST_NAMED = 6


def from_onnx_file(content: bytes) -> Unpacked:
    """The floating-point tensors of an ONNX file, and its recurrent operators, those inside If, Loop and Scan too.

    A first state that the model works out when it runs is told by the attribute "initial_h" or "initial_c" with the
    value "computed"; one that it is given has no attribute.

    Args:
        content: the whole file. No other file is opened.

    Raises:
        FileError: it is damaged, has no recurrent operator, or one that PyTorch has no module for.
    """
    model = _model(content)
    out = Taken()
    graphs = list(graphs_of(model.graph, out))
    check_count(sum(len(graph.told.initializer) + len(graph.told.sparse_initializer) for graph in graphs))
    for graph in graphs:
        for told in graph.told.initializer:
            check_inside(told, check_text(told.name))
            if is_float(told):
                graph.taken(told.name)
    names = _names(graphs)
    found = [node for graph in graphs for node in _nodes(graph, names)]
    if not found:
        raise _none(model, graphs)
    return Unpacked("ONNX", out.tensors, tuple(found))


def _model(content: bytes) -> ModelProto:
    model = onnx.ModelProto()
    try:
        model.ParseFromString(content)
    except (DecodeError, ValueError, RecursionError):
        template = N_("The ONNX file is damaged or cut off: it cannot be read to its end. Copy or export it again.")
        raise FileError("model-onnx", template) from None
    if not model.HasField("graph"):
        template = N_("An ONNX file must hold a graph, and this one has none. Export the model again.")
        raise FileError("model-onnx-graph", template)
    return model


def _names(graphs: list[Graph]) -> dict[int, str]:
    """A name for each recurrent operator, by the operator's id; all are different."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for graph in graphs:
        for node in graph.recurrent:
            own = check_text(node.name or node.op_type)
            name, number = own, 1
            while name in taken:
                number += 1
                name = f"{own} ({number})"
            taken.add(name)
            found[id(node)] = name
    return found


def _nodes(graph: Graph, names: dict[int, str]) -> list[Node]:
    found: list[Node] = []
    for node in graph.recurrent:
        source = below(graph, node)
        found.append(node_of(graph, node, names[id(node)], "" if source is None else names.get(id(source), "")))
    return found


def _none(model: ModelProto, graphs: list[Graph]) -> FileError:
    if any(node.op_type in RECURRENT for function in model.functions for node in function.node):
        template = N_(
            "The recurrent operators of an ONNX file must stand in its graph, these stand in functions of it. Export "
            "the model again, or inline them: onnx.inliner.inline_local_functions(model)."
        )
        return FileError("model-onnx-functions", template)
    counted = Counter(node.op_type for graph in graphs for node in graph.told.node)
    template = N_(
        "An ONNX file must hold an operator RNN, LSTM or GRU, this one holds {got}. Networks that are unrolled into "
        "single products cannot be recorded: export the nn.LSTM, nn.GRU or nn.RNN itself."
    )
    got = shown_first((name for name, _ in counted.most_common()), _MOST_NAMED) or "–"
    return FileError("model-onnx-none", template, got=got)
