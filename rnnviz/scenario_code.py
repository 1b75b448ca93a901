"""A scenario as Python: code for torch and rnnviz that makes the very same recording."""

from typing import TYPE_CHECKING

from rnnviz.scenario_rules import read_whole

if TYPE_CHECKING:
    from rnnviz.scenario import Scenario

FIRST_OPERATION = {"LSTM": "a_i", "GRU": "a_r", "RNN": "a"}
"""Where a view begins. A scenario needs no heavy library, so it does not ask the cell types; a test does."""


def python_code(scenario: "Scenario") -> str:
    """The whole program, which ends by looking at the place that is shown.

    As printed the worked example has no recording: the code calculates it by hand, up to the error.
    """
    if scenario.reading == "printed" and scenario.uses_example_weights:
        return _by_hand(scenario)
    return "\n".join([*_imports(scenario), "", *_network(scenario), "", *_place(scenario), ""])


def _by_hand(scenario: "Scenario") -> str:
    given = {"bias": (scenario.bias, True), "steps": (scenario.example_steps, 1)}
    options = [_written(name, value) for name, (value, default) in given.items() if value != default]
    if scenario.edits:
        options.append(f"edits=worked_example.read_edits({scenario.edits!r})".replace("'", '"'))
    arguments = ", ".join([f'"{scenario.mode}"', 'reading="printed"', *options])
    return "\n".join(
        [
            "from rnnviz.lessons import worked_example",
            "",
            f"run = worked_example.by_hand(worked_example.numbers({arguments}))",
            "",
            'print(run.stopped.error if run.stopped else run.steps[-1]["h"])',
            "",
        ]
    )


def _imports(scenario: "Scenario") -> list[str]:
    if scenario.source == "file":
        return ["import rnnviz"]
    data = {
        "example": ["from rnnviz.lessons import worked_example"],
        "text": ["from rnnviz.formats import read_text"],
        "series": ["from rnnviz.formats import read_series"],
        "random": [],
    }
    torch = [] if scenario.uses_example_weights else ["import torch", ""]
    return [*torch, "import rnnviz", *data[scenario.source]]


def _network(scenario: "Scenario") -> list[str]:
    if scenario.source == "file":
        return [
            f"# The file as it was saved: its SHA-256 begins with {scenario.opened}.",
            'rec = rnnviz.load("recording.safetensors")',
        ]
    if scenario.source == "random":
        lengths = f", lengths={read_whole(scenario.lengths)}" if len(scenario.rows) and scenario.lengths.strip() else ""
        return [*random_network(scenario), f"rec = rnnviz.record(module, input{lengths}{_gradients(scenario)})"]
    given = [f'"{scenario.mode}"', *(_written(name, value) for name, value in scenario.example_arguments.items())]
    # The example's own weights are float64; a module made here is float32, as PyTorch makes it.
    example = ", ".join([*given, *([] if scenario.uses_example_weights else ["dtype=torch.float32"])])
    data = {
        "example": f"worked_example.example({example})",
        "text": f"read_text({scenario.text!r})",
        "series": f"read_series({scenario.series!r})",
    }
    module = [f"torch.manual_seed({scenario.seed})", f"module = torch.nn.{scenario.cell_type}({_arguments(scenario)})"]
    if scenario.uses_example_weights:
        module = ["module = data.module"]
    state = ", data.hx" if scenario.example_fits else ""
    record = f"rec = rnnviz.record(module, data.input{state}, labels=data.labels{_gradients(scenario)})"
    return [f"data = {data[scenario.source]}", *module, record]


def _gradients(scenario: "Scenario") -> str:
    loss = {"last": f"h_n[-{1 + scenario.bidirectional}:].sum()", "all": "output.sum()"}.get(scenario.loss)
    return f", gradients_of=lambda output, h_n: {loss}" if loss else ""


def random_network(scenario: "Scenario") -> list[str]:
    """Code for the module of a random input, and for that input."""
    size = str(scenario.input_size)
    steps, rows = str(scenario.seq_len), [] if scenario.unbatched else [str(scenario.batch)]
    shape = [*rows, steps] if scenario.batch_leads else [steps, *rows]
    return [
        f"torch.manual_seed({scenario.seed})",
        f"module = torch.nn.{scenario.cell_type}({_arguments(scenario, size)})",
        f"input = torch.randn({', '.join([*shape, size])})",
    ]


def _arguments(scenario: "Scenario", input_size: str = "data.input.shape[-1]") -> str:
    given = {
        "num_layers": (scenario.num_layers, 1),
        "nonlinearity": (scenario.nonlinearity if scenario.cell_type == "RNN" else "tanh", "tanh"),
        "bias": (scenario.bias, True),
        "batch_first": (scenario.batch_leads, False),
        "bidirectional": (scenario.bidirectional, False),
        "proj_size": (scenario.projection, 0),
    }
    options = [_written(name, value) for name, (value, default) in given.items() if value != default]
    return ", ".join([input_size, str(scenario.hidden_size), *options])


def _place(scenario: "Scenario") -> list[str]:
    track = f'rec.track(layer={scenario.layer}, direction="{scenario.direction}", batch={scenario.row})'
    unit = "" if scenario.unit is None else f"[{scenario.unit}]"
    if scenario.source == "file" and not scenario.operation:
        return [f"step = {track}[{scenario.t}]", f"print(step[rec.cell.operations[0].name]{unit})"]
    return [
        f"step = {track}[{scenario.t}]",
        f'print(step["{scenario.operation or FIRST_OPERATION[scenario.cell_type]}"]{unit})',
    ]


def _written(name: str, value: object) -> str:
    """A keyword and its value as code, text in double quotes as in the rest of it."""
    return f"{name}={value!r}".replace("'", '"')
