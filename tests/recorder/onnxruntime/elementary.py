"""A second model, of elementary operators alone: every gate and state of a network, also in float64.

onnxruntime's recurrent operators compute in float32 only. Here ONNX's Scan goes through the steps, and a step is
written out with Gemm, Sigmoid, Tanh, Mul and their like, after the equations in ONNX's own documentation.
"""

from functools import lru_cache

import numpy as np
import onnx

from tests.recorder.onnxruntime.cases import Case
from tests.recorder.onnxruntime.operators import Arrays
from tests.recorder.onnxruntime.parameters import ONNX, Conversion, Parameters, convert, states
from tests.recorder.onnxruntime.session import Session

SUMS = """
    from_x = Gemm <transB = 1> (x, W, Wb)
    from_h = Gemm <transB = 1> (h_prev, R, Rb)
"""
STEPS = {
    "LSTM": """
    a = Add (from_x, from_h)
    a_i, a_o, a_f, a_g = Split <axis = 1, num_outputs = 4> (a)
    i_t = Sigmoid (a_i)
    o_t = Sigmoid (a_o)
    f_t = Sigmoid (a_f)
    g_t = Tanh (a_g)
    kept = Mul (f_t, c_prev)
    written = Mul (i_t, g_t)
    c_t = Add (kept, written)
    squashed = Tanh (c_t)
    h_t = Mul (o_t, squashed)
    """,
    "GRU": """
    x_z, x_r, x_n = Split <axis = 1, num_outputs = 3> (from_x)
    h_z, h_r, h_n = Split <axis = 1, num_outputs = 3> (from_h)
    a_z = Add (x_z, h_z)
    z_t = Sigmoid (a_z)
    a_r = Add (x_r, h_r)
    r_t = Sigmoid (a_r)
    gated = Mul (r_t, h_n)
    a_n = Add (x_n, gated)
    n_t = Tanh (a_n)
    replaced = Mul (z_t, n_t)
    fresh = Sub (n_t, replaced)
    old = Mul (z_t, h_prev)
    h_t = Add (fresh, old)
    """,
    "RNN_TANH": """
    a = Add (from_x, from_h)
    h_t = Tanh (a)
    """,
    "RNN_RELU": """
    a = Add (from_x, from_h)
    h_t = Relu (a)
    """,
}


def every_step(case: Case, conversion: Conversion) -> Arrays:
    """Every state and gate, as (num_layers, num_directions, seq_len, batch, hidden_size), NaN past a row's length."""
    plan = case.plan
    directions = 2 if plan.bidirectional else 1
    sizes = (plan.num_layers, directions, *case.grid)
    found = {name: np.full(sizes, np.nan, case.x.dtype) for name in _kept(plan.mode)}
    for layer in range(plan.num_layers):
        parameters = convert(case.network.module, layer, conversion)
        initial = {state: case.initial(layer, state) for state in case.states}
        for row, count in enumerate(case.counts):
            x = np.concatenate([*found["h"][layer - 1, :, :count, row]], axis=-1) if layer else case.x[:count, row]
            for direction in range(directions):
                start = {
                    f"{state}_0": np.zeros((1, plan.hidden_size), x.dtype) if h is None else h[direction, [row]]
                    for state, h in initial.items()
                }
                for name, values in _run(parameters.half(direction), x, start, reverse=direction == 1).items():
                    found[name][layer, direction, :count, row] = values
    return found


def _kept(mode: str) -> str:
    return states(mode) + ONNX.get(mode, "")


def _run(half: Parameters, x: np.ndarray, initial: Arrays, *, reverse: bool) -> Arrays:
    Wb, Rb = half.biases[0]
    given = {"X": x[:, None], "W": half.W[0], "R": half.R[0], "Wb": Wb, "Rb": Rb, **initial}
    answer = _session(half.mode, x.dtype == np.float64, reverse).run(given)
    return {name: answer[f"{name}_all"][:, 0] for name in _kept(half.mode)}


@lru_cache(maxsize=16)
def _session(mode: str, double: bool, reverse: bool) -> Session:
    kind, both, kept = "double" if double else "float", states(mode), _kept(mode)

    def listed(pattern: str, names: str) -> str:
        return ", ".join(pattern.format(name=name, kind=kind) for name in names)

    copies = "\n".join(f"    {name}_kept = Identity ({name}_t)" for name in kept)
    way = f"[{int(reverse)}]"
    ways = f"[{', '.join([str(int(reverse))] * len(kept))}]"
    text = f"""
every_step ({kind}[steps, 1, features] X, {kind}[rows, features] W, {kind}[rows, units] R, {kind}[rows] Wb,
            {kind}[rows] Rb, {listed("{kind}[1, units] {name}_0", both)})
    => ({listed("{kind}[steps, 1, units] {name}_all", kept)})
{{
    {listed("{name}_last", both)}, {listed("{name}_all", kept)} = Scan <
        num_scan_inputs = 1, scan_input_directions = {way}, scan_output_directions = {ways},
        body = one_step ({listed("{kind}[1, units] {name}_prev", both)}, {kind}[1, features] x)
            => ({listed("{kind}[1, units] {name}_t", both)}, {listed("{kind}[1, units] {name}_kept", kept)})
        {{
{SUMS}{STEPS[mode]}{copies}
        }}
    > ({listed("{name}_0", both)}, X)
}}
"""
    return Session(onnx.parser.parse_graph(text))
