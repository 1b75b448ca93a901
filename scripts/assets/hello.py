"""Train the network that spells "hello", and the one without memory, alike."""

import torch
from torch import nn

from rnnviz.training.models.hello import HelloNetwork, MemorylessNetwork, least_memoryless_loss, tensors
from scripts.assets.writing import write_model

SEED = 0
STEPS = 400


def train(network: nn.Module) -> float:
    input, target = tensors()
    adam = torch.optim.Adam(network.parameters(), lr=0.03)
    loss = torch.zeros(())
    for _ in range(STEPS):
        loss = nn.functional.cross_entropy(network(input).flatten(0, 1), target.flatten())
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
    return loss.item()


def main() -> None:
    torch.set_num_threads(1)
    for name, make in {"hello": HelloNetwork, "hello_memoryless": MemorylessNetwork}.items():
        torch.manual_seed(SEED)
        network = make()
        loss = train(network)
        write_model(name, network, seed=SEED, steps=STEPS)
        print(f"loss {loss:.4f} (without memory never below {least_memoryless_loss():.4f})")


if __name__ == "__main__":
    main()
