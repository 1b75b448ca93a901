"""Headings that links of the page lead to."""

import html

import streamlit as st


def heading(anchor: str, text: str) -> None:
    """A heading of the second level under this anchor."""
    st.html(f'<h2 class="topic" id="{anchor}">{html.escape(text)}</h2>')
