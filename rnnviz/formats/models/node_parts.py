"""The layers that a file tells of in its framework's own words, as modules of PyTorch."""

from collections.abc import Mapping

from rnnviz.formats.models.joined import fits_on, joined
from rnnviz.formats.models.node_part import part_of_node
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.unpacked import Node, Unpacked
from rnnviz.limits import MAX_MODEL_LAYERS


def parts_of_nodes(unpacked: Unpacked) -> tuple[Part, ...]:
    """Every node as a module of one layer, in the order of the file; before them, whole, those that are one stack.

    Raises:
        FileError: the tensors of a node do not fit together, or PyTorch has no such layer.
    """
    nodes = {node.name: node for node in unpacked.nodes}
    singles = {name: part_of_node(node, unpacked.tensors) for name, node in nodes.items()}
    stacks = [chain for name in singles if len(chain := _chain(name, nodes, singles)) > 1]
    below = {name for chain in stacks for name in chain[:-1]}
    found: list[Part] = []
    for name, part in singles.items():
        found += [
            joined([singles[one] for one in chain]) for chain in stacks if chain[0] == name and chain[-1] not in below
        ]
        found.append(part)
    return tuple(found)


def _chain(last: str, nodes: Mapping[str, Node], parts: Mapping[str, Part]) -> list[str]:
    """The layers that end in this one, each of which reads the one before; as many as one module may have."""
    chain = [last]
    while len(chain) < MAX_MODEL_LAYERS:
        before = nodes[chain[0]].follows
        if before not in parts or before in chain or not fits_on(parts[chain[0]], parts[before]):
            break
        chain.insert(0, before)
    return chain
