"""What modules of a file are called, and which tensors are theirs."""

import pytest
import torch
from torch import nn

from rnnviz.formats.models import read_model
from tests.formats.models.saved import written


@pytest.mark.parametrize(
    ("prefixes", "names"),
    [
        (["module.lstm"], ["lstm"]),
        (["_orig_mod.module.lstm"], ["lstm"]),
        (["module._orig_mod.lstm"], ["lstm"]),
        (["state_dict.model.encoder.rnn"], ["encoder.rnn"]),
        # Only one of them is wrapped: the word tells them apart.
        (["module.lstm", "lstm"], ["module.lstm", "lstm"]),
        (["module.a", "b"], ["module.a", "b"]),
        # A compiled part of a model keeps its place.
        (["encoder._orig_mod.lstm", "decoder"], ["encoder.lstm", "decoder"]),
        (["encoder._orig_mod.lstm", "encoder.lstm"], ["encoder._orig_mod.lstm", "encoder.lstm"]),
        (["model", "model.inner"], ["", "inner"]),
        (["a.weight_hh_l0", "<b>"], ["a.weight_hh_l0", "<b>"]),
    ],
)
def test_what_a_wrapper_put_before_the_names_goes_where_nothing_else_is_meant(
    prefixes: list[str], names: list[str]
) -> None:
    state = {f"{prefix}.{name}": value for prefix in prefixes for name, value in nn.GRU(3, 2).state_dict().items()}
    found = read_model(written(state, "zip"))
    assert [part.name for part in found.parts] == names
    for prefix, part in zip(prefixes, found.parts, strict=True):
        assert dict(part.files_names) == {name: f"{prefix}.{name}" for name in nn.GRU(3, 2).state_dict()}


def test_names_that_only_look_like_those_of_pytorch_are_others() -> None:
    state = dict(nn.LSTM(3, 2).state_dict())
    others = ("my_weight_hh_l0", "weight_hh_l00", "weight_hh_l", "weight_hh_l0_forward", "Weight_hh_l0", "bias_l0")
    found = read_model(written({**state, **{name: torch.ones(5) for name in others}}, "safetensors"))
    assert [part.name for part in found.parts] == [""]
    assert found.tensors == len(state) + len(others)


def test_tied_tensors_and_tensors_that_lie_apart_in_memory_are_read() -> None:
    state = {name: torch.stack([value, value], -1)[..., 0] for name, value in nn.GRU(3, 3).state_dict().items()}
    state["weight_hh_l0"] = state["weight_hh_l0"].T.contiguous().T
    state["bias_hh_l0"] = state["bias_ih_l0"]
    assert not state["weight_hh_l0"].is_contiguous()
    for file in ("zip", "legacy"):
        (part,) = read_model(written(state, file)).parts
        assert all(torch.equal(part.weights[name], value) for name, value in state.items())
