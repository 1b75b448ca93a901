"""A file of weights by its path."""

from pathlib import Path

from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import check_content
from rnnviz.formats.models.model_file import ModelFile
from rnnviz.formats.models.read_model import read_model
from rnnviz.words import N_


def load_model(source: str | Path | bytes) -> ModelFile:
    """The recurrent modules in a file of weights: safetensors, a state dict of PyTorch, ONNX or Keras.

    No code of the file is run; what is no safetensors file is taken apart in another process, with limits.

    Args:
        source: the path of the file, or its bytes.

    Raises:
        FileError: it is missing, cannot be read, breaks a limit (`rnnviz.limits`), or holds no recurrent module.

    >>> import torch
    >>> from safetensors.torch import save
    >>> model = load_model(save(torch.nn.LSTM(3, 4, num_layers=2).state_dict()))
    >>> [(part.cell_type, part.hidden_size, part.num_layers) for part in model.parts]
    [('LSTM', 4, 2)]
    """
    if isinstance(source, bytes):
        return read_model(source)
    path = Path(source)
    try:
        check_content(path.stat().st_size)
        content = path.read_bytes()
    except OSError as problem:
        template = N_("The file {path} must be there to be read, and is not ({why}).")
        raise FileError("model-path", template, path=path, why=problem) from problem
    return read_model(content, path.name)
