"""Sheets of one pledge each: pillars, names, labels in brackets and judgements as cities print them."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan

SHEET = """市長公約進捗管理シート

{pillar} {of}

短期

{name}

{charge}

{what}

- ・岸壁の市場を毎月ひらきます。

{when}

令和9年度末

{state}

{status}

"""
FORMS = [
    ("公約Ⅰ", "港をにぎやかにします", "担当課：水産課", "〇{}"),
    ("公約の柱1", "公約1-1 港をにぎやかにします", "【担当課】水産課", "【{}】"),
    ("政策1", "公約名：港をにぎやかにします", "担当課 水産課", "## {}"),
    ("柱1", "1 港をにぎやかにします", "【担当課】水産課", "**{}**"),
]


@pytest.mark.parametrize(("pillar", "name", "charge", "label"), FORMS)
def test_a_sheet_has_a_pledge_with_its_pillar_charge_and_judgement(
    pillar: str, name: str, charge: str, label: str
) -> None:
    asked = zip(("what", "when", "state"), ("具体的な取組", "達成時期", "現在の状況"), strict=True)
    labels = {key: label.format(said) for key, said in asked}
    labels["state"] += "(令和7年3月31日現在)"
    first = SHEET.format(pillar=pillar, of="海と生きるまち", name=name, charge=charge, status="順調に進捗", **labels)
    other = name.replace("港をにぎやかに", "渡し船を便利に").replace("1-1", "1-2").replace("1 ", "2 ")
    second = SHEET.format(pillar=pillar, of="海と生きるまち", name=other, charge=charge, status="未着手", **labels)
    document = read_document((first + second).encode(), "sheets.md")
    (policy,) = parse_plan(document, PlanFacts(municipality="990019", municipality_name="架空市")).elements
    assert policy.title == "海と生きるまち"
    assert [each.title for each in policy.children] == ["港をにぎやかにします", "渡し船を便利にします"]
    assert [[unit.unit for unit in each.responsibilities] for each in policy.children] == [["水産課"], ["水産課"]]
    assert [each.assessments[0].status for each in policy.children] == [Status.ON_TRACK, Status.NOT_STARTED]
    assert policy.children[0].assessments[0].as_of == "2025-03-31"


def test_what_is_left_of_a_chart_judges_nothing() -> None:
    labels = {"what": "〇何をするのか", "when": "〇いつまでに", "state": "〇進捗状況"}
    sheet = SHEET.format(
        pillar="公約Ⅰ", of="海と生きるまち", name="岸壁の市場", charge="", status="開始\n\n達成", **labels
    )
    document = read_document((sheet + sheet.replace("岸壁の市場", "渡し船")).encode(), "sheets.md")
    (policy,) = parse_plan(document, PlanFacts(municipality="990019", municipality_name="架空市")).elements
    assert [(each.title, each.assessments) for each in policy.children] == [("岸壁の市場", ()), ("渡し船", ())]
