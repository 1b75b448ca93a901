"""Modules of PyTorch's, saved in every way and found again, against the modules themselves."""

import torch
from hypothesis import given
from torch import nn

from rnnviz.formats.models import Part, read_model
from tests.formats.models.saved import Saved, saved, weights_of, written
from tests.strategies import Plan, no_advice


def made(part: Part) -> nn.Module:
    """PyTorch's module of what a part says, the nonlinearity aside."""
    one = "Cell" if part.single_step else ""
    options: dict[str, object] = {"bias": part.bias, "dtype": next(iter(part.weights.values())).dtype}
    if not part.single_step:
        options |= {"num_layers": part.num_layers, "bidirectional": part.bidirectional}
        options |= {"proj_size": part.proj_size} if part.proj_size else {}
    module: nn.Module = getattr(nn, part.cell_type + one)(part.input_size, part.hidden_size, **options)
    module.load_state_dict(dict(part.weights), strict=True)
    return module


@given(saved())
def test_a_module_that_was_saved_is_found_again_and_answers_the_same(case: Saved) -> None:
    network = case.plan.build()
    found = read_model(case.content(network.module))
    (part,) = found.parts
    assert part.name == case.name
    assert found.kind == ("safetensors" if case.file == "safetensors" else "PyTorch")
    assert (part.framework, part.single_step, part.not_finite) == ("PyTorch", case.plan.cell, ())
    assert part.open == (("nonlinearity",) if part.cell_type == "RNN" else ())
    again = made(part)
    for name, value in weights_of(network.module).items():
        assert torch.equal(again.state_dict()[name], value)
        assert part.files_names[name].endswith(name)
    if case.plan.mode == "RNN_RELU":
        again.nonlinearity = "relu"  # type: ignore[assignment]
        if not case.plan.cell:
            again.mode = "RNN_RELU"  # type: ignore[assignment]
    with torch.no_grad(), no_advice():
        one, other = network.module(network.input), again(network.input)
    for left, right in zip(_flat(one), _flat(other), strict=True):
        assert torch.equal(left, right)


def _flat(value: object) -> list[torch.Tensor]:
    return [value] if isinstance(value, torch.Tensor) else [each for one in value for each in _flat(one)]  # type: ignore[attr-defined]


def test_all_modules_of_a_file_are_found_with_the_embedding_that_they_may_read() -> None:
    model = nn.ModuleDict({"head": nn.Linear(4, 7), "words": nn.Embedding(9, 4), "norm": nn.BatchNorm1d(4)})
    model["encoder"], model["decoder"] = nn.LSTM(4, 5, bidirectional=True), nn.GRUCell(10, 6)
    for file in ("safetensors", "zip"):
        found = read_model(written(model.state_dict(), file))
        assert {part.name: part.cell_type for part in found.parts} == {"encoder": "LSTM", "decoder": "GRU"}
        assert set(found.embeddings) == {"words.weight", "head.weight"}
        # Counters, such as num_batches_tracked, are no weights.
        assert found.tensors == 1 + 2 + 4 + 8 + 4


def test_an_embedding_comes_before_other_matrices() -> None:
    state = {"a": torch.ones(7, 4), "word_embedding": torch.ones(9, 4), "wide": torch.ones(4, 9)}
    found = read_model(written({**state, **nn.GRU(4, 2).state_dict()}, "safetensors"))
    assert list(found.embeddings) == ["word_embedding", "a"]


def test_tensors_that_are_no_numbers_any_more_are_named() -> None:
    plan = Plan(mode="GRU", double=False)
    state = {f"lstm.{name}": value for name, value in weights_of(plan.build().module).items()}
    state["lstm.bias_hh_l0"][0], state["lstm.weight_ih_l0"][1, 1] = torch.nan, torch.inf
    (part,) = read_model(written(state, "zip")).parts
    assert part.not_finite == ("lstm.weight_ih_l0", "lstm.bias_hh_l0")


def test_each_tensor_has_memory_of_its_own() -> None:
    state = nn.LSTM(3, 2).state_dict()
    state["weight_hh_l0_again"] = state["weight_hh_l0"]
    (part,) = read_model(written(state, "zip")).parts
    part.weights["weight_hh_l0"].zero_()
    assert part.weights["weight_ih_l0"].abs().min() > 0
