"""Links to the glossary: only words of the text become links, each once, and nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.lessons.glossary import glossary, linked

LINK = re.compile(r"\[([^\[\]]*)\]\(glossary\?term=[a-z0-9-]+(?:&lang=zh)?\)")

PIECES = st.sampled_from(
    [
        *("hidden state", "Hidden states", "h_n", "gate", "the forget gate", "LSTM", "many-to-one", "batch", "a", " "),
        *(
            "遗忘门",
            "细胞状态",
            "，",
            "。",
            "隐藏状态",
            "门",
            "\n",
            "\n\n",
            "\n# ",
            "\n- ",
            "    ",
            ". ",
            ", ",
            "\n---\n",
        ),
        *(
            "`",
            "``",
            "```\n",
            "~~~\n",
            "$",
            "$$",
            "[",
            "]",
            "](x)",
            "[gate](y)",
            "{{",
            "}}",
            "[[",
            "]]",
            "\\",
            "*",
            "**",
        ),
        *("<a href='x'>", "</a>", "<b>", "</b>", "<", ">", "https://a.b/batch", "|", "_", "(", ")", "!", "\n> ", "\t"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
LANGUAGES = st.sampled_from(["en", "zh"])


def unlinked(markdown: str) -> str:
    return LINK.sub(r"\1", markdown)


@given(TEXTS, LANGUAGES)
def test_without_the_links_it_is_the_text_again(text: str, language: str) -> None:
    assert unlinked(linked(text, language)) == unlinked(text)


@given(TEXTS, LANGUAGES)
def test_linking_twice_nests_nothing_and_links_no_term_again(text: str, language: str) -> None:
    once = linked(text, language)
    twice = linked(once, language)
    assert unlinked(twice) == unlinked(text)
    targets = re.findall(r"\(glossary\?term=([a-z0-9-]+)", twice)
    assert len(targets) == len(set(targets))


@given(TEXTS, LANGUAGES)
def test_what_is_passed_over_is_not_linked(text: str, language: str) -> None:
    assert linked(text, language, passed_over=list(glossary())) == text


@pytest.mark.parametrize(
    "text",
    [
        "`hidden state`",
        "``a ` hidden state``",
        "```\nhidden state\n```",
        "```python\nhidden state\n```",
        "~~~\nhidden state\n~~~",
        "- a\n\n  ```\n  hidden state\n  ```",
        "> ```\n> hidden state\n> ```",
        "    hidden state",
        "$hidden state$",
        "$$\nhidden state\n$$",
        "# The hidden state",
        "### hidden state",
        "The hidden state\n===",
        "The hidden state\n---",
        "[hidden state](somewhere)",
        "![hidden state](picture.png)",
        "[a `b` [hidden state] c](d)",
        "[x](hidden state)",
        "[hidden state][1]",
        "[1]: https://a.b 'hidden state'",
        "[[live hidden state]]",
        "{{hidden state}}",
        "<a href='hidden state'>hidden state</a>",
        '<img alt="hidden state">',
        "https://a.b/batch",
        ":red[hidden state]",
    ],
)
def test_what_is_no_text_stays(text: str) -> None:
    assert linked(text, "en") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The hidden state.", ["hidden state"]),
        ("Hidden states: two hidden states.", ["Hidden states"]),
        ("HIDDEN STATE", []),
        ("h_n and H_n, h_n[0], my_h_n", ["h_n"]),
        ("a gateway, a delegate, the gate's", ["gate"]),
        ("nn.LSTM(3, 4), LSTM(3), an LSTM.", ["LSTM"]),
        ("Reset gate, a gate", ["Reset gate", "gate"]),
        ("an encoder-decoder, an encoder", ["encoder-decoder", "encoder"]),
        ("**forget gate** and *forget gate*", ["forget gate"]),
        ("5 \\$ for a gate, 6 \\$", ["gate"]),
        ("vanishing gradients, a gradient", ["vanishing gradients", "gradient"]),
    ],
)
def test_english_words_are_met_whole(text: str, words: list[str]) -> None:
    assert [each.strip("*") for each in LINK.findall(linked(text, "en"))] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("遗忘门决定细胞状态。遗忘门", ["遗忘门", "细胞状态"]),
        ("专门、部门和门", []),
        ("双向LSTM里的h_n和softmax值", ["双向", "LSTM", "h_n", "softmax"]),
        ("`遗忘门`和**遗忘门**", ["遗忘门"]),
        ("每个批次行属于一个批次", ["批次行", "批次"]),
    ],
)
def test_chinese_words_are_met_anywhere(text: str, words: list[str]) -> None:
    assert [each.strip("*") for each in LINK.findall(linked(text, "zh"))] == words


@pytest.mark.parametrize(
    ("text", "as_link"),
    [
        ("即**遗忘门**是", "即[**遗忘门**](glossary?term=forget-gate&lang=zh)是"),
        ("即**遗忘门的值**是", "即**遗忘门的值**是"),
        ("即**旧的遗忘门**是遗忘门", "即**旧的遗忘门**是[遗忘门](glossary?term=forget-gate&lang=zh)"),
    ],
)
def test_emphasis_between_chinese_characters_stays_emphasis(text: str, as_link: str) -> None:
    # CommonMark: stars between a letter and a bracket open and close nothing.
    assert linked(text, "zh") == as_link


def test_a_link_leads_to_the_term_in_its_language() -> None:
    assert linked("a cell state", "en") == "a [cell state](glossary?term=cell-state)"
    assert linked("细胞状态", "zh") == "[细胞状态](glossary?term=cell-state&lang=zh)"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_name_is_found_and_leads_to_its_term(language: str) -> None:
    for term in glossary().values():
        for name in (term.name(language), *term.also(language)):
            if len(name) > 1:
                assert linked(f"， {name}。", language).count(f"[{name}](glossary?term={term.id}") == 1, name


def test_a_bold_term_stays_bold_between_chinese_characters() -> None:
    # CommonMark takes ** between a letter and a bracket for no emphasis.
    link = "(glossary?term=hidden-state&lang=zh)"
    assert linked("反馈**隐藏状态**时", "zh") == f"反馈[**隐藏状态**]{link}时"
    assert linked("**好的隐藏状态**时，隐藏状态", "zh") == "**好的隐藏状态**时，隐藏状态".replace(
        "，隐藏状态", f"，[隐藏状态]{link}"
    )
    assert linked("**粗**的，隐藏状态**很**好", "zh") == f"**粗**的，[隐藏状态]{link}**很**好"
