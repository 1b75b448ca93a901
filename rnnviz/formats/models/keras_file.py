"""Models and weights that Keras saved: ``.keras``, ``.weights.h5``, and the older ``.h5``. No layer of them is made."""

from rnnviz.errors import FileError
from rnnviz.formats.models.archive import Archive, archive_of
from rnnviz.formats.models.bounds import check_header
from rnnviz.formats.models.hdf5_file import hdf5_of
from rnnviz.formats.models.keras_config import config_of
from rnnviz.formats.models.keras_nodes import nodes_by_shape, nodes_of
from rnnviz.formats.models.unpacked import Unpacked
from rnnviz.words import N_

CONFIG, WEIGHTS = "config.json", "model.weights.h5"


def from_keras_file(content: bytes) -> Unpacked:
    """The weights and the recurrent layers of a ``.keras`` file.

    Args:
        content: the whole file.

    Raises:
        FileError: it is damaged, breaks a limit, or holds no recurrent layer that PyTorch has a module for.
    """
    archive = archive_of(content)
    for name in (CONFIG, WEIGHTS):
        _check_member(archive, name)
    told = config_of(archive.read(CONFIG))
    file = hdf5_of(archive.read(WEIGHTS))
    return Unpacked("Keras", file.tensors, nodes_of(told, file, worded=False))


def from_h5(content: bytes) -> Unpacked:
    """The weights and the recurrent layers of an HDF5 file that Keras saved; by their shapes where it tells no layers.

    Args:
        content: the whole file.

    Raises:
        FileError: it is damaged, breaks a limit, or holds no recurrent layer that PyTorch has a module for.
    """
    file = hdf5_of(content)
    if file.config is None:
        return Unpacked("Keras weights", file.tensors, nodes_by_shape(file))
    return Unpacked("Keras", file.tensors, nodes_of(config_of(file.config), file, worded=True))


def _check_member(archive: Archive, name: str) -> None:
    if name not in archive.members:
        template = N_(
            "A .keras file must hold {rule}, and does not. Save the whole model in one file: model.save(path)."
        )
        raise FileError("model-keras-member", template, rule=name)
    if name == CONFIG:
        check_header(archive.members[name].file_size, name)
