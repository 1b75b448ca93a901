"""The same as `locate` and `places` for many single numbers at once: a picture has a thousand of them."""

from collections.abc import Iterator

from rnnviz.analysis.location import Location, location_of
from rnnviz.analysis.place import Place
from rnnviz.analysis.tensors import Coordinates, elements, tensors
from rnnviz.recorder import Recording


def each(rec: Recording, variable: str, coordinates: Coordinates) -> Iterator[tuple[Location, tuple[Place, ...]]]:
    """Every one of these numbers, with all its places: in the order in which the coordinates lie in memory."""
    flat = {name: values.reshape(-1) for name, values in coordinates.items()}
    held = []
    for tensor in tensors(rec).values():
        if tensor.variable == variable:
            inside, index = elements(rec, tensor, flat)
            columns = [index[axis.name].tolist() for axis in tensor.axes]
            held.append((tensor.name, inside.tolist(), list(zip(*columns, strict=True))))
    for number in range(len(flat["layer"])):
        one = {name: values[number : number + 1] for name, values in flat.items()}
        places = tuple(Place(name, entries[number]) for name, inside, entries in held if inside[number])
        yield location_of(rec, variable, one, frozenset()), places
