"""Every file of weights: what it holds is what is loaded, it is small, and nothing else is in the folder."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn

from rnnviz.assets import asset
from rnnviz.training.models import agreement, characters, dates, hello, marked, stored

LOADED: dict[str, Callable[[], nn.Module]] = {
    "hello": hello.load,
    "hello_memoryless": hello.load_memoryless,
    "agreement": agreement.load,
    "dates": dates.load,
    "dates_early": partial(dates.load, "early"),
    "dates_plain": partial(dates.load, "without attention"),
    "marked": marked.load,
    "marked_last": partial(marked.load, "last step"),
    "characters_en": characters.load,
    "characters_zh": partial(characters.load, "zh"),
}
each = pytest.mark.parametrize("name", LOADED)


def test_every_file_is_of_a_network_and_told_in_the_readme() -> None:
    folder = asset("models")
    assert {path.stem for path in folder.glob("*.safetensors")} == LOADED.keys()
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}.safetensors`" in told for name in LOADED)


@each
def test_a_network_is_what_its_file_holds(name: str) -> None:
    held = load_file(asset(f"models/{name}.safetensors"))
    loaded = LOADED[name]().state_dict()
    assert held.keys() == loaded.keys()
    assert all(torch.equal(held[key], value) for key, value in loaded.items())


@each
def test_it_computes_and_is_not_trained(name: str) -> None:
    network = LOADED[name]()
    assert network is LOADED[name]()
    assert not any(module.training for module in network.modules())
    assert not any(parameter.requires_grad for parameter in network.parameters())


@each
def test_a_file_is_small_and_says_how_it_was_made(name: str) -> None:
    path = asset(f"models/{name}.safetensors")
    assert path.stat().st_size < 1_500_000
    with safe_open(path, framework="numpy") as file:
        made = json.loads(file.metadata()["made"])
    assert made.keys() == {"seed", "steps", "torch"}


def test_to_load_draws_nothing() -> None:
    before = torch.get_rng_state()
    stored.stored(agreement.AgreementNetwork, "agreement")
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("damage", ["missing", "shape"])
def test_a_file_that_does_not_fit_is_refused(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = load_file(asset("models/hello.safetensors"))
    if damage == "missing":
        del held["readout.bias"]
    else:
        held["readout.bias"] = held["readout.bias"][:-1].clone()
    save_file(held, tmp_path / "hello.safetensors")
    monkeypatch.setattr(stored, "asset", lambda name: tmp_path / Path(name).name)
    with pytest.raises(RuntimeError, match=r"readout\.bias"):
        stored.stored(hello.HelloNetwork, "hello")
