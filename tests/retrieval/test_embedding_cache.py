from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from plangraph.errors import BuildError
from plangraph.retrieval.embedding_cache import EmbeddingCache


class Hashing:
    """An encoder without a model: a vector is a function of kind and text; what it was asked is remembered."""

    note = ""
    dimension = 8

    def __init__(self, fingerprint="hashing:fp32", fail_after=None):
        self.name, self.space, self.fingerprint = "hashing", "hashing", fingerprint
        self.asked, self.fail_after = [], fail_after

    def __call__(self, texts, kind):
        if self.fail_after is not None and len(self.asked) >= self.fail_after:
            raise KeyboardInterrupt
        self.asked += texts
        return np.stack([self.vector(text, kind) for text in texts])

    def vector(self, text, kind):
        digest = hashlib.sha256(f"{self.fingerprint}|{kind}|{text}".encode("utf-8", "surrogatepass")).digest()[:8]
        vector = np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5
        return vector / np.linalg.norm(vector)


TEXTS = ["防災", "空き家の活用を進めます", "taxi", "", "\ud800"]


def test_vectors_come_in_the_order_of_the_texts(tmp_path):
    """Row i is the vector of text i, as float32 of unit length."""
    encoder = Hashing()
    vectors = EmbeddingCache(tmp_path).encode(encoder, TEXTS, "passage")
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, [encoder.vector(text, "passage") for text in TEXTS])


def test_only_what_is_new_is_encoded(tmp_path):
    """A second cache object over the same folder asks the encoder for the one text that was added."""
    first = EmbeddingCache(tmp_path).encode(Hashing(), TEXTS, "passage")
    encoder, cache = Hashing(), EmbeddingCache(tmp_path)
    vectors = cache.encode(encoder, ["new", *TEXTS], "passage")
    assert encoder.asked == ["new"]
    assert cache.encoded == 1
    np.testing.assert_array_equal(first, vectors[1:])


def test_equal_texts_are_encoded_once(tmp_path):
    """Duplicates in one call share one vector and one encoding."""
    encoder = Hashing()
    vectors = EmbeddingCache(tmp_path).encode(encoder, ["a", "b", "a"], "passage")
    assert sorted(encoder.asked) == ["a", "b"]
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_encoders_and_kinds_lie_side_by_side(tmp_path):
    """The same text under another fingerprint or kind is another vector, and none drives out the other."""
    cache, one, other = EmbeddingCache(tmp_path), Hashing("one:fp32"), Hashing("one:bf16")
    made = [cache.encode(e, ["防災"], kind)[0] for e in (one, other) for kind in ("query", "passage")]
    assert len({vector.tobytes() for vector in made}) == 4
    again = [cache.encode(e, ["防災"], kind)[0] for e in (one, other) for kind in ("query", "passage")]
    np.testing.assert_array_equal(made, again)
    assert cache.encoded == 4


def test_what_was_encoded_before_a_crash_is_kept(tmp_path):
    """An interruption loses no more than the batch under way."""
    texts = [f"text {number}" for number in range(200)]
    with pytest.raises(KeyboardInterrupt):
        EmbeddingCache(tmp_path).encode(Hashing(fail_after=128), texts, "passage")
    encoder = Hashing()
    vectors = EmbeddingCache(tmp_path).encode(encoder, texts, "passage")
    assert len(encoder.asked) == 72
    np.testing.assert_array_equal(vectors, [encoder.vector(text, "passage") for text in texts])


@pytest.mark.parametrize("damage", [b"", b"\x00" * 32, np.full(8, np.nan, dtype="<f4").tobytes()])
def test_damaged_vectors_are_encoded_again(tmp_path, damage):
    """A stored vector of the wrong size or length is not used."""
    cache = EmbeddingCache(tmp_path)
    first = cache.encode(Hashing(), TEXTS, "passage")
    with closing(sqlite3.connect(cache.path)) as connection, connection:
        connection.execute("UPDATE embedding SET vector = ? WHERE rowid = 2", [damage])
    encoder = Hashing()
    np.testing.assert_array_equal(first, cache.encode(encoder, TEXTS, "passage"))
    assert len(encoder.asked) == 1


@pytest.mark.parametrize("keep", [0, 4096])
def test_a_damaged_file_is_put_aside(tmp_path, keep, caplog):
    """A file that SQLite cannot read is kept under another name and the cache begins anew."""
    cache = EmbeddingCache(tmp_path)
    texts = [f"text {number}" for number in range(500)]
    first = cache.encode(Hashing(), texts, "passage")
    whole = cache.path.read_bytes()
    cache.path.write_bytes(whole[:keep] + b"\xff" * (len(whole) - keep))
    np.testing.assert_array_equal(first, cache.encode(Hashing(), texts, "passage"))
    assert cache.encoded == 1000
    assert cache.path.with_suffix(".damaged").exists()
    assert "is damaged" in caplog.text


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    """A file where the folder should be gives a BuildError with the path."""
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    with pytest.raises(BuildError, match="cache of embeddings cannot be used"):
        EmbeddingCache(tmp_path / "cache").encode(Hashing(), TEXTS, "passage")


def test_progress_counts_what_is_encoded(tmp_path):
    """Progress runs up to the number of new texts, and stays silent when nothing is new."""
    steps, cache = [], EmbeddingCache(tmp_path)
    texts = [f"text {number}" for number in range(100)]
    cache.encode(Hashing(), texts, "passage", steps.append)
    assert [(step.done, step.total) for step in steps] == [(64, 100), (100, 100)]
    cache.encode(Hashing(), texts, "passage", steps.append)
    assert len(steps) == 2


def test_no_texts_give_no_vectors(tmp_path):
    """An empty call returns an array of no rows and the encoder's dimension."""
    assert EmbeddingCache(tmp_path).encode(Hashing(), [], "passage").shape == (0, 8)


def test_two_caches_share_a_folder(tmp_path):
    """What one object has written the other finds, both being open at once."""
    one, other = EmbeddingCache(tmp_path), EmbeddingCache(tmp_path)
    one.encode(Hashing(), ["a"], "passage")
    other.encode(Hashing(), ["b"], "passage")
    one.encode(Hashing(), ["a", "b"], "passage")
    assert (one.encoded, other.encoded) == (1, 1)
