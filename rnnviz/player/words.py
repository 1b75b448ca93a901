"""The player's words: those of its script, and those that come from a cell type.

The script looks every text up by its English form. They are repeated here so that Babel finds them; a test compares
this list with the script, text by text.
"""

from rnnviz.cells import CellType
from rnnviz.player.cell_data import cell_texts
from rnnviz.words import N_

COMPARISON: tuple[str, ...] = (
    N_("Comparison"),
    N_("difference Δ"),
    N_("First difference: t = {t}"),
    N_("{variables} of {names} over time, and their differences"),
)
"""What the comparison widget says of its own."""

COMPARISON_WORDS = (*COMPARISON, "Colours", "gates", "missing (NaN, infinite)")
"""All that it may look up: its legend is the player's."""

PLAYER_WORDS: tuple[str, ...] = (
    # Zoom of the timeline
    N_("Zoom"),
    N_("Zoom in"),
    N_("Zoom out"),
    N_("Show all time steps"),
    N_("t = {start} to {stop}"),
    N_("Drag to see another part"),
    # Toolbar
    N_("Player"),
    N_("Steps"),
    N_("First step"),
    N_("Previous step"),
    N_("Previous operation"),
    N_("Play"),
    N_("Pause"),
    N_("Next operation"),
    N_("Next step"),
    N_("Last step"),
    N_("step"),
    N_("op"),
    N_("play"),
    N_("pause"),
    N_("operation"),
    N_("space"),
    N_("Speed"),
    N_("{n} op/s"),
    N_("{n} step/s"),
    N_("{n} steps/s"),
    N_("t = {t} of {length}"),
    N_("operation {n} of {count}"),
    N_("Layer"),
    N_("Direction"),
    N_("forward"),
    N_("reverse"),
    N_("Batch row"),
    N_("Unit"),
    N_("Unit of {variable}"),
    N_("all"),
    N_("Show me round"),
    N_("Breakpoints"),
    N_("Previous breakpoint"),
    N_("Next breakpoint"),
    N_("breakpoint"),
    N_("No breakpoint is set."),
    N_("There is no further breakpoint in this track."),
    N_("There is no earlier breakpoint in this track."),
    N_("ticks to t = {t}"),
    N_("The ticks end at t = {t}: {count} more are left out."),
    # Parts of the view
    N_("Diagram of one time step. Now: {title}."),
    N_("numbers: unit {unit}"),
    N_("numbers: units {units}; strips: all {count}"),
    N_("What happened"),
    N_("Unit {unit}: this value is {value}, not a finite number."),
    N_("Unit {unit}: an edit set this value to {value}."),
    N_("These numbers are on their way …"),
    N_(
        "This page holds t = {first} to {last} of layer {layer}, {direction}, batch row {row}. "
        "For the numbers here: {call}"
    ),
    N_("Formula"),
    N_("unit {unit}:"),
    N_("unit {unit}, changed most:"),
    N_("unit {unit} of {variable}:"),
    N_("unit {unit} of {variable}, changed most:"),
    N_("{count} more"),
    # Where from
    N_("Where from?"),
    N_("Where does this number come from?"),
    N_("Where from"),
    N_("Back"),
    N_("Close"),
    N_("The way here"),
    N_("{value} at t = {t}"),
    N_("{code}: go to {value} at t = {t}"),
    N_("{code}: go to {value} at t = {t}, layer {layer}, {direction}"),
    N_("and {count} more terms"),
    N_("together: {value}"),
    N_("set by {edits}"),
    N_("with the weights after {edits}"),
    N_("Set by hand: {edits}"),
    N_("Its weights were edited from some step on, and are not here: {edits}"),
    N_("Handed over, as it was made:"),
    N_("Passed on by the function. Slope {slope}: a small change of {argument} changes {value} {slope} times as much."),
    N_("This is an input: it was given, nothing made it."),
    N_("This is the initial state: it was given, nothing made it."),
    N_("This recording has no weights, so nobody can say what this sum is made of."),
    N_("The numbers of this place are not here."),
    # What changed
    N_("changes"),
    N_("Mark what changed since the step before"),
    # Parts of the side
    N_("Code"),
    N_("Variables"),
    N_("name"),
    N_("shape"),
    N_("value"),
    N_("change"),
    N_("Timeline"),
    N_("Timeline: every gate and state at every time step"),
    N_("processed from right to left"),
    N_("Colours"),
    N_("gates"),
    N_("missing (NaN, infinite)"),
    # A sheet
    N_("Calculation"),
    N_("units {unit}:"),
    N_("Results"),
    N_("stops here"),
    N_("The run never came here."),
    N_("No rows were left for this one: nothing is calculated, and nothing is said."),
    N_("Shapes of what it reads:"),
    N_("Which rows each block got"),
    N_("row"),
    N_("printed for"),
    N_("weighted sum"),
    N_("the code takes"),
    N_("and gets"),
    N_("no such row"),
    N_("{got} rows of {wanted}"),
    N_("only {got} of {wanted} rows"),
    N_("no row at all: shape (0,)"),
    # First visit
    N_("Step through time"),
    N_("→ and ← go from one time step to the next, ↓ and ↑ from one operation to the next. The space bar plays."),
    N_("The picture"),
    N_("The operation of this moment is lit; what is pale comes later. Moving dots carry the numbers."),
    N_("The same moment in words, formula, code and numbers"),
    N_("They always stand at the same operation as the picture. Click a line to go there."),
    N_("The whole sequence"),
    N_("Each band is a gate or a state: a row for each unit, a column for each time step. Click or drag to go there."),
    N_("{n} of {count}"),
    N_("Skip the tour"),
    N_("Next"),
    N_("Done"),
    # Recordings under each other
    *COMPARISON,
    # When there is nothing to show
    N_("Waiting for the recording …"),
    N_("This recording arrived damaged. Reload the page."),
    N_("This recording was made for another version of the player. Reload the page."),
)


def player_words(cell_type: CellType) -> tuple[str, ...]:
    """Every English text that the player may look up while it shows a recording of ``cell_type``."""
    return tuple(dict.fromkeys((*PLAYER_WORDS, *cell_texts(cell_type))))
