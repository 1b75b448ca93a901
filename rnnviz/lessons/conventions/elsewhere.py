"""The same weights as other frameworks want them."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.errors import WeightsError
from rnnviz.formats import Converted, to_keras, to_onnx, to_tf1


def elsewhere(weights: Mapping[str, Float[np.ndarray, "..."]], cell: str) -> dict[str, Converted | WeightsError]:
    """Keras, ONNX and TensorFlow 1: the weights laid out for each, or why that is impossible; of one layer."""
    found: dict[str, Converted | WeightsError] = {}
    for framework, convert in (("Keras", to_keras), ("ONNX", to_onnx), ("TensorFlow 1", to_tf1)):
        try:
            found[framework] = convert(weights, cell)[0]
        except WeightsError as refused:
            found[framework] = refused.with_traceback(None)
    return found
