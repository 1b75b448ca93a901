"""A zip archive, looked at before anything is taken out of it."""

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.bounds import megabytes
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

_END, _END_64, _PLACE_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 65_535
"""Bytes of the record at the end, with the longest comment."""
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """An archive whose list of members was read; the members were not."""

    file: ZipFile
    members: Mapping[str, ZipInfo]

    def read(self, name: str) -> bytes:
        """A member.

        Raises:
            FileError: it is damaged.
        """
        try:
            return self.file.read(self.members[name])
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, struct.error, RuntimeError) as problem:
            if isinstance(problem, FileError):
                raise
            template = N_("{name}, in the archive, cannot be read. The file is damaged: copy or save it again.")
            raise FileError("model-zip-member", template, name=shown(name)) from None


def archive_of(content: bytes) -> Archive:
    """The members of an archive, by what its list says of them.

    Args:
        content: the whole file.

    Raises:
        FileError: it is cut off or damaged, or its members are too many, too large, or encrypted.
    """
    _check_list(content)
    try:
        file = ZipFile(io.BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error, IndexError):
        raise _damaged() from None
    members = {member.filename: member for member in file.infolist()}
    if len(members) < len(file.infolist()):
        template = N_("An archive must hold each member once, this one holds some twice. Save it again.")
        raise FileError("model-zip-twice", template)
    for name, member in members.items():
        _check_member(name, member)
    _check_total(members, limits.MAX_MODEL_UNPACKED_BYTES)
    return Archive(file, members)


def check_stored(archive: Archive, size: int) -> None:
    """The members lie in the archive of so many bytes as they are, each in a place of its own.

    Raises:
        FileError: one is compressed, or they have more bytes than the archive.
    """
    for name, member in archive.members.items():
        if member.compress_type != ZIP_STORED:
            template = N_(
                "{name}, in the archive, is compressed, which torch.save never does. Save the weights again with "
                "torch.save(module.state_dict(), path)."
            )
            raise FileError("model-zip-compressed", template, name=shown(name))
    _check_total(archive.members, size)


def _check_total(members: Mapping[str, ZipInfo], most: int) -> None:
    total = sum(member.file_size for member in members.values())
    if total > most:
        template = N_(
            "The members of the archive say that they have {got} MB together, more than the {most} MB that they may "
            "have here. It is damaged, or made to fill the memory."
        )
        raise FileError("model-zip-size", template, most=megabytes(most), got=megabytes(total))


def _check_member(name: str, member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        template = N_("{name}, in the archive, is encrypted. Save it without a password.")
        raise FileError("model-zip-encrypted", template, name=shown(name))
    if member.compress_type == ZIP_STORED:
        if member.compress_size != member.file_size:
            raise _damaged()
    elif member.compress_type != ZIP_DEFLATED:
        template = N_("{name}, in the archive, is compressed in a way that is not read here. Save the file again.")
        raise FileError("model-zip-method", template, name=shown(name))


def _check_list(content: bytes) -> None:
    """The list of members, at the end of the file, is not too long to be read."""
    end = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    if end < 0 or end + 22 > len(content):
        template = N_(
            "The archive is cut off: the list of its members, which stands at the end, is missing. Copy or download it "
            "again."
        )
        raise FileError("model-zip-cut", template)
    (size,) = struct.unpack_from("<L", content, end + 12)
    place = end - 20
    if place >= 0 and content[place : place + 4] == _PLACE_64:
        (begin,) = struct.unpack_from("<Q", content, place + 8)
        # Some readers go where this says, some look right before it.
        if begin != place - 56 or content[begin : begin + 4] != _END_64:
            raise _damaged()
        (size,) = struct.unpack_from("<Q", content, begin + 40)
    if size > limits.MAX_MODEL_HEADER_BYTES:
        template = N_(
            "The list of the members of an archive may have up to {most} MB, this one has {got} MB. Save the recurrent "
            "module alone."
        )
        most, got = megabytes(limits.MAX_MODEL_HEADER_BYTES), megabytes(size)
        raise FileError("model-zip-list", template, most=most, got=got)


def _damaged() -> FileError:
    template = N_("The archive is damaged: the list of its members cannot be read. Copy or save it again.")
    return FileError("model-zip", template)
