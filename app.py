"""The app: ``streamlit run app.py``."""

import torch

from rnnviz.pages.shell import app

# A small network gains nothing from more threads, and many visitors would fight for the processors.
if torch.get_num_threads() != 1:
    torch.set_num_threads(1)

# A process that trains imports the script that started it, and must not run it.
if __name__ == "__main__":
    app()
