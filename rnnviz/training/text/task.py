"""Learning a text character by character: what a network is given, and how well it foresees what it never read."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from rnnviz.recorder import Recording, recording
from rnnviz.training.own_draws import own_draws
from rnnviz.training.task import Measured, Task
from rnnviz.training.text.material import MEASURED, Material
from rnnviz.training.text.model import CharacterModel, loss_of
from rnnviz.training.text.plan import CharactersPlan
from rnnviz.training.text.sampling import generated
from rnnviz.training.text.vocabulary import visible

PROBE = 240
"""Characters of the held-out part, its first ones, that are recorded while a network learns."""

SAMPLE = 160
"""Characters that are written after the prompt while a network learns; a short text is written to its end at most."""

_EPOCH = 1_000_003
"""Between the draws of two seeds."""

Windows = Int[Tensor, "batch length"]


class CharactersTask(Task[Windows]):
    """One network that learns a text.

    Each epoch cuts the text anew into sequences that lie end to end, from a place that is drawn, and mixes them.

    Args:
        plan: the sizes, the seed and how samples are drawn.
        material: the text.
    """

    def __init__(self, plan: CharactersPlan, material: Material) -> None:
        self.plan, self.material = plan, material
        self._window = min(plan.seq_len, len(material.training) - 1)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.plan.cell_type,)

    @property
    def steps(self) -> int:
        return self.plan.epochs * self.steps_per_epoch

    @property
    def steps_per_epoch(self) -> int:
        return self.material.steps_per_epoch(self.plan.seq_len, self.plan.batch)

    def network(self, name: str) -> CharacterModel:
        plan = self.plan
        with own_draws():
            torch.manual_seed(plan.seed)
            return CharacterModel(
                len(self.material.vocabulary),
                embedding=plan.embedding,
                hidden_size=plan.hidden_size,
                num_layers=plan.num_layers,
                cell_type=plan.cell_type,
                dropout=plan.dropout,
            )

    def batch(self, step: int) -> Windows:
        epoch, place = divmod(step, self.steps_per_epoch)
        starts = self._starts(epoch)[place * self.plan.batch : (place + 1) * self.plan.batch]
        return self.material.training_numbers.unfold(0, self._window + 1, 1)[starts]

    def _starts(self, epoch: int) -> Int[Tensor, " windows"]:
        """Where the sequences of an epoch begin. Those that would go beyond the end begin again at the beginning."""
        draws = torch.Generator().manual_seed(self.plan.seed * _EPOCH + epoch)
        places = len(self.material.training) - self._window
        count = math.ceil((len(self.material.training) - 1) / self._window)
        first = int(torch.randint(places, (1,), generator=draws))
        return ((first + self._window * torch.arange(count)) % places)[torch.randperm(count, generator=draws)]

    def loss(self, name: str, network: nn.Module, batch: Windows) -> Float[Tensor, ""]:
        return loss_of(_model(network), batch)

    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        return {"rnn": recorded(_model(network), self.material, self.probe)}

    @property
    def probe(self) -> tuple[str, ...]:
        """The characters that are recorded: the last one is left out where it has no next one to foresee."""
        return tuple(self.material.unseen[: min(PROBE, len(self.material.unseen) - 1)])

    @property
    def counted(self) -> tuple[float, ...]:
        """What counting alone can do, in bits per character: `Material.counted`."""
        return self.material.counted_first

    def measure(self, name: str, network: nn.Module) -> Measured:
        """Numbers: "bits" per character and "accuracy" on the held-out part; of a short text, on all of it."""
        model, plan = _model(network), self.plan
        bits, accuracy = measured(model, self.material.unseen_numbers[:MEASURED])
        written = generated(
            model,
            self.material.vocabulary,
            plan.prompt,
            min(SAMPLE, max(len(self.material.text) - len(plan.prompt), 1)),
            temperature=plan.temperature,
            top_k=plan.top_k,
            seed=plan.seed,
        )
        return Measured(numbers={"bits": bits, "accuracy": accuracy}, texts={"sample": written})


def measured(network: CharacterModel, numbers: Int[Tensor, " seq_len"]) -> tuple[float, float]:
    """Bits per character of a text but its first, and how often the likeliest character was the right one, 0 to 1."""
    with torch.inference_mode():
        logits, right = network(numbers[None, :-1])[0][0], numbers[1:]
        loss = float(nn.functional.cross_entropy(logits, right))
        return loss / math.log(2), float((logits.argmax(dim=-1) == right).double().mean())


def recorded(network: CharacterModel, material: Material, text: Sequence[str]) -> Recording:
    """A text run through a network in evaluation mode, a label for each character; the network stays as it was."""
    was_training = network.training
    try:
        with torch.inference_mode(), recording(network.eval()) as recs:
            network(torch.from_numpy(material.vocabulary.numbers(text))[None])
    finally:
        network.train(was_training)
    return replace(recs["rnn"], labels=(tuple(map(visible, text)),))


def _model(network: nn.Module) -> CharacterModel:
    assert isinstance(network, CharacterModel)
    return network
