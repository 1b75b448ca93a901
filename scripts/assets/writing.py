"""Writing trained weights so that the same training gives the same file."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

ASSETS = Path(__file__).parents[2] / "assets"


def write_model(name: str, module: nn.Module, *, seed: int, steps: int) -> None:
    """``assets/models/{name}.safetensors``, with how it was made."""
    tensors: dict[str, Tensor] = {key: value.detach().contiguous() for key, value in module.state_dict().items()}
    made = {"seed": seed, "steps": steps, "torch": torch.__version__}
    path = ASSETS / "models" / f"{name}.safetensors"
    # One entry only: safetensors writes several in any order.
    save_file(tensors, path, metadata={"made": json.dumps(made)})
    path.chmod(0o644)
    print(f"{name}.safetensors: {made}")
