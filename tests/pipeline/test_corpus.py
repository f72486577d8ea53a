"""Which documents a person means, and what is said of them beforehand."""

from pathlib import Path

import pytest

from plangraph.errors import DocumentError
from plangraph.model import PlanFacts, PlanKind
from plangraph.pipeline.corpus import list_sources

NOTHING = PlanFacts()


def write(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_corpus_file_says_what_is_known_of_each_document(tmp_path):
    """Every field of a document table arrives; paths count from the corpus file."""
    corpus = write(
        tmp_path / "corpus.toml",
        """
        [[document]]
        path = "plans/a.txt"
        municipality = "102041"
        municipality_name = "伊勢崎市"
        title = "計画"
        kind = "strategy-review"
        period = "2020/2024"
        slug = "strategy"
        """,
    )
    (source,) = list_sources([corpus], NOTHING)
    assert source.path == tmp_path / "plans" / "a.txt"
    assert source.facts == PlanFacts(
        "102041", "伊勢崎市", "計画", PlanKind.STRATEGY_REVIEW, (2020, 2024), "strategy"
    )  # fmt: skip


def test_flags_win_over_the_corpus_file(tmp_path):
    """What the caller says replaces what the file says, and only that."""
    corpus = write(tmp_path / "corpus.toml", '[[document]]\npath = "a.txt"\ntitle = "x"\nmunicipality = "102041"')
    (source,) = list_sources([corpus], PlanFacts(title="y"))
    assert source.facts == PlanFacts(municipality="102041", title="y")


def test_a_folder_with_a_corpus_file_is_that_file(tmp_path):
    """Other documents in the folder are not read."""
    write(tmp_path / "b.txt")
    write(tmp_path / "corpus.toml", '[[document]]\npath = "a.txt"')
    assert [source.path.name for source in list_sources([tmp_path], NOTHING)] == ["a.txt"]


def test_a_folder_without_one_is_all_its_documents(tmp_path):
    """Sorted, at any depth, without hidden files, READMEs and other formats."""
    for name in ("b.txt", "a/c.md", ".hidden/d.txt", "README.md", "e.png"):
        write(tmp_path / name)
    found = [source.path.relative_to(tmp_path).as_posix() for source in list_sources([tmp_path], NOTHING)]
    assert found == ["a/c.md", "b.txt"]


def test_a_document_named_twice_is_read_once(tmp_path):
    """A folder and a file in it name that file once."""
    path = write(tmp_path / "a.txt")
    assert len(list_sources([tmp_path, path], NOTHING)) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "there are none"),
        ("[[document]", "cannot be read"),
        ("[[document]]\ntitle = 'x'", "a path is missing"),
        ("[[document]]\npath = 'a'\ncity = 'x'", "unknown field 'city'"),
        ("[[document]]\npath = 'a'\nperiod = 2023", "period must be text"),
        ("[[document]]\npath = 'a'\nperiod = '2027/2023'", "ends before it begins"),
        ("[[document]]\npath = 'a'\nkind = 'budget'", "kind 'budget' is not one of pledge-sheets"),
    ],
)
def test_a_faulty_corpus_file_is_a_clear_error(tmp_path, text, problem):
    """The error names the file, the document and the field."""
    corpus = write(tmp_path / "corpus.toml", text)
    with pytest.raises(DocumentError, match=problem) as caught:
        list_sources([corpus], NOTHING)
    assert str(corpus) in str(caught.value)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_documents_is_an_error(tmp_path, name):
    """Neither a path that does not exist nor a folder without documents passes in silence."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match=name):
        list_sources([tmp_path / name], NOTHING)


def test_the_real_corpus_file_names_five_documents(corpus):
    """Its five entries are read, each file is there."""
    sources = list_sources([corpus], NOTHING)
    assert [source.facts.municipality for source in sources] == ["102113", "102041", "112119", "212059", "102041"]
    assert all(Path(source.path).is_file() for source in sources)
