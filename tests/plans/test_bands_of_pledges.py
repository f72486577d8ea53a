"""Rows of a table of pledges that hold a heading alone: 1 海と港, where pledges have their numbers in a cell apart."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = """# 汐鳴市長公約の進捗状況

| No. | 公約 | これまでの主な取組 | 進捗度 | 所管課 |
|---|---|---|---|---|
"""


def read(*rows):
    text = HEAD + "\n".join(rows) + "\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    return parse_plan(read_document(text.encode(), "plan.md"), facts)


def test_a_number_and_a_title_alone_open_what_the_pledges_below_belong_to():
    """The pledges are counted on over the bands, and a page later the second band is still open."""
    plan = read(
        "| **1 海と港** | | | | |",
        "| 1 | 桟橋を直します | 直した。 | 達成 | 港湾課 |",
        "| **2 まちの灯** | | | | |",
        "| 2 | 街灯をつけます | つけた。 | 達成 | 土木課 |",
        "",
        "- 1 -",
        "",
        *HEAD.splitlines()[2:],
        "| 3 | 祭りを開きます | 開いた。 | 達成 | 観光課 |",
    )
    assert [
        ("1", "海と港", ["桟橋を直します"]),
        ("2", "まちの灯", ["街灯をつけます", "祭りを開きます"]),
    ] == [(each.code, each.title, [pledge.title for pledge in each.children]) for each in plan.elements]


def test_a_pledge_that_lost_its_cells_is_no_heading_where_pledges_begin_with_their_number():
    """Where a pledge's number and title stand in one cell, 2 街灯をつけます alone may be one as well."""
    text = "# 汐鳴市長公約の進捗状況\n\n| 公約 | 主な取組 | 進捗度 | 所管課 |\n|---|---|---|---|\n"
    rows = "| 1 桟橋を直します | 直した。 | 達成 | 港湾課 |\n| 2 街灯をつけます | | | |\n| 3 祭りを開きます | | | |\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document((text + rows).encode(), "plan.md"), facts)
    assert [("桟橋を直します", ()), ("街灯をつけます", ()), ("祭りを開きます", ())] == [
        (each.title, each.children) for each in plan.elements
    ]
