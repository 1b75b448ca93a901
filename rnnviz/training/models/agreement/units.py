"""What each unit of the agreement network does, measured in recordings of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Bool, Float

from rnnviz.recorder import Recording, record
from rnnviz.training.models.agreement.language import FILLERS, FORM_OF, NO_VERB, VERBS, Case, cases
from rnnviz.training.models.agreement.network import AgreementNetwork, load, tensors

SEED = 7
COUNT = 200

Where = Bool[np.ndarray, "seq_len batch"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Means of one unit over many sentences; gates lie in 0..1, h in -1..1.

    A new subject is one after the first: before it, there is nothing to forget.

    Attributes:
        index: which coordinate of h and c.
        f_at_filler, i_at_filler: while adverbs stand between the subject and its verb.
        f_at_new, i_at_new: at a new subject.
        f_at_new_form: f at a new subject, by the form that it asks for.
        o_before_verb, o_elsewhere: where a form of "be" may come next, and where none may.
        h_before_verb: h where a form of "be" may come next, by the form that is right.
    """

    index: int
    f_at_filler: float
    f_at_new: float
    f_at_new_form: Mapping[str, float]
    i_at_filler: float
    i_at_new: float
    o_before_verb: float
    o_elsewhere: float
    h_before_verb: Mapping[str, float]

    @property
    def clarity(self) -> float:
        """The weakest link of the story, from 0 to 1: 1 for a unit that keeps, replaces and shows without fail.

        It keeps over adverbs (f near 1, i near 0), lets go and writes at a new subject (f near 0, i near 1), and shows
        where a verb may come (o near 1) and nowhere else (o near 0).
        """
        links = (self.f_at_filler, 1 - self.f_at_new, 1 - self.i_at_filler, self.i_at_new, self.o_before_verb)
        return min(*links, 1 - self.o_elsewhere)


def units(network: AgreementNetwork, sentences: Sequence[Case]) -> tuple[Unit, ...]:
    """Every unit of a network, the clearest first."""
    rec = recorded(network, sentences)
    filler = _where(sentences, rec, lambda case, t: case.words[t] in FILLERS)
    new = _where(sentences, rec, lambda case, t: t > 0 and case.words[t] in FORM_OF)
    elsewhere = _where(sentences, rec, partial(_answered, NO_VERB))
    right = {form: _where(sentences, rec, partial(_answered, form)) for form in VERBS}
    before_verb = np.logical_or.reduce(list(right.values()))
    i, f, o = (rec.gate(letter)[0, 0] for letter in "ifo")
    h = rec.h[0, 0]
    found = [
        Unit(
            index=index,
            f_at_filler=_mean(f, filler, index),
            f_at_new=_mean(f, new, index),
            f_at_new_form=MappingProxyType({form: _mean(f, new & where, index) for form, where in right.items()}),
            i_at_filler=_mean(i, filler, index),
            i_at_new=_mean(i, new, index),
            o_before_verb=_mean(o, before_verb, index),
            o_elsewhere=_mean(o, elsewhere, index),
            h_before_verb=MappingProxyType({form: _mean(h, where, index) for form, where in right.items()}),
        )
        for index in range(h.shape[-1])
    ]
    return tuple(sorted(found, key=lambda unit: -unit.clarity))


def recorded(network: AgreementNetwork, sentences: Sequence[Case]) -> Recording:
    """The LSTM of the network over sentences, one batch row for each."""
    input, _ = tensors(sentences)
    lengths = [len(case.words) for case in sentences]
    return record(network.lstm, input, lengths=lengths, labels=[case.words for case in sentences])


@lru_cache(maxsize=1)
def trained_units() -> tuple[Unit, ...]:
    """The units of the trained network, measured on sentences that it was not trained on, the clearest first."""
    return units(load(), cases(torch.Generator().manual_seed(SEED), COUNT, "combinations"))


def _answered(form: str, case: Case, t: int) -> bool:
    return case.answers[t] == form


def _where(sentences: Sequence[Case], rec: Recording, rule: Callable[[Case, int], bool]) -> Where:
    found = np.zeros(rec.h.shape[2:4], dtype=bool)
    for row, case in enumerate(sentences):
        for t in range(len(case.words)):
            found[t, row] = rule(case, t)
    return found


def _mean(values: Float[np.ndarray, "seq_len batch units"], where: Where, index: int) -> float:
    return float(values[where, index].mean())
