import numpy as np
import pytest

from plangraph.errors import BuildError, WorkspaceError
from plangraph.retrieval.dense import DenseIndex, build_dense


@pytest.fixture
def vectors():
    found = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def index(tmp_path, vectors):
    build_dense(tmp_path / "v", vectors)
    return DenseIndex.open(tmp_path / "v")


def test_search_is_exact(index, vectors):
    """Rows and cosines are those of the plain product."""
    rows, cosines = index.search(vectors[7], 50)
    expected = vectors @ vectors[7]
    assert rows.tolist() == np.argsort(-expected).tolist()
    assert rows[0] == 7
    np.testing.assert_allclose(cosines, expected[rows], atol=1e-6)


def test_only_allowed_rows_are_found(index, vectors):
    """With three rows allowed, three are found, however many were asked for."""
    allowed = np.zeros(50, dtype=np.bool_)
    allowed[[3, 20, 49]] = True
    rows, _ = index.search(vectors[7], 10, allowed)
    assert {3, 20, 49} == set(rows.tolist())
    assert index.search(vectors[7], 10, np.zeros(50, dtype=np.bool_))[0].size == 0


def test_equal_vectors_come_in_the_order_of_their_rows(tmp_path):
    """Ties are broken by row."""
    build_dense(tmp_path / "v", np.ones((5, 4), np.float32) / 2)
    assert DenseIndex.open(tmp_path / "v").search(np.ones(4, np.float32) / 2, 5)[0].tolist() == [0, 1, 2, 3, 4]


def test_vectors_that_are_not_of_length_one_are_refused(tmp_path, vectors):
    """Their product would be no cosine."""
    with pytest.raises(BuildError, match="length 1"):
        build_dense(tmp_path / "v", vectors * 3)
    assert not list(tmp_path.iterdir())


def test_what_is_no_index_is_refused(tmp_path):
    """A file of something else, and no file, are named."""
    (tmp_path / "junk").write_bytes(b"no index")
    for name in ("junk", "absent"):
        with pytest.raises(WorkspaceError, match=name):
            DenseIndex.open(tmp_path / name)
