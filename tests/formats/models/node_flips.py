"""Files of ONNX, Keras and HDF5 with a few bytes that are not what they were, read one after the other."""

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rnnviz.errors import FileError
from rnnviz.formats.models import Unpacked
from rnnviz.formats.models.keras_file import from_h5, from_keras_file
from rnnviz.formats.models.node_parts import parts_of_nodes
from rnnviz.formats.models.onnx_file import from_onnx_file
from tests.formats.models.bad_files.bad_keras import zipped
from tests.formats.models.keras_cases import Case, saved, sequential
from tests.formats.models.onnx_cases import Case as OnnxCase
from tests.formats.models.onnx_cases import model_of
from tests.formats.weights.frameworks import keras

FILES = ("onnx", "keras", "keras config", "keras weights", "h5", "older h5")
_READERS: dict[str, Callable[[bytes], Unpacked]] = {
    "onnx": from_onnx_file,
    "keras": from_keras_file,
    "keras config": from_keras_file,
    "keras weights": from_keras_file,
    "h5": from_h5,
    "older h5": from_h5,
}


def sound(file: str) -> bytes:
    """A file of the kind, as it should be."""
    if file == "onnx":
        made: bytes = model_of(OnnxCase(direction="bidirectional", num_layers=2, states=True)).SerializeToString()
        return made
    layers = keras().layers
    cases = [Case(bidirectional=True).layer("one"), Case(cell="GRU", reset_after=False).layer("two")]
    model = sequential([layers.Embedding(5, 3), *cases], None)
    name = {"h5": "m.weights.h5", "older h5": "m.h5"}.get(file, "m.keras")
    with TemporaryDirectory() as folder:
        return saved(model, Path(folder), name)


def flipped(file: str, many: int, seed: int = 0) -> Iterator[bytes]:
    """Such files, each with one to four bytes changed or cut off; those of Keras perhaps inside a sound archive."""
    draw, whole = random.Random(seed), sound(file)
    members: dict[str, bytes] = {}
    if file in ("keras config", "keras weights"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    inner = {"keras config": "config.json", "keras weights": "model.weights.h5"}.get(file, "")
    for _ in range(many):
        changed = _flip(members.get(inner, whole), draw)
        yield zipped({**members, inner: changed}) if inner else changed


def _flip(content: bytes, draw: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(found))
        found[place] = draw.choice((found[place] ^ 1 << draw.randrange(8), draw.randrange(256), 0, 255))
    return bytes(found[: draw.randrange(len(found))]) if draw.random() < 0.02 else bytes(found)


def outcome(file: str, content: bytes) -> str:
    """What comes of a file: an answer, or the code of what is wrong with it."""
    try:
        return f"{len(parts_of_nodes(_READERS[file](content)))} parts"
    except FileError as error:
        return error.code


def outcomes(file: str, many: int) -> dict[str, int]:
    """What comes of many, and how often."""
    return Counter(outcome(file, content) for content in flipped(file, many))
