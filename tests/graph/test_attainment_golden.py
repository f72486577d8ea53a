"""Attainment on the real documents is what a person computed from their figures."""

import csv
from pathlib import Path

import pytest

from plangraph.graph import derive_attainment, open_trig
from plangraph.namespaces import PG, RDF, RDFS
from plangraph.pipeline import ingest

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
GOLDEN = Path(__file__).parents[1] / "golden" / "attainment" / "corpus.tsv"


def local(graph, node, predicate):
    """The values of a property by their local names, in the order of the alphabet."""
    values = graph.objects(node, predicate) if node is not None else ()
    return " ".join(sorted(str(value).removeprefix(str(PG)) for value in values))


def rows_of(graph, derived):
    """What is derived of each indicator, a row a group, as the golden file has it."""
    (document,) = {str(graph.value(node, RDFS.label)) for node in graph.subjects(RDF.type, PG.SourceDocument)}
    for indicator in graph.subjects(RDF.type, PG.Indicator):
        printed = local(graph, indicator, PG.direction)
        values = list(graph.objects(indicator, PG.observation))
        actuals = [value for value in values if graph.value(value, PG.valueKind) == PG.Actual]
        groups = sorted({str(group) for value in values for group in graph.objects(value, PG.group)})
        for group in groups or [""]:
            own = [value for value in actuals if str(graph.value(value, PG.group) or group) == group]
            actual = own[0] if own else None
            bearer = actual if groups else indicator
            yield {
                "document": document[:3],
                "line": local(graph, graph.value(indicator, PG.source), PG.startLine),
                "group": group,
                "direction": printed or local(derived, indicator, PG.inferredDirection),
                "ground": "Printed" if printed else local(derived, indicator, PG.directionGround),
                "attainment": local(derived, bearer, PG.attainment),
                "not_comparable": local(derived, bearer, PG.notComparable),
                "met": {"": "", "true": "yes", "false": "no"}[local(derived, actual, PG.targetMet)],
                "ratio": local(derived, actual, PG.targetRatio),
                "not_known": local(derived, actual, PG.targetNotComparable),
            }


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real documents in {CORPUS}")
def test_every_indicator_has_the_attainment_or_the_reason_that_was_computed_by_hand(tmp_path):
    """All 70: directions and their grounds, yearly targets met or not, ratios, and reasons for what is absent."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        expected = [
            {name: row[name] for name in row if name != "notes"} for row in csv.DictReader(file, delimiter="\t")
        ]
    assert len({(row["document"], row["line"]) for row in expected}) == 70
    ingest([CORPUS / "corpus.toml"], tmp_path)
    graphs = [open_trig(path) for path in sorted(tmp_path.rglob("*.trig"))]
    found = [row for graph in graphs for row in rows_of(graph, derive_attainment(graph))]
    assert sorted(expected, key=_place) == sorted(found, key=_place)


def _place(row):
    return row["document"], int(row["line"]), row["group"]
