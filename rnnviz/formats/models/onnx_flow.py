"""Where the input of a recurrent operator of ONNX comes from: another one, or the rows of a matrix."""

from onnx import NodeProto

from rnnviz.formats.models.onnx_graph import DOMAINS, HOPS, RECURRENT, Graph, attributes_of

_PASSED = ("Identity", "Dropout", "Transpose", "Squeeze", "Unsqueeze", "Reshape")
"""Operators that change no number of a trained network that runs."""


def source_of(graph: Graph, name: str) -> tuple[NodeProto | None, list[NodeProto]]:
    """The operator that made a value but for its axes, and those that changed its axes, in their order."""
    passed: list[NodeProto] = []
    while True:
        maker = graph.makers.get(name)
        if maker is None or maker.domain not in DOMAINS or len(passed) == HOPS:
            return None, []
        if maker.op_type not in _PASSED:
            return (maker, passed[::-1]) if maker.output[0] == name else (None, [])
        if not maker.input or maker.output[0] != name:
            return None, []
        passed.append(maker)
        name = maker.input[0]


def below(graph: Graph, node: NodeProto) -> NodeProto | None:
    """The recurrent operator whose output this one reads, step by step and with both directions side by side."""
    source, passed = source_of(graph, node.input[0])
    if source is None or source.op_type not in RECURRENT:
        return None
    both = attributes_of(source).get("direction") == "bidirectional"
    first = attributes_of(source).get("layout", 0)
    if first != attributes_of(node).get("layout", 0):
        return None
    # The axes of Y, by what runs along them; D are the directions.
    axes: list[str] | None = ["B", "T", "D", "H"] if first else ["T", "D", "B", "H"]
    for one in passed:
        axes = _turned(graph, one, axes) if axes is not None else None
    lead = ["B", "T"] if first else ["T", "B"]
    return source if axes == [*lead, "DH"] or (axes == [*lead, "H"] and not both) else None


def table_of(graph: Graph, node: NodeProto) -> str:
    """What the matrix is called among those taken out whose rows this operator reads; "" where there is none."""
    source, _ = source_of(graph, node.input[0])
    if source is None or source.op_type != "Gather" or attributes_of(source).get("axis", 0) != 0:
        return ""
    name = source.input[0] if source.input else ""
    table = graph.constant(name)
    return table if table is not None and graph.out.tensors[table].dim() == 2 else ""


def _turned(graph: Graph, node: NodeProto, axes: list[str]) -> list[str] | None:
    """The axes after an operator; None where they are not known any more."""
    own = attributes_of(node)
    named = graph.integers(node.input[1]) if len(node.input) > 1 else own.get("axes")
    match node.op_type:
        case "Identity" | "Dropout":
            return axes
        case "Transpose":
            order = own.get("perm", tuple(range(len(axes)))[::-1])
            return [axes[place] for place in order] if sorted(order) == list(range(len(axes))) else None
        case "Squeeze":
            place = axes.index("D") if "D" in axes else -1
            return [axis for axis in axes if axis != "D"] if named in ((place,), (place - len(axes),)) else None
        case "Reshape":
            # Directions and units made one axis.
            flat = named is not None and len(named) == len(axes) - 1 and named[:-1] == (0,) * (len(axes) - 2)
            joined = flat and axes[-2:] == ["D", "H"] and not own.get("allowzero")
            return [*axes[:-2], "DH"] if joined else None
        case _:
            return None
