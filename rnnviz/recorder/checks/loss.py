"""The loss whose gradients are asked for: a function of what the module returns, to one number."""

from collections.abc import Collection, Mapping
from typing import Any

from torch import Tensor

from rnnviz.errors import ArgumentError, PlaceError
from rnnviz.recorder.width import dtype_name
from rnnviz.words import N_


def check_loss(loss: object) -> None:
    """The loss can be called.

    Raises:
        ArgumentError: it cannot.
    """
    if not callable(loss):
        raise ArgumentError(
            "gradients-callable",
            N_(
                "gradients_of must be a function loss(output, h_n) of what the module returns, got {got}. "
                "Pass one, e.g. gradients_of=lambda output, h_n: output.sum()."
            ),
            got=got(loss),
        )


def check_losses(given: object, names: Collection[str]) -> None:
    """What `recording` is given is one loss for every module, losses by the names of modules, or "backward".

    Raises:
        ArgumentError: it is something else.
        PlaceError: the model has no recurrent module of that name.
    """
    if given is None or callable(given) or (isinstance(given, str) and given == "backward"):
        return
    if not isinstance(given, Mapping):
        raise ArgumentError(
            "gradients-losses",
            N_(
                "gradients_of must be a function loss(output, h_n), a dict with such a function for some modules by "
                "name, or 'backward' for the gradients of your own loss.backward(), got {got}. Pass one of these."
            ),
            got=got(given),
        )
    for name, loss in given.items():
        if name not in names:
            raise PlaceError(
                "gradients-module",
                N_("gradients_of must name the model's recurrent modules, {choices}, got {got}. Choose one of these."),
                choices=", ".join(map(repr, names)),
                got=repr(name),
            )
        check_loss(loss)


def check_value(value: object) -> Tensor:
    """What a loss returned is one number that can be derived.

    Raises:
        ArgumentError: it is not.
    """
    if not isinstance(value, Tensor) or value.numel() != 1 or value.is_complex():
        raise ArgumentError(
            "gradients-number",
            N_(
                "gradients_of must return one number, a tensor of shape (), got {got}. "
                "Reduce what it returns, e.g. with .mean()."
            ),
            got=got(value),
        )
    if not value.requires_grad:
        raise ArgumentError(
            "gradients-detached",
            N_(
                "gradients_of must return a tensor with a gradient, got one that is cut off from everything. Compute "
                "it from output and h_n with PyTorch's operations, without detach(), item(), numpy() or no_grad()."
            ),
        )
    return value


def not_reached() -> ArgumentError:
    """The loss has a gradient, but none by what the module returned."""
    return ArgumentError(
        "gradients-apart",
        N_(
            "gradients_of must return a number that depends on what the module returned, got one that does not. "
            "Compute it from the output and h_n that it is given, not from tensors made before."
        ),
    )


def got(value: Any) -> str:
    """What came, in a few words."""
    if isinstance(value, Tensor):
        return f"a {dtype_name(value.dtype)} tensor of shape {tuple(value.shape)}"
    return repr(value) if isinstance(value, str | int | float) or value is None else type(value).__name__
