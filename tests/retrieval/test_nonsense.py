"""Queries that say nothing: keys, signs, particles, code."""

import pytest

from plangraph.retrieval.understanding.nonsense import says_something


@pytest.mark.parametrize(
    "topic",
    [
        "ああああああああ",
        "0000000",
        "asdfghjkl",
        "qwertyuiop zxcvbnm",
        "poiuytrewq",
        "sdkfjhskdjfh",
        "ｱｱｱｱｱ",
        "ぬぬぬぬ",
        "のがはに",
        "🚒🚒",
        "%%%%",
        "SELECT * WHERE { ?s ?p ?o }",
        "'; DROP TABLE plans; --",
        "<script>alert(1)</script>",
        "1",
        "22",
        "b",
        "",
    ],
)
def test_patterns_and_code_say_nothing(topic: str) -> None:
    """Keys along a row or without a vowel, one sign again and again, particles alone, lines of code: no topic."""
    assert not says_something(topic)


@pytest.mark.parametrize(
    "topic",
    [
        "防災",
        "おむつ",
        "fghj 防災 qwer",
        "title:防災 AND body:*",
        "「こども家庭センター」はある？",
        "CO2(二酸化炭素)の削減=脱炭素?",
        "빈집 철거 보조금",
        "防犯灯",
        "8050",
        "DX",
        "lgbtq",
        "rhythm",
        "R8",
        "Schwertransport",
        "hỗ trợ người cao tuổi",
        "crianças na fila da creche?",
    ],
)
def test_words_say_something(topic: str) -> None:
    """A word of any of the languages says something, also between signs."""
    assert says_something(topic)
