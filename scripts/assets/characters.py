"""Train a character LSTM for each language on what this project says in it: ``characters`` or ``characters zh``."""

import sys

import torch
from torch import Tensor

from rnnviz.training.models.characters import load, material, untrained
from rnnviz.training.text.model import loss_of
from rnnviz.training.text.task import measured
from rnnviz.words import LANGUAGES
from scripts.assets.writing import write_model

SEED = 0
STEPS = {"en": 2400, "zh": 1500}
BATCH = 32
SPAN = {"en": 100, "zh": 64}
HIGHEST_RATE = 0.008
DECAY = {"en": 0.02, "zh": 0.05}


def batch(characters: Tensor, span: int, draws: torch.Generator) -> Tensor:
    starts = torch.randint(len(characters) - span, (BATCH,), generator=draws)
    return characters.unfold(0, span + 1, 1)[starts]


def train(language: str) -> None:
    read, steps = material(language), STEPS[language]
    torch.manual_seed(SEED)
    network, draws = untrained(language), torch.Generator().manual_seed(SEED)
    adam = torch.optim.AdamW(network.parameters(), weight_decay=DECAY[language])
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=HIGHEST_RATE, total_steps=steps)
    for step in range(steps):
        loss = loss_of(network.train(), batch(read.training_numbers, SPAN[language], draws))
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        rate.step()
        if (step + 1) % 200 == 0:
            bits, _ = measured(network.eval(), read.unseen_numbers)
            print(f"step {step + 1}: loss {loss.item():.3f}, held out {bits:.3f} bits", flush=True)
    write_model(f"characters_{language}", network, seed=SEED, steps=steps)
    bits, accuracy = measured(load(language), read.unseen_numbers)
    counted = ", ".join(f"{one:.3f}" for one in read.counted(len(read.unseen)))
    print(f"{language}: {bits:.3f} bits held out, accuracy {accuracy:.3f}; counted, n = 0 to 4: {counted}")


def main() -> None:
    torch.set_num_threads(1)
    for language in sys.argv[1:] or LANGUAGES:
        train(language)


if __name__ == "__main__":
    main()
