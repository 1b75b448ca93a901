"""A field that takes a file, in the words of the visit: Streamlit's own are English only."""

from collections.abc import Callable, Sequence

import streamlit as st

from rnnviz.words import Translation


def file_field(
    translate: Translation,
    *,
    label: str,
    key: str,
    most_bytes: int,
    on_change: Callable[[], None],
    types: Sequence[str] = ("safetensors",),
) -> None:
    """A field for one file of at most so many bytes; ``types`` are the ends of names that it takes."""
    _, megabytes = translate, most_bytes // 2**20
    st.html(_labels(_("Choose a file"), _("up to {size} MB").format(size=megabytes)))
    st.file_uploader(label, type=list(types), key=key, max_upload_size=megabytes, on_change=on_change)


def _labels(button: str, size: str) -> str:
    text = '[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p'
    limit = '[data-testid="stFileUploaderDropzoneInstructions"]'
    return (
        f"<style>{text}, {limit} * {{ font-size: 0 !important; }} "
        f'{text}::after {{ content: "{button}"; font-size: 0.9rem; }} '
        f'{limit}::after {{ content: "{size}"; font-size: 0.85rem; }}</style>'
    )
