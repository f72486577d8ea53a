"""Words that cities print over a table of indicators, as headings of any level: they name the table, no element."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
TABLE = "| 指標 | 単位 | 現状値(R5) | 目標値(R10) |\n|---|---|---|---|\n| {0}の数 | 件 | 12 | 30 |\n"
TITLES = ("海を守る", "網を直す", "港を開く")
FORMS = {
    "headings of the file": ("## 施策{n} {title}", "### {word}"),
    "numbered headings of the file": ("## 施策{n} {title}", "### 1 {word}"),
    "headings of one level": ("## {n} {title}", "## {word}"),
    "numbered lines": ("施策{n} {title}", "(1) {word}"),
    "lines below chapters": ("第{n}章 {title}", "1 {word}"),
    "a form": ("| 施策名 | {n} {title} |\n|---|---|\n| 担当課 | 港湾課 |", "#### 1 {word}"),
}


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), FACTS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "word",
    ["成果指標", "政策の成果を測る指標", "アウトカム指標", "成果目標", "施策の目標値", "KPIの達成状況",
     "施策の数値目標", "重要業績評価指標（KPI）", "まちづくりのモノサシ", "現状値と目標値", "代表指標"],
)  # fmt: skip
def test_a_label_over_indicators_is_no_element(form, word):
    """Its indicators are of the measure above it."""
    upper, label = FORMS[form]
    parts = [
        f"{upper.format(n=n, title=title)}\n\n{label.format(word=word)}\n\n{TABLE.format(title)}"
        for n, title in enumerate(TITLES, 1)
    ]
    plan = read("# 汐鳴市総合計画\n\n" + "\n".join(parts))
    found = [(each.title, [indicator.name for indicator in each.indicators]) for each in plan.walk()]
    assert [(title, [f"{title}の数"]) for title in TITLES] == found


def test_headings_of_no_known_form_that_are_labels_are_no_elements():
    """現状と課題, below titles without a number or a fact, is over the text of the title above it."""
    text = (
        "# 汐鳴市の歩み\n\n## 港の話\n\n### 現状と課題\n\n船が減った。\n\n## 浜の話\n\n### 現状と課題\n\n砂が減った。\n"
    )
    assert ["港の話", "浜の話"] == [each.title for each in read(text).walk()]


SHEET = """| 項目 | 内容 |
|---|---|
| 政策 | 2 海を守る |
| 施策 | 2-{n} {title} |
| 施策主管課 | 港湾課 |
| 施策関係課 | 水産課、観光課 |
| 施策の目的 | 船が集まる港にする。 |

#### 1 構成する主な事務事業

| No. | 事務事業名 | 担当課 |
|---|---|---|
| 1 | {title}事業 | 港湾課 |

#### 2 評価

| 項目 | 内容 |
|---|---|
| 総合評価 | {grade} |
| 課題 | 担い手が足りない。 |
"""
SHEETS = "# 施策評価シート\n\n評価 A:順調に進んでいる B:概ね順調に進んでいる\n\n{first}\n---\n\n{second}"


@pytest.mark.parametrize("outside", [False, True])
def test_labels_and_what_they_say_in_two_columns_tell_of_one_measure(outside):
    """A row of names (項目 | 内容) heads no table, and the first row may have slipped out of its table."""
    first, second = (SHEET.format(n=n, title=t, grade=g) for n, t, g in [(1, "港の整備", "A"), (2, "浜の保全", "B")])
    if outside:
        policy = "| 政策 | 2 海を守る |"
        second = f"{policy.lstrip('| ')}\n\n{second.replace(policy + chr(10), '')}"
    plan = read(SHEETS.format(first=first, second=second))
    (policy,) = plan.elements
    told = [
        (
            each.code,
            each.title,
            [(who.unit, who.supporting) for who in each.responsibilities],
            [judged.status.value for judged in each.assessments],
            [below.title for below in each.children],
        )
        for each in policy.children
    ]
    units = [("港湾課", False), ("水産課", True), ("観光課", True)]
    assert [
        ("2-1", "港の整備", units, ["OnTrack"], ["港の整備事業"]),
        ("2-2", "浜の保全", units, ["MostlyOnTrack"], ["浜の保全事業"]),
    ] == told
