"""The same as a program to copy and run."""

from rnnviz.scenario import Scenario


def program(scenario: Scenario) -> str:
    """Code for torch and rnnviz that prints what is left of each gradient at the first step."""
    size = scenario.hidden_size
    changes = []
    if scenario.gain != 100:
        changes.append(f"        module.weight_hh_l0 *= {scenario.gain / 100!r}")
    if scenario.forget_bias is not None:
        changes += [
            "        if kind is nn.LSTM:  # the forget gate is the second of four blocks, and has two biases",
            f"            module.bias_ih_l0[{size}:{2 * size}] = {scenario.forget_bias!r}",
            f"            module.bias_hh_l0[{size}:{2 * size}] = 0.0",
        ]
    return "\n".join(
        [
            "import numpy as np",
            "import torch",
            "from torch import nn",
            "",
            "import rnnviz",
            "from rnnviz.analysis import norm",
            "",
            "for kind in (nn.RNN, nn.LSTM, nn.GRU):",
            f"    torch.manual_seed({scenario.seed})",
            f"    input = torch.randn({scenario.seq_len}, 1, {scenario.input_size}).double()",
            f"    module = kind({scenario.input_size}, {size}).double()",
            *(["    with torch.no_grad():", *changes] if changes else []),
            "    rec = rnnviz.record(module, input, gradients_of=lambda output, h_n: h_n.sum())",
            "    memory = rnnviz.memory(rec)",
            "    norms = norm(rec.track().gradient(memory.state))",
            "    half_life = np.median(memory.half_life) if memory.factor else None",
            "    print(kind.__name__, memory.state, norms[0] / norms[-1], half_life)",
            "",
        ]
    )
