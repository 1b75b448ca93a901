"""Files with a few bytes that are not what they were, read one after the other in one process."""

import random
from collections import Counter
from pathlib import Path

from rnnviz.errors import FileError
from rnnviz.formats.models.kind import Form, form_of
from rnnviz.formats.models.read_model import model_of
from rnnviz.formats.models.reading.answer import understood
from rnnviz.formats.models.reading.work import CONTENT, NUMBERS, work
from rnnviz.formats.models.safetensors_file import from_safetensors


def flipped(content: bytes, draw: random.Random, first: int = 0) -> bytes:
    """The content with one to four bytes changed, from the place ``first`` on; now and then it is cut off, too."""
    found = bytearray(content)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(first, len(found))
        found[place] = draw.choice((found[place] ^ 1 << draw.randrange(8), draw.randrange(256), 0, 255))
    return bytes(found[: draw.randrange(first, len(found))]) if draw.random() < 0.02 else bytes(found)


def outcome(content: bytes, folder: Path) -> str:
    """What comes of a file: its kind, or the code of what is wrong with it."""
    try:
        form: Form = form_of(content)
        if form == "safetensors":
            return model_of(from_safetensors(content)).kind
        (folder / CONTENT).write_bytes(content)
        (folder / NUMBERS).unlink(missing_ok=True)
        answer = work(folder, form)
        numbers = (folder / NUMBERS).read_bytes() if (folder / NUMBERS).exists() else b""
        return model_of(understood(answer, memoryview(numbers))).kind
    except FileError as error:
        return error.code


def outcomes(contents: list[bytes], folder: Path) -> dict[str, int]:
    """What comes of many, and how often."""
    return Counter(outcome(content, folder) for content in contents)
