"""How a model comes into a file: a line of code for each framework."""

import streamlit as st

from rnnviz.pages.visit import Visit

_PYTORCH = """import torch

torch.save(model.state_dict(), "model.pt")

# or, without pickle:
from safetensors.torch import save_file
save_file(model.state_dict(), "model.safetensors")
"""
_ONNX = """import torch

torch.onnx.export(model, (example_input,), "model.onnx", external_data=False)
"""
_KERAS = """model.save("model.keras")

# or the weights alone:
model.save_weights("model.weights.h5")
"""


def how_to_save(visit: Visit) -> None:
    """Tabs with what to type."""
    _ = visit.translate
    st.header(_("How to save yours"), anchor=False)
    for tab, code in zip(st.tabs(["PyTorch", "ONNX", "Keras"]), (_PYTORCH, _ONNX, _KERAS), strict=True):
        with tab:
            st.code(code, language="python")
    st.markdown(
        _(
            "A whole pickled module (`torch.save(model)`) holds code, and is refused. The file stays on the machine "
            "that this app runs on; what is found in it is kept in memory for a while, and never written into a link."
        )
    )
