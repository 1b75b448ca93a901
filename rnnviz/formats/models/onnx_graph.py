"""A graph of ONNX: what each of its values is made of, and those that are known before it runs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onnx import AttributeProto, GraphProto, NodeProto, TensorProto
from torch import Tensor

from rnnviz.errors import FileError
from rnnviz.formats.models.onnx_tensor import Taken, check_inside, integers_of, is_float, numbers_of
from rnnviz.limits import MAX_MODEL_DEPTH, MAX_MODEL_NODES
from rnnviz.words import N_

HOPS = 16
"""Operators that a value is followed through at most."""
RECURRENT = ("RNN", "LSTM", "GRU")
DOMAINS = ("", "ai.onnx")
"""What ONNX calls its own operators' domain."""


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph, and the one around it, whose values it may use."""

    told: GraphProto
    out: Taken
    """What was taken out of the file;"""
    around: "Graph | None" = None

    @cached_property
    def initializers(self) -> Mapping[str, TensorProto]:
        """The tensors that the graph holds."""
        return {one.name: one for one in self.told.initializer}

    @cached_property
    def makers(self) -> Mapping[str, NodeProto]:
        """The operator that makes each value."""
        return {name: node for node in self.nodes for name in node.output if name}

    @cached_property
    def recurrent(self) -> tuple[NodeProto, ...]:
        """Its own operators RNN, LSTM and GRU. They are kept, so that each stays one object."""
        return tuple(node for node in self.nodes if node.op_type in RECURRENT and node.domain in DOMAINS)

    @cached_property
    def nodes(self) -> tuple[NodeProto, ...]:
        """All its operators."""
        return tuple(self.told.node)

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The values that are given when it runs."""
        return frozenset(one.name for one in self.told.input if one.name not in self.initializers)

    def holder(self, name: str) -> "Graph | None":
        """This graph or the one around it that tells what a value is; None where none does."""
        graph: Graph | None = self
        while graph is not None:
            if name in graph.initializers or name in graph.makers or name in graph.inputs:
                return graph
            graph = graph.around
        return None

    def stored(self, name: str) -> TensorProto | None:
        """The tensor that a value is, held by a graph or by an operator Constant; None where it is made otherwise."""
        graph = self.holder(name)
        if graph is None:
            return None
        maker = graph.makers.get(name)
        if name in graph.initializers or maker is None:
            return graph.initializers.get(name)
        if maker.op_type != "Constant" or maker.domain not in DOMAINS:
            return None
        return next((one.t for one in maker.attribute if one.name == "value" and one.HasField("t")), None)

    def given(self, name: str) -> bool:
        """Whether the value is given when the model runs."""
        graph = self.holder(name)
        return graph is not None and graph.stored(name) is None and name not in graph.makers

    def integers(self, name: str) -> tuple[int, ...] | None:
        """The whole numbers of a value that is known before the graph runs."""
        told = self.stored(name)
        return None if told is None else integers_of(told)

    def taken(self, name: str) -> str | None:
        """A stored tensor is taken out, once; what it is called there. None where it holds no floating-point numbers.

        Raises:
            FileError: it cannot be taken out.
        """
        told, holder = self.stored(name), self.holder(name)
        if told is None:
            return None
        check_inside(told, name)
        if not is_float(told):
            return None
        known = self.out.names.get((id(holder), name))
        return known or self.out.keep(holder, name, numbers_of(told, name, self.out))

    def constant(self, name: str) -> str | None:
        """A value that is known before the graph runs: a stored tensor, perhaps with its axes changed.

        Raises:
            FileError: the tensor cannot be taken out.
        """
        source, steps = self.through(name, AXES)
        own = self.taken(source)
        if own is None or not steps:
            return own
        known = self.out.names.get((id(self.holder(name)), name))
        if known is not None:
            return known
        value: Tensor | None = self.out.tensors[own]
        for node in steps:
            value = None if value is None else self.turned(node, value)
        if value is None:
            return None
        self.out.room(value.nbytes)
        return self.out.keep(self.holder(name), name, value.clone())

    def through(self, name: str, passed: Collection[str]) -> tuple[str, list[NodeProto]]:
        """The value that a value was before some operators, and these in the order in which they run."""
        steps: list[NodeProto] = []
        while len(steps) < HOPS and self.stored(name) is None:
            holder = self.holder(name)
            maker = None if holder is None else holder.makers.get(name)
            if maker is None or maker.op_type not in passed or maker.domain not in DOMAINS or not maker.input:
                break
            steps.insert(0, maker)
            name = maker.input[0]
        return name, steps

    def turned(self, node: NodeProto, value: Tensor) -> Tensor | None:
        """What an operator that changes axes makes of a value; None where it does not fit."""
        own = attributes_of(node)
        named = self.integers(node.input[1]) if len(node.input) > 1 else None
        axes = named if named is not None else own.get("axes")
        try:
            match node.op_type:
                case "Transpose":
                    return value.permute(*own.get("perm", range(value.dim())[::-1])).contiguous()
                case "Squeeze":
                    return value.squeeze(tuple(axes)) if axes else value.squeeze()
                case "Unsqueeze":
                    for axis in sorted(axes or ()):
                        value = value.unsqueeze(axis)
                    return value
                case "Reshape":
                    return None if named is None else value.reshape(named)
                case _:
                    return value
        except (RuntimeError, IndexError, TypeError):
            return None


AXES = ("Identity", "Transpose", "Squeeze", "Unsqueeze", "Reshape")
"""Operators that change no number."""


def attributes_of(node: NodeProto) -> dict[str, Any]:
    """The attributes of a node as Python's values; graphs and tensors are left out."""
    found: dict[str, Any] = {}
    for one in node.attribute:
        match one.type:
            case AttributeProto.INT:
                found[one.name] = one.i
            case AttributeProto.FLOAT:
                found[one.name] = one.f
            case AttributeProto.STRING:
                found[one.name] = one.s.decode(errors="replace")
            case AttributeProto.INTS:
                found[one.name] = tuple(one.ints)
            case AttributeProto.STRINGS:
                found[one.name] = tuple(value.decode(errors="replace") for value in one.strings)
    return found


def graphs_of(told: GraphProto, out: Taken) -> Iterator[Graph]:
    """A graph, and those that its operators If, Loop and Scan hold.

    Raises:
        FileError: there are too many operators, or too many graphs inside one another.
    """
    count = 0
    waiting = [(Graph(told, out), 1)]
    while waiting:
        graph, depth = waiting.pop()
        count += len(graph.told.node)
        if count > MAX_MODEL_NODES:
            template = N_("An ONNX file may hold up to {most} operators, this one has more. Export a smaller model.")
            raise FileError("model-onnx-nodes", template, most=MAX_MODEL_NODES)
        if depth > MAX_MODEL_DEPTH:
            template = N_("Graphs of an ONNX file may lie {most} deep in one another, these lie deeper.")
            raise FileError("model-onnx-depth", template, most=MAX_MODEL_DEPTH)
        yield graph
        inner = [one.g for node in graph.told.node for one in node.attribute if one.type == AttributeProto.GRAPH]
        waiting += [(Graph(one, out, graph), depth + 1) for one in reversed(inner)]
