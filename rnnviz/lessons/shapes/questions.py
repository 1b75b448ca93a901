"""Questions about the shapes and places of a recording: made from its own settings, answered by its own run."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from rnnviz.analysis import locate
from rnnviz.analysis.equalities import equalities
from rnnviz.analysis.tensors import Tensor, tensors
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import Translation

_OPTIONS = 4


@dataclass(frozen=True)
class Riddle:
    """A question in the language of the visit.

    Attributes:
        topic: what it asks about, whatever the language: the same question has the same.
        text: the question.
        options: the answers to choose from, each once.
        right: which of them is right.
        explanation: why.
        place: what the answer is about, to be lit up; empty for none.
    """

    topic: str
    text: str
    options: tuple[str, ...]
    right: int
    explanation: str
    place: str = ""


def riddle(rec: Recording, number: int, words: Translation) -> Riddle:
    """The question of that number about a recording: the same number asks the same."""
    random = Random(f"{rec.version} {number}")
    kinds = [_shape, _owner, _equality] if rec.num_layers * rec.num_directions > 1 else [_shape, _equality]
    return kinds[number % len(kinds)](rec, random, words)


def _shape(rec: Recording, random: Random, words: Translation) -> Riddle:
    _ = words
    name = random.choice([name for name in ("output", "h_n", "c_n") if name in tensors(rec)])
    tensor = tensors(rec)[name]
    others = sorted({shape for shape in _wrong_shapes(rec, tensor) if shape != tensor.shape})
    random.shuffle(others)
    options = [tensor.shape, *others[: _OPTIONS - 1]]
    random.shuffle(options)
    said = _("{tensor} has the axes ({axes}).")
    return Riddle(
        f"shape {name}",
        _("What is the shape of {tensor}?").format(tensor=name),
        tuple(str(shape) for shape in options),
        options.index(tensor.shape),
        said.format(tensor=name, axes=", ".join(axis.words for axis in tensor.axes)),
    )


def _wrong_shapes(rec: Recording, tensor: Tensor) -> Iterator[tuple[int, ...]]:
    """What people take the shape for: axes the other way round, a factor too many or too few."""
    shape, size = tensor.shape, rec.architecture.state_sizes[tensor.variable]
    if len(shape) > 1:
        yield (shape[1], shape[0], *shape[2:])
    yield (*shape[:-1], size * rec.num_directions)
    yield (*shape[:-1], size)
    yield (*shape[:-1], shape[-1] * 2)
    yield (rec.num_layers, *shape[1:])
    yield (rec.num_directions, *shape[1:])
    yield (shape[0] + 1, *shape[1:])


def _owner(rec: Recording, random: Random, words: Translation) -> Riddle:
    _ = words
    stack = rec.num_layers * rec.num_directions
    name = random.choice([name for name in ("h_n", "c_n") if name in tensors(rec)])
    right = random.randrange(stack)
    others = [entry for entry in range(stack) if entry != right]
    random.shuffle(others)
    entries = [right, *others[: _OPTIONS - 1]]
    random.shuffle(entries)
    return Riddle(
        f"{name}[{right}]",
        _("Which layer and direction is {place}?").format(place=f"{name}[{right}]"),
        tuple(_pair(rec, entry, words) for entry in entries),
        entries.index(right),
        locate(rec, name, layer_direction=right).sentence(words),
        f"{name}[{right}]",
    )


def _pair(rec: Recording, entry: int, words: Translation) -> str:
    _ = words
    layer, direction = divmod(entry, rec.num_directions)
    if rec.num_directions == 1:
        return _("layer {got}").format(got=layer)
    side = {"forward": _("forward direction"), "reverse": _("reverse direction")}[DIRECTIONS[direction]]
    return _(", ").join([_("layer {got}").format(got=layer), side])


def _equality(rec: Recording, random: Random, words: Translation) -> Riddle:
    _ = words
    # What is true by chance teaches nothing.
    checked = random.choice([one for one in equalities(rec) if not one.by_chance])
    return Riddle(
        checked.claim.code,
        _("Is this true? {code}").format(code=checked.claim.code),
        ("True", "False"),
        0 if checked.holds else 1,
        _(checked.claim.why),
    )
