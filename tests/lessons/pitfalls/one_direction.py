"""One direction of one layer, cut out of a larger network."""

from typing import TypeVar

from torch import nn

Network = TypeVar("Network", nn.RNN, nn.GRU, nn.LSTM)


def one_direction(network: Network, layer: int = 0, *, reverse: bool = False) -> Network:
    """A network of one layer and one direction with the weights that ``layer`` has in that direction.

    It reads from the first step to the last: hand the steps over in the order in which the direction reads.
    """
    end = f"_l{layer}" + "_reverse" * reverse
    weights = {
        name.removesuffix(end) + "_l0": value for name, value in network.state_dict().items() if name.endswith(end)
    }
    alone = type(network)(weights["weight_ih_l0"].shape[1], network.hidden_size, batch_first=network.batch_first)
    alone.load_state_dict(weights)
    return alone
