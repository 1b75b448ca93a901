"""The view as a script: the module, its run, and every check of the page; it needs PyTorch alone."""

from rnnviz.analysis.equalities import claims
from rnnviz.recorder import Recording
from rnnviz.scenario import Scenario
from rnnviz.scenario_code import random_network
from rnnviz.scenario_rules import read_whole


def script(scenario: Scenario, rec: Recording) -> str:
    """Code that rebuilds the view of ``scenario``, whose recording is ``rec``, and prints what the page shows."""
    lines = ["import torch", *_packing_import(rec), "", *program(scenario, rec), ""]
    names = ["output", "h_n", *(["c_n"] if rec.c_n is not None else [])]
    lines += [f'print("{name}", tuple({name}.shape))' for name in names]
    lines += [f"print({str(claim.code)!r}, {claim.code})".replace("'", '"') for claim in claims(rec)]
    count = "sum(parameter.numel() for parameter in module.parameters())"
    return "\n".join([*lines, f'print("parameters", {count})', ""])


def program(scenario: Scenario, rec: Recording) -> list[str]:
    """The lines that build the module and run it."""
    return [*random_network(scenario), *_call(scenario, rec)]


def _packing_import(rec: Recording) -> list[str]:
    return [] if rec.lengths is None else ["from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence"]


def _call(scenario: Scenario, rec: Recording) -> list[str]:
    final = "(h_n, c_n)" if rec.c_n is not None else "h_n"
    if rec.lengths is None:
        return [f"output, {final} = module(input)"]
    first = ", batch_first=True" if scenario.batch_leads else ""
    return [
        f"lengths = torch.tensor({read_whole(scenario.lengths)})",
        f"packed = pack_padded_sequence(input, lengths{first}, enforce_sorted=False)",
        f"packed_output, {final} = module(packed)",
        f"output, _ = pad_packed_sequence(packed_output{first})",
    ]
