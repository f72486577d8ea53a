"""Relevance as data: each case of cases.toml is a test that says what it expected and at which rank it stands.

It runs on the corpus of real documents, read and built here with the default encoder (about half a minute).
"""

import tomllib
from pathlib import Path

import pytest

from plangraph.model import Query

# One process builds, not each.
pytestmark = pytest.mark.xdist_group("relevance")
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def names(hit):
    """What a case may call a hit: city and printed code, or city and first line."""
    card = hit.card
    return {f"{card.city} {card.notation}", f"{card.city} L{card.start_line}"}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['category']}: {case['query']}" for case in CASES])
def test_what_belongs_in_the_first_ten_is_there(search, case):
    """All of `all`, and one of `any`, stand in the first ten; a failure says at which rank they were found."""
    hits = search.search(Query(case["query"], limit=100)).hits
    ranks = {
        wanted: next((hit.rank for hit in hits if wanted in names(hit)), None)
        for wanted in (*case.get("all", ()), *case.get("any", ()))
    }
    found = {wanted for wanted, rank in ranks.items() if rank is not None and rank <= 10}
    assert found >= set(case.get("all", ())), f"{case['description']}: expected rank 10 or better, found {ranks}"
    assert found & set(case["any"]) if "any" in case else True, f"{case['description']}: found {ranks}"


@pytest.mark.parametrize(
    ("query", "answered"),
    [
        ("安中市の防災", True),
        ("安中市の下水道", False),
        ("関市の農業", True),
        ("関市のふるさと納税", False),
        ("本庄市の消防団", True),
        ("遅れている防災の施策", False),
    ],
)
def test_what_other_plans_say_is_no_answer_for_this_one(search, query, answered):
    """Where the plans that pass a filter say nothing of the topic, their nearest elements are shown as such."""
    result = search.search(Query(query))
    assert result.hits
    assert answered == result.answerable
