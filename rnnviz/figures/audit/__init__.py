"""What an audit measured, drawn small: eigenvalues in the complex plane, biases layer by layer."""

from rnnviz.figures.audit.biases import keeping_biases
from rnnviz.figures.audit.eigenvalues import eigenvalue_limit, eigenvalues

__all__ = ["eigenvalue_limit", "eigenvalues", "keeping_biases"]
