import numpy as np
import pytest

from plangraph.errors import WorkspaceError
from plangraph.retrieval.lexical import LexicalIndex, build_lexical

BOOSTS = {"title": 1.0, "context": 1.0, "body": 1.0}


@pytest.fixture
def index(tmp_path):
    """Four passages: rows 0 to 3."""
    build_lexical(
        tmp_path / "text",
        [
            {"title": ["防災"], "body": ["訓練", "町"]},
            {"title": ["農業"], "context": ["防災"], "body": ["町"]},
            {"body": ["防災", "訓練", "避難", "町"]},
            {"body": ["町"]},
        ],
    )
    return LexicalIndex.open(tmp_path / "text")


def test_rows_with_more_of_the_words_come_first(index):
    """防災 訓練 puts the rows that hold both before the one that holds one, and leaves the rest out."""
    found = index.search(["防災", "訓練"], BOOSTS, 10)
    assert {0, 2} == set(found.rows[:2].tolist())
    assert found.rows.tolist()[2:] == [1]
    assert (np.diff(found.scores) <= 0).all()


def test_coverage_is_the_share_of_the_words_held_by_rarity(index):
    """A row with all words covers 1; one with a common word of two covers less than one with the rare word."""
    found = index.search(["防災", "避難"], BOOSTS, 10)
    coverage = dict(zip(found.rows.tolist(), found.coverage.tolist(), strict=True))
    assert coverage[2] == pytest.approx(1.0, abs=1e-5)
    assert (
        coverage[0]
        == pytest.approx(coverage[1])
        == pytest.approx(index.rarity("防災") / (index.rarity("防災") + index.rarity("避難")))
    )


def test_a_word_that_nobody_writes_lowers_the_coverage(index):
    """An unknown word counts as the rarest."""
    found = index.search(["防災", "宇宙"], BOOSTS, 10)
    assert max(found.coverage) < 0.5


def test_a_field_without_a_boost_is_not_looked_at(index):
    """Only the title is searched when only it has a weight."""
    assert index.search(["防災"], {"title": 1.0}, 10).rows.tolist() == [0]


def test_ties_are_broken_by_row_and_repeats_count_once(index):
    """町 町 町 is 町."""
    once, thrice = index.search(["町"], BOOSTS, 10), index.search(["町"] * 3, BOOSTS, 10)
    assert once.rows.tolist() == thrice.rows.tolist()
    assert once.scores.tolist() == thrice.scores.tolist()
    tied = [row for row, score in zip(once.rows, once.scores, strict=True) if score == once.scores[0]]
    assert tied == sorted(tied)


def test_no_terms_find_nothing(index):
    """An empty query is no error here."""
    assert index.search([], BOOSTS, 10).rows.size == 0
    assert index.search(["宇宙"], BOOSTS, 10).rows.size == 0


def test_what_is_no_index_is_refused(tmp_path):
    """A folder without an index, and no folder at all, say so."""
    (tmp_path / "empty").mkdir()
    for name in ("empty", "absent"):
        with pytest.raises(WorkspaceError, match=name):
            LexicalIndex.open(tmp_path / name)
