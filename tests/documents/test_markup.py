"""What is layout inside of text goes; what only looks like it is the document's own words."""

import pytest

from plangraph.documents import markup


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        '=HYPERLINK("x";"y")<style>a</style>',
        "<p onclick=alert(1)>",
        "<!-- 秘密 -->",
        "30%<年度<50%",
        "<word 1> を <b の ように",
        "<iframe src='x'>&lt;b&gt;",
    ],
)
def test_what_is_no_layout_stays_as_it_was_written(text):
    """Scripts, pictures, handlers and comparisons are words like others, and their references are not resolved."""
    assert text == markup.strip_markup(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("防災<br>避難", "防災\n避難"),
        ('市<ul style="list-style-type: none">課<p>係', "市\n課\n係"),
        ('<table><tr><td colspan="2">実績</td></tr></table>', "実績"),
        ("CO<sub>2</sub> &amp; <b>m</b><sup>2</sup>", "CO2 & m2"),
        ("<ruby>舵取<rp>(</rp><rt>かじと</rt><rp>)</rp></ruby>り", "舵取り"),
        ('防災<!-- PageNumber="3" -->士', "防災 士"),
    ],
)
def test_layout_that_converters_print_goes(text, words):
    """Breaks, lists, tables, raised and bold letters, readings and page marks leave their words alone."""
    assert words == markup.strip_markup(text)
