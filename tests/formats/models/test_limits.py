"""Files as large as they may be are read: what is refused is one more."""

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models import read_model
from rnnviz.formats.models.safetensors_file import from_safetensors
from tests.formats.models.bad_files.archives import entry, safetensors_file
from tests.formats.models.saved import written


def test_as_many_tensors_with_as_long_names_as_there_may_be() -> None:
    state = {"lstm." + name: value for name, value in nn.LSTM(3, 2).state_dict().items()}
    least = len(state)
    state |= {f"{place:0500}": torch.ones(1) for place in range(limits.MAX_MODEL_TENSORS - least)}
    for file in ("safetensors", "zip"):
        found = read_model(written(state, file))
        assert found.tensors == limits.MAX_MODEL_TENSORS
        assert [part.name for part in found.parts] == ["lstm"]


def narrow(hidden_size: int, input_size: int) -> Mapping[str, Tensor]:
    """An LSTM that is projected to one unit, so that it is small with many."""
    sizes = {"weight_ih_l0": (4 * hidden_size, input_size), "weight_hh_l0": (4 * hidden_size, 1)}
    return {name: torch.ones(size) for name, size in (sizes | {"weight_hr_l0": (1, hidden_size)}).items()}


def test_as_many_units_features_and_layers_as_there_may_be() -> None:
    most = limits.MAX_MODEL_HIDDEN_SIZE
    (part,) = read_model(written(narrow(most, 1), "safetensors")).parts
    assert (part.hidden_size, part.proj_size, part.input_size) == (most, 1, 1)
    (part,) = read_model(written(narrow(2, limits.MAX_MODEL_INPUT_SIZE), "safetensors")).parts
    assert part.input_size == limits.MAX_MODEL_INPUT_SIZE
    (part,) = read_model(written(nn.GRU(1, 1, limits.MAX_MODEL_LAYERS).state_dict(), "safetensors")).parts
    assert part.num_layers == limits.MAX_MODEL_LAYERS


def test_as_many_dimensions_and_numbers_as_there_may_be() -> None:
    whole = [1] * limits.MAX_MODEL_DIMENSIONS
    assert from_safetensors(safetensors_file({"a": entry(whole)}, bytes(4))).tensors["a"].shape == tuple(whole)
    # Only the missing bytes are in the way.
    for more, code in ((0, "model-safetensors-cut"), (1, "model-elements")):
        with pytest.raises(FileError) as caught:
            from_safetensors(safetensors_file({"a": entry([limits.MAX_MODEL_ELEMENTS + more])}))
        assert caught.value.code == code


def test_as_many_bytes_as_there_may_be_together() -> None:
    half = [limits.MAX_MODEL_UNPACKED_BYTES // 8]
    size = limits.MAX_MODEL_UNPACKED_BYTES // 2
    for more, code in ((0, "model-safetensors-cut"), (1, "model-unpacked")):
        head = {"a": entry(half), "b": entry(half, size), "c": entry([more], 2 * size)}
        with pytest.raises(FileError) as caught:
            from_safetensors(safetensors_file(head))
        assert caught.value.code == code


@pytest.mark.parametrize("start", [b"MZ", b"\x1f\x8b", b"\x1f\x8b\x08", b"\x80\x02", b"\x08\x09"])
def test_a_head_whose_length_looks_like_another_kind_of_file(start: bytes) -> None:
    content = written(nn.GRU(3, 2).state_dict(), "safetensors")
    length = int.from_bytes(content[:8], "little")
    head = content[8 : 8 + length].ljust(int.from_bytes(start, "little"))
    (part,) = read_model(len(head).to_bytes(8, "little") + head + content[8 + length :]).parts
    assert part.cell_type == "GRU"
