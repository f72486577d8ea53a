"""Search is measured over a workspace: a run, its files, its difference from another, and ablations."""

import json

import pytest
from typer.testing import CliRunner

from plangraph.cli import app
from plangraph.errors import EvaluationError
from plangraph.evaluation import Variant, read_collection, read_variants, write_run
from plangraph.pipeline import ablate, evaluate

TOPICS = (
    {"id": "T1", "query": "防災士", "category": "keyword"},
    {
        "id": "T2",
        "query": "花槻市の空き家",
        "category": "filtered",
        "filters": {"city": "花槻市", "status": "おおむね達成"},
    },
    {"id": "T3", "query": "月面基地の建設", "category": "noanswer"},
)
QRELS = """\
T1 0 990027/1-1-3 3
T1 0 990035/pledge-sheets-2024-2031/公約I/防災士の養成 3
T2 0 https://w3id.org/plangraph/id/990027/manifesto-progress-2025-2028/1-2-1 2
T3 0 990027/1-1-3 0
"""


@pytest.fixture
def files(tmp_path):
    topics, qrels = tmp_path / "topics.jsonl", tmp_path / "qrels.txt"
    topics.write_text("\n".join(json.dumps(topic, ensure_ascii=False) for topic in TOPICS), encoding="utf-8")
    qrels.write_text(QRELS, encoding="utf-8")
    return topics, qrels


@pytest.fixture
def collection(files):
    return read_collection(*files)


@pytest.fixture
def evaluate_command(files, built_samples, tiny):
    def call(*arguments):
        done = CliRunner().invoke(
            app, ["evaluate", *map(str, files), "--workspace", str(built_samples), *map(str, arguments)]
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def test_two_runs_of_one_build_are_the_same_bytes(collection, built_samples, tiny, tmp_path):
    """Whoever measures again must see what was changed, and nothing else."""
    for name in ("first", "second"):
        write_run(tmp_path / f"{name}.run", evaluate(collection, built_samples).run)
    for ending in ("run", "run.answers"):
        first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("first", "second"))
        assert first
        assert first == second


def test_words_find_what_is_judged_by_any_of_its_names(collection, built_samples, tiny):
    """Code within a city, local part, and IRI."""
    report = evaluate(collection, built_samples).report
    assert {"T1": 1.0, "T2": 1.0} == {topic: values["R@20"] for topic, values in report.topics.items()}


def test_printed_judgements_are_understood_in_filters(collection, built_samples, tiny):
    """What a city prints stands for a common status: some have it, others break the filter, none leaves the city."""
    found = evaluate(collection, built_samples)
    broken = found.run["T2"].violations
    assert {"status"} == set(broken)
    assert 0 < broken["status"] < len(found.run["T2"].ranking)


def test_a_run_that_was_written_measures_the_same(evaluate_command, tmp_path):
    """The command line writes it, reads it, and finds no difference to it."""
    out = tmp_path / "a.run"
    asked = json.loads(evaluate_command("--run-out", out, "--json"))
    read = json.loads(evaluate_command("--run", out, "--against", out, "--json"))
    assert [] == read.pop("differences")
    assert (asked | {"violations": None}) == read


def test_tables_show_categories_and_refusals(evaluate_command, tmp_path):
    """One line a category and one for all."""
    out = tmp_path / "a.run"
    lines = evaluate_command("--run-out", out, "--against", _empty(tmp_path)).splitlines()
    assert ["keyword", "filtered", "all"] == [line.split()[0] for line in lines[2:5]]
    assert any(line.startswith("refused: ") for line in lines)
    assert any(line.split()[:1] == ["T1"] for line in lines)


def _empty(tmp_path):
    (tmp_path / "empty.run").write_text("", encoding="utf-8")
    return tmp_path / "empty.run"


def test_ablations_stand_in_one_table(evaluate_command):
    """A line a variant, the search as it is first."""
    lines = evaluate_command("--ablate").splitlines()
    assert [variant.name for variant in read_variants()] == [line[:26].strip() for line in lines[2:]]


def test_a_variant_changes_the_ranking(collection, built_samples, tiny):
    """Words alone find the word; the random encoder of the tests alone does not put it first."""
    variants = (Variant("words", {"dense_weight": 0.0}), Variant("meaning", {"lexical_weight": 0.0}))
    words, meaning = ablate(collection, built_samples, variants)
    assert words.report.topics["T1"]["nDCG@10"] > meaning.report.topics["T1"]["nDCG@10"]


def test_a_variant_of_nothing_is_an_error(collection, built_samples, tiny):
    """A misspelt setting is named before anything is searched."""
    with pytest.raises(EvaluationError, match="variant 'x': there is no setting 'childcredit'"):
        ablate(collection, built_samples, [Variant("x", {"childcredit": 0.0})])


def test_ablations_write_no_run(files, built_samples):
    """Options that do not go together are wrong usage."""
    done = CliRunner().invoke(app, ["evaluate", *map(str, files), "--ablate", "--run-out", "a.run"])
    assert (2, True) == (done.exit_code, "--ablate makes a run for each variant" in done.output)
