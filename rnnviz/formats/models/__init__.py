"""Files of weights from anywhere: read safely, and looked through for recurrent modules."""

from rnnviz.formats.models.model_file import ModelFile
from rnnviz.formats.models.part import Part
from rnnviz.formats.models.unpacked import Node, Unpacked

__all__ = ["ModelFile", "Node", "Part", "Unpacked"]
