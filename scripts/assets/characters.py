"""Train the character LSTM on what this project's lessons and pitfalls say in English."""

import re

import torch
from torch import Tensor, nn

from rnnviz.lessons.course import lessons
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.training.models.characters import ALPHABET, CharacterNetwork, encoded
from scripts.assets.writing import write_model

SEED = 0
STEPS = 1800
BATCH, SPAN = 24, 96


def text() -> str:
    """All sentences that are plain prose: without gaps, formulas and code."""
    told = [
        piece
        for chapter in lessons().values()
        for piece in (chapter.texts["en"].summary, *(section.text for section in chapter.texts["en"].sections))
    ]
    told += [piece for pitfall in pitfalls().values() for piece in (pitfall.story, pitfall.why)]
    sentences = [one for piece in told for one in re.split(r"(?<=[.?!])\s+", re.sub(r"\*+", "", piece))]
    plain = [one for one in sentences if not re.search(r"\[\[|\$|`|[{}=_|]|\d", one)]
    joined = re.sub(r"\s+", " ", " ".join(plain).lower().replace("“", "").replace("”", ""))
    return "".join(character for character in joined if character in ALPHABET)


def batch(characters: Tensor, draws: torch.Generator) -> tuple[Tensor, Tensor]:
    starts = torch.randint(len(characters) - SPAN - 1, (BATCH,), generator=draws)
    rows = torch.stack([characters[start : start + SPAN + 1] for start in starts.tolist()])
    return rows[:, :-1], rows[:, 1:]


def main() -> None:
    torch.set_num_threads(1)
    told = text()
    characters = encoded(told)[0]
    torch.manual_seed(SEED)
    network, draws = CharacterNetwork(), torch.Generator().manual_seed(SEED)
    adam = torch.optim.Adam(network.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=0.01, total_steps=STEPS)
    for step in range(STEPS):
        given, target = batch(characters, draws)
        loss = nn.functional.cross_entropy(network(given)[0].flatten(0, 1), target.flatten())
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        rate.step()
        if step % 100 == 0:
            print(f"step {step}: {loss.item():.3f}", flush=True)
    print(f"{len(told)} characters, loss {loss.item():.3f}")
    write_model("characters", network, seed=SEED, steps=STEPS)


if __name__ == "__main__":
    main()
