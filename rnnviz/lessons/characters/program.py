"""A training of a character model as a program."""

from rnnviz.training.text import CharactersPlan


def program(plan: CharactersPlan) -> str:
    """Lines that make the same network, let it write, and open what it read in the player.

    >>> "CharactersPlan.read('cell=GRU')" in program(CharactersPlan(cell_type="GRU"))
    True
    """
    contents = plan.source == "own" and not plan.text
    kept = 'Contents(Path("contents"), most_bytes=10**9)' if contents else ""
    imports = ["from pathlib import Path\n"] if contents else []
    more = ["from rnnviz.training.contents import Contents"] if contents else []
    return "\n".join(
        [
            *imports,
            "import rnnviz",
            "from rnnviz.training import Training",
            *more,
            "from rnnviz.training.text import CharactersPlan, generated",
            "",
            f"plan = CharactersPlan.read({plan.write()!r})",
            *(["# The file must have been kept there: contents.keep(bytes)."] if contents else []),
            f"task = plan.task({kept})",
            "training = Training(plan, task)",
            "while not training.over:",
            "    training.advance()",
            f"network = training.networks[{plan.cell_type!r}].eval()",
            "vocabulary = task.material.vocabulary",
            f"print(generated(network, vocabulary, {plan.prompt!r}, 200, temperature={plan.temperature:g}))",
            f"rec = training.record({plan.cell_type!r})['rnn']",
            "rnnviz.show(rec)",
        ]
    )
