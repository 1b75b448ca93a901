"""Links from a text to the glossary: the first time that each term is met."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from urllib.parse import urlencode

from rnnviz.lessons.glossary.entries import glossary

_BRACKETS = r"\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*\]"

_UNTOUCHED = "|".join(
    (
        r"\\[\s\S]",
        r"(?P<fence>^[ \t>]*(?P<ticks>`{3,}|~{3,}))[\s\S]*?(?:^[ \t>]*(?P=ticks)[`~]*[ \t]*$|\Z)",
        r"(?P<code>(?<!`)(?P<tick>`+)(?!`)[\s\S]*?(?<!`)(?P=tick)(?!`))",
        r"\$\$[\s\S]*?\$\$",
        r"\$[^$\n]+\$",
        r"^ {0,3}#.*$",
        r"^.*\n {0,3}(?:=+|-+)[ \t]*$",
        r"^(?: {4}|\t).*$",
        r"\{\{[\s\S]*?\}\}",
        rf"{_BRACKETS}(?:\((?:[^()]|\([^()]*\))*\)|:[^\n]*)?",
        r"<(?P<tag>a|code|pre|script|style|button|textarea)\b[\s\S]*?</(?P=tag)>",
        r"<[^<>]*>",
        r"\w+://\S+",
    )
)
"""What is never linked: escaped signs, code, formulas, headings, placeholders, links and all in brackets, HTML."""


def address_of(name: str, language: str) -> str:
    """The address of a term in the app, beside every other page.

    >>> address_of("forget-gate", "zh")
    'glossary?term=forget-gate&lang=zh'
    """
    query = {"term": name} | ({} if language == "en" else {"lang": language})
    return f"glossary?{urlencode(query)}"


def linked(
    markdown: str,
    language: str,
    *,
    passed_over: Collection[str] = (),
    address: Callable[[str, str], str] = address_of,
) -> str:
    """``markdown`` with the first mention of every term made a link to it.

    Terms in ``passed_over``, by their ids, stay as they are, and so do terms that are linked already: linking twice is
    linking once. Of names that begin at one place the longest counts.

    >>> print(linked("The hidden state `h`, the hidden states, h_n.", "en"))
    The [hidden state](glossary?term=hidden-state) `h`, the hidden states, [h_n](glossary?term=h-n).
    """
    pattern, names = _searched(language)
    found = {name for name in glossary() if f"]({address(name, language)})" in markdown} | set(passed_over)

    def link(match: re.Match[str]) -> str:
        text = match["term"]
        if text is None:
            return match[0]
        name = names[_key(text)]
        edges = _bold_edges(match)
        if name in found or edges == 1:
            return text
        found.add(name)
        # Between Chinese characters **[a](b)** is not bold, but shows its asterisks; [**a**](b) is.
        return (
            f"{_INSIDE}[**{text}**]({address(name, language)}){_INSIDE}"
            if edges
            else (f"[{text}]({address(name, language)})")
        )

    return pattern.sub(link, markdown).replace(f"**{_INSIDE}", "").replace(f"{_INSIDE}**", "")


_INSIDE = "\ue000"
"""Where asterisks are taken into a link; a sign that no text has."""


def _bold_edges(match: re.Match[str]) -> int:
    """How many ends of bold type a term touches from inside: 2 if it is all of it."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.rpartition("\n\n")[2].count("**") % 2 == 0:
        return 0
    return before.endswith("**") + after.startswith("**")


@cache
def _searched(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What to look for, and the id of the term by what is found, as `_key` has it."""
    names = {form: term.id for term in glossary().values() for form in forms(term.id, language)}
    longest_first = sorted(names, key=len, reverse=True)
    term = "|".join(map(_form, longest_first))
    keys: dict[str, str] = {}
    for form in longest_first:
        keys.setdefault(_key(form), names[form])
    return re.compile(rf"{_UNTOUCHED}|(?P<term>{term})", re.MULTILINE), keys


def forms(name: str, language: str) -> Iterator[str]:
    """Every form in which a term is met in a text, but for a capital at its beginning."""
    term = glossary()[name]
    for form in (term.name(language), *term.also(language)):
        # A single Chinese character is part of too many other words.
        if len(form) == 1:
            continue
        yield form
        if form.isascii() and not is_symbol(form) and not form.endswith("s"):
            yield f"{form}s"


def is_symbol(form: str) -> bool:
    """Whether it is a name in a program, which is written in one way only.

    >>> is_symbol("h_n"), is_symbol("hidden state")
    (True, False)
    """
    return "_" in form


def _form(form: str) -> str:
    """A pattern: a Latin word is met whole, and may begin a sentence."""
    first, rest = form[0], re.escape(form[1:])
    begin = f"[{first}{first.upper()}]" if first.islower() and not is_symbol(form) else re.escape(first)
    before = r"(?<![A-Za-z0-9_.\-/])" if first.isascii() else ""
    after = r"(?![A-Za-z0-9_\-/(]|\.\w)" if form[-1].isascii() else ""
    return f"{before}{begin}{rest}{after}"


def _key(text: str) -> str:
    return text if is_symbol(text) else text[0].lower() + text[1:]
