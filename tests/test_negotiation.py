"""Which representation a request prefers."""

import pytest

from plangraph.negotiation import negotiate, negotiate_language

OFFERED = ("text/html", "text/turtle", "application/ld+json")
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (FIREFOX, "text/html"),
        ("text/turtle", "text/turtle"),
        ("Text/Turtle; charset=utf-8", "text/turtle"),
        ("text/turtle;q=0.4, application/ld+json;q=0.5", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("text/*;q=0.3, text/html;q=0.1, */*;q=0.2", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/turtle, text/html", "text/html"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle;q=high, application/ld+json;q=0.1", "application/ld+json"),
        (",, text/turtle ,", "text/turtle"),
    ],
)
def test_prefers_by_quality_then_by_offer(accept, expected):
    """The most specific range gives a type its quality; among equals the offer's order decides."""
    assert expected == negotiate(accept, OFFERED)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "ja"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.2", "en"),
        ("ja;q=0.3, en;q=0.5", "en"),
        ("pt-BR", "ja"),
        ("en;q=0", "ja"),
    ],
)
def test_languages_fall_back_to_the_first(header, expected):
    """A region is less than its language; what is not offered is passed over."""
    assert expected == negotiate_language(header, ("ja", "en"))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-hans-SG", "zh-Hans"),
        ("zh-TW, en;q=0.8", "zh-Hans"),
        ("ja-Simple", "ja-simple"),
        ("ja-JP", "ja"),
        ("ja-Hira", "ja"),
        ("pt-BR, en;q=0.9", "pt"),
        ("sr-Latn", "ja"),
    ],
)
def test_a_tag_is_looked_up_from_its_end(header, expected):
    """Scripts and variants count where they are offered; else the language does."""
    assert expected == negotiate_language(header, ("ja", "ja-simple", "en", "pt", "zh-Hans"))
