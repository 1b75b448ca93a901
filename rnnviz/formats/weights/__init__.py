"""How PyTorch, Keras, ONNX and TensorFlow 1 lay out the same weights.

Each framework's arrays are described once, as data (`Layout`). Both directions of a conversion follow from the two
descriptions: the source's says how to cut its arrays into blocks, the target's how to put them together again.
"""

from rnnviz.formats.weights.change import Change
from rnnviz.formats.weights.converted import Converted
from rnnviz.formats.weights.gate_order import ORDERS, GateOrder
from rnnviz.formats.weights.layout import Bias, Layout, Matrix

__all__ = ["ORDERS", "Bias", "Change", "Converted", "GateOrder", "Layout", "Matrix"]
