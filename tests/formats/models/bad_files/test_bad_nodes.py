"""Files of ONNX, Keras and HDF5 that cannot be read: one sentence each, word for word, from the readers themselves."""

from collections.abc import Callable

import pytest

from rnnviz.errors import FileError
from rnnviz.formats.models import Part, Unpacked
from rnnviz.formats.models.keras_file import from_h5, from_keras_file
from rnnviz.formats.models.node_parts import parts_of_nodes
from rnnviz.formats.models.onnx_file import from_onnx_file
from rnnviz.words import translation
from tests.formats.models.bad_files.bad_file import BadFile
from tests.formats.models.bad_files.bad_keras import BAD_KERAS, hdf5, sound, zipped
from tests.formats.models.bad_files.bad_onnx import BAD_ONNX, changed

BAD_NODES = [*BAD_ONNX, *BAD_KERAS]


def parts_in(content: bytes) -> tuple[Part, ...]:
    starts: dict[bytes, Callable[[bytes], Unpacked]] = {b"PK": from_keras_file, b"\x89H": from_h5}
    return parts_of_nodes(starts.get(content[:2], from_onnx_file)(content))


@pytest.mark.parametrize("bad", BAD_NODES, ids=str)
def test_a_bad_file_is_refused_with_one_sentence(bad: BadFile) -> None:
    with pytest.raises(FileError) as caught:
        parts_in(bad.make())
    assert str(caught.value) == bad.message
    assert caught.value.code.startswith("model-")
    assert bad.message.isprintable()
    assert len(bad.message) <= 500
    said = caught.value.message(translation("zh"))
    assert said != bad.message
    assert "{" not in said


def test_without_their_change_the_files_are_sound() -> None:
    assert [part.name for part in parts_in(changed(lambda model: None))] == ["/Y0"]
    assert [part.name for part in parts_in(zipped(sound()))] == ["mine"]
    assert [part.name for part in parts_in(hdf5(lambda file: None))] == ["lstm"]
