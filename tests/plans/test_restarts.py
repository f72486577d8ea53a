"""Numbers of one style that begin again below a heading are a level of their own."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(*lines):
    text = "汐鳴市の仕事\n\n" + "".join(
        f"{line}\n\n" + ("担当課：港湾課\n\n" if not line.endswith("のこと") else "") for line in lines
    )
    plan = parse_plan(read_document(text.encode(), "plan.txt"), PlanFacts("990019", "汐鳴市"))
    return [(element.title, [child.title for child in element.children]) for element in plan.elements]


def test_a_heading_followed_at_once_by_one_stands_above():
    """Though both are numbered alike; the next of its own count closes the run below it."""
    lines = [
        "1 港のこと",
        "1 桟橋の補修",
        "2 灯台の点検",
        "2 浜のこと",
        "1 浜の清掃",
        "3 山のこと",
        "1 道の補修",
        "2 橋の補修",
    ]
    expected = [
        ("港のこと", ["桟橋の補修", "灯台の点検"]),
        ("浜のこと", ["浜の清掃"]),
        ("山のこと", ["道の補修", "橋の補修"]),
    ]
    assert expected == read(*lines)


def test_numbers_that_count_on_are_one_level():
    """Nothing restarts."""
    expected = [("桟橋の補修", []), ("灯台の点検", []), ("浜の清掃", [])]
    assert expected == read("1 桟橋の補修", "2 灯台の点検", "3 浜の清掃")


def test_a_run_with_a_gap_shows_no_levels():
    """What is misnumbered is left as it stands."""
    lines = ["1 港のこと", "1 桟橋の補修", "3 灯台の点検", "2 浜のこと", "1 浜の清掃"]
    assert not any(children for _, children in read(*lines))


def test_the_next_measure_ends_the_list_of_initiatives_above_it():
    """(2) counts on from (1), not from ① and ② below the label of (1)."""
    text = (
        "# 汐鳴市総合計画\n## 【基本目標1】海を守るまち\n"
        "### （1）港の振興\n担当課：港湾課\n#### 主な取組\n①桟橋の補修\n\n②灯台の案内\n"
        "### （2）浜の振興\n担当課：観光課\n#### 主な取組\n①浜の清掃\n\n②海の家の支援\n"
    )
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    (goal,) = plan.elements
    assert [("港の振興", ["桟橋の補修", "灯台の案内"]), ("浜の振興", ["浜の清掃", "海の家の支援"])] == [
        (measure.title, [each.title for each in measure.children]) for measure in goal.children
    ]
