"""What a lesson takes: its time, and the lessons to be read before."""

from collections.abc import Iterator

from rnnviz.lessons.course import Chapter, lessons
from rnnviz.pages.visit import Visit


def facts(visit: Visit, chapter: Chapter) -> Iterator[str]:
    """Each as a few words."""
    _ = visit.translate
    yield _("{count} minutes").format(count=chapter.facts.minutes)
    if chapter.facts.requires:
        titles = (lessons()[name].texts[visit.scenario.language].title for name in chapter.facts.requires)
        yield _("after: {lessons}").format(lessons=_(", ").join(titles))
