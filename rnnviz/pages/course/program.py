"""A lesson from Python."""

from rnnviz.lessons.course import Picture, Player
from rnnviz.lessons.course.controls import write_settings
from rnnviz.pages.course.chosen import Chosen


def program(here: Chosen) -> str:
    """Code that makes the lesson's figures and recordings, with what is set in it."""
    chapter, language = here.chapter, here.context.words.language
    settings = write_settings(chapter.lesson.controls, here.text.said, here.context.values)
    made = []
    for name, live in chapter.lesson.live.items():
        if isinstance(live, Picture):
            made.append(f'{name} = lesson.live["{name}"].make(context)  # a plotly figure: {name}.show()')
        elif isinstance(live, Player):
            made.append(f'{name} = lesson.live["{name}"].make(context)  # a recording: rnnviz.show({name})')
    return "\n".join(
        [
            "import rnnviz",
            "from rnnviz.lessons.course import Context, lessons",
            "from rnnviz.lessons.course.controls import read_settings",
            "from rnnviz.words import translation",
            "",
            f'chapter = lessons()["{chapter.name}"]',
            f'lesson, said = chapter.lesson, chapter.texts["{language}"].said',
            f'values, _ = read_settings(lesson.controls, said, "{settings}")',
            f'context = Context(values, said, translation("{language}"))',
            *made,
            "",
        ]
    )
