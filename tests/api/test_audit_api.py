"""Printed judgements beside computed figures: on the page, in the API and on the command line."""

import json
import sys

import pytest
from fastapi.testclient import TestClient

from plangraph import cli
from plangraph.graph.queries import question
from plangraph.namespaces import PG, RDF
from plangraph.pipeline import audit, build, ingest
from plangraph.pipeline.disagreements import _PLACES, disagreements
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.triples import Triples
from plangraph.resources import samples
from plangraph_api.app import create_app

NAME = "創業相談件数"


@pytest.fixture(scope="module")
def contradicted(tiny_environment, tmp_path_factory):
    """The review of a city in which an indicator that passed its target is printed as delayed."""
    folder = tmp_path_factory.mktemp("audit")
    text = samples().joinpath("hanatsuki_strategy_review.txt").read_text(encoding="utf-8")
    told = text.replace(f"{NAME} | 40件 | 52件 | 45件 | 順調に進捗", f"{NAME} | 40件 | 52件 | 45件 | 進捗の遅れ")
    assert told != text
    (folder / "hanatsuki_strategy_review.txt").write_text(told, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        listed = samples().joinpath("corpus.toml").read_text(encoding="utf-8").split("[[document]]")
        (review,) = [entry for entry in listed if "hanatsuki_strategy_review" in entry]
        (folder / "corpus.toml").write_text(f"[[document]]{review}", encoding="utf-8")
        ingest([folder / "corpus.toml"], folder / "workspace")
        build(folder / "workspace")
    return folder / "workspace"


@pytest.fixture(scope="module")
def server(contradicted, tiny_environment):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with TestClient(create_app(contradicted), follow_redirects=False) as opened:
            yield opened


def test_the_audit_names_the_indicator_with_its_lines(contradicted):
    """The one that was printed as delayed and met its target; the other seventeen agree."""
    (found,) = audit(contradicted)
    assert (NAME, "進捗の遅れ", "Delayed", "met", "52件", "40件") == tuple(
        found[name] for name in ("label", "grade", "status", "computed", "actual", "target")
    )
    assert ("hanatsuki_strategy_review.txt", 7, 7) == (found["document"], found["line"], found["judged_line"])
    assert ("Increase", "FromTargets") == (found["direction"], found["direction_ground"])


def test_where_all_agree_there_is_nothing(built_samples):
    """The samples contradict themselves nowhere."""
    assert [] == audit(built_samples)


def test_the_api_gives_the_same(server, contradicted):
    """As a list, and beside the values of the indicator."""
    listed = server.get("/api/v1/audit").json()
    assert audit(contradicted) == listed
    told = server.get("/api/v1/elements", params={"iri": listed[0]["indicator"]}).json()
    assert listed == told["disagreements"]
    assert ("FromTargets", ["NoBaseline"]) == (told["direction_ground"], told["not_comparable"])
    (actual,) = [value for value in told["observations"] if value["kind"] == "Actual"]
    assert (True, "1.3", []) == (actual["target_met"], actual["target_ratio"], actual["target_not_comparable"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("目標を達成", "目標値の130.0%", "印刷された評価：", "食い違っています", "年ごとの目標値から推定")),
        ("en", ("target met", "130.0% of the target", "Printed judgement:", "disagree", "inferred from targets")),
    ],
)
def test_the_page_shows_both_side_by_side(server, language, words):
    """What was computed, what was printed, and that the two disagree; in the reader's language."""
    iri = server.get("/api/v1/audit").json()[0]["indicator"]
    path = "/page/" + iri.split("/id/")[1]
    text = server.get(path, headers={"Accept": "text/html", "Accept-Language": language}).text
    assert [] == [word for word in words if word not in text]
    assert "進捗の遅れ" in text


def test_the_command_prints_a_table_or_json(contradicted, monkeypatch, capsys):
    """City, name, both judgements, figures, direction with its ground, document and line."""
    monkeypatch.setattr(sys, "argv", ["plangraph", "audit", "--workspace", str(contradicted)])
    with pytest.raises(SystemExit) as done:
        cli.main()
    out, err = capsys.readouterr()
    assert 0 == (done.value.code or 0)
    line = next(line for line in out.splitlines() if NAME in line)
    for words in (
        "花槻市",
        "進捗の遅れ (Delayed)",
        "met",
        "52件",
        "Increase (FromTargets)",
        "hanatsuki_strategy_review.txt:7",
    ):
        assert words in line
    assert err.startswith("1 disagree")
    monkeypatch.setattr(sys, "argv", ["plangraph", "audit", "--json", "--workspace", str(contradicted)])
    with pytest.raises(SystemExit):
        cli.main()
    assert audit(contradicted) == json.loads(capsys.readouterr().out)


def test_what_is_said_of_one_indicator_is_what_is_said_of_all(contradicted):
    """Finding that nothing disagrees is a shorter query; it finds the same."""
    store = open_store(contradicted)
    every = disagreements(store)
    indicators = [str(node) for node in Triples(store).subjects(RDF.type, PG.Indicator)]
    told = [row for iri in indicators for row in disagreements(store, iri)]
    assert every
    assert sorted(every, key=str) == sorted(told, key=str)
    assert 2 == len(_PLACES.findall(question("printed-and-computed").text))
