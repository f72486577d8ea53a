"""The goals and targets, ours and the United Nations'."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from plangraph.errors import DocumentError
from plangraph.sdg import own_examples, read_taxonomy, targets, targets_of_fields

TAXONOMY = Path(__file__).parents[3] / "shared/data/un-sdg/sdg-kos-goals-targets-indicators.ttl"
needs_taxonomy = pytest.mark.skipif(not TAXONOMY.is_file(), reason="../shared/data/un-sdg is absent")


def test_there_are_169_targets_in_the_order_of_the_resolution():
    """Targets are sorted by goal, numbers before letters."""
    codes = [target.code for target in targets()]
    assert (169, "1.1", "8.10", "17.19") == (len(codes), codes[0], codes[codes.index("8.9") + 1], codes[-1])


@needs_taxonomy
def test_the_taxonomy_agrees_on_every_target():
    """The UN's targets are ours, IRI by IRI."""
    kind = "http://metadata.un.org/sdg/ontology#Target"
    theirs = {quad.subject.value for quad in read_taxonomy(TAXONOMY) if str(quad.object) == f"<{kind}>"}
    assert theirs == {f"http://metadata.un.org/sdg/{target.code}" for target in targets()}


@needs_taxonomy
def test_the_taxonomy_agrees_on_every_goal():
    """The UN's goals are 1 to 17 under the IRIs of ours."""
    kind = "http://metadata.un.org/sdg/ontology#Goal"
    theirs = {quad.subject.value for quad in read_taxonomy(TAXONOMY) if str(quad.object) == f"<{kind}>"}
    assert theirs == {f"http://metadata.un.org/sdg/{goal}" for goal in range(1, 18)}


def test_a_file_that_is_no_turtle_is_refused_by_name(tmp_path):
    """What cannot be parsed names the file."""
    (tmp_path / "sdg.ttl").write_text("no turtle")
    with pytest.raises(DocumentError, match=r"sdg\.ttl: no Turtle"):
        read_taxonomy(tmp_path / "sdg.ttl")


def test_a_taxonomy_with_a_hole_is_refused(tmp_path):
    """What lacks goals and targets says how many."""
    (tmp_path / "sdg.ttl").write_text("<http://metadata.un.org/sdg/1> a <http://metadata.un.org/sdg/ontology#Goal> .")
    with pytest.raises(DocumentError, match="185 of 186 goals and targets are missing"):
        read_taxonomy(tmp_path / "sdg.ttl")


def test_every_target_has_wordings_in_both_languages():
    """No target is known by its labels alone."""
    worded = {code for example in own_examples() for code in example.targets}
    assert {target.code for target in targets()} == worded


def test_fields_lead_to_targets_that_exist():
    """What the thesaurus is mapped to is among the 169."""
    known = {target.code for target in targets()}
    assert set() == {code for codes in targets_of_fields().values() for code in codes} - known


def test_every_concept_below_the_widest_is_mapped():
    """A new concept of the thesaurus wants its targets, or none."""
    text = Path(__file__).parents[2].joinpath("ontology/vocabularies/policy-fields.ttl").read_bytes()
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    narrower = {
        quad.subject.value.rsplit("/", 1)[-1]
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == broader
    }
    assert narrower == set(targets_of_fields())
