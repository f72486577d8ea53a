"""The language of a short query is told by its letters and their sequences."""

import pytest

from plangraph.languages import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("防災に関する施策", "ja"),
        ("会計", "ja"),
        ("人口減少対策", "ja"),
        ("災害対策", "ja"),
        ("disaster preparedness", "en"),
        ("phòng chống thiên tai", "vi"),
        ("prevenção de desastres", "pt"),
        ("放学后孩子由谁照看?", "zh"),
        ("防灾", "zh"),
        ("빈집 철거", "ko"),
        ("道路舗装計画", "ja"),
        ("総合的施策", "ja"),
        ("髙齢者支援", "ja"),
        ("怎样减少交通事故", "zh"),
        ("学校午餐", "zh"),
        ("垃圾分类", "zh"),
        ("medidas contra enchentes", "pt"),
        ("onde um estrangeiro pode pedir ajuda", "pt"),
        ("ho tro phu nu mang thai", "vi"),
        ("cham soc nguoi cao tuoi", "vi"),
        ("support for single parents", "en"),
        ("KPI", "en"),
        ("3-1-1", "en"),
        ("", "en"),
    ],
)
def test_a_query_tells_its_language(text, language):
    """Han alone is Japanese unless Japanese does not write it; Latin letters tell by their order, accents or none."""
    assert language == guess_language(text)
