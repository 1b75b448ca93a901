"""Every sample, by what the input looks like."""

from tests.recorder.published import (
    keras_layers,
    onnx_runtime,
    onnx_runtime_rnn,
    openvino,
    pytorch_cpp,
    tensorflow_cells,
    tflite,
    worked,
)
from tests.recorder.published.sample import Sample

FULL: tuple[Sample, ...] = (
    *pytorch_cpp.SAMPLES,
    *tflite.SAMPLES,
    *tensorflow_cells.SAMPLES,
    *keras_layers.SAMPLES,
    *onnx_runtime.SAMPLES,
    *onnx_runtime_rnn.SAMPLES,
    *openvino.SAMPLES,
    *worked.SAMPLES,
)
"""All rows are equally long."""

MASKED: tuple[Sample, ...] = (
    *pytorch_cpp.MASKED,
    *keras_layers.MASKED,
    *onnx_runtime.MASKED,
    *onnx_runtime_rnn.MASKED,
)
"""Rows of different lengths: masked steps, or a PackedSequence in PyTorch's words."""


def named(sample: Sample) -> str:
    """A test's name: the file, the cell, the sample."""
    owner = sample.source.split("/")[0].split(",")[0].replace(".", "-")
    return f"{owner}-{sample.cell}-{sample.name}"
