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


def test_cosines_are_those_of_the_plain_product(index, vectors):
    """A row each, in their order."""
    np.testing.assert_allclose(index.cosines(vectors[7]), vectors @ vectors[7], atol=1e-6)


def test_a_vector_of_another_dimension_is_refused(index):
    """It was made by another encoder; the message says what to do."""
    with pytest.raises(WorkspaceError, match="3 dimensions, the index was built with 8"):
        index.cosines(np.ones(3, np.float32))


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
