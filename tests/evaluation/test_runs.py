"""A run is what a system answered: asked of a search, or read from a file in TREC's form."""

import pytest

from plangraph.errors import EvaluationError
from plangraph.evaluation import Answer, Topic, ask, read_run, write_run
from plangraph.model import Interpretation, Query, SearchResult

TOPICS = (Topic("T1", "防災", "keyword"), Topic("T2", "月面基地", "noanswer"))
RUN = """\
T1 Q0 001#20#i4 1 4.048000 plangraph
T1 Q0 001#22#1-2-2 2 3.521000 plangraph
T2 Q0 001#20#i4 1 0.500000 plangraph
"""
ANSWERS = """\
T1 answered 0.910000
T2 refused -
"""
ANSWERED = {
    "T1": Answer((("001#20#i4", 4.048), ("001#22#1-2-2", 3.521)), answerable=True, confidence=0.91),
    "T2": Answer((("001#20#i4", 0.5),), answerable=False),
}


def test_a_run_is_written_in_six_columns(tmp_path):
    """What was refused stands in a file beside it, since TREC has no word for it."""
    write_run(tmp_path / "a.run", ANSWERED)
    assert RUN == (tmp_path / "a.run").read_text(encoding="utf-8")
    assert ANSWERS == (tmp_path / "a.run.answers").read_text(encoding="utf-8")


def test_what_was_written_is_read_again(tmp_path):
    """Nothing of a run is lost in its files."""
    write_run(tmp_path / "a.run", ANSWERED)
    assert ANSWERED == read_run(tmp_path / "a.run", TOPICS)


def test_runs_of_other_systems_are_read(tmp_path):
    """Order is by score, whatever the lines' order and ranks; a topic without a line was refused."""
    (tmp_path / "b.run").write_text("T1 Q0 b 1 1 bm25\nT1 Q0 c 2 7.5 bm25\nT1 Q0 a 3 1 bm25\n", encoding="utf-8")
    found = read_run(tmp_path / "b.run", TOPICS)
    assert {"T1": ("c", "a", "b"), "T2": ()} == {topic: answer.names for topic, answer in found.items()}
    assert {"T1": True, "T2": False} == {topic: answer.answerable for topic, answer in found.items()}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T1 Q0 a 1 2.0", "a.run:2: 5 columns are not topic Q0 name rank score tag"),
        ("T1 Q0 b 1 high bm25", "a.run:2: 'high' is no number"),
        ("T1 Q0 b 1 nan bm25", "a.run:2: nan cannot be ranked by"),
        ("T1 Q0 a 1 2.0 bm25", "a.run:2: a was found for topic T1 before"),
    ],
)
def test_a_bad_line_of_a_run_is_named(tmp_path, line, problem):
    """The message says file, line and what is wrong."""
    (tmp_path / "a.run").write_text(f"T1 Q0 a 1 2.0 bm25\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_run(tmp_path / "a.run", TOPICS)
    assert problem == str(caught.value)


def test_a_bad_line_of_answers_is_named(tmp_path):
    """The file beside a run is held to its form as well."""
    (tmp_path / "a.run").write_text("T1 Q0 a 1 2.0 bm25\n", encoding="utf-8")
    (tmp_path / "a.run.answers").write_text("T1 maybe -\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"a\.run\.answers:1: "):
        read_run(tmp_path / "a.run", TOPICS)


def test_a_search_is_given_the_words_alone(make_hit):
    """Each topic once, as deep as it goes; filters of the topic are for judging, not for asking."""
    asked = []

    def search(query):
        asked.append(query)
        return SearchResult(query, Interpretation(query.text, "ja"), True, 1, (make_hit("a"),))

    ask([Topic("T1", "防災", "filtered", filters={"city": ("松風市",)})], search, lambda hit: hit.card.iri)
    assert [Query("防災", limit=100)] == asked


def test_a_name_counts_once_and_scores_fall_strictly(make_hit):
    """A hit that was not judged under any name is passed over, and equal scores keep the order of the search."""
    locals_of = ("b", "a", "x", "a", "c")
    hits = tuple(make_hit(local, rank=rank, score=2.0) for rank, local in enumerate(locals_of, start=1))

    def search(query):
        return SearchResult(query, Interpretation(query.text, "ja"), True, len(hits), hits)

    run = ask(TOPICS[:1], search, lambda hit: None if hit.card.iri.endswith("x") else hit.card.iri[-1])
    assert (("b", 2.0), ("a", 1.999999), ("c", 1.999998)) == run["T1"].ranking


def test_hits_that_break_a_filter_are_counted_by_field(make_hit):
    """Over all hits of a topic, named or not."""

    def search(query):
        return SearchResult(query, Interpretation(query.text, "ja"), True, 2, (make_hit("a"), make_hit("b", rank=2)))

    def breaks(topic, hit):
        return ["city", "kind"] if hit.rank == 1 else ["kind"]

    run = ask(TOPICS[:1], search, lambda _: None, breaks=breaks, confidence=lambda _: 0.25)
    assert {"T1": Answer((), True, 0.25, {"city": 1, "kind": 2})} == run
