"""What the network says after the last character does not move when the rest of the prompt changes."""

import pytest
import torch

from rnnviz.lessons.pitfalls import pitfalls, run
from rnnviz.lessons.pitfalls.pitfall import Side

PITFALL = pitfalls()["only-the-last-character-of-the-prompt"]


@pytest.mark.parametrize("seed", range(5))
def test_the_whole_prompt_decides_where_the_text_ends(seed: int) -> None:
    right = run(PITFALL, seed).right
    assert right["chances"][0] < 0.1
    assert right["chances"][1] > 0.9
    for prompt, chance in zip(right["prompts"], right["chances"], strict=True):
        assert _step_by_step(right, prompt) == pytest.approx(chance, abs=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_the_last_character_alone_decides_for_all_prompts(seed: int) -> None:
    wrong = run(PITFALL, seed).wrong
    expected = _step_by_step(wrong, "e")
    assert wrong["chances"] == pytest.approx([expected, expected], abs=1e-5)
    assert wrong["chances"][0] == wrong["chances"][1]
    assert wrong["full_stop_after"]("rrnnbbe") == wrong["chances"][0]
    assert expected < 0.5


def _step_by_step(side: Side, prompt: str) -> float:
    """The probability of the full stop, one character after the other with the state handed on."""
    places = "".join(side["letters"])
    state = None
    for letter in prompt:
        output, state = side["lstm"](torch.eye(len(places))[[places.index(letter)]], state)
    logits = side["fc"](output[0]).detach().double()
    return float((logits[places.index(".")] - logits.logsumexp(dim=0)).exp())
