"""The language of a short query is told by its letters."""

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
    ],
)
def test_a_query_tells_its_language(text, language):
    """Han alone is Japanese unless a character is one that Japanese never writes."""
    assert language == guess_language(text)
