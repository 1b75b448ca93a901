"""What is wrong with an expression: it is read like a condition, but it is none, and must not be told to become one."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.errors import ConditionError
from rnnviz.words import N_

SAID: Mapping[str, str] = MappingProxyType(
    {
        "condition-type": N_("expression must be a text such as 'mean(f)', got {got}. Write it as a str."),
        "condition-empty": N_("expression must be a number, got an empty text. Write one such as mean(f)."),
        "condition-length": N_("expression must have at most {most} characters, got {got}. Write a shorter one."),
        "condition-depth": N_(
            "expression must have at most {most} operations inside one another, got {got}. Write it flatter."
        ),
        "condition-truth": N_(
            "expression must have something true or false here, got {got}, a number. Compare it with another."
        ),
        "condition-number": N_(
            "expression must have a number here, got {got}, which is true or false. "
            "Ask rnnviz.find for the steps at which it holds."
        ),
        "condition-nan": N_("expression must be made of numbers that a step has, got {got}. Write a name such as h."),
        "condition-open": N_("expression must close every bracket, and {got} stays open. Put {instead} where it ends."),
        "condition-close": N_(
            "expression must open a bracket before it is closed, got {got} without {instead}. Remove it, or open one."
        ),
        "condition-unfinished": N_(
            "expression must go on after {got} with a name, a number or a bracket, and it ends there. Write the rest."
        ),
        "condition-operand": N_(
            "expression must have a name, a number or a bracket before {got}, got none. Write what is missing there."
        ),
        "condition-together": N_(
            "expression must have an operator between {before} and {got}, got none. Put one there, such as + or *."
        ),
        "condition-instead": N_("expression must have {instead} here, got {got}. Replace it."),
        "condition-character": N_(
            "expression must be made of names, numbers, operators and brackets, got {got}. Remove it."
        ),
        "condition-comma": N_("expression must be a single number, got {got}. Watch each number by itself."),
    }
)
"""By the code of what is said of a condition; what is said of a name in it is true of both."""


def in_expression(error: ConditionError) -> ConditionError:
    """The same mistake, said of an expression."""
    if error.code not in SAID:
        return error
    return ConditionError(error.code.replace("condition", "expression"), SAID[error.code], **error.values)
