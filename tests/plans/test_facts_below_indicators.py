"""What stands below the indicators of a measure, down to the end of its page, is no further indicator."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
TEXT = """汐鳴市計画　前期

施策１　港を新しくする

■成果指標
 指標名            単位      基準値（R4）      目標値（R9）
 船の客            人        1,200             1,500
 荷の重さ          t         320               400

■担当部署　港湾課、水産課（※２は浜田支所）
■関連計画　汐鳴港計画（R3～R12）

                    － 7 －
{feed}汐鳴市計画　前期

施策２　浜を守る

■成果指標
・泳ぐ人の数
　現状値：300人　目標値：350人
"""


def read(feed="\f"):
    return parse_plan(read_document(TEXT.format(feed=feed).encode(), "plan.txt"), FACTS)


def test_units_behind_a_label_below_indicators_are_in_charge_of_the_measure():
    """担当部署　港湾課 is no name of an indicator; what a bracket notes of a unit is no part of its name."""
    assert [["港湾課", "水産課"], []] == [[r.unit for r in e.responsibilities] for e in read().walk()]


def test_related_plans_behind_a_label_below_indicators_are_those_of_the_measure():
    """関連計画　汐鳴港計画 says no value either."""
    first, *_ = read().walk()
    assert "汐鳴港計画" in str(first.references)


def test_the_end_of_a_page_and_the_title_on_the_next_are_noise():
    """With a form feed between them or without."""
    for feed in ("\f", ""):
        noise = [(each.span.start_line, each.span.end_line) for each in read(feed).readings if each.role == "noise"]
        assert [(13, 13), (14, 14)] == noise


def test_an_indicator_named_on_a_line_of_its_own_still_gets_its_values():
    """泳ぐ人の数, below 成果指標."""
    assert ["船の客", "荷の重さ", "泳ぐ人の数"] == [each.name for each in read().indicators()]
