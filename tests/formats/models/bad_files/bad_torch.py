"""Files of torch.save that hold code, a module, tensors that are no weights, or are made to harm."""

import argparse
import io
import os
import pickle
import struct
import warnings
from collections import OrderedDict
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED

import torch
from torch import nn

from rnnviz import limits
from tests.formats.models.bad_files.archives import Numbers, Tensor, pickled, saved_by_torch, torch_zip, zipped
from tests.formats.models.bad_files.bad_file import BadFiles
from tests.strategies import scripted

BAD_TORCH = BadFiles()


class Code:
    """Would run a command when it is unpickled."""

    def __init__(self, function: Any, *arguments: object) -> None:
        self.called = function, arguments

    def __reduce__(self) -> Any:
        return self.called


class Net(nn.Module):
    """A model as people write them."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.head = nn.LSTM(3, 2), nn.Linear(2, 1)


WAS_RUN = Path(gettempdir()) / f"rnnviz-was-run-{uuid4().hex}"
"""A file that is there when the code in one of these was run."""


def state() -> dict[str, Any]:
    return dict(nn.LSTM(3, 2).state_dict())


# -- code -------------------------------------------------------------------------------------------------------------


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: posix.system. Such code is never run here. Save the "
    "weights alone: torch.save(module.state_dict(), path).",
)
def pickle_with_code() -> bytes:
    return pickle.dumps(Code(os.system, f"touch {WAS_RUN}"), 2)


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: builtins.eval. Such code is never run here. Save "
    "the weights alone: torch.save(module.state_dict(), path).",
)
def pickle_with_code_in_protocol_4() -> bytes:
    return pickle.dumps({"weight_hh_l0": Code(eval, "1 + 1")}, 4)


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: posix.system. Such code is never run here. Save the "
    "weights alone: torch.save(module.state_dict(), path).",
)
def state_dict_with_code() -> bytes:
    return saved_by_torch({**state(), "weight_hh_l0": Code(os.system, f"touch {WAS_RUN}")})


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: posix.system. Such code is never run here. Save the "
    "weights alone: torch.save(module.state_dict(), path).",
)
def legacy_state_dict_with_code() -> bytes:
    return saved_by_torch({**state(), "weight_hh_l0": Code(os.system, f"touch {WAS_RUN}")}, legacy=True)


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: <b>os</b>.<img src=x onerror=alert(1)>. Such code "
    "is never run here. Save the weights alone: torch.save(module.state_dict(), path).",
)
def code_with_a_name_for_a_screen() -> bytes:
    return torch_zip(b"\x80\x02c<b>os</b>\n<img src=x onerror=alert(1)>\n)R.")


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: os.f0, os.f1, os.f2, os.f3, …. Such code is never "
    "run here. Save the weights alone: torch.save(module.state_dict(), path).",
)
def code_by_many_names() -> bytes:
    return torch_zip(b"\x80\x02" + b"".join(b"cos\nf%d\n0" % place for place in range(100_000)) + b"}.")


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: torch.load. Such code is never run here. Save the "
    "weights alone: torch.save(module.state_dict(), path).",
)
def torch_load_inside() -> bytes:
    return torch_zip(b"\x80\x02ctorch\nload\nX\x05\x00\x00\x00x.pth\x85R.")


@BAD_TORCH.says(
    "The file holds a whole module, tests.formats.models.bad_files.bad_torch.Net, whose class is code, "
    "which is never run here. Save its weights instead: torch.save(module.state_dict(), path).",
)
def whole_module() -> bytes:
    return saved_by_torch(Net())


@BAD_TORCH.says(
    "The file holds a whole module, torch.nn.modules.rnn.LSTM, whose class is code, which is never run "
    "here. Save its weights instead: torch.save(module.state_dict(), path).",
)
def whole_module_of_torch() -> bytes:
    return saved_by_torch(nn.LSTM(3, 2))


@BAD_TORCH.says(
    "The file holds a whole module, torch.nn.modules.rnn.LSTM, whose class is code, which is never run "
    "here. Save its weights instead: torch.save(module.state_dict(), path).",
)
def legacy_whole_module() -> bytes:
    return saved_by_torch(nn.LSTM(3, 2), legacy=True)


@BAD_TORCH.says(
    "The file holds a whole module, tests.formats.models.bad_files.bad_torch.Net, whose class is code, "
    "which is never run here. Save its weights instead: torch.save(module.state_dict(), path).",
)
def whole_module_in_a_checkpoint() -> bytes:
    return saved_by_torch({"epoch": 3, "model": Net()})


@BAD_TORCH.says(
    "The file holds a whole module, torch.nn.modules.rnn.GRU, whose class is code, which is never run "
    "here. Save its weights instead: torch.save(module.state_dict(), path).",
)
def module_that_was_only_pickled() -> bytes:
    return pickle.dumps(nn.GRU(3, 2))


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: torch.storage._load_from_bytes. Such code is never "
    "run here. Save the weights alone: torch.save(module.state_dict(), path).",
)
def state_dict_that_was_only_pickled() -> bytes:
    return pickle.dumps(state())


@BAD_TORCH.says(
    "The file asks for Python code when it is opened: argparse.Namespace. Such code is never run here. "
    "Save the weights alone: torch.save(module.state_dict(), path).",
)
def arguments_beside_the_weights() -> bytes:
    return saved_by_torch({"state_dict": state(), "args": argparse.Namespace(lr=0.1)})


@BAD_TORCH.says(
    "This is a TorchScript file, which holds code, and code is never run here. Save the weights instead: "
    "torch.save(torch.jit.load(path).state_dict(), new_path).",
)
def torchscript() -> bytes:
    room, module = io.BytesIO(), scripted(nn.LSTM(3, 2))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.jit is no longer recommended
        torch.jit.save(module, room)
    return room.getvalue()


# -- no state dict ----------------------------------------------------------------------------------------------------


@BAD_TORCH.says(
    "The file must hold a state dict, tensors by name, and holds one Tensor. Save the weights with "
    "torch.save(module.state_dict(), path).",
)
def one_tensor() -> bytes:
    return saved_by_torch(torch.ones(3))


@BAD_TORCH.says(
    "The file must hold a state dict, tensors by name, and holds one list. Save the weights with "
    "torch.save(module.state_dict(), path).",
)
def one_list() -> bytes:
    return saved_by_torch([torch.ones(3)])


@BAD_TORCH.says(
    "This is a Python pickle, and not one that torch.save wrote. Save the weights with "
    "torch.save(module.state_dict(), path).",
)
def pickle_of_numbers() -> bytes:
    return pickle.dumps({"weight_hh_l0": [[1.0, 2.0]]})


@BAD_TORCH.says(
    "The file holds no tensor with floating-point numbers. Save the state_dict() of the module.",
)
def empty_dict() -> bytes:
    return saved_by_torch({})


@BAD_TORCH.says(
    "The file holds no tensor with floating-point numbers. Save the state_dict() of the module.",
)
def optimizer_alone() -> bytes:
    return saved_by_torch({"state": {"weight_hh_l0": {"exp_avg": torch.ones(8, 2)}}, "param_groups": [{"lr": 0.1}]})


@BAD_TORCH.says(
    "The file must be a pickle of protocol 2, the one that torch.load reads without running code, got "
    "protocol 4. Save it again with torch.save(module.state_dict(), path), without pickle_protocol.",
)
def protocol_4() -> bytes:
    return saved_by_torch(state(), protocol=4)


@BAD_TORCH.says(
    "A file of torch.save must hold one data.pkl, this one holds 2. Save the weights again: "
    "torch.save(module.state_dict(), path).",
)
def two_pickles() -> bytes:
    return zipped({"archive/data.pkl": pickled({}), "archive/inside/data.pkl": pickled({})})


# -- tensors that are no weights ---------------------------------------------------------------------------------------


@BAD_TORCH.says(
    "Weights must be dense tensors, lstm.weight_hh_l0 is a sparse one. Convert it with tensor.to_dense(), "
    "and save again.",
)
def sparse() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(8, 2).to_sparse()})


@BAD_TORCH.says(
    "Weights must be numbers, lstm.weight_hh_l0 is a tensor on the device meta, which has a shape and no "
    "numbers. Save the module after its weights were loaded.",
)
def no_numbers() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(8, 2, device="meta")})


@BAD_TORCH.says(
    "Weights must be dense tensors, lstm.weight_hh_l0 is a quantized one. Convert it with "
    "tensor.dequantize(), and save again.",
)
def quantized() -> bytes:
    made = Code(torch._utils._rebuild_qtensor, 1, 2, 3, 4, 5, 6, 7)
    return torch_zip({"lstm.weight_hh_l0": made})


@BAD_TORCH.says(
    "Weights must be float16, bfloat16, float32 or float64, lstm.weight_hh_l0 has type ComplexFloat. "
    "Convert it with tensor.float(), and save again.",
)
def complex_numbers() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(8, 2, dtype=torch.complex64)})


@BAD_TORCH.says(
    "Weights must be float16, bfloat16, float32 or float64, lstm.weight_hh_l0 has type float8_e4m3fn. "
    "Convert it with tensor.float(), and save again.",
)
def eight_bits() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(8, 2).to(torch.float8_e4m3fn)})


@BAD_TORCH.says(
    "Weights must be dense tensors, <b> is a nested one. Convert it with tensor.to_padded_tensor(0.0), and save again.",
)
def nested() -> bytes:
    made = Code(torch._utils._rebuild_nested_tensor, 1, 2, 3, 4)
    return torch_zip({"<b>": made})


@BAD_TORCH.says(
    "Weights must be plain tensors, lstm.weight_hh_l0 is of a class of its own. Save it as tensor.detach().clone().",
)
def class_of_its_own() -> bytes:
    made = Code(torch._tensor._rebuild_from_type_v2, 1, 2, 3, 4)
    return torch_zip({"lstm.weight_hh_l0": made})


@BAD_TORCH.says(
    "Weights must have a number for each of their places, lstm.weight_hh_l0 repeats some: its strides, "
    "(0, 0), hold a 0. Save it as tensor.contiguous().",
)
def one_number_for_all_places() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(1).expand(8, 2)})


@BAD_TORCH.says(
    "Weights must have a number for each of their places, lstm.weight_hh_l0 repeats some: its strides, "
    "(0, 0), hold a 0. Save it as tensor.contiguous().",
)
def one_number_for_a_hundred_million_places() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(1).expand(10_000, 10_000)})


@BAD_TORCH.says(
    "Weights must lie inside their numbers, lstm.weight_hh_l0 does not: shape (2000, 2000), strides (1, "
    "1), offset 0, of 5000 numbers. Save it as tensor.contiguous().",
)
def places_over_each_other() -> bytes:
    return saved_by_torch({"lstm.weight_hh_l0": torch.ones(5000).as_strided((2000, 2000), (1, 1))})


# -- made to harm -----------------------------------------------------------------------------------------------------


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 4000000000000 bytes, 64 are there. Copy "
    "or download it again.",
)
def a_million_millions_of_numbers() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((10**6, 10**6), (10**6, 1), Numbers(10**12))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 4000000 bytes, 64 are there. Copy or "
    "download it again.",
)
def numbers_that_are_not_there() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((1000, 1000), (1000, 1), Numbers(10**6))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 4e+30 bytes, 64 are there. Copy or download it again.",
)
def numbers_beyond_all_bounds() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((1,), (1,), Numbers(10**30))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 8 bytes, 0 are there. Copy or download it again.",
)
def numbers_without_a_member() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((2,), (1,), Numbers(2, "../../x"))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "Weights must lie inside their numbers, weight_hh_l0 does not: shape (4, 5), strides (5, 1), offset "
    "0, of 16 numbers. Save it as tensor.contiguous().",
)
def tensor_larger_than_its_numbers() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((4, 5), (5, 1), Numbers(16))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "Weights must lie inside their numbers, weight_hh_l0 does not: shape (4,), strides (1,), offset -4, "
    "of 16 numbers. Save it as tensor.contiguous().",
)
def offset_below_zero() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((4,), (1,), Numbers(16), offset=-4)}, {"0": bytes(64)})


@BAD_TORCH.says(
    "Weights must lie inside their numbers, weight_hh_l0 does not: shape (4,), strides (-1,), offset 8, "
    "of 16 numbers. Save it as tensor.contiguous().",
)
def strides_below_zero() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((4,), (-1,), Numbers(16), offset=8)}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The shape of a tensor must be whole numbers from 0, weight_hh_l0 has ('4',). The file is damaged: save it again.",
)
def shape_of_words() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor(("4",), (1,), Numbers(16))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The file is damaged: what it tells of the tensor weight_hh_l0 makes none. Copy it again, or save the "
    "weights again.",
)
def tensor_without_storage() -> bytes:
    return torch_zip({"weight_hh_l0": Tensor((4,), (1,), "0")}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The tensors of a file may have up to 512.0 MB together, these have 800.0 MB. Save the recurrent module alone.",
)
def one_storage_for_many_tensors() -> bytes:
    """Each of a megabyte, all of 800 together."""
    numbers = Numbers(2**18)
    each = {f"a{place}": Tensor((2**18,), (1,), numbers) for place in range(800)}
    return torch_zip(each, {"0": bytes(2**20)})


@BAD_TORCH.says(
    "A file of weights may hold up to 5000 tensors, this one tells of 5001. Save the recurrent module alone.",
)
def too_many_tensors() -> bytes:
    numbers = Numbers(16)
    each = {f"a{place}": Tensor((4,), (1,), numbers) for place in range(limits.MAX_MODEL_TENSORS + 1)}
    return torch_zip(each, {"0": bytes(64)})


@BAD_TORCH.says(
    "data.pkl, which tells of the tensors in the file, may have up to 4.0 MB, it has 19.1 MB here. Save "
    "the recurrent module alone: torch.save(module.state_dict(), path).",
)
def pickle_too_long() -> bytes:
    data = pickled({"a": Tensor((4,), (1,), Numbers(16))})
    return torch_zip(data + b"X" * 20_000_000)


@BAD_TORCH.says(
    "The dicts in the file hold each other in too many ways. Save one state dict: "
    "torch.save(module.state_dict(), path).",
)
def dict_that_holds_itself() -> bytes:
    whole: dict[str, Any] = {}
    whole["again"] = whole
    return torch_zip(whole)


@BAD_TORCH.says(
    "The dicts in the file hold each other in too many ways. Save one state dict: "
    "torch.save(module.state_dict(), path).",
)
def dicts_that_hold_each_other() -> bytes:
    whole: dict[str, Any] = {"a": 1}
    for _ in range(30):
        whole = {"a": whole, "b": whole, "c": whole}
    return torch_zip(whole)


@BAD_TORCH.says(
    "The dicts in the file hold each other in too many ways. Save one state dict: "
    "torch.save(module.state_dict(), path).",
)
def dicts_in_dicts() -> bytes:
    return torch_zip(b"\x80\x02" + b"}X\1\0\0\0a" * 100_000 + b"}" + b"s" * 100_000 + b".")


@BAD_TORCH.says(
    "Reading the file takes more than the 1536 MB of memory that it may take. It is damaged, or too "
    "large: save the recurrent module alone.",
)
def memo_of_two_thousand_millions() -> bytes:
    return torch_zip(b"\x80\x02}r\xff\xff\xff\x7f.")


@BAD_TORCH.says(
    "The name of a tensor may have up to 500 characters, "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… has 501. Give it a shorter one.",
)
def name_too_long() -> bytes:
    return saved_by_torch({"a" * 501: torch.ones(1)})


@BAD_TORCH.says(
    "The name of a tensor must be text, a\\ud800 holds half a character. Give it another one.",
)
def half_a_character() -> bytes:
    return torch_zip({"a\ud800": Tensor((4,), (1,), Numbers(16))}, {"0": bytes(64)})


@BAD_TORCH.says(
    "The file is damaged: it cannot be read as one that torch.save wrote. Copy it again, or save the "
    "weights again with torch.save(module.state_dict(), path).",
)
def no_pickle_inside() -> bytes:
    return torch_zip(b"\x80\x02nothing of this is a pickle")


@BAD_TORCH.says(
    "archive/data.pkl, in the archive, is compressed, which torch.save never does. Save the weights again "
    "with torch.save(module.state_dict(), path).",
)
def compressed() -> bytes:
    return zipped({"archive/data.pkl": pickled(OrderedDict(a=1)), "archive/data/0": bytes(10**6)}, ZIP_DEFLATED)


@BAD_TORCH.says(
    "The archive is cut off: the list of its members, which stands at the end, is missing. Copy or download it again.",
)
def cut_off() -> bytes:
    return saved_by_torch(state())[:-500]


@BAD_TORCH.says(
    "The members of the archive say that they have 2.0 MB together, more than the 0.1 MB that they may "
    "have here. It is damaged, or made to fill the memory.",
)
def members_over_each_other() -> bytes:
    """Each says that it has all the bytes of the archive."""
    content = bytearray(torch_zip({}, {str(place): bytes(1000) for place in range(50)}))
    place = content.index(b"PK\1\2")
    while content[place : place + 4] == b"PK\1\2":
        struct.pack_into("<LL", content, place + 20, 40_000, 40_000)
        place += 46 + sum(struct.unpack_from("<HHH", content, place + 28))
    return bytes(content)


@BAD_TORCH.says(
    "This is a Python pickle, and not one that torch.save wrote. Save the weights with "
    "torch.save(module.state_dict(), path).",
)
def pickle_of_many_bytes() -> bytes:
    return pickle.dumps({"weight_hh_l0": bytes(10_000_000)})


@BAD_TORCH.says(
    "The archive is damaged: the list of its members cannot be read. Copy or save it again.",
)
def list_of_members_in_two_places() -> bytes:
    """The record at the end points elsewhere than where it stands: two readers would see two archives."""
    content = bytearray(saved_by_torch(state()))
    place = content.rindex(b"PK\6\7")
    content[place + 8 : place + 16] = struct.pack("<Q", place - 57)
    return bytes(content)


# -- before torch 1.6 -------------------------------------------------------------------------------------------------


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 32 bytes, 12 are there. Copy or download it again.",
)
def legacy_cut_off() -> bytes:
    return saved_by_torch(state(), legacy=True)[:-20]


@BAD_TORCH.says(
    "The file is damaged: it cannot be read as one that torch.save wrote. Copy it again, or save the "
    "weights again with torch.save(module.state_dict(), path).",
)
def legacy_cut_in_the_pickle() -> bytes:
    return saved_by_torch(state(), legacy=True)[:200]


@BAD_TORCH.says(
    "The file is cut off: the numbers of one of its tensors take 4398046511104 bytes, 308 are there. Copy "
    "or download it again.",
)
def legacy_with_numbers_of_a_terabyte() -> bytes:
    content = saved_by_torch({"weight_hh_l0": torch.ones(77)}, legacy=True)
    return content.replace(b"K\x4d", b"\x8a\x06\0\0\0\0\0\x01")


@BAD_TORCH.says(
    "The file is damaged: it cannot be read as one that torch.save wrote. Copy it again, or save the "
    "weights again with torch.save(module.state_dict(), path).",
)
def legacy_numbers_that_say_another_size() -> bytes:
    content = bytearray(saved_by_torch({"weight_hh_l0": torch.ones(77)}, legacy=True))
    struct.pack_into("<q", content, len(content) - 8 - 77 * 4, 10**12)
    return bytes(content)


@BAD_TORCH.says(
    "pickle, which tells of the tensors in the file, may have up to 4.0 MB, it has 4.8 MB here. Save the "
    "recurrent module alone: torch.save(module.state_dict(), path).",
)
def legacy_pickle_too_long() -> bytes:
    return saved_by_torch({"weight_hh_l0": torch.ones(77), "notes": "a" * 5_000_000}, legacy=True)


@BAD_TORCH.says(
    "This is a Python pickle, and not one that torch.save wrote. Save the weights with "
    "torch.save(module.state_dict(), path).",
)
def legacy_with_another_number_in_front() -> bytes:
    content = bytearray(saved_by_torch(state(), legacy=True))
    content[5] ^= 1
    return bytes(content)
