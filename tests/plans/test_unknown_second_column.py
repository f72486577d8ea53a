"""A column of no known name beside that of the indicators: the row is a header all the same, and no label of a form."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def values(rows):
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    text = f"<!doctype html><h1>汐鳴市計画</h1><h2>基本目標1 浜の暮らし</h2><table>{body}</table>"
    plan = parse_plan(read_document(text.encode(), "plan.html"), FACTS)
    return [(i.name, o.group, o.kind.value, o.raw) for i in plan.indicators() for o in i.observations]


@pytest.mark.parametrize("name", ["性別等", "対象者等", "年代・性別"])
def test_whom_the_values_of_an_indicator_are_of_may_be_named_with_others(name):
    """性別等 over 男性 and 女性 names groups, though a form might have a label 指標 with 性別等 as its value."""
    found = values([
        ("指標", name, "策定時", "中間目標（R8）", "目標値", "出典"),
        ("泳げる人の割合", "男性", "31％", "35％", "40％", "①"),
        ("", "女性", "28％", "33％", "39％", "①"),
    ])  # fmt: skip
    assert [
        ("泳げる人の割合", "男性", "Baseline", "31％"),
        ("泳げる人の割合", "男性", "Target", "35％"),
        ("泳げる人の割合", "男性", "Target", "40％"),
        ("泳げる人の割合", "女性", "Baseline", "28％"),
        ("泳げる人の割合", "女性", "Target", "33％"),
        ("泳げる人の割合", "女性", "Target", "39％"),
    ] == found


def test_a_column_that_nothing_explains_takes_no_value_from_its_neighbours():
    """The values of the columns that are known are read."""
    found = values([("指標", "潮の具合", "基準値", "目標値"), ("貝の漁獲量", "大潮", "12t", "15t")])
    assert [("貝の漁獲量", "", "Baseline", "12t"), ("貝の漁獲量", "", "Target", "15t")] == found


def test_labels_and_values_by_turns_stay_a_form():
    """指標 | 貝の漁獲量 | 基準値 | 12t is no header, since every other cell is a value."""
    found = values([("指標", "貝の漁獲量", "基準値", "12t", "目標値", "15t")])
    assert [("貝の漁獲量", "", "Baseline", "12t"), ("貝の漁獲量", "", "Target", "15t")] == found
