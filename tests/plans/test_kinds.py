"""What kind of plan a document is, where its title calls it a 総合戦略."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, PlanKind
from plangraph.plans import parse_plan
from plangraph.plans.kinds import kind_by_title
from plangraph.plans.layouts.lists import Lists

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
HEADED = """# {title}

## 基本目標1 海で働く

### 施策1 網を直す

糸を配ります。

| KPI | 基準値（R5） | 目標値（R10） |
|---|---|---|
| 船の数 | 3隻 | 5隻 |
"""
LABELLED = """{title}

基本目標１　海で働く

施策１－１　網を直す

【現状と課題】
船が減っています。

【主な取組】
（１）網の補修
糸を配ります。

施策１－２　浜を守る

【現状と課題】
浜が狭くなっています。
"""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("汐鳴市まち・ひと・しごと創生総合戦略", PlanKind.STRATEGY),
        ("第3期汐鳴市デジタル田園都市国家構想総合戦略", PlanKind.STRATEGY),
        ("汐鳴市総合戦略の効果検証", PlanKind.STRATEGY_REVIEW),
        ("汐鳴市総合戦略のKPI管理表", PlanKind.STRATEGY_REVIEW),
        ("汐鳴市総合計画・総合戦略", PlanKind.COMPREHENSIVE_PLAN),
    ],
)
@pytest.mark.parametrize(("text", "name"), [(HEADED, "plan.md"), (LABELLED, "plan.txt")])
def test_a_strategy_is_no_other_plan(text, name, title, kind):
    """In whatever form it is printed; its review is one, and what is a comprehensive plan as well is that."""
    plan = parse_plan(read_document(text.format(title=title).encode(), name), FACTS)
    assert (title, kind) == (plan.title, plan.kind)
    if kind is PlanKind.STRATEGY:
        assert plan.slug.startswith("strategy-")


def test_what_is_said_from_outside_goes_before_the_title():
    """A kind that a corpus file gives stays."""
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", kind=PlanKind.OTHER)
    document = read_document(HEADED.format(title="汐鳴市総合戦略").encode(), "plan.md")
    assert PlanKind.OTHER is parse_plan(document, facts).kind


def test_a_list_of_pledges_that_are_judged_is_one_of_their_progress():
    """Whatever else its rows say: what is done when, and by whom."""
    rows = "".join(f"| {n} | 桟橋{n}の補修 | 板を替えます。 | 港湾課 | 調査 | 工事 | A |\n" for n in (1, 2, 3))
    head = "| No. | 公約項目 | 内容 | 担当課 | R5 | R6 | 進捗状況 |\n|---|---|---|---|---|---|---|\n"
    text = f"# 市長マニフェスト工程表\n\n## Ⅰ 海のまち\n\n{head}{rows}\n進捗状況の区分 A：達成 B：着手\n"
    judged, promised = (read_document(each.encode(), "plan.md") for each in (text, text.replace("| A |", "| |")))
    kinds = [Lists().read(document).kind for document in (judged, promised)]
    assert [PlanKind.MANIFESTO_PROGRESS, PlanKind.OTHER] == kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("市長公約の工程表", PlanKind.MANIFESTO_PROGRESS),
        ("市長マニフェスト工程表", PlanKind.MANIFESTO_PROGRESS),
        ("汐鳴市総合計画の施策一覧", PlanKind.COMPREHENSIVE_PLAN),
        ("汐鳴市の取組一覧", PlanKind.OTHER),
        ("産業廃棄物マニフェストの取組一覧", PlanKind.OTHER),
    ],
)
def test_what_elements_do_not_say_the_title_does(title, kind):
    """A list of measures may be of pledges, or of a comprehensive plan; a manifest of waste is neither."""
    assert kind is kind_by_title(PlanKind.OTHER, title)
    assert PlanKind.PLEDGE_SHEETS is kind_by_title(PlanKind.PLEDGE_SHEETS, title)
