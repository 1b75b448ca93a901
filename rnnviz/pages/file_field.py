"""A field that takes a file, in the words of the visit: Streamlit's own are English only."""

from collections.abc import Callable, Sequence

import streamlit as st

from rnnviz.theme import verdict_colour
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
    """A field for one file of at most so many bytes; ``types`` are the ends of names that it takes.

    What is larger, or has another name, the browser does not even send: then one sentence says why.
    """
    _, megabytes = translate, most_bytes // 2**20
    refused = _(
        "The file was not sent: it must have at most {size} MB, and a name that ends in {types}. Take a part of it, or "
        "choose another one."
    ).format(size=megabytes, types=", ".join(f".{each}" for each in types))
    st.html(_labels(key, _("Choose a file"), _("up to {size} MB").format(size=megabytes), refused))
    st.file_uploader(label, type=list(types), key=key, max_upload_size=megabytes, on_change=on_change)


def _labels(key: str, button: str, size: str, refused: str) -> str:
    field = f".st-key-{key}"
    text = f'{field} [data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p'
    limit = f'{field} [data-testid="stFileUploaderDropzoneInstructions"]'
    # A file that was refused stays in its field beside one that was taken: then nothing is to be said.
    chip = '[data-testid="stFileChip"]'
    refused_one, taken_one = f'{chip}[aria-invalid="true"]', f'{chip}:not([aria-invalid="true"])'
    wrong = f'{field} [data-testid="stFileUploader"]:has({refused_one}):not(:has({taken_one}))'
    red = verdict_colour("wrong", st.context.theme.type == "dark")
    return (
        f"<style>{text}, {limit} * {{ font-size: 0 !important; }} "
        f'{text}::after {{ content: "{button}"; font-size: 0.9rem; }} '
        f'{limit}::after {{ content: "{size}"; font-size: 0.85rem; }} '
        f'{wrong}::after {{ content: "{refused}"; display: block; margin-top: 0.4rem; color: {red}; }}</style>'
    )
