"""What people say finds the field that plans say it under, in Japanese and other languages; and vectors are kept."""

import numpy as np
import platformdirs
import pytest

from plangraph.retrieval import open_encoder, open_label_encoder
from plangraph.retrieval.encoders import DEFAULT_ENCODER
from plangraph.retrieval.fields import Concept, LabelVectors, Recogniser, make_vectors, open_thesaurus


@pytest.fixture(scope="module")
def first_field():
    """The concept that a query means most, with the real encoders."""
    cache = platformdirs.user_cache_path("plangraph")
    encoder, labels = open_encoder(DEFAULT_ENCODER, cache), open_label_encoder()
    concepts = open_thesaurus()
    recogniser = Recogniser(concepts, make_vectors(concepts, encoder, labels, cache))

    def find(query):
        found = recogniser.recognise(encoder([query], "query")[0], labels([query], "query")[0])
        return concepts[found.concepts[0]].iri.rsplit("/", 1)[1]

    return find


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("夜道が暗い", "security-lighting"),
        ("ruas escuras à noite", "security-lighting"),
        ("保活", "nursery-places"),
        ("息子が部屋から出てこない", "hikikomori-support"),
    ],
)
def test_everyday_words_find_the_field(first_field, query, slug):
    """A Portuguese question finds the same concept as the Japanese one."""
    assert first_field(query) == slug


class Stub:
    """An encoder that knows the length of a text; it counts what it encodes."""

    def __init__(self, name):
        self.space = self.fingerprint = name
        self.dimension = 2
        self.encoded = 0

    def __call__(self, texts, _kind):
        self.encoded += len(texts)
        angles = np.array([len(text) / 100 for text in texts], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def concept(slug):
    labels = {language: (f"{slug} {language}",) for language in ("en", "ja", "ko", "pt", "vi", "zh")}
    return Concept(f"urn:{slug}", None, labels, "", {"en": slug})


def test_vectors_are_made_once_and_a_damaged_file_is_made_anew(tmp_path):
    """The second time nothing is encoded; a file that cannot be read is replaced."""
    encoder, labels = Stub("passages"), Stub("labels")
    made = make_vectors([concept("one")], encoder, labels, tmp_path)
    assert (encoder.encoded, labels.encoded) == (7, 6)
    again = make_vectors([concept("one")], encoder, labels, tmp_path)
    assert (encoder.encoded, labels.encoded) == (7, 6)
    assert np.array_equal(made.texts, again.texts)
    (kept,) = tmp_path.glob("thesaurus-*.npz")
    kept.write_bytes(kept.read_bytes()[:100])
    mended = make_vectors([concept("one")], encoder, labels, tmp_path)
    assert encoder.encoded == 14
    assert np.array_equal(made.labels, mended.labels)
    assert np.array_equal(LabelVectors.open(kept).labels, made.labels)


def test_another_thesaurus_or_encoder_has_a_file_of_its_own(tmp_path, monkeypatch):
    """What is kept of one is never taken for the other."""
    make_vectors([concept("one")], Stub("passages"), Stub("labels"), tmp_path)
    make_vectors([concept("one")], Stub("others"), Stub("labels"), tmp_path)
    monkeypatch.setattr("plangraph.retrieval.fields.vectors.text_key", lambda space: f"changed {space}")
    make_vectors([concept("one")], Stub("passages"), Stub("labels"), tmp_path)
    assert len(list(tmp_path.glob("thesaurus-*.npz"))) == 3
