"""The stages put together over a workspace: what goes in, what comes out, and what is refused."""

import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef

from plangraph import pipeline
from plangraph.errors import DocumentError, IngestError, PlanError, SettingsError, WorkspaceError
from plangraph.graph import open_trig
from plangraph.model import Filter, PlanFacts, Query
from plangraph.namespaces import PG
from plangraph.resources import samples

SAMPLES = Path(str(samples()))
SHEETS = SAMPLES / "tochihara_pledge_sheets.txt"
FACTS = PlanFacts(municipality="990035", municipality_name="橡原市")
QUERY = Query("防災に関する施策", limit=100)


def listing(directory):
    return {str(p.relative_to(directory)): (p.stat().st_mtime_ns, p.stat().st_size) for p in directory.rglob("*")}


# --- ingest ---


def test_samples_are_all_read(tmp_path):
    """The folder of samples gives five plans of three cities, sixty elements and more, each with a graph on disk."""
    done = pipeline.ingest([SAMPLES], tmp_path)
    assert len(done) == 5
    assert len({one.plan.municipality for one in done}) == 3
    assert sum(one.counts["elements"] for one in done) >= 60
    assert all(one.graph_path.is_file() and not one.replaced for one in done)


def test_the_real_corpus_is_all_read(corpus, tmp_path):
    """The five documents give 140 ± 5 pledges, 48 measures of 関市 and 11 of 本庄市, 13 pledges of 安中市."""
    done = {one.source.name[:3]: one for one in pipeline.ingest([corpus / "corpus.toml"], tmp_path)}
    assert abs(done["004"].kinds["Pledge"] - 140) <= 5
    assert done["003"].kinds["Measure"] == 48
    assert done["002"].kinds["Measure"] == 11
    assert done["000"].kinds["Pledge"] == 13
    assert (done["001"].counts["indicators"], done["002"].counts["indicators"]) == (41, 27)


def test_a_faulty_document_is_named_and_keeps_no_other_out(tmp_path):
    """A document that nobody claims is rejected with its name; the one beside it is in the workspace."""
    nobodys = tmp_path / "nobodys.txt"
    nobodys.write_text(SHEETS.read_text(encoding="cp932").replace("橡原市", ""), encoding="utf-8")
    with pytest.raises(IngestError, match=r"1 of 6 .*nobodys\.txt.*municipality"):
        pipeline.ingest([nobodys, SAMPLES], tmp_path / "w")
    assert len(list((tmp_path / "w").rglob("*.trig"))) == 5


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff\xfe\x81", "今日はよい天気です。\n".encode()])
def test_what_cannot_be_read_leaves_the_workspace_as_it_was(tmp_path, content):
    """Nothing, noise, and text without a plan: each an error that names the document, with no trace on disk."""
    workspace = tmp_path / "workspace"
    pipeline.ingest([SHEETS], workspace, FACTS)
    before = listing(workspace)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    with pytest.raises(IngestError, match=r"bad\.txt"):
        pipeline.ingest([bad], workspace, FACTS)
    assert listing(workspace) == before


def test_a_graph_that_breaks_a_shape_is_rejected(tmp_path):
    """A period that ends before it begins passes no shape; nothing is saved."""
    with pytest.raises(IngestError, match=r"violation.*tochihara|tochihara.*violation"):
        pipeline.ingest([SHEETS], tmp_path / "w", PlanFacts("990035", "橡原市", period=(2031, 2024)))
    assert not (tmp_path / "w").exists()


def test_ingesting_again_replaces_and_changes_nothing(tmp_path):
    """The same document gives the same bytes; a corrected one keeps the IRIs of all it does not change."""
    first = pipeline.ingest([SHEETS], tmp_path, FACTS)[0]
    before = first.graph_path.read_bytes()
    again = pipeline.ingest([SHEETS], tmp_path, FACTS)[0]
    assert again.replaced
    assert again.graph_path.read_bytes() == before
    assert len(list(tmp_path.rglob("*.trig"))) == 1


def test_two_titles_under_one_slug_are_refused(tmp_path):
    """Another plan that would take the same name is an error that tells of --slug, and with one both are kept."""
    facts = PlanFacts("990035", "橡原市", "市長公約実施目標シート", period=(2024, 2031))
    pipeline.ingest([SHEETS], tmp_path, facts)
    other = replace(facts, title="橡原市長公約")
    with pytest.raises(IngestError, match="--slug"):
        pipeline.ingest([SHEETS], tmp_path, other)
    pipeline.ingest([SHEETS], tmp_path, replace(other, slug="second"))
    assert len(list(tmp_path.rglob("*.trig"))) == 2


def test_plans_of_one_city_kind_and_period_are_told_apart_in_any_order(tmp_path):
    """Two plans whose titles say different things are both kept, under the same IRIs whichever came first."""
    facts = PlanFacts("990035", "橡原市", period=(2024, 2031))
    titles = ("橡原市 市長公約シート", "橡原市 市長公約シート(防災)", "橡原市 市長公約シート 南部地区")
    for folder, order in (("a", titles), ("b", titles[::-1])):
        for title in order:
            pipeline.ingest([SHEETS], tmp_path / folder, replace(facts, title=title))
    names = ["pledge-sheets-2024-2031", "pledge-sheets-2024-2031-南部地区", "pledge-sheets-2024-2031-防災"]
    graphs = [sorted((tmp_path / folder).rglob("*.trig")) for folder in "ab"]
    assert [sorted(path.stem for path in found) for found in graphs] == [names, names]
    assert [path.read_bytes() for path in graphs[0]] == [path.read_bytes() for path in graphs[1]]
    assert pipeline.ingest([SHEETS], tmp_path / "a", replace(facts, title=titles[1]))[0].replaced


def test_one_run_cannot_write_one_name_twice(tmp_path):
    """Two documents of one run under one slug: the second is rejected, naming the first."""
    copy = tmp_path / "copy.txt"
    shutil.copy(SHEETS, copy)
    with pytest.raises(IngestError, match=r"copy\.txt.*tochihara_pledge_sheets\.txt"):
        pipeline.ingest([SHEETS, copy], tmp_path / "w", FACTS)


def test_a_title_cannot_be_given_to_several_documents(tmp_path):
    """A flag that names one document is wrong for a folder of five."""
    with pytest.raises(DocumentError, match="names one document"):
        pipeline.ingest([SAMPLES], tmp_path, PlanFacts(title="x"))


def test_a_fault_of_the_parser_is_an_error_that_names_the_document(tmp_path, monkeypatch):
    """An unforeseen exception rejects the document, whether it is read alone or only looked at."""

    def parse(document, facts):
        raise ZeroDivisionError

    from plangraph.pipeline import reading

    monkeypatch.setattr(reading, "parse_plan", parse)
    (outcome,) = pipeline.iter_ingest([SHEETS], tmp_path / "w", FACTS)
    assert isinstance(outcome.error, PlanError)
    assert not (tmp_path / "w").exists()
    with pytest.raises(PlanError, match=rf"{SHEETS.name}.*ZeroDivisionError"):
        pipeline.inspect(SHEETS, FACTS)


def test_inspect_writes_nothing(tmp_path, monkeypatch):
    """Inspecting gives the plan with how each line was read, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    plan = pipeline.inspect(SHEETS, FACTS)
    assert plan.readings
    assert pipeline.plan_json(plan)["elements"][0]["title"] == plan.elements[0].title
    json.dumps(pipeline.plan_json(plan))
    assert list(tmp_path.iterdir()) == []


# --- build and open ---


def test_building_again_encodes_only_what_is_new(sample_workspace):
    """Nothing changed: nothing encoded. One document more: only its passages."""
    again = pipeline.build(sample_workspace)
    assert (again.generation, again.embedded) == (2, 0)
    extra = sample_workspace.parent / "extra.txt"
    extra.write_text(SHEETS.read_text(encoding="cp932").replace("防災", "防犯と防火"), encoding="utf-8")
    pipeline.ingest([extra], sample_workspace, PlanFacts("990035", "橡原市", slug="extra"))
    more = pipeline.build(sample_workspace)
    assert 0 < more.embedded < more.counts["passages"] / 2
    assert more.counts["plans"] == 6


def test_progress_goes_forward(sample_workspace):
    """Every stage's events count up to its total, and the build's end with done."""
    events = []
    pipeline.build(sample_workspace, progress=events.append)
    steps = [event.done for event in events if event.stage == "build"]
    assert steps == sorted(steps)
    assert steps[-1] == next(event.total for event in events if event.stage == "build")


def test_another_encoder_is_refused(sample_workspace, tiny_encoder, monkeypatch, tmp_path):
    """Vectors of one encoder are never searched with another: the error names both and says what to do."""
    other = tmp_path / "other"
    shutil.copytree(tiny_encoder, other)
    monkeypatch.setenv("PLANGRAPH_ENCODER", str(other))
    with pytest.raises(WorkspaceError, match=r"tiny.*other.*PLANGRAPH_ENCODER.*plangraph build"):
        pipeline.open_search(sample_workspace)


def test_search_answers_in_the_form_of_the_contract(built_samples, tiny):
    """The keys of an answer, a hit and a passage are those that others script against."""
    with pipeline.open_search(built_samples) as search:
        answer = pipeline.search_json(search.search(QUERY))
    json.dumps(answer)
    assert set(answer) == {"query", "interpretation", "answerable", "total", "hits", "facets"}
    assert answer["interpretation"]["topic"] == "防災"
    hit = answer["hits"][0]
    assert {"iri", "rank", "score", "kind", "label", "notation", "city", "plan", "path", "departments", "status"} < set(
        hit
    )
    assert set(hit["city"]) == {"code", "label"}
    assert set(hit["plan"]) == {"iri", "label"}
    passage = next(passage for hit in answer["hits"] for passage in hit["passages"])
    assert set(passage) == {"role", "text", "highlights", "source"}
    assert set(passage["source"]) == {"document", "start_line", "end_line", "page", "sheet"}
    assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(answer["hits"]) + 1))


def test_filters_hold(built_samples, tiny):
    """With a city given, every hit is of that city."""
    with pipeline.open_search(built_samples) as search:
        result = search.search(Query("市民", (Filter("city", "990035"),), limit=100))
    assert result.hits
    assert {hit.card.city for hit in result.hits} == {"990035"}


def test_a_running_search_picks_up_a_new_generation(sample_workspace):
    """After a build, refresh() moves on; before, it does nothing."""
    with pipeline.open_search(sample_workspace) as search:
        assert search.refresh() is False
        (sample_workspace / "graphs" / "990035").rename(sample_workspace / "gone")
        pipeline.build(sample_workspace)
        assert search.refresh() is True
        assert search.generation == 2
        assert "990035" not in {hit.card.city for hit in search.search(QUERY).hits}


def test_reading_writes_nothing(sample_workspace):
    """Search, SPARQL and the graph open the workspace and leave every file and time stamp as it was."""
    before = listing(sample_workspace)
    with pipeline.open_search(sample_workspace) as search:
        search.search(QUERY)
    with pipeline.open_endpoint(sample_workspace) as endpoint:
        assert b"true" in endpoint.query("ASK { ?s ?p ?o }").body
    assert len(pipeline.open_graph(sample_workspace)) > 100
    assert listing(sample_workspace) == before


def test_the_endpoint_follows_generations(sample_workspace):
    """After a build, refresh() moves SPARQL to the new store."""
    count = "SELECT (COUNT(?p) AS ?n) { ?p a <https://w3id.org/plangraph/ns#Plan> }"
    with pipeline.open_endpoint(sample_workspace) as endpoint:
        assert endpoint.query(count, format="csv").body.split() == [b"n", b"5"]
        shutil.rmtree(sample_workspace / "graphs" / "990035")
        pipeline.build(sample_workspace)
        assert endpoint.refresh() is True
        assert endpoint.query(count, format="csv").body.split() == [b"n", b"3"]


# rdflib's Dataset warns of a property of its own that it uses itself.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_the_graph_cannot_be_written(built_samples, tiny):
    """Adding to the opened dataset fails: a generation never changes."""
    data = pipeline.open_graph(built_samples)
    with pytest.raises(RuntimeError, match="read-write"):
        data.add((URIRef("urn:a"), RDF.type, URIRef("urn:b")))


# --- one thing ---


def test_every_hit_has_an_element_page(built_samples, tiny):
    """element() knows each found thing, by the same label, city, plan and lines as its hit."""
    with pipeline.open_search(built_samples) as search:
        hits = search.search(QUERY).hits
    assert hits
    for hit in hits:
        about = pipeline.element(built_samples, hit.card.iri)
        json.dumps(about)
        assert (about["kind"], about["label"], about["notation"]) == (hit.card.kind, hit.card.label, hit.card.notation)
        assert (about["city"]["code"], about["plan"]["iri"]) == (hit.card.city, hit.card.plan)
        assert about["source"]["document"] == hit.card.document
        assert about["source"]["start_line"] == hit.card.start_line
        assert [step["label"] for step in about["path"]] == list(hit.card.path)


def test_an_element_shows_all_that_its_plan_says(tmp_path, tiny):
    """Texts, charges, values and children of the page are those of the parsed plan, in the order of the document."""
    done = pipeline.ingest([SAMPLES / "corpus.toml"], tmp_path)
    pipeline.build(tmp_path)
    plan = next(one.plan for one in done if one.source.name == "hanatsuki_strategy_review.txt")
    graph = open_trig(next(one.graph_path for one in done if one.plan is plan))
    for element in plan.walk():
        pages = [
            pipeline.element(tmp_path, str(iri))
            for iri in graph.subjects(RDFS.label, Literal(element.title, lang="ja"))
            if (iri, RDF.type, PG[element.kind.value]) in graph
        ]
        page = next(page for page in pages if page["source"]["start_line"] == element.span.start_line)
        assert sorted(text["text"] for text in page["texts"]) == sorted(text.text for text in element.texts)
        assert {i["label"] for i in page["indicators"]} == {" ".join(i.name.split()) for i in element.indicators}
        assert [child["label"] for child in page["children"]] == [" ".join(c.title.split()) for c in element.children]
        assert sum(len(i["observations"]) for i in page["indicators"]) == sum(
            len(i.observations) for i in element.indicators
        )


@pytest.mark.parametrize("iri", ["https://w3id.org/plangraph/id/990035/nothing", "urn:x", "not an iri"])
def test_nothing_is_said_of_what_is_not_there(built_samples, tiny, iri):
    """An IRI that the workspace does not know gives None, not an error."""
    assert pipeline.element(built_samples, iri) is None
    assert pipeline.describe(built_samples, iri) is None


def test_a_description_is_bounded_and_whole(built_samples, tiny):
    """It has every triple of its subject and of the nodes it owns, labels of what it points to, and nothing beyond."""
    data = open_trig(next(path for path in built_samples.rglob("*.trig") if "strategy" in path.name))
    subject = min(data.subjects(PG.observation))
    description = pipeline.describe(built_samples, str(subject))
    assert set(data.predicates(subject)) <= set(description.predicates(subject))
    observation = next(description.objects(subject, PG.observation))
    assert (observation, PG.rawValue, None) in description
    assert description.value(description.value(subject, PG.plan), RDFS.label) is not None
    assert len(description) < 250
    assert len(Graph().parse(data=description.serialize(format="turtle"), format="turtle")) == len(description)


# --- export, validate, info ---


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld", "csv"])
def test_an_export_is_the_same_every_time(built_samples, form):
    """Two exports of the same graphs are the same bytes."""
    first, second = io.BytesIO(), io.BytesIO()
    pipeline.export(built_samples, form, first)
    pipeline.export(built_samples, form, second)
    assert first.getvalue() == second.getvalue()
    assert len(first.getvalue()) > 1000


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_an_export_holds_every_quad(built_samples, form, syntax):
    """Read back, an export is exactly what the TriG files say."""
    said = {
        str(q) for path in built_samples.rglob("*.trig") for q in ox.parse(path=str(path), format=ox.RdfFormat.TRIG)
    }
    stream = io.BytesIO()
    pipeline.export(built_samples, form, stream)
    assert {str(quad) for quad in ox.parse(stream.getvalue(), format=syntax)} == said


def test_an_unknown_export_format_is_refused(built_samples):
    """The error lists the formats there are."""
    with pytest.raises(WorkspaceError, match="nquads, trig, jsonld, csv"):
        pipeline.export(built_samples, "xml", io.BytesIO())


def test_the_samples_are_sound(built_samples):
    """No violation and no damaged file in what ingest and build made."""
    checked = pipeline.validate(built_samples)
    assert (checked.graphs, checked.errors, checked.problems) == (5, 0, ())
    assert checked.sound
    json.dumps(checked.as_json())


def test_validate_finds_damage(sample_workspace):
    """A graph edited into nonsense, a file that is no TriG, and a damaged index are each reported, not raised."""
    first, second, *_ = sorted(sample_workspace.rglob("*.trig"))
    first.write_text(re.sub("pg:planKind pg:[A-Za-z]+", "pg:planKind pg:Poem", first.read_text()), encoding="utf-8")
    second.write_text("{", encoding="utf-8")
    (sample_workspace / "generations" / "1" / "index" / "passages.jsonl").write_text("", encoding="utf-8")
    checked = pipeline.validate(sample_workspace)
    assert checked.errors
    assert all(violation.document for violation in checked.violations)
    assert [second.name in problem or "passages.jsonl" in problem for problem in checked.problems] == [True, True]
    assert not checked.sound


def test_info_says_what_is_served(built_samples, tiny):
    """The generation, its encoder and counts, and the graphs of the workspace."""
    facts = pipeline.info(built_samples)
    assert (facts["generation"], facts["encoder"], len(facts["graphs"])) == (1, "tiny", 5)
    assert facts["counts"]["plans"] == 5
    json.dumps(facts)


def test_info_of_nowhere_is_a_clear_error(tmp_path):
    """A workspace that does not exist is named, with what to run."""
    with pytest.raises(WorkspaceError, match=r"nowhere.*plangraph ingest"):
        pipeline.info(tmp_path / "nowhere")


# --- settings and the package itself ---


def test_a_setting_that_does_not_fit_is_named(built_samples, monkeypatch):
    """A wrong environment variable is an error of one line that names it."""
    monkeypatch.setenv("PLANGRAPH_SPARQL_TIMEOUT", "soon")
    with pytest.raises(SettingsError, match="PLANGRAPH_SPARQL_TIMEOUT"):
        pipeline.open_endpoint(built_samples)


def test_the_base_of_iris_is_a_setting(tmp_path, monkeypatch):
    """With another base, no IRI of a thing begins with the default one."""
    monkeypatch.setenv("PLANGRAPH_BASE_IRI", "https://example.org/plans/")
    done = pipeline.ingest([SHEETS], tmp_path, FACTS)
    text = done[0].graph_path.read_text(encoding="utf-8")
    assert "https://example.org/plans/graph/990035/" in text
    assert "https://w3id.org/plangraph/id/" not in text


def test_importing_plangraph_is_cheap():
    """`import plangraph` loads neither rdflib nor numpy nor torch, and still offers the values and functions."""
    code = (
        "import sys, plangraph\n"
        "heavy = {'rdflib', 'numpy', 'torch', 'faiss', 'pydantic', 'rich', 'tantivy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert plangraph.Query('x').limit == 10 and callable(plangraph.ingest)\n"
        "from plangraph import PlanFacts, build, open_search, open_graph\n"
        "assert 'torch' not in sys.modules and 'open_search' in dir(plangraph)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
