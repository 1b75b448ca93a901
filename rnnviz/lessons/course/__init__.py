"""The lessons: one folder each, with the text of every language beside the code that makes what is live in it.

A folder in ``chapters`` holds ``en.md`` and ``zh.md`` (see `rnnviz.lessons.course.reading`) and ``lesson.py``, which
defines ``LESSON``. A new folder is found by itself.

>>> [language for language in lessons()["one-hot"].texts]
['en', 'zh']
"""

from rnnviz.lessons.course.contents import Chapter, lessons
from rnnviz.lessons.course.controls import Choice, Slider, Typing, Values
from rnnviz.lessons.course.lesson import Context, Lesson
from rnnviz.lessons.course.live import Code, Door, Live, Picture, Player, Table
from rnnviz.lessons.course.quiz import Asked, asked
from rnnviz.lessons.course.text import Formula, LessonText, QuestionText

__all__ = [
    "Asked",
    "Chapter",
    "Choice",
    "Code",
    "Context",
    "Door",
    "Formula",
    "Lesson",
    "LessonText",
    "Live",
    "Picture",
    "Player",
    "QuestionText",
    "Slider",
    "Table",
    "Typing",
    "Values",
    "asked",
    "lessons",
]
