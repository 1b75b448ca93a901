"""Files of weights from anywhere: read safely, and looked through for recurrent modules."""

from rnnviz.formats.models.load_model import load_model
from rnnviz.formats.models.model_file import ModelFile
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.read_model import read_model
from rnnviz.formats.models.reading import READERS
from rnnviz.formats.models.unpacked import Node, Unpacked

__all__ = ["READERS", "ModelFile", "Node", "Part", "Unpacked", "load_model", "read_model"]
