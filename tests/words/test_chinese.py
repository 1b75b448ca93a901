"""The Chinese catalogue speaks Chinese, with one word for one thing."""

import re

import pytest

from scripts.catalogue import LOCALE, read

TEXTS = {str(message.id): str(message.string) for message in read(LOCALE / "zh/LC_MESSAGES/rnnviz.po") if message.id}

SAME_IN_CHINESE = {
    "{n} of {count}",
    "{others}, {last}",
    ", ",
    "{said} ({note})",
    "t = {t}",
    "t = {got}",
    "{place}: {values}",
    "Jordan: y",
    "Elman: h",
    "LSTM, GRU, RNN",
    "{value} at t = {t}",
    "t = {t}, “{character}”: {name} = {value}",
    "{across} {x}",
    "{where}: {values}.",
    "{name} {value}",
    "; ",
    "{network}: {score}",
}
"""Signs and slots only."""

ONE_WORD = {
    "forget gate": "遗忘门",
    "input gate": "输入门",
    "output gate": "输出门",
    "reset gate": "重置门",
    "update gate": "更新门",
    "cell gate": "候选门",
    "candidate": "候选",
    "cell state": "细胞状态",
    "hidden state": "隐藏状态",
    "time step": "时间步",
    "batch row": "批次",
}


def test_every_text_is_chinese() -> None:
    assert [
        text for text in TEXTS if text not in SAME_IN_CHINESE and not re.search("[\u4e00-\u9fff]", TEXTS[text])
    ] == []


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word(word: str) -> None:
    having = [text for text in TEXTS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    assert having
    assert [text for text in having if ONE_WORD[word] not in TEXTS[text]] == []


def test_the_signs_are_simplified() -> None:
    assert [text for text in TEXTS.values() if re.search("[時輸狀門隱態層單個數據學習網絡開關]", text)] == []


def test_punctuation_after_a_chinese_character_is_chinese() -> None:
    assert [text for text in TEXTS.values() if re.search("[\u4e00-\u9fff][,;:?!.]", text)] == []
