"""Files of Keras, and HDF5 files, that hold no network, one that PyTorch has no module for, or one that is not all
there."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import h5py
import numpy as np

from rnnviz import limits
from tests.formats.models.bad_files.bad_file import BadFiles
from tests.formats.models.keras_cases import Case, saved, sequential

BAD_KERAS = BadFiles()

CELL = "layers/lstm/cell/vars"


@cache
def sound() -> Mapping[str, bytes]:
    """The members of a sound model: an LSTM of 4 units that reads 3 features."""
    with TemporaryDirectory() as folder:
        content = saved(sequential([Case().layer()], 3), Path(folder))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return room.getvalue()


def configured(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A sound model, but for one change in the configuration of its LSTM."""
    config = json.loads(sound()["config.json"])
    change(config["config"]["layers"][1])
    return zipped({**sound(), "config.json": json.dumps(config).encode()})


def hdf5(change: Callable[[h5py.File], object]) -> bytes:
    """Sound weights, but for one change."""
    room = io.BytesIO(sound()["model.weights.h5"])
    with h5py.File(room, "r+") as file:
        change(file)
    return room.getvalue()


def weights(change: Callable[[h5py.File], object]) -> bytes:
    """A sound model, but for one change in its weights."""
    return zipped({**sound(), "model.weights.h5": hdf5(change)})


def replaced(name: str, make: Callable[[h5py.File], object]) -> Callable[[h5py.File], object]:
    """Puts something else in the place of an array."""

    def change(file: h5py.File) -> None:
        del file[name]
        make(file)

    return change


@BAD_KERAS.says(
    "The archive is cut off: the list of its members, which stands at the end, is missing. Copy or download it again.",
)
def keras_cut_off() -> bytes:
    return zipped(sound())[:-30]


@BAD_KERAS.says(
    "A .keras file must hold model.weights.h5, and does not. Save the whole model in one file: model.save(path).",
)
def keras_without_weights() -> bytes:
    return zipped({name: content for name, content in sound().items() if name != "model.weights.h5"})


@BAD_KERAS.says(
    "A .keras file must hold config.json, and does not. Save the whole model in one file: model.save(path).",
)
def keras_without_a_configuration() -> bytes:
    return zipped({name: content for name, content in sound().items() if name != "config.json"})


@BAD_KERAS.says(
    "A .keras file must hold config.json, and does not. Save the whole model in one file: model.save(path).",
)
def keras_that_climbs_out_of_its_folder() -> bytes:
    return zipped({f"../../{name}" if name == "config.json" else name: content for name, content in sound().items()})


@BAD_KERAS.says(
    "config.json, which tells of the tensors in the file, may have up to 4.0 MB, it has 5.0 MB here. Save"
    " the recurrent module alone: torch.save(module.state_dict(), path).",
)
def keras_with_a_padded_configuration() -> bytes:
    padded = sound()["config.json"] + b" " * (limits.MAX_MODEL_HEADER_BYTES + 1024**2)
    return zipped({**sound(), "config.json": padded}, zipfile.ZIP_DEFLATED)


@BAD_KERAS.says(
    "The members of the archive say that they have 2048.0 MB together, more than the 512.0 MB that they "
    "may have here. It is damaged, or made to fill the memory.",
)
def keras_that_says_it_is_larger_than_memory() -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as file:
        for name, content in sound().items():
            file.writestr(name, content)
        file.infolist()[-1].file_size = 4 * limits.MAX_MODEL_UNPACKED_BYTES
        file.infolist()[-1].compress_type = zipfile.ZIP_DEFLATED
    return room.getvalue()


@BAD_KERAS.says(
    "The configuration of a Keras model must be JSON that is not too deep, and is not. The file is "
    "damaged: save the model again.",
)
def keras_with_a_configuration_that_is_no_json() -> bytes:
    return zipped({**sound(), "config.json": b"{'config': __import__('os').system('true')}"})


@BAD_KERAS.says(
    "The configuration of a Keras model must be JSON that is not too deep, and is not. The file is "
    "damaged: save the model again.",
)
def keras_with_a_deep_configuration() -> bytes:
    return zipped({**sound(), "config.json": b"[" * 1_000_000})


@BAD_KERAS.says(
    "The configuration of a Keras model must tell of its layers, and does not. Save the whole model: model.save(path).",
)
def keras_with_a_configuration_of_nothing() -> bytes:
    return zipped({**sound(), "config.json": b"[1, 2, 3]"})


@BAD_KERAS.says(
    "Models of a Keras file may lie 32 deep in one another, these lie deeper.",
)
def keras_of_models_in_models() -> bytes:
    told: dict[str, Any] = {"class_name": "Sequential", "config": {"layers": []}}
    for _ in range(limits.MAX_MODEL_DEPTH + 1):
        told = {"class_name": "Sequential", "config": {"name": "again", "layers": [told]}}
    return zipped({**sound(), "config.json": json.dumps(told).encode()})


@BAD_KERAS.says(
    "A Keras model may have up to 20000 layers, this one has more. Save a smaller model.",
)
def keras_of_too_many_layers() -> bytes:
    layers = [{"class_name": "Dense", "config": {}}] * (limits.MAX_MODEL_NODES + 1)
    told = {"class_name": "Sequential", "config": {"layers": layers}}
    return zipped({**sound(), "config.json": json.dumps(told).encode()})


def _renamed(kind: str, **more: Any) -> bytes:
    return configured(lambda layer: layer.update(class_name=kind, **more))


@BAD_KERAS.says(
    "A Keras model must hold a layer LSTM, GRU or SimpleRNN of Keras' own, this one holds InputLayer, "
    "Lambda. Layers of other classes cannot be recorded.",
)
def keras_of_a_lambda() -> bytes:
    return _renamed("Lambda", config={"name": "mine", "function": ["4wEAAAAA", None, None]})


@BAD_KERAS.says(
    "A Keras model must hold a layer LSTM, GRU or SimpleRNN of Keras' own, this one holds InputLayer, "
    "ConvLSTM2D. Layers of other classes cannot be recorded.",
)
def keras_of_a_convolutional_lstm() -> bytes:
    return _renamed("ConvLSTM2D")


@BAD_KERAS.says(
    "A Keras model must hold a layer LSTM, GRU or SimpleRNN of Keras' own, this one holds InputLayer, "
    "lstm. Layers of other classes cannot be recorded.",
)
def keras_of_a_class_of_ones_own() -> bytes:
    return _renamed("LSTM", module="mine", registered_name="mine>LSTM")


@BAD_KERAS.says(
    "activation of mine must be tanh, as PyTorch has it, got softsign. Nothing here computes others.",
)
def keras_with_another_activation() -> bytes:
    return configured(lambda layer: layer["config"].update(activation="softsign"))


@BAD_KERAS.says(
    "recurrent_activation of mine must be sigmoid, as PyTorch has it, got hard_sigmoid. Nothing here computes others.",
)
def keras_with_another_gate() -> bytes:
    return configured(lambda layer: layer["config"].update(recurrent_activation="hard_sigmoid"))


@BAD_KERAS.says(
    "activation of mine must be tanh, as PyTorch has it, got <b>mine</b>. Nothing here computes others.",
)
def keras_with_an_activation_of_ones_own() -> bytes:
    function = {"module": "builtins", "class_name": "function", "config": "<b>mine</b>", "registered_name": "mine"}
    return configured(lambda layer: layer["config"].update(activation=function))


@BAD_KERAS.says(
    "The two layers of both must be alike, the first one forwards and the second one backwards, as in "
    "PyTorch, and they are not. Save them as two layers.",
)
def keras_of_two_directions_that_are_not_alike() -> bytes:
    def wrap(layer: dict[str, Any]) -> None:
        one = {"class_name": "LSTM", "config": layer["config"]}
        other = {"class_name": "LSTM", "config": {**layer["config"], "units": 5, "go_backwards": True}}
        layer.update(class_name="Bidirectional", config={"name": "both", "layer": one, "backward_layer": other})

    return configured(wrap)


@BAD_KERAS.says(
    "kernel of mine must have shape (input_size, 3*hidden_size), here (3, 12), got (3, 16). Save or "
    "export the whole model again.",
)
def keras_of_a_gru_with_the_weights_of_an_lstm() -> bytes:
    def move(file: h5py.File) -> None:
        file.move("layers/lstm", "layers/gru")

    config = json.loads(sound()["config.json"])
    config["config"]["layers"][1]["class_name"] = "GRU"
    return zipped({**sound(), "config.json": json.dumps(config).encode(), "model.weights.h5": hdf5(move)})


@BAD_KERAS.says(
    "The file must hold the weights of mine, and does not. Save the whole model again: model.save(path).",
)
def keras_with_weights_of_another_layer() -> bytes:
    return configured(lambda layer: layer.update(class_name="GRU"))


@BAD_KERAS.says(
    "hidden_size of mine must be 4, as its weights have it, got 1000000000. Export the model again.",
)
def keras_with_another_number_of_units() -> bytes:
    return configured(lambda layer: layer["config"].update(units=10**9))


@BAD_KERAS.says(
    "The file must hold the weights of mine, and does not. Save the whole model again: model.save(path).",
)
def keras_without_the_weights_of_its_layer() -> bytes:
    def take(file: h5py.File) -> None:
        del file["layers/lstm"]

    return weights(take)


@BAD_KERAS.says(
    "mine must hold kernel, recurrent_kernel, bias, recurrent_kernel is not there. Save or export the "
    "whole model again.",
)
def keras_without_a_recurrent_kernel() -> bytes:
    def take(file: h5py.File) -> None:
        del file[f"{CELL}/1"]

    return weights(take)


@BAD_KERAS.says(
    "kernel of mine must hold floating-point numbers, got int8. Save the model before it is quantised.",
)
def keras_of_quantised_weights() -> bytes:
    return weights(
        replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", data=np.zeros((3, 16), np.int8)))
    )


@BAD_KERAS.says(
    "kernel of mine must hold floating-point numbers, got |S3. Save the model before it is quantised.",
)
def keras_of_text() -> bytes:
    texts = np.full((3, 16), b"0.5")
    return weights(replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", data=texts)))


@BAD_KERAS.says(
    "kernel of mine must hold floating-point numbers, got [('a', '<f4'), ('b', '<f4')]. Save the model "
    "before it is quantised.",
)
def keras_of_compound_numbers() -> bytes:
    kind = np.dtype([("a", "<f4"), ("b", "<f4")])
    return weights(replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", (3, 16), kind)))


@BAD_KERAS.says(
    "kernel of mine must have shape (input_size, 4*hidden_size), here (16, 16), got (16, 3). Save or "
    "export the whole model again.",
)
def keras_with_a_transposed_kernel() -> bytes:
    return weights(
        replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", data=np.zeros((16, 3), np.float32)))
    )


@BAD_KERAS.says(
    "input_size of mine must be from 1 to 65536, got 65537. Open another model.",
)
def keras_of_many_features() -> bytes:
    rows = limits.MAX_MODEL_INPUT_SIZE + 1
    return weights(
        replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", data=np.zeros((rows, 16), np.float32)))
    )


@BAD_KERAS.says(
    "The HDF5 file is damaged or cut off: it cannot be read to its end. Copy or save it again.",
)
def hdf5_cut_off() -> bytes:
    content = sound()["model.weights.h5"]
    return content[: len(content) // 2]


@BAD_KERAS.says(
    "A file of Keras' weights must hold those of an LSTM, GRU or SimpleRNN, this one holds –. Choose another file.",
)
def hdf5_of_nothing() -> bytes:
    def empty(file: h5py.File) -> None:
        for name in list(file):
            del file[name]

    return hdf5(empty)


@BAD_KERAS.says(
    "A file of Keras' weights must hold those of an LSTM, GRU or SimpleRNN, this one holds "
    "layers/dense/vars/0, layers/dense/vars/1. Choose another file.",
)
def hdf5_of_other_weights() -> bytes:
    def dense(file: h5py.File) -> None:
        del file["layers"]
        file["layers/dense/vars/0"] = np.zeros((3, 4), np.float32)
        file["layers/dense/vars/1"] = np.zeros(4, np.float32)

    return hdf5(dense)


@BAD_KERAS.says(
    "An HDF5 file must hold everything in itself, layers/lstm/cell/vars/0 is a link into another file, "
    "which is not opened. Save the model again.",
)
def hdf5_with_a_link_into_another_file() -> bytes:
    def link(file: h5py.File) -> None:
        file[f"{CELL}/0"] = h5py.ExternalLink("/etc/passwd", "/shadow")

    return hdf5(replaced(f"{CELL}/0", link))


@BAD_KERAS.says(
    "Each name in an HDF5 file must stand for an array or a group, layers/lstm/cell/vars/0 stands for "
    "another name. Save the model again.",
)
def hdf5_with_names_in_a_circle() -> bytes:
    def link(file: h5py.File) -> None:
        file[f"{CELL}/0"] = h5py.SoftLink(f"/{CELL}/1")
        file[f"{CELL}/1"] = h5py.SoftLink(f"/{CELL}/0")

    return hdf5(replaced(f"{CELL}/0", replaced(f"{CELL}/1", link)))


@BAD_KERAS.says(
    "Groups of an HDF5 file may lie 32 deep in one another, and in no circle, layers/lstm/round does.",
)
def hdf5_with_groups_in_a_circle() -> bytes:
    def link(file: h5py.File) -> None:
        file["layers/lstm/round"] = file["layers"]

    return hdf5(link)


@BAD_KERAS.says(
    "An HDF5 file must hold all its numbers, those of layers/lstm/cell/vars/0 lie in another file, "
    "/etc/passwd, which is not opened. Save the model again.",
)
def hdf5_with_numbers_in_another_file() -> bytes:
    def elsewhere(file: h5py.File) -> None:
        file.create_dataset(f"{CELL}/0", (3, 16), np.float32, external=[("/etc/passwd", 0, 192)])

    return hdf5(replaced(f"{CELL}/0", elsewhere))


@BAD_KERAS.says(
    "An HDF5 file must hold all its numbers, layers/lstm/cell/vars/0 is a virtual array, made of others "
    "that may lie in other files. Save the model again.",
)
def hdf5_with_a_virtual_array() -> bytes:
    def virtual(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((3, 16), np.float32)
        layout[:] = h5py.VirtualSource("/etc/passwd", "numbers", (3, 16))
        file.create_virtual_dataset(f"{CELL}/0", layout)

    return hdf5(replaced(f"{CELL}/0", virtual))


@BAD_KERAS.says(
    "Arrays of an HDF5 file may be stored plainly or with gzip, layers/lstm/cell/vars/0 is stored with "
    "lzf. Save the model as Keras does.",
)
def hdf5_with_another_filter() -> bytes:
    def packed(file: h5py.File) -> None:
        file.create_dataset(f"{CELL}/0", data=np.zeros((3, 16), np.float32), compression="lzf")

    return hdf5(replaced(f"{CELL}/0", packed))


@BAD_KERAS.says(
    "The file must hold as many numbers for layers/lstm/cell/vars/0 as its shape (3, 16) says, and does "
    "not. It is damaged or cut off: copy or save it again.",
)
def hdf5_gzip_bomb() -> bytes:
    """A thousand times as much as the array has room for."""

    def packed(file: h5py.File) -> None:
        made = file.create_dataset(f"{CELL}/0", (3, 16), np.float32, chunks=(3, 16), compression="gzip")
        made.id.write_direct_chunk((0, 0), zlib.compress(bytes(10**8), 9))

    return hdf5(replaced(f"{CELL}/0", packed))


@BAD_KERAS.says(
    "The file must hold as many numbers for layers/lstm/cell/vars/0 as its shape (3, 16) says, and does "
    "not. It is damaged or cut off: copy or save it again.",
)
def hdf5_with_a_chunk_that_is_too_short() -> bytes:
    def packed(file: h5py.File) -> None:
        made = file.create_dataset(f"{CELL}/0", (3, 16), np.float32, chunks=(3, 16), compression="gzip")
        made.id.write_direct_chunk((0, 0), zlib.compress(bytes(100)))

    return hdf5(replaced(f"{CELL}/0", packed))


@BAD_KERAS.says(
    "A tensor may hold up to 100000000 numbers, layers/lstm/cell/vars/0 says that its shape is (1000000, "
    "1000000). Save the recurrent module alone.",
)
def hdf5_of_a_million_million_numbers() -> bytes:
    return hdf5(
        replaced(
            f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", (10**6, 10**6), np.float32, chunks=(1000, 1000))
        )
    )


@BAD_KERAS.says(
    "The file must hold as many numbers for layers/lstm/cell/vars/0 as its shape (9000, 9000) says, and "
    "does not. It is damaged or cut off: copy or save it again.",
)
def hdf5_of_many_numbers_that_are_not_there() -> bytes:
    return hdf5(replaced(f"{CELL}/0", lambda file: file.create_dataset(f"{CELL}/0", (9000, 9000), np.float32)))


@BAD_KERAS.says(
    "The tensors of a file may have up to 512.0 MB together, these have 515.0 MB. Save the recurrent module alone.",
)
def hdf5_of_too_much_together() -> bytes:
    def add(file: h5py.File) -> None:
        for number in range(3):
            file.create_dataset(f"more/{number}", (90_000_000,), np.float16, chunks=(1_000_000,))

    return hdf5(add)


@BAD_KERAS.says(
    "A tensor may hold up to 100000000 numbers, more says that its shape is (10000, 10001). Save the "
    "recurrent module alone.",
)
def hdf5_of_tiles_larger_than_their_array() -> bytes:
    def add(file: h5py.File) -> None:
        file.create_dataset("more", (1, 1), np.float32, chunks=(10_000, 10_001), maxshape=(None, None))

    return hdf5(add)


@BAD_KERAS.says(
    "An HDF5 file may hold up to 20000 groups and arrays, this one has more. Save a smaller model.",
)
def hdf5_of_too_many_groups() -> bytes:
    def add(file: h5py.File) -> None:
        group = file.create_group("many")
        group.attrs["why"] = "all are one and the same"
        one = file.create_group("one")
        for number in range(limits.MAX_MODEL_NODES):
            group[str(number)] = one

    return hdf5(add)


@BAD_KERAS.says(
    "Groups of an HDF5 file may lie 32 deep in one another, and in no circle, "
    "g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g/g… does.",
)
def hdf5_of_groups_in_groups() -> bytes:
    return hdf5(lambda file: file.create_group("/".join("g" * (limits.MAX_MODEL_DEPTH + 2))))


@BAD_KERAS.says(
    "The name of a tensor may have up to 500 characters, "
    "<b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b… has 600. Give it a shorter one.",
)
def hdf5_with_a_long_name() -> bytes:
    return hdf5(lambda file: file.create_dataset("<b>" * 200, data=np.zeros(3, np.float32)))


@BAD_KERAS.says(
    "The HDF5 file is damaged or cut off: it cannot be read to its end. Copy or save it again.",
)
def hdf5_that_begins_elsewhere() -> bytes:
    content = bytearray(sound()["model.weights.h5"])
    # Where it says that its own first byte is.
    content[24:32] = (512).to_bytes(8, "little")
    return bytes(content)


@BAD_KERAS.says(
    "An array of an HDF5 file may lie there in up to 20000 pieces, more lies in 20001. Save the model as Keras does.",
)
def hdf5_in_too_many_pieces() -> bytes:
    def add(file: h5py.File) -> None:
        file.create_dataset("more", (limits.MAX_MODEL_NODES + 1,), np.float32, chunks=(1,))

    return hdf5(add)


@BAD_KERAS.says(
    "The configuration of a Keras model must be JSON that is not too deep, and is not. The file is "
    "damaged: save the model again.",
)
def hdf5_with_a_configuration_that_is_no_json() -> bytes:
    return hdf5(lambda file: file.attrs.create("model_config", '{"class_name": ['))


@BAD_KERAS.says(
    "The file must hold the weights of mine, and does not. Save the whole model again: model.save(path).",
)
def hdf5_that_tells_of_layers_without_weights() -> bytes:
    config = json.loads(sound()["config.json"])
    told = json.dumps({"class_name": config["class_name"], "config": config["config"]})
    return hdf5(lambda file: file.attrs.create("model_config", told))
