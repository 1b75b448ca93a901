"""Every bound that a finding goes by, with its source or its reason."""

from rnnviz.analysis.breakpoints.ready import OPEN, SHUT
from rnnviz.analysis.memory.memory import ABOVE, BELOW

CLOSED, OPENED = BELOW, ABOVE
"""A gate counts as closed or open in the tables. Source: Karpathy, Johnson and Fei-Fei, 2015."""

SHUT_FAST, OPEN_WIDE = SHUT, OPEN
"""A gate is stuck beyond these, a tanh beyond the second on either side: the slope is then below a twenty-fifth of the
steepest."""

OFTEN = 0.9
"""The share of the steps at which a unit must be there: the few others are too rare to learn from."""

MOVES = 1e-6
"""What a state changes by over a whole run, at most, where it does not move: some eight roundings of float32 at 1."""

HALF_KEPT = 0.5
"""What a step keeps of a state at x = h = 0 where the bias of its gate is 0: sigmoid(0). Biases above 0 keep more.
Source: Gers, Schmidhuber and Cummins, 2000; Jozefowicz, Zaremba and Sutskever, 2015, who begin with 1."""

THOUSANDTH = 1e-3
"""What is left of a state or a gradient where it vanishes, and the inverse of it where it explodes: ten halvings."""

LEAST_STD, MOST_STD = 0.1, 10.0
"""Standard deviations of a feature: a power of ten to either side of 1, at which inputs learn best. Source: LeCun,
Bottou, Orr and Müller, "Efficient backprop", 1998."""

LEAST_NUMBERS = 10
"""Steps of a feature below which its standard deviation tells little: it is then uncertain by a quarter."""

LEAST_SAME = 3
"""Equal steps at a row's end that look like padding where they are not 0: two come up in any text ("tree")."""
LEAST_ZEROS = 2
"""Steps of a single feature that are 0: one comes up in any series that ends at 0."""

SPECTRUM_WORK = 2**31
"""Third powers of sizes, added up: eigenvalues are worked out so far, some seconds. 16 matrices of 512 units."""

REACH_WORK = 2**31
"""Steps times the third power of the units, of all layers and directions: gradients are followed back so far."""
