"""How much a file of weights may hold: each looked at before room is made for it."""

import math
from collections.abc import Sequence

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown, shown_shape
from rnnviz.words import N_


def check_content(size: int) -> None:
    """A file has so many bytes.

    Raises:
        FileError: it is empty, or has too many.
    """
    if not size:
        template = N_("The file must hold weights, and is empty (0 bytes). Save it again, or choose another one.")
        raise FileError("model-empty", template)
    if size > limits.MAX_MODEL_BYTES:
        template = N_(
            "A file of weights may have up to {most} MB, got {got} MB. Save the recurrent module alone: "
            "torch.save(module.state_dict(), path)."
        )
        raise FileError("model-size", template, most=megabytes(limits.MAX_MODEL_BYTES), got=megabytes(size))


def check_count(count: int) -> None:
    """A file tells of so many tensors.

    Raises:
        FileError: that is too many.
    """
    if count > limits.MAX_MODEL_TENSORS:
        template = N_(
            "A file of weights may hold up to {most} tensors, this one tells of {got}. Save the recurrent module alone."
        )
        raise FileError("model-tensors", template, most=limits.MAX_MODEL_TENSORS, got=count)


def check_header(size: int, member: str) -> None:
    """The member of an archive that tells of the tensors has so many bytes.

    Raises:
        FileError: that is too many.
    """
    if size > limits.MAX_MODEL_HEADER_BYTES:
        template = N_(
            "{member}, which tells of the tensors in the file, may have up to {most} MB, it has {got} MB here. Save "
            "the recurrent module alone: torch.save(module.state_dict(), path)."
        )
        most, got = megabytes(limits.MAX_MODEL_HEADER_BYTES), megabytes(size)
        raise FileError("model-header", template, member=shown(member), most=most, got=got)


def check_name(name: object) -> str:
    """The name of a tensor.

    Raises:
        FileError: it is none, too long, or cannot be written down.
    """
    if not isinstance(name, str):
        template = N_("The name of a tensor must be text, got {got}. Save the weights again as a state dict.")
        raise FileError("model-name", template, got=shown(name))
    if len(name) > limits.MAX_MODEL_NAME:
        template = N_("The name of a tensor may have up to {most} characters, {name} has {got}. Give it a shorter one.")
        raise FileError("model-name-long", template, most=limits.MAX_MODEL_NAME, name=shown(name), got=len(name))
    try:
        name.encode()
    except UnicodeEncodeError:
        template = N_("The name of a tensor must be text, {name} holds half a character. Give it another one.")
        raise FileError("model-name-text", template, name=shown(name)) from None
    return name


def check_shape(name: str, shape: Sequence[object]) -> tuple[int, ...]:
    """The shape that a tensor says it has.

    Raises:
        FileError: it is none, or holds too many numbers.
    """
    sizes = tuple(size for size in shape if isinstance(size, int) and not isinstance(size, bool) and size >= 0)
    if len(sizes) != len(shape):
        template = N_(
            "The shape of a tensor must be whole numbers from 0, {name} has {got}. The file is damaged: save it again."
        )
        raise FileError("model-shape", template, name=shown(name), got=shown_shape(shape))
    if len(sizes) > limits.MAX_MODEL_DIMENSIONS:
        template = N_("A tensor may have up to {most} dimensions, {name} has {got}. Save the recurrent module alone.")
        raise FileError(
            "model-dimensions", template, most=limits.MAX_MODEL_DIMENSIONS, name=shown(name), got=len(sizes)
        )
    if math.prod(sizes) > limits.MAX_MODEL_ELEMENTS:
        template = N_(
            "A tensor may hold up to {most} numbers, {name} says that its shape is {got}. Save the recurrent module "
            "alone."
        )
        raise FileError(
            "model-elements", template, most=limits.MAX_MODEL_ELEMENTS, name=shown(name), got=shown_shape(sizes)
        )
    return sizes


def check_unpacked(size: int) -> None:
    """All tensors of a file have so many bytes together.

    Raises:
        FileError: that is too many.
    """
    if size > limits.MAX_MODEL_UNPACKED_BYTES:
        template = N_(
            "The tensors of a file may have up to {most} MB together, these have {got} MB. Save the recurrent module "
            "alone."
        )
        most, got = megabytes(limits.MAX_MODEL_UNPACKED_BYTES), megabytes(size)
        raise FileError("model-unpacked", template, most=most, got=got)


def megabytes(size: int) -> str:
    """Bytes, as an error says them.

    >>> megabytes(3 * 1024**2), megabytes(10**30)
    ('3.0', '9.54e+23')
    """
    return f"{size / 1024**2:.1f}" if size < 10**12 else f"{size / 1024**2:.3g}"
