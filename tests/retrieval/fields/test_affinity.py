"""How near subjects stand to concepts, on three invented subjects and two invented concepts."""

import numpy as np
import pytest

from plangraph.errors import WorkspaceError
from plangraph.retrieval.fields import Affinity, Concept, FieldModel, LabelVectors, Subjects, build_affinity, classify

TEXTS = [("夜間照明の整備", "防犯灯を替えます"), ("防犯灯の整備", ""), ("文化の振興", "音楽会を開きます")]


def concept(slug, *labels, broader="urn:field"):
    return Concept(f"urn:{slug}", broader, {"ja": labels}, "", {})


CONCEPTS = [
    concept("wide", "暮らし", broader=None),
    concept("lighting", "防犯灯", "街路灯"),
    concept("music", "音楽会"),
]


def vectors():
    """Each concept has one label and one text: the unit vectors of three directions."""
    directions, places = np.eye(3, dtype=np.float16), np.arange(3, dtype=np.int32)
    return LabelVectors(directions, places, directions, places, places, directions)


def subjects(texts=tuple(TEXTS)):
    """The first two look to the lighting, the others to music; one passage each."""
    ways = np.array([[0, 1, 0], [0, 1, 0], *[[0, 0, 1]] * (len(texts) - 2)], dtype=np.float32)
    owners = np.arange(len(texts))
    return Subjects([f"urn:s{at}" for at in owners], texts, ways, ways, owners, [f"{t}。" for t, _ in texts])


def affinity(found):
    return build_affinity(CONCEPTS, vectors(), found, np.ones(len(found.iris), dtype=np.bool_))


def test_a_label_in_the_title_counts_more_than_one_in_the_text():
    """Of two subjects that hold a label, the one whose title holds it has more of the concept."""
    many = subjects((*[("夜間照明", "防犯灯を替えます")] * 4, ("防犯灯の整備", ""), *[("音楽会", "")] * 4))
    words = affinity(many).words[1].astype(float)
    assert words[4] > words[0] > words[5]
    assert words[5] == 0.0


def test_a_rare_concept_is_not_drowned():
    """What one subject in twenty is of reaches as high as what all the others are of."""
    many = subjects((*TEXTS[:2], *[("音楽会", "")] * 18))
    words = affinity(many).words.astype(float)
    assert words[1].max() == pytest.approx(1.0)
    assert words[1].max() >= words[2].max()


def test_meaning_is_in_standard_deviations_of_a_concept():
    """Over all subjects its mean is 0 and its spread 1; those that look its way stand above."""
    meaning = affinity(subjects()).meaning.astype(float)
    assert meaning[1].mean() == pytest.approx(0, abs=1e-3)
    assert meaning[1].std() == pytest.approx(1, abs=1e-2)
    assert meaning[1, 0] > 0 > meaning[1, 2]


def test_tables_come_back_as_they_were_saved(tmp_path):
    """And where there are none, the error says what to do."""
    made = affinity(subjects())
    made.save(tmp_path)
    assert np.array_equal(made.words, Affinity.open(tmp_path).words)
    with pytest.raises(WorkspaceError, match="build the index again"):
        Affinity.open(tmp_path / "nowhere")


def test_a_subject_is_of_the_field_whose_words_and_meaning_it_has():
    """The evidence is the label that stands in it, else the nearest passage; confidences are below 1."""
    model = FieldModel(intercept=-1, meaning=1, words=1, wording=1, margin=1)
    found = subjects()
    links = classify(CONCEPTS, vectors(), affinity(found), found, model)
    first = {link.subject: (link.field, link.evidence) for link in reversed(links)}
    assert first == {
        "urn:s0": ("urn:lighting", "防犯灯"),
        "urn:s1": ("urn:lighting", "防犯灯"),
        "urn:s2": ("urn:music", "音楽会"),
    }
    assert all(0.25 <= link.confidence < 1 for link in links)


def test_nothing_is_said_where_nothing_is_known():
    """Below the least confidence there is no link, and never one to a field of the top level."""
    found = subjects()
    unsure = FieldModel(intercept=-50, meaning=1, words=1, wording=1, margin=1)
    sure = FieldModel(intercept=50, meaning=0, words=0, wording=0, margin=0)
    assert classify(CONCEPTS, vectors(), affinity(found), found, unsure) == ()
    assert "urn:wide" not in {link.field for link in classify(CONCEPTS, vectors(), affinity(found), found, sure)}
