"""Train the networks that rewrite dates: one to the end, the same one stopped early, and one without attention.

Always with teacher forcing. Step and rate are the same with attention and without.
"""

import copy

import torch
from torch import nn

from rnnviz.training.encoder_decoder import accuracy, character_accuracy
from rnnviz.training.models.dates.batch import read_tensors, written_tensors
from rnnviz.training.models.dates.language import cases
from rnnviz.training.models.dates.network import DatesNetwork
from scripts.assets.writing import write_model

SEED = 0
STEPS = 1500
EARLY = 140
BATCH = 64
HIGHEST_RATE = 0.01


def train(network: DatesNetwork) -> DatesNetwork:
    """Trains it; returns how it was after ``EARLY`` steps."""
    draws = torch.Generator().manual_seed(SEED)
    adam = torch.optim.Adam(network.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=HIGHEST_RATE, total_steps=STEPS)
    early = network
    for step in range(STEPS):
        batch = cases(draws, BATCH)
        given, target = written_tensors([date for _, date in batch])
        scores = network(*read_tensors([text for text, _ in batch]), given)
        loss = nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten())
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        rate.step()
        if step + 1 == EARLY:
            early = copy.deepcopy(network)
        if (step + 1) % 250 == 0:
            print(f"step {step + 1}: loss {loss.item():.4f}", flush=True)
    return early


def told(name: str, network: DatesNetwork) -> None:
    held_out = cases(torch.Generator().manual_seed(1), 1000, "held out")
    forced, own = (character_accuracy(network, held_out, forced=forced) for forced in (True, False))
    print(f"{name}: {accuracy(network, held_out):.4f} of dates; characters {forced:.4f} forced, {own:.4f} on its own")


def main() -> None:
    torch.set_num_threads(1)
    for attention in (True, False):
        torch.manual_seed(SEED)
        network = DatesNetwork(attention)
        early = train(network)
        name = "dates" if attention else "dates_plain"
        write_model(name, network, seed=SEED, steps=STEPS)
        told(name, network)
        if attention:
            write_model("dates_early", early, seed=SEED, steps=EARLY)
            told("dates_early", early)


if __name__ == "__main__":
    main()
