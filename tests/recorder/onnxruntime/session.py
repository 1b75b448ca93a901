"""A quiet onnxruntime on one processor core."""

from collections.abc import Mapping

import numpy as np
import onnx
import onnxruntime

OPSET = 22
"""The last one in which the recurrent operators changed."""
IR_VERSION = 10


class Session:
    """A model that is ready to run."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        opset = onnx.helper.make_opsetid("", OPSET)
        model = onnx.helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self._names = [output.name for output in graph.output]

    def run(self, inputs: Mapping[str, np.ndarray | None]) -> dict[str, np.ndarray]:
        """Every output by name. None stands for an input that the model does not have."""
        given = {name: np.ascontiguousarray(value) for name, value in inputs.items() if value is not None}
        return dict(zip(self._names, self._session.run(None, given), strict=True))
