"""Search on topics with judged answers reaches its floors (floors.toml): our own on the samples, and the corpus's."""

import importlib.util
import re
from pathlib import Path

import pytest

from plangraph.evaluation import Units, missed_floors, read_collection, read_floors, read_topics
from plangraph.evaluation.names import local_part
from plangraph.model import Query
from plangraph.pipeline import evaluate, open_search, search_json
from plangraph.retrieval.index import CARDS
from plangraph.retrieval.records import open_cards
from plangraph.workspace import Workspace, open_generation
from plangraph_api.messages import messages

pytestmark = pytest.mark.xdist_group("relevance")
HERE = Path(__file__).parent
OWN = HERE / "samples"
SHARED = HERE.parents[1].parent / "shared" / "eval"
CATEGORIES = ("keyword", "question", "paraphrase", "kpi", "filtered", "crosslingual", "noanswer")
FLOORS = read_floors(HERE / "floors.toml")


@pytest.fixture(scope="module")
def samples_search(samples_workspace):
    """Search over the sample plans."""
    with open_search(samples_workspace) as opened:
        yield opened


@pytest.fixture(scope="module")
def judged():
    """The folder of the corpus's development topics."""
    if not (SHARED / "units.py").is_file():
        pytest.skip("the development topics are not beside this repository")
    return SHARED


def test_search_on_the_samples_reaches_its_floors(samples_workspace):
    """Over all, by category, and in what is refused."""
    collection = read_collection(OWN / "topics.jsonl", OWN / "qrels.txt")
    assert [] == missed_floors(evaluate(collection, samples_workspace).report, FLOORS["samples"])


def test_search_on_the_corpus_reaches_its_floors(corpus_workspace, judged):
    """Over all, by category, and in what is refused."""
    collection = read_collection(judged / "topics.dev.jsonl", judged / "qrels.dev.txt", judged / "units.jsonl")
    assert [] == missed_floors(evaluate(collection, corpus_workspace).report, FLOORS["corpus"])


def test_what_was_judged_in_the_samples_is_there(samples_workspace):
    """No judgement names a thing that the program reads no more, or under another IRI."""
    collection = read_collection(OWN / "topics.jsonl", OWN / "qrels.txt")
    named = {name for grades in collection.qrels.values() for name in grades}
    cards = open_cards(open_generation(Workspace(samples_workspace)).index / CARDS)
    assert set() == named - {local_part(card.iri) for card in cards}


@pytest.mark.parametrize("language", ["ja-simple", "pt", "vi", "zh-Hans"])
def test_the_examples_of_each_language_find_what_they_ask_for(samples_search, language):
    """What the home page proposes to search for, in words of that language, is among the first three."""
    wanted = {
        "one": "防災",
        "two": "お年寄り|乗合|高齢者",
        "three": "空き家",
        "four": "待機児童",
        "five": "多文化|外国人",
    }
    found = {
        key: [
            hit.card.label for hit in samples_search.search(Query(messages(language)(f"examples.{key}"), limit=3)).hits
        ]
        for key in wanted
    }
    assert {} == {key: labels for key, labels in found.items() if not re.search(wanted[key], " ".join(labels))}


def test_topics_of_our_own_are_of_every_category():
    """At least four of each, and forty in all, so that few of them decide alone."""
    topics = read_topics(OWN / "topics.jsonl")
    counts = {category: sum(topic.category == category for topic in topics) for category in CATEGORIES}
    assert [] == [category for category, count in counts.items() if count < 4]
    assert sum(counts.values()) == len(topics) >= 40


def test_hits_are_named_as_the_collection_names_them(search, judged):
    """Our mapping from hits to units agrees with that of the collection on every hit of every topic."""
    spec = importlib.util.spec_from_file_location("units", judged / "units.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    reference, ours = theirs.Units(), Units.read(judged / "units.jsonl")
    for topic in read_topics(judged / "topics.dev.jsonl"):
        result = search.search(Query(topic.query, limit=100))
        expected = [reference.of(hit) for hit in search_json(result)["hits"]]
        assert expected == [ours.name(hit) for hit in result.hits], topic.id
