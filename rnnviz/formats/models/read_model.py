"""A file of weights, from its bytes to the modules in it."""

from rnnviz.formats.models.bounds import check_content
from rnnviz.formats.models.kind import form_of
from rnnviz.formats.models.model_file import ModelFile
from rnnviz.formats.models.node_parts import parts_of_nodes
from rnnviz.formats.models.reading import READERS
from rnnviz.formats.models.recognised import embeddings_beside, parts_of
from rnnviz.formats.models.safetensors_file import from_safetensors
from rnnviz.formats.models.unpacked import Unpacked


def read_model(content: bytes, name: str = "") -> ModelFile:
    """The recurrent modules in a file: safetensors, PyTorch, ONNX or Keras, by what is in it.

    What is no safetensors file is taken apart in another process, whose time and memory are limited; no code of the
    file is run.

    Args:
        content: the whole file.
        name: what it is called, only to be said where nothing else is known; never a path that is followed.

    Raises:
        FileError: it cannot be read, breaks a limit, or holds no recurrent module.
    """
    check_content(len(content))
    form = form_of(content, name)
    return model_of(from_safetensors(content) if form == "safetensors" else READERS.unpacked(content, form))


def model_of(unpacked: Unpacked) -> ModelFile:
    """The recurrent modules of a file that was taken apart.

    Raises:
        FileError: it holds none, or one whose tensors do not fit each other.
    """
    parts = parts_of_nodes(unpacked) if unpacked.nodes else parts_of(unpacked)
    return ModelFile(unpacked.kind, parts, embeddings_beside(unpacked, parts), len(unpacked.tensors))
