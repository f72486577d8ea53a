"""What is done for a pledge stands beside or below it: 公約 | 進捗 | 担当課 | 取組."""

import csv
import io

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status, TextRole
from plangraph.plans import parse_plan

DONE = (
    "令和5年4月から小学校の給食を無償にしました。",
    "堤防の設計を終え、工事を始めました。",
    "条例の案を検討しています。",
)


def read(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return parse_plan(read_document(out.getvalue().encode(), "plan.csv"), PlanFacts("990043", "汐鳴市"))


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (("公約", "進捗", "担当課", "取組"), (0, 1, 2, 3)),
        (("公約項目", "主な取組", "達成状況", "所管課"), (0, 3, 1, 2)),
        (("取組", "公約", "進捗", "担当課"), (3, 0, 1, 2)),
    ],
)
@pytest.mark.parametrize("title", ["市長公約の進捗", "汐鳴市の取組状況"])
def test_sentences_beside_pledges_are_what_was_done_for_them(title, names, order):
    """As below the same label on a sheet; the pledge keeps its charge and judgement, and stands on top."""
    pledges = ("給食費を無償にします", "港の堤防を直します", "空き家を減らします")
    rows = [
        (*each, done)
        for *each, done in zip(
            pledges, ("達成", "順調", "未着手"), ("学校教育課", "港湾課", "住宅課"), DONE, strict=True
        )
    ]
    plan = read([title], names, *([row[at] for at in order] for row in rows))
    assert [("Pledge", each) for each in pledges] == [(e.kind.value, e.title) for e in plan.walk()]
    assert [(TextRole.ACTION, done) for done in DONE] == [(t.role, t.text) for e in plan.elements for t in e.texts]
    assert [Status.ACHIEVED, Status.ON_TRACK, Status.NOT_STARTED] == [e.assessments[0].status for e in plan.elements]


def test_titles_that_go_on_below_a_pledge_are_initiatives_below_it():
    """Each with its own judgement; the pledge's cell covers the rows below it."""
    plan = read(
        ["市長公約の進捗"],
        ["公約", "取組", "担当課", "進捗"],
        ["港を直します", "堤防の補修", "港湾課", "達成"],
        ["", "桟橋の補修", "港湾課", "未着手"],
        ["空き家を減らします", "空き家条例の制定", "住宅課", "達成"],
    )
    below = {
        each.title: [(c.kind.value, c.title, c.assessments[0].grade) for c in each.children] for each in plan.elements
    }
    assert {
        "港を直します": [("Initiative", "堤防の補修", "達成"), ("Initiative", "桟橋の補修", "未着手")],
        "空き家を減らします": [("Initiative", "空き家条例の制定", "達成")],
    } == below
