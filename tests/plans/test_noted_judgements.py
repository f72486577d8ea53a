"""Judgements with a note in brackets below or beside a label: 検討中（一部実施済み）."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PAGE = """<html><head><title>某市長公約の進捗状況</title></head><body><h1>某市長公約の進捗状況</h1><h2>1 備え</h2>
<h3>1 学校に網戸を付けます</h3><dl><dt>担当課</dt><dd>総務課</dd><dt>進捗状況</dt><dd>{said}</dd></dl>
<h3>2 井戸を掘ります</h3><dl><dt>担当課</dt><dd>総務課</dd><dt>進捗状況</dt><dd>完了</dd></dl></body></html>"""


@pytest.mark.parametrize("said", ["検討中（一部実施済み）", "実施中（50％）", "完了（令和6年度）"])
def test_a_note_in_brackets_is_no_judgement_of_its_own(said):
    """The judgement is kept as it is printed, on no common status that only a part of it says."""
    facts = PlanFacts("990043", "某市")
    plan = parse_plan(read_document(PAGE.format(said=said).encode(), "page.html"), facts)
    first, second = plan.elements[0].children
    assert [(said, None)] == [(each.grade, each.status) for each in first.assessments]
    assert ["完了"] == [each.grade for each in second.assessments]
