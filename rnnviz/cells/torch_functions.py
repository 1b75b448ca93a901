"""PyTorch's own functions for the computing walk."""

import torch

from rnnviz.cells.evaluate import Functions

TORCH: Functions = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
