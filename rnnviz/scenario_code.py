"""A scenario as Python: code for torch and rnnviz that makes the very same recording."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rnnviz.errors import SettingError
from rnnviz.scenario_compared import others_of
from rnnviz.scenario_lines import distinct_lines, lines
from rnnviz.scenario_model_code import model_code, model_imports
from rnnviz.scenario_rules import read_whole

if TYPE_CHECKING:
    from rnnviz.scenario import Scenario

HISTORY = "history"
"""A training out of a file is told by its hash: "history?file=0123456789abcdef"."""

FIRST_OPERATION = {"LSTM": "a_i", "GRU": "a_r", "RNN": "a"}
"""Where a view begins. A scenario needs no heavy library, so it does not ask the cell types; a test does."""


def python_code(scenario: "Scenario") -> str:
    """The whole program, which ends by looking at the place that is shown.

    As printed the worked example has no recording: the code calculates it by hand, up to the error.
    """
    if scenario.reading == "printed" and scenario.uses_example_weights:
        return _by_hand(scenario)
    others = [one for one in others_of(scenario) if not isinstance(one, SettingError)]
    compared = _compared(scenario, others) if others else []
    made = [*_imports(scenario, others), "", *_network(scenario), *_run(scenario)]
    return "\n".join([*made, "", *_place(scenario), *_questions(scenario), *compared, ""])


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


def _run(scenario: "Scenario") -> list[str]:
    """Code that runs the network again, with the edits of "what if"."""
    edits = lines(scenario.what_if)
    if not edits:
        return []
    given = "" if scenario.original else ", [" + ", ".join(json.dumps(edit, ensure_ascii=False) for edit in edits) + "]"
    return [
        "",
        "# As it was recorded, and run again, step by step.",
        "recorded = rec",
        f"rec = rnnviz.rerun(recorded{given})",
    ]


def _compared(scenario: "Scenario", others: Sequence["Scenario"]) -> list[str]:
    """Code for the other networks, each in a function of its own, and for what differs."""
    code: list[str] = []
    for place, other in enumerate(others, start=1):
        code += ["", "", f"def other_{place}():"]
        code += [f"    {line}" for line in [*_network(other), "return rec"]]
    made = ", ".join(f"other_{place}()" for place in range(1, len(others) + 1))
    return [*code, "", "", f"comparison = rnnviz.compare(rec, {made})", "print(comparison.first())"]


def _imports(scenario: "Scenario", others: Sequence["Scenario"] = ()) -> list[str]:
    if scenario.source == "file":
        return ["import rnnviz"]
    data = {
        "example": ["from rnnviz.lessons import worked_example"],
        "text": ["from rnnviz.formats import read_text"],
        "series": ["from rnnviz.formats import read_series"],
        "random": [],
        "training": ["from rnnviz.training import Training, read_plan"],
        "model": model_imports(scenario.model),
    }
    if scenario.training.startswith(HISTORY):
        data["training"] = []
    every = (scenario, *others)
    torch = [] if all(one.uses_example_weights or one.recorded_before for one in every) else ["import torch", ""]
    found = {line: None for one in every for line in data[one.source]}
    if any(one.forget_bias is not None for one in every):
        found["from rnnviz.training.forget_bias import set_forget_bias"] = None
    if any(one.trained for one in every):
        found["from rnnviz.lessons.self_training import train_on_itself"] = None
    standard = [line for line in found if line.startswith("from pathlib ")]
    blank = [""] if standard and not torch else []
    return [*standard, *blank, *torch, "import rnnviz", *sorted(found.keys() - set(standard))]


def _network(scenario: "Scenario") -> list[str]:
    if scenario.source == "file":
        return [
            f"# The file as it was saved: its SHA-256 begins with {scenario.opened}.",
            'rec = rnnviz.load("recording.safetensors")',
        ]
    if scenario.source == "training":
        return _training(scenario)
    if scenario.source == "model":
        return model_code(scenario.model, _gradients(scenario), padded=scenario.padded)
    if scenario.source == "random":
        rows = read_whole(scenario.lengths) if len(scenario.rows) and scenario.lengths.strip() else []
        made = [*random_network(scenario), *_weights(scenario, "input", "", str(rows) if rows else "")]
        if rows and scenario.padded:
            past = "row, length:" if scenario.batch_leads else "length:, row"
            made += [f"for row, length in enumerate({rows}):", f"    input[{past}] = 0"]
        lengths = f", lengths={rows}" if rows and not scenario.padded else ""
        return [*made, f"rec = rnnviz.record(module, input{lengths}{_gradients(scenario)})"]
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
    lengths = "data.lengths" if _several_lines(scenario) else ""
    labels = "labels=data.labels"
    if lengths:
        labels = "labels=data.padded_labels" if scenario.padded else f"lengths={lengths}, {labels}"
    record = f"rec = rnnviz.record(module, data.input{state}, {labels}{_gradients(scenario)})"
    weights = _weights(scenario, "data.input", state.replace(", ", ", hx="), lengths)
    return [f"data = {data[scenario.source]}", *module, *weights, record]


def _training(scenario: "Scenario") -> list[str]:
    """Code that trains up to the moment that is shown; a training out of a file is opened."""
    inside = f"[{scenario.inside!r}]" if scenario.inside else ""
    kind, _, settings = scenario.training.partition("?")
    if kind == HISTORY:
        asked = [] if scenario.moment is None else [f"step={scenario.moment}"]
        asked += [f"module={scenario.inside!r}"] if scenario.inside else []
        return [
            f"# The file as it was saved: its SHA-256 begins with {settings.removeprefix('file=')}.",
            f'rec = rnnviz.load_history("training.rnnviz").recording({", ".join(asked)})',
        ]
    end = "training.task.steps" if scenario.moment is None else str(scenario.moment)
    return [
        f"plan = read_plan({scenario.training!r})",
        "training = Training(plan, plan.task())",
        f"while training.step < {end} and not training.over:",
        "    training.advance()",
        f"name = {scenario.trainee!r}" if scenario.trainee else "name = training.task.names[0]",
        f"rec = training.record(name){inside}" if inside else "rec = next(iter(training.record(name).values()))",
    ]


def _several_lines(scenario: "Scenario") -> bool:
    """Whether its text or series may have rows of unlike length."""
    typed = {"text": scenario.text, "series": scenario.series}.get(scenario.source, "")
    return len(typed.strip("\r\n").splitlines()) > 1


def _weights(scenario: "Scenario", input: str, state: str, lengths: str) -> list[str]:
    """What is done to the weights before the recording; ``input``, ``state`` and ``lengths`` are code."""
    code = [] if scenario.forget_bias is None else [f"set_forget_bias(module, {scenario.forget_bias!r})"]
    if scenario.trained:
        given = {"one_hot": (scenario.source == "text", False), "seed": (scenario.seed, 0)}
        options = [f"lengths={lengths}"] if lengths else []
        options += [_written(name, value) for name, (value, default) in given.items() if value != default]
        arguments = ", ".join([f"module, {input}, {scenario.trained}{state}", *options])
        code.append(f"train_on_itself({arguments})")
    return code


def _gradients(scenario: "Scenario") -> str:
    last = 1 + scenario.bidirectional if scenario.source != "model" else "1 - module.bidirectional"
    loss = {"last": f"h_n[-{last}:].sum()", "all": "output.sum()"}.get(scenario.loss)
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
    if scenario.recorded_before and not scenario.operation:
        return [f"step = {track}[{scenario.t}]", f"print(step[rec.cell.operations[0].name]{unit})"]
    return [
        f"step = {track}[{scenario.t}]",
        f'print(step["{scenario.operation or FIRST_OPERATION[scenario.cell_type]}"]{unit})',
    ]


def _questions(scenario: "Scenario") -> list[str]:
    """What was asked of the recording: where breakpoints stop, and what is watched over time."""
    asked = [f"print(rnnviz.break_at(rec, {_quoted(line)}))" for line in distinct_lines(scenario.breakpoints)]
    track = f'layer={scenario.layer}, direction="{scenario.direction}", batch={scenario.row}'
    asked += [f"print(rnnviz.evaluate(rec, {_quoted(line)}, {track}))" for line in distinct_lines(scenario.watches)]
    return ["", *asked] if asked else []


def _quoted(line: str) -> str:
    return repr(line).replace("'", '"') if repr(line).startswith("'") and '"' not in line else repr(line)


def _written(name: str, value: object) -> str:
    """A keyword and its value as code, text in double quotes as in the rest of it."""
    return f"{name}={value!r}".replace("'", '"')
