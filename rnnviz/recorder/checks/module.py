"""The module: one of PyTorch's recurrent modules, with weights that can be computed with."""

from collections.abc import Mapping
from functools import lru_cache

import torch
from torch import Tensor, nn

from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.width import DTYPES, dtype_name
from rnnviz.words import N_

Recurrent = nn.RNN | nn.LSTM | nn.GRU | nn.RNNCell | nn.LSTMCell | nn.GRUCell

KINDS: dict[type[nn.Module], str] = {
    nn.RNN: "RNN",
    nn.LSTM: "LSTM",
    nn.GRU: "GRU",
    nn.RNNCell: "RNN",
    nn.LSTMCell: "LSTM",
    nn.GRUCell: "GRU",
}
"""PyTorch's recurrent modules, and what their modes begin with."""


def check_module(module: object) -> Recurrent:
    """The module, if it is one that can be recorded.

    Raises:
        ModuleError: it is none of PyTorch's recurrent modules, or compiled, quantised, or with a forward of its own.
    """
    if type(module) in KINDS and isinstance(module, Recurrent):
        return module
    name = type(module).__name__
    if isinstance(module, torch.jit.ScriptModule):
        raise ModuleError(
            "module-scripted",
            N_(
                "module must be a plain nn.Module, got one compiled by torch.jit ({name}). "
                "Pass the module that it was made from."
            ),
            name=getattr(module, "original_name", name),
        )
    if isinstance(getattr(module, "_orig_mod", None), nn.Module):
        raise ModuleError(
            "module-compiled",
            N_(
                "module must be a plain nn.Module, got one compiled by torch.compile. "
                "Pass the module inside it: module._orig_mod."
            ),
        )
    if type(module).__module__.startswith("torch.ao.nn.quant"):
        raise ModuleError(
            "module-quantised",
            N_(
                "module must hold floating-point weights, got the quantised {name}. "
                "Record the module before it is quantised."
            ),
            name=name,
        )
    if not isinstance(module, Recurrent):
        raise _other_type(module)
    base = _base(module)
    if type(module).forward is not base.forward:
        raise ModuleError(
            "module-forward",
            N_(
                "module must run the forward of nn.{base}, got {name}, which has its own. "
                "Record a plain nn.{base} with its weights: plain.load_state_dict(module.state_dict())."
            ),
            base=base.__name__,
            name=name,
        )
    return module


def _base(module: Recurrent) -> type[nn.Module]:
    return type(module) if type(module) in KINDS else next(kind for kind in KINDS if isinstance(module, kind))


def _other_type(module: object) -> ModuleError:
    children = module.named_modules() if isinstance(module, nn.Module) else ()
    inside = [name for name, child in children if isinstance(child, Recurrent)]
    if inside:
        return ModuleError(
            "module-inside",
            N_(
                "module must be an nn.RNN, nn.LSTM, nn.GRU or one of their cells, got {got}, which holds {inside}. "
                "Pass that module itself, or use rnnviz.recording(model) around a call of the model."
            ),
            got=type(module).__name__,
            inside=", ".join(inside),
        )
    return ModuleError(
        "module-type",
        N_(
            "module must be an nn.RNN, nn.LSTM, nn.GRU or one of their cells, got {got}. Pass the recurrent "
            "module itself, e.g. model.lstm."
        ),
        got=type(module).__name__,
    )


def architecture_of(module: Recurrent) -> Architecture:
    """Everything that is known of a module but its numbers."""
    base = _base(module)
    if isinstance(module, nn.RNNCellBase):
        mode = f"RNN_{module.nonlinearity.upper()}" if isinstance(module, nn.RNNCell) else KINDS[base]
        sizes = (module.input_size, module.hidden_size)
        return _architecture(f"nn.{base.__name__}", mode, *sizes, 0, 1, 1, bool(module.bias), False)
    return _architecture(
        f"nn.{base.__name__}",
        module.mode,
        module.input_size,
        module.hidden_size,
        module.proj_size,
        module.num_layers,
        2 if module.bidirectional else 1,
        module.bias,
        module.batch_first,
    )


_architecture = lru_cache(maxsize=256)(Architecture)
"""One object for one kind of module: what is derived from it is derived once."""


def check_dropout(module: Recurrent, *, allow_dropout: bool) -> float:
    """The dropout that the module will draw between its layers in this mode, if that is allowed.

    Raises:
        ModuleError: there is some, and it was not asked for.
    """
    if isinstance(module, nn.RNNCellBase) or not (module.training and module.dropout and module.num_layers > 1):
        return 0.0
    if not allow_dropout:
        raise ModuleError(
            "module-dropout",
            N_(
                "module draws random dropout between its layers (dropout={dropout}, "
                "num_layers={num_layers}, training mode),"
                " so no two runs agree. Call module.eval() first, or pass allow_dropout=True to record one such run."
            ),
            dropout=module.dropout,
            num_layers=module.num_layers,
        )
    return module.dropout


def check_parameters(architecture: Architecture, parameters: Mapping[str, Tensor]) -> None:
    """The weights are there, in shape, and of one type: PyTorch's kernels do not look.

    Raises:
        ModuleError: a weight is missing, on the meta device, of another shape, or of a type without gates to show.
    """
    first = next(iter(parameters.values()))
    if first.is_meta:
        raise ModuleError(
            "module-meta",
            N_(
                "module must hold numbers, its weights are on the meta device, which has none. "
                "Load them first, e.g. module.to_empty(device='cpu') and load_state_dict."
            ),
        )
    if first.dtype not in DTYPES:
        raise ModuleError(
            "module-dtype",
            N_("module must hold float64, float32, float16 or bfloat16, got {got}. Convert it, e.g. module.float()."),
            got=dtype_name(first.dtype),
        )
    for name, shape in architecture.parameter_shapes.items():
        got = parameters[name]
        if got.shape != shape or got.dtype != first.dtype or got.device != first.device:
            raise ModuleError(
                "module-weights",
                N_(
                    "{name} must have shape {shape} and be {rule} like the other weights, got {got}. "
                    "Put weights in with module.load_state_dict."
                ),
                name=name,
                shape=shape,
                rule=f"{dtype_name(first.dtype)}, {first.device}",
                got=f"{tuple(got.shape)}, {dtype_name(got.dtype)}, {got.device}",
            )
