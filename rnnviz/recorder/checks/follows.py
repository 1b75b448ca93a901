"""Whether a module written by hand computes what its layout says."""

from typing import TYPE_CHECKING

from rnnviz.errors import ModuleError
from rnnviz.recorder.parity import TOLERANCE
from rnnviz.words import N_

if TYPE_CHECKING:
    from rnnviz.recorder.recording import Recording

_MUCH = 100
"""Times the tolerance: rounding is below, another formula above."""


def check_follows(recording: "Recording") -> None:
    """The states of the module are those that its weights and the cell type's operations give.

    Raises:
        ModuleError: they are not, so the gates worked out from them would not be the module's.
    """
    worst = recording.parity.worst
    if worst > _MUCH * TOLERANCE[recording.dtype]:
        raise ModuleError(
            "module-follows",
            N_(
                "{module} must compute what its cell type {cell_type} ({mode}) does, its states are {worst:.1e} from "
                "that. Record it in eval mode if it draws dropout and outside autocast; a forward of another kind "
                "needs a layout of its own."
            ),
            module=recording.architecture,
            cell_type=recording.cell_type,
            mode=recording.mode,
            worst=worst,
        )
