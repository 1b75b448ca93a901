"""Train the network that finds the marked letter by attention, and one that has to keep it up to the last step."""

import torch
from torch import nn

from rnnviz.training.models.marked import LETTERS, MarkedNetwork, Split, answer_of, cases, find, tensors
from scripts.assets.writing import write_model

SEED = 0
STEPS = 600
BATCH = 64


def train(attention: bool) -> MarkedNetwork:
    torch.manual_seed(SEED)
    network = MarkedNetwork(attention)
    draws = torch.Generator().manual_seed(SEED)
    adam = torch.optim.Adam(network.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=0.02, total_steps=STEPS)
    for step in range(STEPS):
        rows = cases(draws, BATCH)
        target = torch.tensor([LETTERS.index(answer_of(row)) for row in rows])
        scores, _ = network(*tensors(rows))
        loss = nn.functional.cross_entropy(scores, target)
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        rate.step()
        if (step + 1) % 250 == 0:
            print(f"step {step + 1}: loss {loss.item():.4f}", flush=True)
    return network


def told(name: str, network: MarkedNetwork) -> None:
    splits: tuple[Split, ...] = ("training", "held out", "longer")
    for split in splits:
        rows = cases(torch.Generator().manual_seed(1), 1000, split)
        found = find(rows, network)
        right = sum(own == answer_of(row) for own, row in zip(found.answers, rows, strict=True))
        at_letter = sum(float(weights[row.index("*") + 1]) for weights, row in zip(found.attention, rows, strict=True))
        print(
            f"{name}, {split}: accuracy {right / len(rows):.4f}, mean weight on the marked letter "
            f"{at_letter / len(rows):.3f}"
        )


def main() -> None:
    torch.set_num_threads(1)
    for attention in (True, False):
        network = train(attention)
        name = "marked" if attention else "marked_last"
        write_model(name, network, seed=SEED, steps=STEPS)
        told(name, network)


if __name__ == "__main__":
    main()
