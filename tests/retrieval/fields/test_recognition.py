"""What people say finds the field that plans say it under, in Japanese and other languages; and vectors are kept."""

from pathlib import Path

import numpy as np
import platformdirs
import pytest

from plangraph.retrieval import open_encoder, open_label_encoder
from plangraph.retrieval.encoders import DEFAULT_ENCODER
from plangraph.retrieval.fields import Concept, LabelVectors, Recogniser, make_vectors, open_thesaurus

QUESTIONS = Path(__file__).parents[2] / "relevance" / "fields" / "questions.tsv"


@pytest.fixture(scope="module")
def encoders():
    """That of passages and that of labels."""
    return open_encoder(DEFAULT_ENCODER, platformdirs.user_cache_path("plangraph")), open_label_encoder()


@pytest.fixture(scope="module")
def recogniser(encoders):
    """The whole thesaurus with the real encoders."""
    return Recogniser(
        open_thesaurus(), make_vectors(open_thesaurus(), *encoders, platformdirs.user_cache_path("plangraph"))
    )


@pytest.fixture(scope="module")
def first_field(recogniser, encoders):
    """The concept that a query means most."""
    encoder, labels = encoders

    def find(query):
        found = recogniser.recognise(encoder([query], "query")[0], labels([query], "query")[0])
        return open_thesaurus()[found.concepts[0]].iri.rsplit("/", 1)[1]

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


def test_of_questions_that_the_thesaurus_has_not_most_find_their_field(recogniser, encoders):
    """Of 697 held-out questions 67 % have their concept among the eight that count; without the others' help 58 %."""
    with QUESTIONS.open(encoding="utf-8") as file:
        asked = [line.rstrip("\n").split("\t") for line in file]
    encoder, labels = encoders
    texts = [text for _, text in asked]
    slugs = [concept.iri.rsplit("/", 1)[1] for concept in open_thesaurus()]
    found = [
        slug in {slugs[at] for at in recogniser.recognise(query, label_query).concepts}
        for (slug, _), query, label_query in zip(asked, encoder(texts, "query"), labels(texts, "query"), strict=True)
    ]
    assert len(found) == len(slugs)
    assert sum(found) / len(found) > 0.62


def test_a_concept_without_questions_is_found_by_its_labels(tmp_path):
    """Its questions are a row of zeros, which stands as near as the mean."""
    made = make_vectors([concept("one"), concept("another")], Stub("passages"), Stub("labels"), tmp_path)
    assert np.count_nonzero(made.questions) == 0


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
