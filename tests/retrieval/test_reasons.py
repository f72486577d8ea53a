"""Why a hit was found: legs, ranks, words, and the sentence that is marked."""

import numpy as np
import pytest

from plangraph.errors import WorkspaceError
from plangraph.model import Filter, Passage, Query
from plangraph.retrieval.phrases import Phrases, phrases_of


def reasons(searcher, text, notation, **options):
    result = searcher.search(Query(text, explain=True, **options))
    hit = next(hit for hit in result.hits if hit.card.notation == notation)
    return hit, {reason.leg: reason for reason in hit.reasons}


def test_a_query_that_asks_for_no_explanation_gets_none(searcher):
    """Reasons cost a little, so they come when asked for."""
    assert {()} == {hit.reasons for hit in searcher.search(Query("防災")).hits}


def test_reasons_are_the_legs_of_the_score_and_name_the_words(searcher):
    """防災訓練 is found by meaning and by word, first in both; the shares sum up to the score."""
    hit, by_leg = reasons(searcher, "防災訓練", "1-1")
    assert hit.why == tuple((reason.leg, reason.score) for reason in hit.reasons)
    assert hit.score == pytest.approx(sum(reason.score for reason in hit.reasons))
    assert (1, 1) == (by_leg["dense"].rank, by_leg["lexical"].rank)
    assert ("訓練", "防災") == by_leg["lexical"].words


def test_a_rank_counts_all_that_stand_higher(searcher):
    """In the lexical leg of 防災 the others of the answer come after the first, never beside a better one."""
    result = searcher.search(Query("防災訓練", explain=True))
    ranks = [reason.rank for hit in result.hits for reason in hit.reasons if reason.leg == "lexical"]
    assert sorted(ranks)[:2] == [1, 2]


def test_a_condition_that_raises_is_named(searcher):
    """施策 raises a measure, and its reason says so."""
    _, by_leg = reasons(searcher, "防災に関する施策", "3")
    assert by_leg["soft"].words


def test_a_condition_of_the_caller_raises_nothing(searcher):
    """A hard filter is no reason: all hits meet it."""
    _, by_leg = reasons(searcher, "防災", "3", filters=(Filter("kind", "Measure"),))
    assert "soft" not in by_leg


def test_the_sentence_nearest_to_a_query_is_chosen_by_its_vector(tmp_path):
    """Rows keep their sentences apart, and a passage of one sentence leaves no choice."""
    passages = [
        Passage("a", "s", "action", "一つ目です。二つ目です。"),
        Passage("b", "s", "action", "一つだけです。"),
        Passage("c", "s", "action", "三つ目です。四つ目です。"),
    ]
    assert [2, 0, 2] == [len(phrases_of(passage)) for passage in passages]
    Phrases.save(tmp_path / "phrases", passages, np.eye(4, dtype=np.float32))
    phrases = Phrases.open(tmp_path / "phrases")
    assert [1, None, 0] == [phrases.nearest(row, np.array([0, 0.5, 0.4, 0.1], np.float32)) for row in range(3)]


def test_vectors_of_sentences_that_are_missing_are_named(tmp_path):
    """The folder stands in the error."""
    with pytest.raises(WorkspaceError, match="phrases"):
        Phrases.open(tmp_path / "phrases")


def test_every_hit_shows_what_made_it(searcher):
    """Whatever the language, something is marked in the passages of each hit."""
    for text in ("防災", "disaster preparedness", "道", "安全"):
        for hit in searcher.search(Query(text)).hits:
            assert any(passage.highlights for passage in hit.passages), (text, hit.card.label)
