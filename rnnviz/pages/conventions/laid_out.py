"""The weights of PyTorch's module as Keras, ONNX and TensorFlow 1 want them."""

import html

import streamlit as st

from rnnviz.errors import WeightsError
from rnnviz.formats import Converted
from rnnviz.lessons.conventions import Comparison, elsewhere
from rnnviz.lessons.conventions.comparison import cell_of
from rnnviz.pages.visit import Visit
from rnnviz.words.markdown import plain


def laid_out(visit: Visit, found: Comparison) -> None:
    """A tab for each framework: its arrays, and what was done to get them."""
    _ = visit.translate
    with st.container(key="laid_out_head"):
        st.header(_("The weights of PyTorch's module, laid out for others"), anchor=False)
    converted = elsewhere(found.weights, cell_of(visit.scenario))
    for column, (framework, result) in zip(st.columns(len(converted)), converted.items(), strict=True):
        with column:
            st.markdown(f"**{framework}**")
            if isinstance(result, WeightsError):
                st.markdown(f"≠ {plain(result.message(_))}")
            else:
                _arrays(visit, result)


def _arrays(visit: Visit, result: Converted) -> None:
    _ = visit.translate
    lines = [f"{name} {tuple(array.shape)}" for name, array in result.weights.items()]
    lines += [f"{name}={value!r}" for name, value in result.arguments.items()]
    st.html(f'<pre class="program">{html.escape(chr(10).join(lines))}</pre>')
    st.markdown("\n".join(f"- {plain(change.said(_))}" for change in result.changes))
