"""A module out of a file with everything it runs on."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.by_hand.part_module import module_of
from rnnviz.errors import InputError, SettingError, WeightsError
from rnnviz.formats.models import Part
from rnnviz.formats.models.shown import shown
from rnnviz.formats.reading import Reading
from rnnviz.lessons.own_model.opened import OPENED_MODELS
from rnnviz.lessons.own_model.reading import reading
from rnnviz.lessons.random_sizes import check_product
from rnnviz.scenario_model import OwnModel
from rnnviz.words import N_


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What is recorded.

    Attributes:
        part: the module as the file has it.
        module: it, with its weights.
        reading: its input, in the order in which it is read, with names.
        input: the same in the type of its weights, time first.
        hx: the states it begins with; None for zeros.
    """

    part: Part
    module: nn.Module
    reading: Reading
    input: Float[Tensor, "seq_len batch input_size"]
    hx: Tensor | tuple[Tensor, Tensor] | None

    @property
    def features(self) -> tuple[str, ...] | None:
        """Names of the features, where something named them."""
        return self.reading.own_features


def given(key: str) -> Given:
    """What the settings of a scenario's ``model`` make.

    Raises:
        SettingError: they are no such settings.
        FileError: a file is not open here.
        RnnvizError: as `given_of`.
    """
    return given_of(_settings(key))


def input_of(key: str) -> Reading:
    """What the module of such settings reads; the module itself is not made.

    Raises:
        RnnvizError: as `given`, where it is the input that is wrong.
    """
    settings = _settings(key)
    model = OPENED_MODELS.get(settings.file)
    return reading(settings, model, model.part(settings.part))


def _settings(key: str) -> OwnModel:
    settings = OwnModel.read_key(key)
    if settings is None or not settings.file:
        template = N_("model must say which file is shown, got none. Open a file on the page of your own model.")
        raise SettingError("model-none", template)
    return settings


def given_of(settings: OwnModel) -> Given:
    """The module and its input.

    Raises:
        FileError: a file is not open here.
        PlaceError: the file has no such module or embedding.
        WeightsError: weights are NaN or inf, and nobody said that they are to be run anyway.
        InputError: the input cannot be read, or does not fit.
        SettingError: the sizes are too large together.
    """
    model = OPENED_MODELS.get(settings.file)
    part = model.part(settings.part).over_time
    if part.not_finite and not settings.anyway:
        template = N_(
            "All weights must be finite numbers: {tensor} holds NaN or inf. It may be opened anyway, to see where they "
            "go."
        )
        raise WeightsError("model-not-finite", template, tensor=shown(part.not_finite[0]))
    made = reading(settings, model, part)
    _check_states(part, made)
    module = module_of(part, nonlinearity=settings.nonlinearity, reset=settings.reset)
    batch = made.input.shape[1]
    return Given(part, module, made, _as(made.input, part), part.hx_for(batch))


def _as(input: Float[Tensor, "seq_len batch input_size"], part: Part) -> Float[Tensor, "seq_len batch input_size"]:
    """The input in the type of the weights, in which large numbers may have no place."""
    found = input.to(part.dtype)
    if not torch.isfinite(found).all():
        template = N_("All numbers of the input must be finite in {dtype}, the type of the weights: {got} is not.")
        dtype, got = str(part.dtype).removeprefix("torch."), f"{input[~torch.isfinite(found)][0].item():.3g}"
        raise InputError("input-type", template, dtype=dtype, got=got)
    return found


def _check_states(part: Part, made: Reading) -> None:
    seq_len, batch = made.input.shape[:2]
    check_product(seq_len * batch * part.num_layers * (1 + part.bidirectional) * part.hidden_size)
