"""A training as Python."""

from rnnviz.training import Plan


def program(plan: Plan) -> str:
    """Code that trains all networks of a plan, and says how good they are."""
    contents = [
        "contents = Contents(Path('contents'), most_bytes=2**28)",
        "contents.keep(Path('numbers.csv').read_bytes())",
    ]
    file = bool(getattr(plan, "file", ""))
    return "\n".join(
        [
            *(["from pathlib import Path", ""] if file else []),
            "from rnnviz.training import Training, read_plan",
            *(["from rnnviz.training.contents import Contents"] if file else []),
            "",
            f"plan = read_plan({plan.key!r})",
            *(contents if file else []),
            f"training = Training(plan, plan.task({'contents' if file else ''}))",
            "while not training.over:",
            "    training.advance()",
            "for name in training.task.names:",
            "    print(name, dict(training.measure(name).numbers))",
            "",
        ]
    )
