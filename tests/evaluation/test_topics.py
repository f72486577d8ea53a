"""Topics and judgements are read from the forms that the field uses, and a bad line is named."""

import pytest

from plangraph.errors import EvaluationError
from plangraph.evaluation import Topic, read_qrels, read_topics

GOOD = '{"id": "T1", "query": "防災", "category": "keyword", "lang": "ja", "narrative": "備え", "filters": null}'


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_topic_is_one_json_object_a_line(tmp_path):
    """A filter is a value or a list of values; what else is said may be left out."""
    filtered = (
        '{"id": "T2", "query": "遅れ", "category": "filtered", "filters": {"city": "松風市", "status": ["A", "B"]}}'
    )
    found = read_topics(write(tmp_path / "topics.jsonl", GOOD, "", filtered))
    expected = (
        Topic("T1", "防災", "keyword", "ja", "備え"),
        Topic("T2", "遅れ", "filtered", filters={"city": ("松風市",), "status": ("A", "B")}),
    )
    assert expected == found


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "topics.jsonl:2: this is no JSON"),
        ("[]", "topics.jsonl:2: this is JSON, but no object"),
        ('{"id": "T2", "category": "keyword"}', "topics.jsonl:2: 'query' is missing"),
        ('{"id": "T 2", "query": "a", "category": "keyword"}', "topics.jsonl:2: the id 'T 2' holds blanks"),
        ('{"id": "T2", "query": "a", "category": "b", "filters": {"city": 1}}', "topics.jsonl:2: 'filters'"),
        (GOOD, "topics.jsonl:2: topic T1 was there before"),
    ],
)
def test_a_bad_topic_is_named_by_its_line(tmp_path, line, problem):
    """The message says file, line and what is wrong."""
    with pytest.raises(EvaluationError) as caught:
        read_topics(write(tmp_path / "topics.jsonl", GOOD, line))
    assert str(caught.value).startswith(problem)


def test_judgements_are_those_of_trec(tmp_path):
    """Topic, 0, name, grade; topics that were not asked are left out."""
    lines = ("T1 0 001#20#i4 0", "T1\t0\t001#22#1-2-2\t3", "T9 0 001#22#1-2-2 3")
    found = read_qrels(write(tmp_path / "qrels.txt", *lines), [Topic("T1", "防災", "keyword")])
    assert {"T1": {"001#20#i4": 0, "001#22#1-2-2": 3}} == found


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T1 0 a", "qrels.txt:2: 3 columns are not topic 0 name grade"),
        ("T1 0 a 2.5", "qrels.txt:2: the grade '2.5' is no whole number"),
        ("T1 0 a 1", "qrels.txt:2: a was judged 3 for topic T1 before"),
    ],
)
def test_a_bad_judgement_is_named_by_its_line(tmp_path, line, problem):
    """The message says file, line and what is wrong."""
    with pytest.raises(EvaluationError) as caught:
        read_qrels(write(tmp_path / "qrels.txt", "T1 0 a 3", line), [Topic("T1", "防災", "keyword")])
    assert problem == str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    """It says which byte, and what to do."""
    (tmp_path / "topics.jsonl").write_bytes(GOOD.encode("cp932"))
    with pytest.raises(EvaluationError, match=r"^topics\.jsonl: this is no UTF-8 \(byte \d+\); save it as UTF-8$"):
        read_topics(tmp_path / "topics.jsonl")


def test_a_query_may_hold_any_separator(tmp_path):
    """A line ends where the file's line ends, not at U+2028; a byte order mark and carriage returns do not count."""
    line = '{"id": "T1", "query": "防災\u2028訓練", "category": "keyword"}'
    (tmp_path / "topics.jsonl").write_bytes(f"\ufeff{line}\r\n".encode())
    assert ["防災\u2028訓練"] == [topic.query for topic in read_topics(tmp_path / "topics.jsonl")]


@pytest.mark.parametrize(("category", "grade"), [("keyword", 0), ("noanswer", 1)])
def test_category_and_judgements_agree_on_whether_there_is_an_answer(tmp_path, category, grade):
    """Otherwise one of the two is wrong, and measures of it would be."""
    with pytest.raises(EvaluationError, match="topic T1 is of category"):
        read_qrels(write(tmp_path / "qrels.txt", f"T1 0 a {grade}"), [Topic("T1", "防災", category)])
