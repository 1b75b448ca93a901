"""The numbers of the lesson."""

from collections.abc import Mapping

from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.rnn_family import calls, diary, members


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    found, back = members.found(), values["back"]
    c = diary.diary(float(values["half"])).c
    assert c is not None
    _, _, apart = calls.calls()
    names = calls.calls()[0]
    return {
        "skipped": members.SKIPPED,
        "parameters": found["plain"].parameters,
        "stack_parameters": found["stack"].parameters,
        "back": back,
        "plain_path": found["plain"].paths[back],
        "transition_path": found["transition"].paths[back],
        "skip_path": found["skip"].paths[back],
        "plain_influence": found["plain"].influence[back],
        "transition_influence": found["transition"].influence[back],
        "skip_influence": found["skip"].influence[back],
        "ago": diary.AGO,
        "years": diary.JACKPOT_YEARS,
        "half": values["half"],
        "jackpot": 100 * float(c[0, 0, -1, 0, 0]),
        "supper": 100 * float(c[0, 0, -1, 0, 1]),
        "names": Formula(", ".join(f"`{name}`" for name in names)),
        "cut": calls.CUT,
        "steps": calls.STEPS,
        "passed": apart["passed"],
        "left": apart["left"],
    }
