"""Reads a handout as people do: its pages, the operations on them, the lines of their calculation."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import torch
from torch import Tensor, nn

import rnnviz
from rnnviz.handouts import Handout
from rnnviz.lessons import worked_example
from rnnviz.recorder import Step

MODES = ("LSTM", "GRU", "RNN_TANH", "RNN_RELU")
LANGUAGES = ("en", "zh")


def example_step(mode: str, *, bias: bool = True) -> Step:
    """The worked example's time step."""
    data = worked_example.example(mode, bias=bias, dtype=torch.float64)
    return rnnviz.record(data.module, data.input, data.hx, labels=data.labels).track()[0]


def stepped(module: nn.RNNBase, step: Step, dtype: torch.dtype = torch.float64) -> dict[str, Tensor]:
    """The states after a step of the module's first layer, as PyTorch's nn.LSTMCell and its sisters compute them."""
    kind, _, nonlinearity = module.mode.partition("_")
    make = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}[kind]
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    cell = make(module.input_size, module.hidden_size, bias=module.bias, dtype=dtype, **options)
    suffix = "_l0_reverse" if step.reverse else "_l0"
    weights = module.state_dict()
    cell.load_state_dict({name: weights[name + suffix] for name in cell.state_dict()})
    x, *hx = (torch.from_numpy(step[name].copy()) for name in step.cell_type.inputs)
    with torch.no_grad():
        states = cell(x, tuple(hx) if len(hx) == 2 else hx[0])
    return dict(zip(step.cell_type.states, states if isinstance(states, tuple) else (states,), strict=True))


@dataclass(frozen=True)
class Line:
    """The calculation of one unit, or of several that have the same."""

    units: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One operation."""

    place: str
    title: str
    formula: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Paper:
    """One page."""

    element: ElementTree.Element

    @property
    def text(self) -> str:
        return text_of(self.element)

    def all(self, name: str) -> list[ElementTree.Element]:
        """Every element of a class, in order."""
        return [each for each in self.element.iter() if name in each.get("class", "").split()]

    @property
    def blocks(self) -> list[Block]:
        return [_block(Paper(each)) for each in self.all("operation")]

    @property
    def result(self) -> list[str]:
        (states,) = self.all("states")
        return [text_of(each) for each in states]


def papers(handout: Handout) -> list[Paper]:
    """The pages of a handout."""
    return papers_in(handout.to_html())


def papers_in(page: str) -> list[Paper]:
    """The pages of a document; their markup must be well-formed."""
    start, end = page.index("<main>"), page.index("</main>") + len("</main>")
    return [Paper(article) for article in ElementTree.fromstring(page[start:end])]


def text_of(element: ElementTree.Element) -> str:
    """Text without the line ends of the source."""
    return " ".join("".join(element.itertext()).split())


def _block(paper: Paper) -> Block:
    (heading,) = paper.element.iter("h3")
    (place,) = paper.all("place")
    (formula,) = paper.element.iter("math")
    # The formula's own marks for the style sheet are none of the equation's.
    for letter in formula.iter("mi"):
        letter.attrib.pop("class", None)
    formula.tail = None
    lines = tuple(_lines(paper))
    title = text_of(heading).removeprefix(text_of(place)).strip()
    return Block(text_of(place), title, ElementTree.tostring(formula, encoding="unicode"), lines)


def _lines(paper: Paper) -> Iterator[Line]:
    for unit in paper.all("unit"):
        (units,) = Paper(unit).all("units")
        stages = [text_of(stage) for stage in Paper(unit).all("stage")]
        assert all(stage.startswith("= ") for stage in stages)
        yield Line(text_of(units), tuple(stage.removeprefix("= ") for stage in stages))
