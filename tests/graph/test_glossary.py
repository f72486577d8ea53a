"""The committed glossary is the ontology's."""

from pathlib import Path

from plangraph.graph.glossary import render_glossary

GLOSSARY = Path(__file__).parents[2] / "docs" / "GLOSSARY.md"


def test_glossary_is_current():
    """docs/GLOSSARY.md is what `python -m plangraph.graph.glossary` writes."""
    assert GLOSSARY.read_text(encoding="utf-8") == render_glossary()


def test_glossary_traces_terms_to_questions():
    """A term names the competency questions that it serves."""
    row = next(line for line in render_glossary().splitlines() if line.startswith("| `pg:delayReason`"))
    assert "遅れの理由" in row
    assert "indicators-behind-target" in row
