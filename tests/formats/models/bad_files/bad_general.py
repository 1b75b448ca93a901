"""Files that are no weights at all, and archives that are none of PyTorch's or Keras'."""

import gzip
import io
import struct
import tarfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_BZIP2, ZIP_DEFLATED

import numpy as np
import torch
from torch import nn

import rnnviz
from rnnviz import limits
from tests.formats.models.bad_files.archives import zipped
from tests.formats.models.bad_files.bad_file import BadFiles
from tests.formats.models.saved import written

BAD_GENERAL = BadFiles()


@BAD_GENERAL.says(
    "The file must hold weights, and is empty (0 bytes). Save it again, or choose another one.",
)
def no_bytes() -> bytes:
    return b""


@BAD_GENERAL.says(
    "The file must hold weights, and its first bytes, 00, are those of no kind that is known. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def one_byte() -> bytes:
    return b"\0"


@BAD_GENERAL.says(
    "A file of weights may have up to 256.0 MB, got 257.0 MB. Save the recurrent module alone: "
    "torch.save(module.state_dict(), path).",
)
def too_many_bytes() -> bytes:
    return bytes(limits.MAX_MODEL_BYTES + 1024**2)


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: PNG. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
    name="lstm.pt",
)
def picture_with_another_name() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: JPEG. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def photograph() -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(100)


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: PDF. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def pages() -> bytes:
    return b"%PDF-1.7\n" + bytes(100)


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: gzip. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def weights_in_gzip() -> bytes:
    return gzip.compress(written(nn.LSTM(3, 2).state_dict(), "zip"))


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: tar. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def weights_in_tar() -> bytes:
    room = io.BytesIO()
    with tarfile.open(fileobj=room, mode="w") as file:
        content = written(nn.LSTM(3, 2).state_dict(), "zip")
        told = tarfile.TarInfo("lstm.pt")
        told.size = len(content)
        file.addfile(told, io.BytesIO(content))
    return room.getvalue()


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: NumPy (.npy). Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def one_array() -> bytes:
    room = io.BytesIO()
    np.save(room, np.ones((8, 2)))
    return room.getvalue()


@BAD_GENERAL.says(
    "This is an archive without a model in it: it holds weight_hh_l0.npy, weight_ih_l0.npy. Choose a file "
    "that torch.save or Keras wrote.",
)
def arrays() -> bytes:
    room = io.BytesIO()
    np.savez(room, weight_hh_l0=np.ones((8, 2)), weight_ih_l0=np.ones((8, 2)))
    return room.getvalue()


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: GGUF. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def language_model() -> bytes:
    return b"GGUF\3\0\0\0" + bytes(100)


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: TensorFlow Lite. Choose "
    "a .safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def for_telephones() -> bytes:
    return b"\x1c\0\0\0TFL3" + bytes(100)


@BAD_GENERAL.says(
    "The file must hold weights; its first bytes say that it is of another kind: ELF. Choose a "
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def program() -> bytes:
    return b"\x7fELF\2\1\1" + bytes(100)


@BAD_GENERAL.says(
    'The file must hold weights, and it is text that begins with "To be, or not to be,". Choose a '
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file; texts and tables go in as an input.",
)
def text() -> bytes:
    return b"To be, or not to be, that is the question\n"


@BAD_GENERAL.says(
    'The file must hold weights, and it is text that begins with "循环神经网络循环神经网络循环神经网络循环". Choose a '
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file; texts and tables go in as an input.",
)
def text_in_chinese() -> bytes:
    return ("循环神经网络" * 1000).encode()


@BAD_GENERAL.says(
    'The file must hold weights, and it is text that begins with "<script>alert(1)</sc". Choose a '
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file; texts and tables go in as an input.",
)
def text_with_tags() -> bytes:
    return b"<script>alert(1)</script>"


@BAD_GENERAL.says(
    'The file must hold weights, and it is text that begins with "{"metadata": {"total". Choose a '
    ".safetensors, .pt, .pth, .onnx, .keras or .h5 file; texts and tables go in as an input.",
)
def index_of_safetensors() -> bytes:
    return b'{"metadata": {"total_size": 1}, "weight_map": {"a": "model-00001-of-00002.safetensors"}}'


@BAD_GENERAL.says(
    "This is a web page, and not the file that it offers. Download the file itself.",
)
def web_page() -> bytes:
    return b"\n<!DOCTYPE html>\n<html><body>Sign in to download</body></html>"


@BAD_GENERAL.says(
    "This is a Git LFS pointer, the text that stands in for a large file. Fetch the file itself: git lfs pull.",
)
def pointer_to_a_large_file() -> bytes:
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@BAD_GENERAL.says(
    "The file must hold weights, and its first bytes, fa f9 f8 f7 f6 f5 f4 f3, are those of no kind that "
    "is known. Choose a .safetensors, .pt, .pth, .onnx, .keras or .h5 file.",
)
def no_known_bytes() -> bytes:
    return bytes(range(250, 180, -1))


@BAD_GENERAL.says(
    "The file is called ../../<b>x</b>.PT, and its first bytes, fa f9 f8 f7 f6 f5 f4 f3, are none that a "
    ".pt file has. It is damaged: copy or save it again.",
    name="../../<b>x</b>.PT",
)
def no_known_bytes_with_a_path_for_a_name() -> bytes:
    return bytes(range(250, 180, -1))


@BAD_GENERAL.says(
    "This is a recording that rnnviz saved, and not a file of weights. Open it as a recording, or with "
    "rnnviz.load(path).",
)
def recording() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.safetensors"
        rnnviz.record(nn.LSTM(3, 2), torch.ones(4, 1, 3)).save(path)
        return path.read_bytes()


@BAD_GENERAL.says(
    "This is a trace that rnnviz saved, and not a file of weights. Open it as a trace, or with "
    "rnnviz.load_trace(path).",
)
def trace() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trace.safetensors"
        rnnviz.trace(text).save(path)
        return path.read_bytes()


@BAD_GENERAL.says(
    "This is an archive, and it is empty. Choose a file that torch.save or Keras wrote.",
)
def empty_archive() -> bytes:
    return zipped({})


@BAD_GENERAL.says(
    "This is an archive without a model in it: it holds [Content_Types].xml, word/document.xml. Choose a "
    "file that torch.save or Keras wrote.",
)
def document() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, ZIP_DEFLATED)


@BAD_GENERAL.says(
    "This is an archive without a model in it: it holds ../../../etc/passwd, <img src=x>. Choose a file "
    "that torch.save or Keras wrote.",
)
def archive_with_paths() -> bytes:
    return zipped({"../../../etc/passwd": b"root", "<img src=x>": b"1"})


@BAD_GENERAL.says(
    "This is an archive without a model in it: it holds lstm.safetensors. Choose a file that torch.save "
    "or Keras wrote.",
)
def archive_of_a_file() -> bytes:
    return zipped({"lstm.safetensors": written(nn.LSTM(3, 2).state_dict(), "safetensors")}, ZIP_DEFLATED)


@BAD_GENERAL.says(
    "The archive is cut off: the list of its members, which stands at the end, is missing. Copy or download it again.",
)
def archive_cut_off() -> bytes:
    return zipped({"a": bytes(1000)})[:-40]


@BAD_GENERAL.says(
    "archive/data.pkl, in the archive, is compressed in a way that is not read here. Save the file again.",
)
def archive_packed_in_another_way() -> bytes:
    return zipped({"archive/data.pkl": bytes(1000)}, ZIP_BZIP2)


@BAD_GENERAL.says(
    "archive/data.pkl, in the archive, is encrypted. Save it without a password.",
)
def archive_with_a_password() -> bytes:
    content = bytearray(zipped({"archive/data.pkl": b"secret"}))
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    return bytes(content)


@BAD_GENERAL.says(
    "The members of the archive say that they have 4096.0 MB together, more than the 512.0 MB that they "
    "may have here. It is damaged, or made to fill the memory.",
)
def archive_that_says_it_is_large() -> bytes:
    content = bytearray(zipped({"archive/data.pkl": bytes(100_000)}, ZIP_DEFLATED))
    struct.pack_into("<L", content, content.rindex(b"PK\1\2") + 24, 2**32 - 2)
    return bytes(content)


@BAD_GENERAL.says(
    "An archive must hold each member once, this one holds some twice. Save it again.",
)
def archive_with_a_member_twice() -> bytes:
    return zipped({"archive/data.pkl": b"1", "archive/data.pkL": b"2"}).replace(b".pkL", b".pkl")


@BAD_GENERAL.says(
    "The list of the members of an archive may have up to 4.0 MB, this one has 953.7 MB. Save the "
    "recurrent module alone.",
)
def archive_with_a_list_too_long() -> bytes:
    content = bytearray(zipped({"archive/data.pkl": b"1"}))
    struct.pack_into("<L", content, content.rindex(b"PK\5\6") + 12, 10**9)
    return bytes(content)


@BAD_GENERAL.says(
    "The list of the members of an archive may have up to 4.0 MB, this one has 47.7 MB. Save the "
    "recurrent module alone.",
)
def archive_with_many_members() -> bytes:
    """A million of them: 60 MB of list."""
    one = zipped({"aaaa": b""})
    begin = one.index(b"PK\1\2")
    told = one[begin : one.index(b"PK\5\6")]
    end = bytearray(one[one.index(b"PK\5\6") :])
    struct.pack_into("<L", end, 12, len(told) * 1_000_000)
    return one[:begin] + told * 1_000_000 + bytes(end)
