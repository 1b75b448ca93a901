"""A layout: it has a place for every block of weights of a cell type that there is, and no other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rnnviz.cells import CELL_TYPES, OTHER_CELL_TYPES
from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.module_names import is_name
from rnnviz.words import N_

if TYPE_CHECKING:
    from rnnviz.recorder.layout import Grid


def check_layout(architecture: Architecture, grids: Mapping[tuple[int, int], Mapping[str, "Grid"]]) -> None:
    """What is said of a module can be meant.

    Raises:
        ModuleError: its name, its mode, its sizes or its blocks cannot.
    """
    if not is_name(architecture.module):
        raise ModuleError(
            "layout-name",
            N_(
                "the module's name must be words of letters, digits and underscores with dots between them, such as "
                "mine.MyCell, got {got}. A name that ends in Cell is that of a module that makes one step a call."
            ),
            got=repr(architecture.module),
        )
    modes = {**CELL_TYPES, **OTHER_CELL_TYPES}
    if architecture.mode not in modes:
        raise ModuleError(
            "layout-mode",
            N_("mode must be one of {choices}, got {got}. Choose the cell type that the module computes."),
            choices=", ".join(modes),
            got=repr(architecture.mode),
        )
    sizes = {name: getattr(architecture, name) for name in ("hidden_size", "num_layers", "num_directions")}
    for name, size in sizes.items():
        if size < 1:
            raise ModuleError(
                "layout-size",
                N_("{name} of {module} must be at least 1, got {got}."),
                name=name,
                module=architecture.module,
                got=size,
            )
    parts = [(layer, side) for layer in range(architecture.num_layers) for side in range(architecture.num_directions)]
    wanted = [block for one in architecture.cell.parameters for block in one.blocks]
    for part in parts:
        found = [block for grid in grids.get(part, {}).values() for row in grid for block in row]
        wrong = {block for block in (*found, *wanted) if found.count(block) != wanted.count(block)}
        if wrong:
            raise ModuleError(
                "layout-blocks",
                N_(
                    "the parameters of {module} in layer {layer}, direction {direction}, must hold each of {wanted} "
                    "once, got another count of {wrong}. Say in the layout where each block lies."
                ),
                module=architecture.module,
                layer=part[0],
                direction=part[1],
                wanted=", ".join(wanted),
                wrong=", ".join(sorted(wrong)),
            )
