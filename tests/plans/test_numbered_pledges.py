"""Rows below the heading of a pledge are its parts; a table of indicators goes by the numbers that it prints."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="市長公約の進捗状況")
HEAD = "|番号|公約の項目|担当課|進捗|\n|---|---|---|---|\n"
PAGE = f"""# 市長公約の進捗状況

## 公約１　港をにぎやかに

{HEAD}|1-1|岸壁の改修|港湾課|完了|
|1-2|市場の開設|水産課|未着手|

## 公約２　島の足を守る

{HEAD}|2-1|渡し船の増便|交通課|完了|

## 数で約束したこと

|{{name}}|指標|令和5年度実績|令和9年度目標|
|---|---|---|---|
|{{rows[0]}}|市場の客|3人|5人|
|{{rows[1]}}|渡し船の便|6便|8便|
"""


def read(name="公約番号", rows=("1-2", "2-1")):
    return parse_plan(read_document(PAGE.format(name=name, rows=rows).encode(), "p.md"), FACTS)


def test_pledges_in_rows_stand_below_the_pledge_of_the_heading():
    """The heading says itself that it is a pledge, and its rows carry on its number."""
    assert [("1", ["1-1", "1-2"]), ("2", ["2-1"])] == [
        (node.code, [child.code for child in node.children]) for node in read().elements
    ]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("公約番号", ("1-2", "2-1")),
        ("番号", ("1-2", "2-1")),
        ("公約No.", ("公約1-2", "公約2-1")),
        ("番号", ("１－２", "２－１")),
    ],
)
def test_indicators_are_those_of_the_pledges_whose_numbers_they_have(name, rows):
    """The heading over the table opens nothing, and the number is no text of the indicator."""
    owners = {node.code: [each.name for each in node.indicators] for node in read(name, rows).walk() if node.indicators}
    assert {"1-2": ["市場の客"], "2-1": ["渡し船の便"]} == owners


def test_numbers_that_count_rows_name_no_pledge():
    """1 and 2 over indicators are numbers of the indicators."""
    owners = [node.code for node in read("番号", ("1", "2")).walk() if node.indicators]
    assert not {"1", "2", "1-1", "1-2", "2-1"} & set(owners)


def test_one_number_that_no_pledge_has_joins_none():
    """Where a number cannot be told, the table stays that of its heading."""
    owners = [node.code for node in read(rows=("1-2", "9-9")).walk() if node.indicators]
    assert not {"1-2", "2-1"} & set(owners)
