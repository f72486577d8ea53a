import dataclasses
import shutil

import numpy as np
import pytest

from plangraph.errors import BuildError, WorkspaceError
from plangraph.model import Passage, Query
from plangraph.retrieval import Searcher, build_index, passage_text


def test_a_passage_is_embedded_under_its_headings():
    """The nearest two headings go before a text; a label stands alone."""
    assert passage_text(Passage("p", "s", "action", "本文", ("章", "節", "題"))) == "節 > 題\n本文"
    assert passage_text(Passage("p", "s", "label", "題", ("章", "節"))) == "題"
    assert passage_text(Passage("p", "s", "action", "本文")) == "本文"


def test_the_order_of_the_input_leaves_no_trace(tmp_path, cards, passages, encoder, index):
    """Tables and vectors are byte for byte the same, and the text index ranks the same, built backwards."""
    backwards = passages[::-1]
    build_index(tmp_path / "i", cards[::-1], backwards, encoder([passage_text(p) for p in backwards], "passage"))
    for name in ("cards.jsonl", "passages.jsonl", "vectors.faiss"):
        assert (tmp_path / "i" / name).read_bytes() == (index / name).read_bytes(), name
    expected = Searcher.open(index, encoder).search(Query("防災"))
    assert expected == Searcher.open(tmp_path / "i", encoder).search(Query("防災"))


def test_opening_and_searching_write_nothing(index, encoder):
    """A generation is immutable: no file appears or changes, not even a lock."""

    def state():
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(index.rglob("*"))}

    before = state()
    Searcher.open(index, encoder).search(Query("防災"))
    assert before == state()
    assert not [path for path in before if path.suffix in {".lock", ".part"}]


def test_an_index_without_subjects_answers_nothing(tmp_path):
    """Nothing indexed is no error; nothing is found, and it is said to be unanswerable."""
    build_index(tmp_path / "i", [], [], np.empty((0, 8), np.float32))
    result = Searcher.open(tmp_path / "i", lambda texts, kind: np.ones((len(texts), 8), np.float32)).search(
        Query("防災")
    )
    assert (0, False) == (result.total, result.answerable)


def test_what_does_not_belong_together_is_refused(tmp_path, cards, passages, encoder, index):
    """Vectors too few or of a wrong length, repeated ids, passages of nobody, a directory in use: BuildError."""
    vectors = encoder([passage_text(p) for p in passages], "passage")
    twice = [*passages[:-1], passages[0]]
    stray = [*passages[:-1], dataclasses.replace(passages[-1], subject="urn:nobody")]
    broken = vectors.copy()
    broken[0] = np.nan
    for arguments in (
        (cards, passages, vectors[1:]),
        (cards, passages, vectors * 2),
        (cards, passages, broken),
        (cards, twice, vectors),
        (cards, stray, vectors),
        ([*cards, cards[0]], passages, vectors),
    ):
        with pytest.raises(BuildError):
            build_index(tmp_path / "i", *arguments)
    with pytest.raises(BuildError, match="holds an index already"):
        build_index(index, cards, passages, vectors)


@pytest.mark.parametrize("name", ["cards.jsonl", "passages.jsonl", "vectors.faiss", "text"])
def test_a_missing_file_is_named(tmp_path, index, encoder, name):
    """Whatever is gone, opening says which file, and to build again."""
    damaged = tmp_path / "i"
    shutil.copytree(index, damaged)
    shutil.rmtree(damaged / name) if name == "text" else (damaged / name).unlink()
    with pytest.raises(WorkspaceError, match=f"{name}.*build") as error:
        Searcher.open(damaged, encoder)
    assert "again" in str(error.value)


def test_a_cut_table_is_refused(tmp_path, index, encoder):
    """A passage table that lost its last line does not open beside vectors that did not."""
    damaged = tmp_path / "i"
    shutil.copytree(index, damaged)
    table = damaged / "passages.jsonl"
    table.write_text("".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="build it again"):
        Searcher.open(damaged, encoder)
