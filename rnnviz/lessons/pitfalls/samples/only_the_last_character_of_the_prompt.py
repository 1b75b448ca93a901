"""Generating from the prompt's last character: what stands before it never reaches the state."""

import plotly.graph_objects as go

from rnnviz.figures.verdict import compared_bars
from rnnviz.lessons.pitfalls.pitfall import Outcome, Pitfall, Run
from rnnviz.words import N_, Translation

SETUP = """
import torch
from torch import nn

torch.manual_seed(0)
text = "to be or not to be."
letters = sorted(set(text))
ids = torch.tensor([letters.index(letter) for letter in text])
one_hot = torch.eye(len(letters))[ids]
lstm, fc = nn.LSTM(len(letters), 32), nn.Linear(32, len(letters))
adam = torch.optim.Adam([*lstm.parameters(), *fc.parameters()], lr=0.03)
for step in range(80):
    loss = nn.functional.cross_entropy(fc(lstm(one_hot[:-1])[0]), ids[1:])
    adam.zero_grad()
    loss.backward()
    adam.step()
"""

WRONG = """
def full_stop_after(prompt):
    x = torch.eye(len(letters))[[letters.index(letter) for letter in prompt]]
    output, (h_n, c_n) = lstm(x[-1:])
    return fc(output[-1]).softmax(dim=0)[letters.index(".")].item()

prompts = ["to be", "to be or not to be"]
chances = [full_stop_after(prompt) for prompt in prompts]
"""

RIGHT = """
def full_stop_after(prompt):
    x = torch.eye(len(letters))[[letters.index(letter) for letter in prompt]]
    output, (h_n, c_n) = lstm(x)
    return fc(output[-1]).softmax(dim=0)[letters.index(".")].item()

prompts = ["to be", "to be or not to be"]
chances = [full_stop_after(prompt) for prompt in prompts]
"""


def _outcome(run: Run) -> Outcome:
    wrong, right = run.wrong["chances"], run.right["chances"]

    def figure(dark: bool, words: Translation) -> go.Figure:
        _ = words
        return compared_bars(
            run.right["prompts"],
            {_("the last character"): ("wrong", wrong), _("the whole prompt"): ("right", right)},
            title=_("How likely the full stop is as the next character"),
            values=_("probability"),
            groups=_("prompt"),
            dark=dark,
        )

    return Outcome(
        sentence=N_(
            "The text ends after the second prompt, not after the first. Fed with the whole prompts, the network "
            "gives the full stop {early:.2f} after the first and {late:.2f} after the second; fed with the last "
            "character, {wrong:.2f} after both."
        ),
        values={"early": right[0], "late": right[1], "wrong": wrong[1]},
        figure=figure,
    )


PITFALL = Pitfall(
    title=N_("A prompt of which only the last character is fed"),
    topic="training",
    story=N_(
        "A character LSTM is to continue a prompt. Generating goes one character at a time from the latest one, so "
        "people begin with the prompt's last character."
    ),
    setup=SETUP,
    wrong=WRONG,
    right=RIGHT,
    why=N_(
        "What a recurrent network knows of the past is in (h, c) alone. Without the earlier characters the state is "
        "still zero when the last one comes, so all prompts with the same ending are one and the same. Feed the whole "
        "prompt first, keep the state, and generate from there."
    ),
    outcome=_outcome,
)
