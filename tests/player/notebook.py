"""Runs a notebook as Jupyter does: in a kernel, a process of its own, with this interpreter and this package."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

ROOT = Path(__file__).parents[2]

PATIENCE = 300
"""Seconds for a cell, and for the kernel's start: torch loads on a machine that may be busy."""


def executed(*cells: str) -> nbformat.NotebookNode:
    """A notebook of these cells, with their outputs; the kernels and settings of this machine play no part.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    make: Any = nbformat.v4  # its functions have no types
    notebook: nbformat.NotebookNode = make.new_notebook(cells=[make.new_code_cell(cell) for cell in cells])
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder, "kernels", "here", "kernel.json")
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps(_spec(folder)), encoding="utf-8")
        # Sockets in the folder: no two test runs can take each other's port.
        sockets = {} if os.name == "nt" else {"transport": "ipc", "ip": str(Path(folder, "socket"))}
        with mock.patch.dict(os.environ, JUPYTER_PATH=folder, JUPYTER_RUNTIME_DIR=folder):
            client = NotebookClient(
                notebook,
                kernel_name="here",
                timeout=PATIENCE,
                startup_timeout=PATIENCE,
                config=Config(KernelManager=sockets),
            )
            client.execute()
    return notebook


def _spec(folder: str) -> dict[str, object]:
    return {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "here",
        "language": "python",
        "env": {"PYTHONPATH": str(ROOT), "IPYTHONDIR": folder},
    }
