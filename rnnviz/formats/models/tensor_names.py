"""The names of PyTorch's recurrent tensors, with whatever precedes them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

_KINDS = "weight_ih|weight_hh|bias_ih|bias_hh|weight_hr"
_NAME = re.compile(
    rf"(?:(?P<prefix>.*)\.)?(?P<kind>{_KINDS})(?:_l(?P<layer>0|[1-9]\d{{0,5}})(?P<reverse>_reverse)?)?", re.S
)
_MADE_FROM = re.compile(
    rf"(?:.*\.)?(?:parametrizations\.(?P<new>(?:{_KINDS})\w*)\.original\d*"
    rf"|(?P<old>(?:{_KINDS})(?:_l\d+(?:_reverse)?)?)_(?:g|v|orig|raw|mask))",
    re.S,
)
_WRAPPERS = ("module", "_orig_mod", "model", "state_dict", "model_state_dict")
"""What stands before all names of a model that was wrapped, compiled, or put into a checkpoint."""


@dataclass(frozen=True, slots=True)
class TensorName:
    """One tensor of a recurrent module.

    Attributes:
        kind: "weight_ih", "weight_hh", "bias_ih", "bias_hh" or "weight_hr".
        layer: from 0; None for a module of one step.
        reverse: whether it is of the reverse direction.
    """

    kind: str
    layer: int | None
    reverse: bool

    def __str__(self) -> str:
        """PyTorch's name: "weight_ih_l0_reverse"."""
        layer = "" if self.layer is None else f"_l{self.layer}"
        return self.kind + layer + ("_reverse" if self.reverse else "")


def modules_in(names: Iterable[str]) -> dict[str, dict[TensorName, str]]:
    """The recurrent tensors of each module: by its prefix, what each tensor is and how the file calls it.

    Raises:
        FileError: there are numbers that weights would have to be computed from first.

    >>> found = modules_in(["encoder.lstm.weight_hh_l0_reverse", "head.weight"])
    >>> {prefix: [str(name) for name in tensors] for prefix, tensors in found.items()}
    {'encoder.lstm': ['weight_hh_l0_reverse']}
    """
    found: dict[str, dict[TensorName, str]] = {}
    for name in names:
        match = _NAME.fullmatch(name)
        if match is not None:
            layer = None if match["layer"] is None else int(match["layer"])
            tensor = TensorName(match["kind"], layer, match["reverse"] is not None)
            found.setdefault(match["prefix"] or "", {})[tensor] = name
        else:
            _check_plain(name)
    return found


def _check_plain(name: str) -> None:
    match = _MADE_FROM.fullmatch(name)
    if match is None:
        return
    if match["new"]:
        template = N_(
            "The tensor {name} is what a parametrization makes {weight} from, and not {weight} itself. Call "
            "torch.nn.utils.parametrize.remove_parametrizations(module, {quoted}), and save state_dict() again."
        )
        weight = shown(match["new"])
        raise FileError("model-parametrized", template, name=shown(name), weight=weight, quoted=repr(weight))
    template = N_(
        "The tensor {name} is one of those that {weight} is computed from, and not {weight} itself. Take the "
        "normalisation or pruning away (torch.nn.utils.remove_weight_norm, torch.nn.utils.prune.remove), and save "
        "state_dict() again."
    )
    raise FileError("model-computed", template, name=shown(name), weight=shown(match["old"]))


def short_names(prefixes: Iterable[str], names: Iterable[str]) -> Mapping[str, str]:
    """What each module is called: its prefix, without what a wrapper has put there.

    Args:
        prefixes: of the modules.
        names: of all tensors of the file.

    >>> dict(short_names(["module.encoder.lstm"], ["module.encoder.lstm.weight_hh_l0", "module.head.weight"]))
    {'module.encoder.lstm': 'encoder.lstm'}
    >>> dict(short_names(["model.lstm", "ema.lstm"], ["model.lstm.weight_hh_l0", "ema.lstm.weight_hh_l0"]))
    {'model.lstm': 'model.lstm', 'ema.lstm': 'ema.lstm'}
    """
    listed, common = list(names), ""
    while wrapper := next((one for one in _WRAPPERS if _precedes(f"{common}{one}.", listed)), ""):
        common += f"{wrapper}."
    found = {prefix: _without("_orig_mod", f"{prefix}.".removeprefix(common)).removesuffix(".") for prefix in prefixes}
    short = list(found.values())
    return {prefix: name if short.count(name) == 1 else prefix for prefix, name in found.items()}


def _precedes(start: str, names: list[str]) -> bool:
    return bool(names) and all(name.startswith(start) for name in names)


def _without(part: str, dotted: str) -> str:
    return ".".join(each for each in dotted.split(".") if each != part)
