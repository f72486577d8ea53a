"""Each group of the W3C's cases over HTTP: what fails is listed in known.toml with its reason, and nothing else is."""

import tomllib
from pathlib import Path

import pytest
from w3c import bare, evaluation, exchanges
from w3c.manifests import DESCRIPTION, GRAPH_STORE, PROTOCOL, UPDATE, part_of

KNOWN = tomllib.loads(Path(__file__).with_name("known.toml").read_text(encoding="utf-8"))
GROUPS = [
    "add",
    "aggregates",
    "basic-update",
    "bind",
    "bindings",
    "cast",
    "clear",
    "construct",
    "copy",
    "csv-tsv-res",
    "delete",
    "delete-data",
    "delete-insert",
    "delete-where",
    "drop",
    "exists",
    "functions",
    "graph-store-protocol",
    "grouping",
    "http-rdf-update",
    "json-res",
    "move",
    "negation",
    "project-expression",
    "property-path",
    "protocol",
    "service",
    "service-description",
    "subquery",
    "syntax-fed",
    "syntax-query",
    "syntax-update-1",
    "syntax-update-2",
    "update-silent",
]


def test_all_groups_are_run(groups):
    """No group of the suite is left out but entailment, of which no regime is offered."""
    assert sorted(groups) == GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_fails_only_where_it_is_known_to(group, groups, request, record_property):
    """Queries go to the public configuration, all else to the writable one."""
    part = part_of(group)
    changes = part in {UPDATE, PROTOCOL, GRAPH_STORE} or group == "delete-insert"
    client = request.getfixturevalue("writable" if changes else "public")
    target, places, failed = evaluation.Http(client), {}, {}
    if group == "http-rdf-update":
        exchanges.prepare(client)
    for case in groups[group]:
        if group == "http-rdf-update":
            why = exchanges.printed(case, client, places)
        elif part in {PROTOCOL, GRAPH_STORE}:
            why = exchanges.converse(case, client)
        elif part == DESCRIPTION:
            why = exchanges.described(case, client)
        else:
            why = evaluation.run(case, target)
        if why:
            failed[case.name] = why
    record_property("w3c", (part, group, len(groups[group]) - len(failed), len(groups[group])))
    assert sorted(KNOWN.get(group, {})) == sorted(failed), failed


@pytest.mark.parametrize("group", [group for group in GROUPS if group in KNOWN])
def test_what_is_laid_to_the_engine_is_the_engines(group, groups):
    """A reason that begins with `engine` stands for a case that the bare engine fails as well, and no other does."""
    cases = {case.name: case for case in groups[group]}
    own = {name for name, reason in KNOWN[group].items() if reason.startswith("engine")}
    assert own == {name for name in own if evaluation.run(cases[name], bare.Bare())}
