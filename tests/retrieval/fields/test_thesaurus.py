"""The thesaurus of municipal policy keeps its form, and its packed vectors are of the texts that it has now."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from plangraph.namespaces import PGF, SKOS
from plangraph.resources import ontology
from plangraph.retrieval import open_encoder
from plangraph.retrieval.encoders import DEFAULT_ENCODER
from plangraph.retrieval.fields import open_thesaurus
from plangraph.retrieval.fields.encoding import encode_questions
from plangraph.retrieval.fields.packed import open_packed, pack
from plangraph.retrieval.fields.thesaurus import FILE, LANGUAGES_OF_LABELS, above, iter_texts, names_of_fields

CONCEPTS = open_thesaurus()
BY_IRI = {concept.iri: concept for concept in CONCEPTS}
HIRAGANA = re.compile(r"[ぁ-ゖー]+")


@pytest.fixture(scope="module")
def encoder():
    """The default encoder, out of the user's cache."""
    import platformdirs

    return open_encoder(DEFAULT_ENCODER, platformdirs.user_cache_path("plangraph"))


def test_there_are_three_levels_and_hundreds_of_concepts():
    """Every concept stands under something that is there, in one of three levels, without a circle."""
    assert [c.iri for c in CONCEPTS if c.broader is not None and c.broader not in BY_IRI] == []
    assert {len(above(concept.iri)) for concept in CONCEPTS} == {1, 2, 3}
    assert sum(len(above(concept.iri)) == 3 for concept in CONCEPTS) >= 350


def test_every_concept_is_named_in_every_language_and_defined_in_two():
    """Preferred labels in six languages, a reading in hiragana, definitions in Japanese and English."""
    assert [c.iri for c in CONCEPTS if not all(c.labels[language][0] for language in LANGUAGES_OF_LABELS)] == []
    assert [c.iri for c in CONCEPTS if not HIRAGANA.fullmatch(c.reading)] == []
    assert [c.iri for c in CONCEPTS if not {"ja", "en"} <= set(c.definitions)] == []


@pytest.mark.parametrize("language", LANGUAGES_OF_LABELS)
def test_no_preferred_label_is_that_of_two_concepts(language):
    """SKOS integrity within the scheme: one name, one concept."""
    names = Counter(concept.preferred(language).casefold() for concept in CONCEPTS)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_label_stands_twice_at_a_concept():
    """A preferred label is no alternative one (SKOS Reference, S13)."""
    twice = [
        (c.iri, language) for c in CONCEPTS for language, labels in c.labels.items() if len(set(labels)) < len(labels)
    ]
    assert twice == []


def test_every_concept_is_asked_about_in_words_that_are_no_label():
    """Five questions in Japanese and one in English; a hidden label is no other label (SKOS Reference, S13)."""
    assert [c.iri for c in CONCEPTS if len(set(c.questions)) != 6] == []
    labels = {c.iri: {label for group in c.labels.values() for label in group} for c in CONCEPTS}
    assert [c.iri for c in CONCEPTS if labels[c.iri] & set(c.questions)] == []


def test_related_concepts_are_so_both_ways_and_not_above_each_other():
    """skos:related is symmetric and disjoint with skos:broaderTransitive (SKOS Reference, S23 and S27)."""
    quads = ox.parse(ontology("vocabularies", FILE).read_bytes(), format=ox.RdfFormat.TURTLE)
    pairs = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == str(SKOS.related)}
    assert len(pairs) > 60
    assert {(other, one) for one, other in pairs} == pairs
    assert [pair for pair in pairs if pair[1] in above(pair[0])] == []


def test_a_field_is_known_by_slug_iri_and_name():
    """Whatever the caller writes in whichever language, the concept is the same."""
    wanted = frozenset({str(PGF["security-lighting"])})
    names = names_of_fields()
    for name in ("security-lighting", str(PGF["security-lighting"]), "防犯灯の整備", "iluminação de segurança"):
        assert names[name] == wanted


def test_packed_vectors_are_of_this_thesaurus_and_the_default_encoder(encoder):
    """Of any other, `python -m plangraph.retrieval.fields.packed` writes them anew; twenty rows are encoded again."""
    packed = open_packed(encoder.space)
    assert packed is not None
    assert len(packed.questions) == len(CONCEPTS)
    rows = packed.texts
    texts = [text for concept in CONCEPTS for text in iter_texts(concept)]
    assert len(rows) == len(texts)
    sample = range(7, len(texts), len(texts) // 20)
    again = encoder([texts[row] for row in sample], "passage")
    assert [row for row, vector in zip(sample, again, strict=True) if float(rows[row] @ vector) < 0.995] == []
    asked = range(7, len(CONCEPTS), len(CONCEPTS) // 5)
    means = encode_questions([CONCEPTS[at] for at in asked], encoder)
    assert [at for at, mean in zip(asked, means, strict=True) if float(packed.questions[at] @ mean) < 0.995] == []


def test_of_another_encoder_nothing_is_packed():
    """What is shipped is not taken for the vectors of a model that it is not of."""
    assert open_packed("another space") is None


def test_packing_again_encodes_nothing(tmp_path):
    """Texts that the file has are taken from it."""

    class Stub:
        space = "stub"
        dimension = 4

        def __call__(self, texts, kind):
            import numpy as np

            assert kind in {"passage", "query"}
            return np.tile(np.float32([1, 0, 0, 0]), (len(texts), 1))

    total = sum(1 for concept in CONCEPTS for _ in iter_texts(concept)) + len(CONCEPTS)
    assert pack(Stub(), tmp_path / "texts.npz") == total
    assert pack(Stub(), tmp_path / "texts.npz") == 0
