"""One term: its name in both languages, what PyTorch calls it, what it means, and where to go from there."""

import html
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from rnnviz.lessons.glossary import Term, glossary, linked
from rnnviz.pages.page_list import GLOSSARY, PAGES
from rnnviz.pages.visit import Visit
from rnnviz.scenario import Scenario
from rnnviz.theme import colour_of
from rnnviz.words import HTML_LANGUAGES, LANGUAGES
from rnnviz.words.markdown import plain


def card(visit: Visit, term: Term, *, level: int = 3) -> None:
    """A term, under an anchor with its id; its name is a heading of this level."""
    with st.container(key=key_of(term), gap=None):
        st.html(head(term, visit.scenario, level))
        st.markdown(body(visit, term))


def key_of(term: Term) -> str:
    """The key of its container, which is a class of its element."""
    return f"term-{term.id}"


def head(term: Term, scenario: Scenario, level: int) -> str:
    """The line with its names, as HTML; the first is a link to this term alone."""
    language = scenario.language
    others = (
        f'<span class="other" lang="{HTML_LANGUAGES[other]}">{html.escape(term.name(other))}</span>'
        for other in LANGUAGES
        if other != language and term.name(other) != term.name(language)
    )
    symbols = (f"<code>{html.escape(one)}</code>" for one in filter(None, term.symbol.split(", ")))
    address = html.escape(address_of(GLOSSARY, {"term": term.id}, language))
    name = f'<a href="{address}">{html.escape(term.name(language))}</a>'
    colour = ""
    if term.colour:
        dark = st.context.theme.type == "dark"
        colour = f' style="border-left-color: {colour_of(term.colour, dark).fill}"'
    return f'<h{level} class="term" id="{term.id}"{colour}>{name} {" ".join((*others, *symbols))}</h{level}>'


def body(visit: Visit, term: Term) -> str:
    """What it means, as Markdown; terms in it lead to their place on this page."""
    _ = visit.translate
    language = visit.scenario.language
    text = linked(term.text(language), language, passed_over=[term.id], address=lambda name, _language: f"#{name}")
    others = " · ".join(f"[{glossary()[name].name(language)}](#{name})" for name in term.see)
    below = [_("See also: {terms}").format(terms=others)]
    if term.page is not None:
        page = PAGES[term.page]
        link = f"[{_(page.name)}]({address_of(term.page, term.settings, language)})"
        below.append(_("Shown in this app: {page}").format(page=link))
    if term.source:
        below.append(_("Source: {source}").format(source=plain(term.source)))
    # One sentence to begin with, then the details, then where to go.
    return f"**{plain(term.short(language))}**\n\n{text}\n\n" + "\n".join(f"- {line}" for line in below)


def address_of(page: str, settings: Mapping[str, str], language: str) -> str:
    """A page of the app with its settings, as a link beside it.

    >>> address_of("", {"gate": "f"}, "en"), address_of("shapes", {}, "zh")
    ('./?gate=f', './shapes?lang=zh')
    """
    query = dict(settings) | ({} if language == "en" else {"lang": language})
    return f"./{page}?{urlencode(query)}" if query else f"./{page}"
