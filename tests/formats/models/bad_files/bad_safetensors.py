"""Safetensors files that break the format, a limit, or what makes a recurrent module."""

import json
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from rnnviz import limits
from tests.formats.models.bad_files.archives import entry, safetensors_file
from tests.formats.models.bad_files.bad_file import BadFiles
from tests.formats.models.saved import written

BAD_SAFETENSORS = BadFiles()


def lstm(prefix: str = "", layers: int = 1, bidirectional: bool = False) -> dict[str, Tensor]:
    state = nn.LSTM(3, 2, layers, bidirectional=bidirectional).state_dict()
    return {prefix + name: value for name, value in state.items()}


def file(state: Mapping[str, Tensor]) -> bytes:
    return written(state, "safetensors")


# -- the format -------------------------------------------------------------------------------------------------------


@BAD_SAFETENSORS.says(
    "The safetensors file is cut off: by its head it has 280 bytes (0.0 MB), 100 are there. Copy or download it again.",
)
def cut_in_the_head() -> bytes:
    return file(lstm())[:100]


@BAD_SAFETENSORS.says(
    "The safetensors file is cut off: by its head it has 224 bytes (0.0 MB), 223 are there. Copy or download it again.",
)
def cut_in_the_numbers() -> bytes:
    return file(lstm())[:-1]


@BAD_SAFETENSORS.says(
    "The head of a safetensors file may have up to 4.0 MB, this one says that it has 9.54e+05 MB. The "
    "file is damaged, or too large: save the recurrent module alone.",
)
def head_too_long() -> bytes:
    return safetensors_file({}, length=10**12)


@BAD_SAFETENSORS.says(
    "The head of a safetensors file may have up to 4.0 MB, this one says that it has 55.2 MB. The file is "
    "damaged, or too large: save the recurrent module alone.",
)
def head_of_a_million_tensors() -> bytes:
    names = ",".join(f'"{place}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}' for place in range(1_000_000))
    return safetensors_file(f"{{{names}}}".encode())


@BAD_SAFETENSORS.says(
    "A file of weights may hold up to 5000 tensors, this one tells of 5001. Save the recurrent module alone.",
)
def too_many_tensors() -> bytes:
    return safetensors_file({str(place): entry([0]) for place in range(limits.MAX_MODEL_TENSORS + 1)})


@BAD_SAFETENSORS.says(
    "The head of a safetensors file must be a JSON object, and is none here. It is damaged: save it again.",
)
def head_is_no_json() -> bytes:
    return safetensors_file(b'{"weight_hh_l0": {"dtype": F32}}')


@BAD_SAFETENSORS.says(
    "The head of a safetensors file must be a JSON object, and is none here. It is damaged: save it again.",
)
def head_is_no_text() -> bytes:
    return safetensors_file(b'{"\xff\xfe": 1}')


@BAD_SAFETENSORS.says(
    "The head of a safetensors file must be a JSON object, and is none here. It is damaged: save it again.",
)
def head_is_deep() -> bytes:
    return safetensors_file(b'{"a":' + b"[" * 500_000 + b"]" * 500_000 + b"}")


@BAD_SAFETENSORS.says(
    "A safetensors file must say each name once, <b> is there twice. Save it again.",
)
def head_says_a_name_twice() -> bytes:
    return safetensors_file(b'{"a": {}, "<b>": {}, "<b>": {}}')


@BAD_SAFETENSORS.says(
    "A safetensors file must tell dtype, shape and data_offsets of every tensor, it does not of "
    "lstm.weight_hh_l0. The file is damaged: save it again.",
)
def entry_without_type() -> bytes:
    return safetensors_file({"lstm.weight_hh_l0": {"shape": [1], "data_offsets": [0, 4]}}, bytes(4))


@BAD_SAFETENSORS.says(
    "A safetensors file must tell dtype, shape and data_offsets of every tensor, it does not of "
    "lstm.weight_hh_l0. The file is damaged: save it again.",
)
def entry_is_no_object() -> bytes:
    return safetensors_file({"lstm.weight_hh_l0": [1, 2, 3]}, bytes(4))


@BAD_SAFETENSORS.says(
    "A safetensors file must tell dtype, shape and data_offsets of every tensor, it does not of a. The "
    "file is damaged: save it again.",
)
def offsets_below_zero() -> bytes:
    return safetensors_file({"a": entry([1], -4, 0)}, bytes(4))


@BAD_SAFETENSORS.says(
    "A safetensors file must tell dtype, shape and data_offsets of every tensor, it does not of a. The "
    "file is damaged: save it again.",
)
def offsets_beyond_all_bounds() -> bytes:
    return safetensors_file({"a": entry([1], 2**63, 2**63 + 4)}, bytes(4))


@BAD_SAFETENSORS.says(
    "The head of a safetensors file must be a JSON object, and is none here. It is damaged: save it again.",
)
def number_with_many_digits() -> bytes:
    return safetensors_file(b'{"a": {"dtype": "F32", "shape": [' + b"9" * 10_000 + b'], "data_offsets": [0, 4]}}')


@BAD_SAFETENSORS.says(
    "The tensor a must have 16 bytes, for its shape (2, 2) and type F32, the file gives it 12. It is "
    "damaged: save it again.",
)
def bytes_that_do_not_fit_the_shape() -> bytes:
    return safetensors_file({"a": entry([2, 2], 0, 12)}, bytes(12))


@BAD_SAFETENSORS.says(
    "The tensors of a safetensors file must follow each other, one begins at byte 4 instead of 8. The "
    "file is damaged: save it again.",
)
def tensors_over_each_other() -> bytes:
    return safetensors_file({"a": entry([2]), "b": entry([2], 4)}, bytes(12))


@BAD_SAFETENSORS.says(
    "The tensors of a safetensors file must follow each other, one begins at byte 12 instead of 8. The "
    "file is damaged: save it again.",
)
def hole_between_tensors() -> bytes:
    return safetensors_file({"a": entry([2]), "b": entry([2], 12)}, bytes(20))


@BAD_SAFETENSORS.says(
    "A safetensors file must end with its last tensor, this one has 6 more bytes. It is damaged: save it again.",
)
def more_bytes_than_tensors() -> bytes:
    return file(lstm()) + b"hidden"


@BAD_SAFETENSORS.says(
    "A tensor may hold up to 100000000 numbers, lstm.weight_hh_l0 says that its shape is (1000000, "
    "1000000). Save the recurrent module alone.",
)
def a_million_millions_of_numbers() -> bytes:
    return safetensors_file({"lstm.weight_hh_l0": entry([1_000_000, 1_000_000])}, bytes(16))


@BAD_SAFETENSORS.says(
    "A tensor may hold up to 100000000 numbers, a says that its shape is (1e+30,). Save the recurrent module alone.",
)
def shape_beyond_all_bounds() -> bytes:
    return safetensors_file({"a": entry([10**30], 0, 4)}, bytes(4))


@BAD_SAFETENSORS.says(
    "A tensor may have up to 8 dimensions, a has 9. Save the recurrent module alone.",
)
def nine_dimensions() -> bytes:
    return safetensors_file({"a": entry([1] * 9)}, bytes(4))


@BAD_SAFETENSORS.says(
    "A tensor may have up to 8 dimensions, a has 1000000. Save the recurrent module alone.",
)
def a_million_dimensions() -> bytes:
    return safetensors_file({"a": entry([1] * 1_000_000)}, bytes(4))


@BAD_SAFETENSORS.says(
    "The shape of a tensor must be whole numbers from 0, a has (-1, -1). The file is damaged: save it again.",
)
def shape_below_zero() -> bytes:
    return safetensors_file({"a": entry([-1, -1], 0, 4)}, bytes(4))


@BAD_SAFETENSORS.says(
    "The shape of a tensor must be whole numbers from 0, a has (1.5,). The file is damaged: save it again.",
)
def shape_of_parts() -> bytes:
    return safetensors_file({"a": entry([1.5], 0, 6)}, bytes(6))


@BAD_SAFETENSORS.says(
    "Weights must be float16, bfloat16, float32 or float64, lstm.weight_hh_l0 has type C64. Convert it "
    "with tensor.float(), and save again.",
)
def complex_numbers() -> bytes:
    return safetensors_file({"lstm.weight_hh_l0": entry([2], dtype="C64")}, bytes(16))


@BAD_SAFETENSORS.says(
    "Weights must be float16, bfloat16, float32 or float64, lstm.weight_hh_l0 has type F8_E4M3. Convert "
    "it with tensor.float(), and save again.",
)
def eight_bits() -> bytes:
    return safetensors_file({"lstm.weight_hh_l0": entry([2], dtype="F8_E4M3")}, bytes(2))


@BAD_SAFETENSORS.says(
    "Weights must be float16, bfloat16, float32 or float64, a\\u202eb has type <script>\\n. Convert it with "
    "tensor.float(), and save again.",
)
def type_with_tags() -> bytes:
    told = entry([1]) | {"dtype": "<script>\n"}
    return safetensors_file({"a\u202eb": told}, bytes(4))


@BAD_SAFETENSORS.says(
    "The name of a tensor may have up to 500 characters, "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… has 501. Give it a shorter one.",
)
def name_too_long() -> bytes:
    return safetensors_file({"a" * (limits.MAX_MODEL_NAME + 1): entry([1])}, bytes(4))


@BAD_SAFETENSORS.says(
    "The name of a tensor must be text, a\\ud800 holds half a character. Give it another one.",
)
def half_a_character() -> bytes:
    return safetensors_file(json.dumps({"a\ud800": entry([1])}).encode(), bytes(4))


# -- what makes a module ----------------------------------------------------------------------------------------------


@BAD_SAFETENSORS.says(
    "The file holds no tensor with floating-point numbers. Save the state_dict() of the module.",
)
def no_tensor() -> bytes:
    return file({})


@BAD_SAFETENSORS.says(
    "The file holds no tensor with floating-point numbers. Save the state_dict() of the module.",
)
def counters_alone() -> bytes:
    return file({"weight_hh_l0": torch.ones(8, 2, dtype=torch.int64)})


@BAD_SAFETENSORS.says(
    "The file holds no recurrent module: none of its tensors (12) is called weight_hh_l0 or weight_hh, "
    "with whatever precedes it. It holds linear1.bias, linear1.weight, linear2.bias, linear2.weight, …. "
    "Choose a file with an RNN, LSTM or GRU of PyTorch's.",
)
def no_recurrent_module() -> bytes:
    return file(nn.TransformerEncoderLayer(4, 2, 8).state_dict())


@BAD_SAFETENSORS.says(
    "The file holds no recurrent module: none of its tensors (3) is called weight_hh_l0 or weight_hh, "
    "with whatever precedes it. It holds <script>alert(1)</script>, a\\nb\\x00, "
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…. Choose a file with an RNN, LSTM or GRU "
    "of PyTorch's.",
)
def no_recurrent_module_and_names_with_tags() -> bytes:
    return file({"<script>alert(1)</script>": torch.ones(2), "a\nb\0": torch.ones(2), "x" * 200: torch.ones(2)})


@BAD_SAFETENSORS.says(
    "The tensor encoder.lstm.weight_hh_l0 is missing beside encoder.lstm.bias_hh_l0: a module has all of "
    "its layers, directions and biases. Save its whole state_dict().",
)
def without_weight_hh() -> bytes:
    state = lstm("encoder.lstm.")
    del state["encoder.lstm.weight_hh_l0"]
    return file(state)


@BAD_SAFETENSORS.says(
    "The tensor encoder.lstm.bias_hh_l1 is missing beside encoder.lstm.bias_hh_l0: a module has all of "
    "its layers, directions and biases. Save its whole state_dict().",
)
def without_one_bias() -> bytes:
    state = lstm("encoder.lstm.", layers=2)
    del state["encoder.lstm.bias_hh_l1"]
    return file(state)


@BAD_SAFETENSORS.says(
    "The tensor weight_ih_l1 is missing beside bias_hh_l0: a module has all of its layers, directions and "
    "biases. Save its whole state_dict().",
)
def without_a_layer_between() -> bytes:
    return file({name: value for name, value in lstm(layers=3).items() if "_l1" not in name})


@BAD_SAFETENSORS.says(
    "The tensor weight_ih_l1_reverse is missing beside bias_hh_l0: a module has all of its layers, "
    "directions and biases. Save its whole state_dict().",
)
def without_one_reverse_direction() -> bytes:
    return file({name: value for name, value in lstm(layers=2, bidirectional=True).items() if "_l1_rev" not in name})


@BAD_SAFETENSORS.says(
    "The tensor weight_hr_l1 does not belong to a module with 2 layer(s) and 1 direction(s), which the "
    "others make. Save the whole state_dict() of the module.",
)
def projection_in_one_layer_alone() -> bytes:
    return file({**lstm(layers=2), "weight_hr_l1": torch.ones(1, 2)})


@BAD_SAFETENSORS.says(
    "A module may have up to 16 layers, bias_hh_l16 is of layer 16, counted from 0. Choose a smaller one.",
)
def too_many_layers() -> bytes:
    return file(nn.RNN(1, 1, limits.MAX_MODEL_LAYERS + 1).state_dict())


@BAD_SAFETENSORS.says(
    "A module may have up to 16 layers, weight_hh_l999999 is of layer 999999, counted from 0. Choose a smaller one.",
)
def layer_of_a_million() -> bytes:
    return file({"weight_hh_l999999": torch.ones(8, 2), **lstm()})


@BAD_SAFETENSORS.says(
    "The tensors of a module must be of layers, as weight_hh_l0, or of one step, as weight_hh; "
    "rnn.weight_hh and rnn.bias_hh_l0 stand side by side. Give the modules different names.",
)
def one_step_beside_layers() -> bytes:
    return file({**lstm("rnn."), "rnn.weight_hh": torch.ones(8, 2)})


@BAD_SAFETENSORS.says(
    "a.weight_hh_l0 must have 4 (LSTM), 3 (GRU) or 1 (RNN) times as many rows as columns, got shape (10, "
    "5). It is of another kind of module, or transposed.",
)
def rows_of_no_module() -> bytes:
    return file({"a.weight_ih_l0": torch.ones(10, 3), "a.weight_hh_l0": torch.ones(10, 5)})


@BAD_SAFETENSORS.says(
    "weight_hh_l0 must have 4 (LSTM), 3 (GRU) or 1 (RNN) times as many rows as columns, got shape (2, 8). "
    "It is of another kind of module, or transposed.",
)
def transposed() -> bytes:
    return file({name: value.T.contiguous() for name, value in nn.LSTM(3, 2, bias=False).state_dict().items()})


@BAD_SAFETENSORS.says(
    "weight_ih_l0 must be a matrix with 2 axes, got shape (1, 8, 3). Save the state_dict() as PyTorch gives it.",
)
def three_axes() -> bytes:
    return file({name: value[None] for name, value in lstm().items()})


@BAD_SAFETENSORS.says(
    "<b>lstm</b>.bias_hh_l0 must have shape (8,), to fit the module's other tensors, got (7,). Save its "
    "whole state_dict() again.",
)
def bias_too_short() -> bytes:
    return file({**lstm("<b>lstm</b>."), "<b>lstm</b>.bias_hh_l0": torch.ones(7)})


@BAD_SAFETENSORS.says(
    "weight_ih_l1 must have shape (8, 2), to fit the module's other tensors, got (8, 3). Save its whole "
    "state_dict() again.",
)
def second_layer_reads_another_width() -> bytes:
    return file({**lstm(layers=2), "weight_ih_l1": torch.ones(8, 3)})


@BAD_SAFETENSORS.says(
    "weight_ih_l0_reverse must have shape (8, 3), to fit the module's other tensors, got (8, 4). Save its "
    "whole state_dict() again.",
)
def reverse_direction_of_another_width() -> bytes:
    return file({**lstm(bidirectional=True), "weight_ih_l0_reverse": torch.ones(8, 4)})


@BAD_SAFETENSORS.says(
    "weight_hr_l0 must have shape (2, 4), to fit the module's other tensors, got (2, 5). Save its whole "
    "state_dict() again.",
)
def projection_of_another_size() -> bytes:
    return file({**nn.LSTM(3, 4, proj_size=2).state_dict(), "weight_hr_l0": torch.ones(2, 5)})


@BAD_SAFETENSORS.says(
    "hidden_size must be from 1 to 4096, weight_hh_l0 makes it 0. Choose a smaller module.",
)
def no_units() -> bytes:
    return file({"weight_ih_l0": torch.ones(0, 3), "weight_hh_l0": torch.ones(0, 0), "weight_hr_l0": torch.ones(0, 0)})


@BAD_SAFETENSORS.says(
    "hidden_size must be from 1 to 4096, weight_hh_l0 makes it 4097. Choose a smaller module.",
)
def too_many_units() -> bytes:
    units = limits.MAX_MODEL_HIDDEN_SIZE + 1
    state = {"weight_ih_l0": (4 * units, 1), "weight_hh_l0": (4 * units, 1), "weight_hr_l0": (1, units)}
    return file({name: torch.ones(shape, dtype=torch.float16) for name, shape in state.items()})


@BAD_SAFETENSORS.says(
    "input_size must be from 1 to 65536, weight_ih_l0 makes it 65537. Choose a smaller module.",
)
def too_many_features() -> bytes:
    features = limits.MAX_MODEL_INPUT_SIZE + 1
    return file({"weight_ih_l0": torch.ones(1, features, dtype=torch.float16), "weight_hh_l0": torch.ones(1, 1)})


@BAD_SAFETENSORS.says(
    "The tensors of a module must be of one type, lstm.weight_ih_l0 is float32, lstm.bias_hh_l0 is "
    "float16. Convert the module with module.float(), and save again.",
)
def types_of_several_kinds() -> bytes:
    state = lstm("lstm.")
    return file(state | {"lstm.bias_hh_l0": state["lstm.bias_hh_l0"].half()})


@BAD_SAFETENSORS.says(
    "The tensor rnn.parametrizations.weight_hh_l0.original0 is what a parametrization makes weight_hh_l0 "
    "from, and not weight_hh_l0 itself. Call torch.nn.utils.parametrize.remove_parametrizations(module, "
    "'weight_hh_l0'), and save state_dict() again.",
)
def parametrized() -> bytes:
    module = nn.utils.parametrizations.weight_norm(nn.GRU(3, 2), "weight_hh_l0")
    return file({f"rnn.{name}": value for name, value in module.state_dict().items()})


@BAD_SAFETENSORS.says(
    "The tensor lstm.weight_hh_l0_mask is one of those that weight_hh_l0 is computed from, and not "
    "weight_hh_l0 itself. Take the normalisation or pruning away (torch.nn.utils.remove_weight_norm, "
    "torch.nn.utils.prune.remove), and save state_dict() again.",
)
def pruned() -> bytes:
    state = lstm("lstm.")
    state["lstm.weight_hh_l0_orig"] = state.pop("lstm.weight_hh_l0")
    return file({**state, "lstm.weight_hh_l0_mask": torch.ones(8, 2)})
