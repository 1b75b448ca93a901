"""Small networks of every kind, and files that are made of them."""

import io
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import safetensors.torch
import torch
from hypothesis import strategies as st
from torch import Tensor, nn

from tests.strategies import HALVES, Plan, plans

FILES = ("safetensors", "zip", "legacy")
WRAPS = ("alone", "prefix", "DataParallel", "compiled", "checkpoint", "everything")


@dataclass(frozen=True)
class Saved:
    """Everything that makes a file: a failing example prints as one line that makes it again."""

    plan: Plan
    wrap: str = "alone"
    file: str = "safetensors"

    def state(self, module: nn.Module) -> dict[str, Any]:
        """What is saved of a model that holds the module."""
        model: nn.Module = module
        if self.wrap not in ("alone", "compiled"):
            model = nn.Module()
            model.encoder = nn.Module()
            model.encoder.lstm = module
            model.norm = nn.BatchNorm1d(3)
        if self.wrap in ("DataParallel", "everything"):
            model = nn.DataParallel(model)
        # torch.compile only puts a name in front, and compiles at the first call.
        state: dict[str, Any] = dict(model.state_dict())
        if self.wrap in ("compiled", "everything"):
            state = {f"_orig_mod.{name}": value for name, value in state.items()}
        if self.wrap in ("checkpoint", "everything") and self.file != "safetensors":
            optimizer = torch.optim.Adam(model.parameters())
            for parameter in model.parameters():
                parameter.grad = torch.ones_like(parameter)
            optimizer.step()
            # The optimizer has moved the parameters, and the state dict with them.
            return {"epoch": 3, "model_state_dict": OrderedDict(state), "optimizer": optimizer.state_dict()}
        return state

    @property
    def name(self) -> str:
        """What the module is called in it."""
        return "" if self.wrap in ("alone", "compiled") else "encoder.lstm"

    def content(self, module: nn.Module) -> bytes:
        return written(self.state(module), self.file)


def written(state: Mapping[str, Any], file: str) -> bytes:
    """A file of tensors, or of dicts of them where it is one of torch.save's."""
    if file == "safetensors":
        content: bytes = safetensors.torch.save({name: value.contiguous() for name, value in state.items()})
        return content
    room = io.BytesIO()
    torch.save(state, room, _use_new_zipfile_serialization=file == "zip")
    return room.getvalue()


def weights_of(module: nn.Module) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in module.state_dict().items()}


@st.composite
def saved(draw: st.DrawFn) -> Saved:
    """Files of modules of every kind, of one step too, wrapped in every way."""
    plan = draw(plans())
    changes: dict[str, Any] = {
        "half": draw(st.sampled_from(("", "", *HALVES))),
        "given_hx": False,
        "batch_first": False,
    }
    if draw(st.booleans()):
        changes |= {"cell": True, "num_layers": 1, "bidirectional": False}
    elif plan.mode == "LSTM" and plan.hidden_size > 1:
        changes["proj_size"] = draw(st.integers(0, plan.hidden_size - 1))
    return Saved(replace(plan, **changes), draw(st.sampled_from(WRAPS)), draw(st.sampled_from(FILES)))
