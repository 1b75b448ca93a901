"""Write the texts that the character models read: what this project says in its lessons, pitfalls, glossary and app.

Sentences with gaps, formulas or tables are left out. What is written stays as it is when the lessons change later: the
models were trained on it, and are measured on its end.
"""

import hashlib
import re
from collections.abc import Iterator

from rnnviz.lessons.course import lessons
from rnnviz.lessons.glossary import glossary
from rnnviz.lessons.pitfalls import pitfalls
from rnnviz.words import LANGUAGES, translation
from scripts.assets.writing import ASSETS
from scripts.catalogue import template

WIDTHS = {"en": 60, "zh": 24}
"""Characters of a line: a network may count them."""

_UNFIT = re.compile(r"\[\[|\$|[{}|=<>*#\\]|https?:|```")
_ENDS = {"en": re.compile(r"(?<=[.?!])\s+"), "zh": re.compile(r"(?<=[。？！])\s*")}
_WHOLE = {"en": re.compile(r"[.?!]$"), "zh": re.compile(r"[。？！]$")}

LEAST = 30
"""Characters of a text of the app's screen that counts as prose."""


def told(language: str) -> Iterator[str]:
    """Paragraphs with their markup."""
    for chapter in lessons().values():
        text = chapter.texts[language]
        yield text.summary
        for section in text.sections:
            yield from section.text.split("\n\n")
        for question in text.questions:
            yield from (question.text, question.explanation, *question.reasons.values())
    for term in glossary().values():
        said = term.said[language]
        yield from (said.short, *said.text.split("\n\n"))
    words = translation(language)
    for pitfall in pitfalls().values():
        yield from (words(pitfall.story), words(pitfall.why))
    yield from (words(str(message.id)) for message in template() if len(str(message.id)) >= LEAST)


def prose(paragraph: str, language: str) -> str:
    """The sentences of a paragraph that are plain and whole."""
    plain = re.sub(r"\*\*|\n(?=\S)", lambda found: "" if found[0] == "**" else " ", paragraph).strip()
    sentences = [one for one in _ENDS[language].split(plain) if not _UNFIT.search(one) and _WHOLE[language].search(one)]
    return ("" if language == "zh" else " ").join(sentences)


def wrapped(paragraph: str, language: str) -> str:
    """Lines of at most so many characters; English is broken at spaces, Chinese anywhere but before a sign."""
    lines, pieces = (
        [""],
        re.findall(r"\S+\s*" if language == "en" else r"[A-Za-z0-9_`.,()]+ ?|.[，。？！；：、）”]*", paragraph),
    )
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > WIDTHS[language]:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.strip() for line in lines)


def text(language: str) -> str:
    """All paragraphs, each once, in the order of their hashes: any part of it is a fair sample of the whole."""
    found = {prose(paragraph, language) for paragraph in told(language)} - {""}
    ordered = sorted(found, key=lambda paragraph: hashlib.sha256(paragraph.encode()).digest())
    return "\n\n".join(wrapped(paragraph, language) for paragraph in ordered) + "\n"


def main() -> None:
    folder = ASSETS / "text"
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        written = text(language)
        (folder / f"{language}.txt").write_text(written, encoding="utf-8", newline="\n")
        print(f"{language}.txt: {len(written)} characters, {len(set(written))} different ones")


if __name__ == "__main__":
    main()
