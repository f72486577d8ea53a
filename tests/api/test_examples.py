"""The example queries: each is described, runs as it stands, and says what it asks in both languages."""

import json

import pytest

from plangraph.pipeline import example_queries

NAMES = [example.name for example in example_queries()]


def test_examples_have_words_in_both_languages():
    """A name each, once; a label in Japanese and in English."""
    assert sorted(set(NAMES)) == sorted(NAMES)
    assert [e.name for e in example_queries() if not (e.labels["ja"] and e.labels["en"])] == []


def test_examples_show_more_than_tables():
    """There are examples that give a table, a truth value and a graph."""
    assert {"SELECT", "ASK", "CONSTRUCT"} == {example.form for example in example_queries()}


@pytest.mark.parametrize("example", example_queries(), ids=NAMES)
def test_every_example_runs(client, example):
    """Over HTTP, as it stands, with the form of answer that its form says."""
    response = client.get("/sparql", params={"query": example.text})
    assert 200 == response.status_code
    if example.form == "CONSTRUCT":
        assert response.headers["content-type"].startswith("text/turtle")
        return
    answer = json.loads(response.content)
    assert (example.form == "ASK") == ("boolean" in answer)
