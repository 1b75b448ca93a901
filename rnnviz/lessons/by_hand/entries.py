"""The modules that the page shows, in the order of a course: what each is for, and what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from torch import nn

from rnnviz import by_hand
from rnnviz.words import N_

Form = Literal["batch first", "time first", "cell", "sample"]


@dataclass(frozen=True)
class Entry:
    """One module.

    Attributes:
        kind: the class whose source is shown.
        beside: PyTorch's module that it is compared with; for a Jordan network an Elman network.
        form: how it takes its input; a cell is called once for each time step.
        title: a few words, a msgid.
        idea: what to look at in its code, a msgid.
        equal: why the two are equal or cannot be, where that is not plain; a msgid.
        settings: what it is made with besides input_size and hidden_size.
    """

    kind: type[nn.Module]
    beside: str
    form: Form
    title: str
    idea: str
    equal: str = ""
    settings: tuple[Literal["num_layers", "output_size", "alpha"], ...] = ()

    @property
    def name(self) -> str:
        """Its name in Python: "JoinedLSTM"."""
        return self.kind.__name__


ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {
        "rnn-cell": Entry(
            by_hand.RNNCell,
            "nn.RNN",
            "cell",
            N_("RNN cell"),
            N_(
                "Two matrices, two biases, one tanh. The same weights are used at every time step: the loop calls the "
                "same module again, with the state that it returned."
            ),
        ),
        "joined-rnn-cell": Entry(
            by_hand.JoinedRNNCell,
            "nn.RNN",
            "cell",
            N_("RNN cell with one matrix"),
            N_(
                "W_hh and W_ih stand side by side, h and x under one another: one product instead of two. Both "
                "matrices have a row for each hidden unit, so it is the rows that they share."
            ),
            N_(
                "One bias does the work of two, since only their sum counts. The output can be made equal; the number "
                "of parameters cannot, nor can training: two biases get the same gradient each, so their sum moves "
                "twice as far."
            ),
        ),
        "stacked-rnn": Entry(
            by_hand.StackedRNN,
            "nn.RNN",
            "time first",
            N_("Stacked RNN"),
            N_(
                "A list of cells. At every time step the input goes up through all layers, each of which keeps a "
                "state of its own. The output is that of the top layer, h_n holds the last state of every layer."
            ),
            settings=("num_layers",),
        ),
        "bidirectional-rnn": Entry(
            by_hand.BidirectionalRNN,
            "nn.RNN",
            "time first",
            N_("Bidirectional RNN"),
            N_(
                "Two RNNs that know nothing of each other. The second reads the flipped input, and its result is "
                "flipped back, so that step t stands beside step t."
            ),
        ),
        "sample-lstm-cell": Entry(
            by_hand.SampleLSTMCell,
            "nn.LSTM",
            "sample",
            N_("LSTM cell for one sample"),
            N_(
                "The equations as they are printed: vectors, matrices on their left, one line for each gate. There is "
                "no batch axis, so a batch would be a loop over its samples."
            ),
            N_(
                "Each gate has one bias where PyTorch has two: the two are added. The output can be made equal, the "
                "number of parameters cannot."
            ),
        ),
        "lstm-cell": Entry(
            by_hand.LSTMCell,
            "nn.LSTM",
            "cell",
            N_("LSTM cell with two linear layers"),
            N_(
                "All four gates come out of one product for the input and one for the state, and are cut apart "
                "afterwards: input, forget, candidate, output. This is the order of PyTorch's own weights."
            ),
        ),
        "lstm": Entry(
            by_hand.LSTM,
            "nn.LSTM",
            "batch first",
            N_("LSTM for batches of sequences"),
            N_(
                "The cell of one sample with a batch axis and a loop over time. A sample is a row now, so the matrices "
                "move to the right and are transposed. The states have no axis of layers: (batch, hidden_size)."
            ),
        ),
        "joined-lstm": Entry(
            by_hand.JoinedLSTM,
            "nn.LSTM",
            "batch first",
            N_("LSTM over the concatenation"),
            N_(
                "One linear layer for each gate, all of them reading x and h joined to one vector. The zeros of the "
                "first state are made from the input, so they have its type and lie on its device."
            ),
            N_(
                "Four linear layers have 4 · (d · (n + d) + d) parameters, nn.LSTM has d more for each gate: its "
                "second bias. The output can be made equal, the number of parameters cannot."
            ),
        ),
        "sample-gru-cell": Entry(
            by_hand.SampleGRUCell,
            "nn.GRU",
            "sample",
            N_("GRU cell for one sample"),
            N_(
                "Two gates, three blocks of weights, no cell state. The reset gate multiplies what the past "
                "contributes to the candidate, bias and all."
            ),
            N_(
                "Here two biases are needed: b_in stands outside the bracket that the reset gate multiplies, b_hn "
                "inside. With one bias a GRU cannot equal nn.GRU, unless b_hn is 0."
            ),
        ),
        "gru": Entry(
            by_hand.GRU,
            "nn.GRU",
            "batch first",
            N_("GRU for batches of sequences"),
            N_(
                "The same with a batch axis and a loop over time, and with a switch for each place in which "
                "frameworks and papers differ. As it is made here, it is PyTorch's."
            ),
        ),
        "elman": Entry(
            by_hand.Elman,
            "nn.RNN",
            "batch first",
            N_("Elman network"),
            N_(
                "The context is a copy of the hidden state, and an output is read out of it at every step. Feedback "
                "goes from hidden to hidden."
            ),
            N_(
                "Its hidden states are those of nn.RNN. What it puts out is not: nn.RNN has no readout and puts out "
                "h itself."
            ),
            settings=("output_size",),
        ),
        "jordan": Entry(
            by_hand.Jordan,
            "by_hand.Elman",
            "batch first",
            N_("Jordan network"),
            N_(
                "The context is the last output. Feedback goes from output to hidden, so all that a step knows of the "
                "past has to fit through output_size numbers."
            ),
            N_(
                "No plain RNN of PyTorch feeds back what is read out of its hidden units, so there is no module to be "
                "equal to: it is compared with an Elman network that has the same weights where both have them. Since "
                "the output is linear here, from the second step on the hidden units follow those of an RNN with "
                "W_hh = W_yh W_hy and the bias b_h + W_yh b_y. Such a matrix has at most rank "
                "output_size: with fewer outputs than hidden units, most RNNs cannot be written as a Jordan network."
            ),
            settings=("output_size",),
        ),
        "leaky-rnn": Entry(
            by_hand.LeakyRNN,
            "nn.GRU",
            "batch first",
            N_("Leaky units"),
            N_(
                "The state moves only the share alpha of the way to where a plain RNN would be. A small alpha "
                "remembers for long and reacts slowly; it is the same at every step."
            ),
            N_(
                "Equal to a GRU whose gates do not move: the reset gate is 1, the update gate is 1 − alpha. A gate is "
                "a leak that is learnt, and that moves with the input."
            ),
            settings=("alpha",),
        ),
    }
)
"""By their names in the address."""
