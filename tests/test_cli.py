"""The command line: results to standard output, the rest to standard error, and exit codes that scripts can use."""

import csv
import io
import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from plangraph import cli
from plangraph.commands import console
from plangraph.model import Progress
from plangraph.resources import samples

SAMPLES = Path(str(samples()))
COMMANDS = (
    "ingest",
    "inspect",
    "diff",
    "similar",
    "compare",
    "audit",
    "curate",
    "build",
    "sdg",
    "statistics",
    "search",
    "ask",
    "sparql",
    "validate",
    "export",
    "evaluate",
    "serve",
    "demo",
    "info",
)
TOCHIHARA = ("--municipality", "990035", "--municipality-name", "橡原市")
PLANS = "SELECT ?title { ?plan a <https://w3id.org/plangraph/ns#Plan> ; <http://purl.org/dc/terms/title> ?title }"


@pytest.fixture
def run(capfdbinary, monkeypatch):
    """Runs `plangraph ARGUMENTS` and gives (exit code, standard output, standard error)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["plangraph", *map(str, arguments)])
        capfdbinary.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as done:
            code = done.code or 0
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_help_imports_nothing_heavy():
    """Asking for help loads no engine: neither torch nor faiss, rdflib, numpy, tantivy, pydantic nor FastAPI."""
    code = (
        "import sys; sys.argv = ['plangraph', '--help']\n"
        "from plangraph.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'faiss', 'rdflib', 'numpy', 'tantivy', 'pydantic_settings', 'fastapi', 'pyoxigraph'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(command in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(run, command):
    """No command and no option is without a sentence that says what it does; those on a workspace take --workspace."""
    import typer

    code, out, _ = run(command, "--help")
    assert code == 0
    assert "--workspace" in out or command in ("inspect", "sdg", "curate", "statistics")
    found = typer.main.get_command(cli.app).commands[command]
    assert found.help
    assert [option.name for option in found.params if not option.help] == []


def test_the_commands_are_those_of_the_contract():
    """Nothing is missing, and nothing is there that no test knows."""
    import typer

    assert sorted(typer.main.get_command(cli.app).commands) == sorted(COMMANDS)


def test_ingest_prints_a_table_that_a_person_can_judge(run, tmp_path):
    """Document, city, elements by kind, indicators, observations, departments, warnings and the share that was read."""
    code, out, _ = run("ingest", SAMPLES, "--workspace", tmp_path / "w")
    assert code == 0
    heading = out.splitlines()[0]
    for column in ("document", "elements", "indicators", "observations", "departments", "warnings", "read"):
        assert column in heading
    line = next(line for line in out.splitlines() if "tochihara_system_of_measures.txt" in line)
    assert "24 Measure" in line
    assert re.search(r"\d% \+[\d.]+% kept$", line.rstrip())


def test_a_rejected_document_ends_in_one_line_and_exit_1(run, tmp_path):
    """The table has what was read; standard error ends in one line that names what was not, and why."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    code, out, err = run("ingest", bad, SAMPLES, "--workspace", tmp_path / "w")
    assert code == 1
    assert "tochihara_pledge_sheets.txt" in out
    assert err.splitlines()[-1].startswith("error: 1 of 6 document(s) rejected: ")
    assert "bad.txt" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_city_is_given_by_its_name_and_warnings_are_printed_with_their_lines(run, tmp_path):
    """At the flag as in a corpus.toml; what a person should look at goes to standard error."""
    sheets = tmp_path / "sheets.txt"
    sheets.write_bytes((SAMPLES / "tochihara_pledge_sheets.txt").read_bytes())
    code, out, _ = run("ingest", sheets, "--municipality", "関市", "--workspace", tmp_path / "flag")
    assert (code, "関市" in out) == (0, True)
    (tmp_path / "corpus.toml").write_text(
        '[[document]]\npath = "sheets.txt"\nmunicipality = "岐阜県関市"\n', encoding="utf-8"
    )
    assert run("ingest", tmp_path / "corpus.toml", "--workspace", tmp_path / "corpus")[0] == 0
    code, _, err = run("ingest", sheets, "--municipality", "府中市", "--workspace", tmp_path / "none")
    assert code == 1
    assert "132063 東京都府中市, 342084 広島県府中市" in err
    _, _, err = run("ingest", SAMPLES, "--workspace", tmp_path / "samples")
    assert "warning: shionari_comprehensive_plan.txt:105: the heading 消防・救急体制の充実 is missing here" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("nothing",),
        ("ingest", "x", "--period", "soon"),
        ("ingest", "x", "--kind", "poem"),
        ("search", "x", "--limit", "101"),
        ("sparql", "-", "--format", "xlsx"),
    ],
)
def test_wrong_usage_ends_with_exit_2(run, arguments):
    """What the person typed is at fault: exit 2, nothing on standard output."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err


@pytest.mark.parametrize(
    "arguments",
    [("build",), ("search", "防災"), ("validate",), ("export",), ("info",), ("sparql", "query.rq"), ("serve",)],
)
def test_a_workspace_without_plans_is_one_clear_line(run, tmp_path, monkeypatch, arguments):
    """Each command that needs a workspace says in one line what is missing and what to run, and exits 1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "query.rq").write_text("ASK {}")
    code, out, err = run(*arguments, "--workspace", "nowhere")
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert "plangraph ingest" in err
    assert len(err.splitlines()) == 1


def test_a_query_file_that_is_not_there_is_one_line(run, built_samples):
    """A missing file is named without a traceback."""
    code, _, err = run("sparql", "nowhere.rq", "--workspace", built_samples)
    assert (code, err) == (1, "error: nowhere.rq: No such file or directory\n")


def test_the_workspace_may_come_from_the_environment(run, built_samples, tiny, monkeypatch):
    """PLANGRAPH_WORKSPACE stands in for --workspace."""
    monkeypatch.setenv("PLANGRAPH_WORKSPACE", str(built_samples))
    code, out, _ = run("info", "--json")
    assert (code, json.loads(out)["generation"]) == (0, 1)


def test_inspect_shows_how_each_line_was_understood(run):
    """The outline, the readings, and on standard error what was not understood."""
    code, out, _ = run("inspect", SAMPLES / "tochihara_system_of_measures.txt", *TOCHIHARA)
    assert code == 0
    assert "understood as" in out
    assert "kept as text" in out


def test_inspect_warns_of_all_that_ingest_warns_of(run, tmp_path):
    """A grade that no word or legend explains is found only by the shapes."""
    plan = tmp_path / "plan.md"
    plan.write_text("# 汐鳴市改革プラン\n\n## 取組1 桟橋の補修\n\n担当課：港湾課\n\n評価：ほ\n", encoding="utf-8")
    city = ("--municipality", "990019", "--municipality-name", "汐鳴市")
    _, _, inspected = run("inspect", plan, *city)
    code, _, ingested = run("ingest", plan, *city, "--workspace", tmp_path / "ws")
    warned = [[line for line in err.splitlines() if line.startswith("warning: ")] for err in (inspected, ingested)]
    assert code == 0
    assert warned[0] == warned[1]
    assert any("not mapped to a common status" in line for line in warned[0])


def test_inspect_json_is_the_plan(run):
    """The JSON has elements, readings, warnings and coverage."""
    code, out, _ = run("inspect", SAMPLES / "tochihara_system_of_measures.txt", *TOCHIHARA, "--json")
    plan = json.loads(out)
    assert (code, plan["municipality"]) == (0, "990035")
    assert plan["elements"]
    assert plan["readings"]
    assert 0 < plan["coverage"] <= 1
    assert pytest.approx(plan["coverage"], abs=0.001) == plan["understood"] + plan["kept"] + plan["noise"]


def test_build_says_what_it_built(run, sample_workspace):
    """One line for scripts on standard output, time on standard error, and no bars where there is no terminal."""
    code, out, err = run("build", "--workspace", sample_workspace)
    assert code == 0
    assert out.startswith("generation 2: 5 plans, ")
    assert "\x1b" not in out + err
    assert "0 passages encoded anew" in err


def test_search_prints_a_table_with_lines(run, built_samples, tiny):
    """A hit has rank, kind, title, city and the lines in its document."""
    code, out, err = run("search", "防災に関する施策", "--workspace", built_samples, "--limit", "3")
    assert code == 0
    assert "topic '防災'" in err
    assert [line.split()[0] for line in out.splitlines() if ".txt:" in line] == ["1", "2", "3"]


def test_search_json_is_the_contract(run, built_samples, tiny):
    """--json prints what the API would answer."""
    code, out, _ = run("search", "市民", "--city", "橡原市", "--json", "--workspace", built_samples)
    answer = json.loads(out)
    assert (code, answer["query"]) == (0, "市民")
    assert {hit["city"]["code"] for hit in answer["hits"]} == {"990035"}


def test_search_explains_its_hits(run, built_samples, tiny):
    """Under the table each hit tells its legs with rank and words, and its passages with what is marked."""
    code, out, _ = run("search", "空き家", "--explain", "--limit", 2, "--workspace", built_samples)
    assert code == 0
    assert re.search(r"^  lexical +\d+\.\d{3}  rank \d+  空き家", out, re.MULTILINE)
    assert "【空き家】" in out


def test_similar_lists_other_cities_and_says_why_indicators_cannot_be_compared(run, built_samples, tiny):
    """A table, JSON of the API's form, and one line for an IRI that is none."""
    _, out, _ = run("search", "空き家", "--kind", "Indicator", "--json", "--workspace", built_samples)
    iri = json.loads(out)["hits"][0]["iri"]
    code, out, err = run("similar", iri, "--limit", 3, "--workspace", built_samples)
    assert (code, err.split()[0]) == (0, "like")
    assert "not comparable: " in out
    code, out, _ = run("similar", iri, "--any", "--json", "--workspace", built_samples)
    assert (code, False) == (0, json.loads(out)["other_cities"])
    code, _, err = run("similar", "https://example.org/x", "--workspace", built_samples)
    assert (code, err.count("\n")) == (1, 1)


def test_compare_sets_cities_side_by_side(run, built_samples, tiny):
    """By field and city, and by indicators with near names; one city is too few."""
    asked = ("--topic", "空き家バンクの成約件数", "--workspace", built_samples)
    code, out, err = run("compare", "汐鳴市", "990027", *asked)
    assert (0, True) == (code, "汐鳴市: " in err)
    assert "空き家バンク成約件数" in out
    code, out, _ = run("compare", "汐鳴市", "990027", *asked, "--json")
    assert (0, ["990019", "990027"]) == (code, [city["code"] for city in json.loads(out)["cities"]])
    code, _, err = run("compare", "汐鳴市", *asked)
    assert (1, True) == (code, "two to 4 cities" in err)


def test_an_unknown_filter_value_is_one_clear_line(run, built_samples, tiny):
    """A city that is not there is an error that lists those that are."""
    code, out, err = run("search", "防災", "--city", "東京都", "--workspace", built_samples)
    assert (code, out) == (1, "")
    assert "橡原市" in err.splitlines()[-1]


def test_sparql_answers_in_each_format(run, built_samples, tmp_path):
    """table, csv and json hold the same five titles; a graph comes as Turtle."""
    query = tmp_path / "plans.rq"
    query.write_text(PLANS, encoding="utf-8")
    _, out, _ = run("sparql", query, "--format", "csv", "--workspace", built_samples)
    titles = {row["title"] for row in csv.DictReader(io.StringIO(out))}
    assert len(titles) == 5
    _, out, _ = run("sparql", query, "--format", "json", "--workspace", built_samples)
    assert {row["title"]["value"] for row in json.loads(out)["results"]["bindings"]} == titles
    _, out, err = run("sparql", query, "--workspace", built_samples)
    assert all(title in out for title in titles)
    assert "5 row(s)" in err
    query.write_text("CONSTRUCT WHERE { ?s a <https://w3id.org/plangraph/ns#Plan> }")
    _, out, _ = run("sparql", query, "--format", "turtle", "--workspace", built_samples)
    assert out.count("ns#Plan") == 5


def test_sparql_reads_standard_input(run, built_samples, monkeypatch):
    """FILE may be -, and an ASK is answered in words."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?s ?p ?o }"))
    assert run("sparql", "-", "--workspace", built_samples)[:2] == (0, "yes\n")


def test_a_malformed_query_is_one_line_with_its_place(run, built_samples, monkeypatch):
    """The error says line and column."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT * { ?s ?p }"))
    code, out, err = run("sparql", "-", "--workspace", built_samples)
    assert (code, out) == (1, "")
    assert err.startswith("error: line 1, column ")


def test_export_csv_has_one_row_a_subject(run, built_samples):
    """The header names the columns, and every row has an IRI of its own."""
    code, out, _ = run("export", "--format", "csv", "--workspace", built_samples)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len({row["iri"] for row in rows}) == len(rows) > 60


def test_a_reader_that_leaves_early_is_no_error(built_samples):
    """`plangraph export | head -1` ends without a traceback."""
    command = f"{sys.executable} -m plangraph export --workspace {built_samples} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_validate_tells_sound_from_damaged_by_its_exit(run, sample_workspace):
    """Exit 0 with a line of counts on sound samples; exit 1 once a file of the index is damaged."""
    code, out, _ = run("validate", "--workspace", sample_workspace)
    assert code == 0
    assert out.splitlines()[-1].startswith("5 graph(s), 0 violation(s), ")
    (sample_workspace / "generations" / "1" / "index" / "passages.jsonl").write_text("")
    code, out, _ = run("validate", "--workspace", sample_workspace, "--json")
    assert (code, json.loads(out)["sound"]) == (1, False)


def test_demo_check_ingests_builds_and_searches(run, tiny, tmp_path):
    """The demonstration from nothing: five documents, a generation, and a search that finds something."""
    code, out, _ = run("demo", "--check", "--workspace", tmp_path / "demo")
    assert code == 0
    assert "generation 1: 5 plans" in out
    assert out.rstrip().splitlines()[-1].count(".txt:") == 1


def test_a_port_in_use_is_one_clear_line(run, built_samples):
    """Serving where something listens already names the address and exits 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run("serve", "--port", port, "--workspace", built_samples)
    assert (code, err) == (1, f"error: 127.0.0.1:{port}: Address already in use\n")


def test_no_bars_without_a_terminal():
    """Where standard error is a pipe or a file, work is done in silence."""
    with console.follow() as progress:
        assert progress is None


def test_bars_come_after_a_second(monkeypatch):
    """Work that is done within a second draws nothing; longer work shows its stage."""
    screen, clock = io.StringIO(), iter([0.0, 0.5, 1.5])
    screen.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    bars = console.StageBars(now=lambda: next(clock))
    bars(Progress("embed", 1, 3))
    assert screen.getvalue() == ""
    bars(Progress("embed", 2, 3))
    bars.stop()
    assert "embed" in screen.getvalue()


def test_version_is_that_of_the_package(run):
    """--version prints name and version."""
    import plangraph

    assert run("--version")[:2] == (0, f"plangraph {plangraph.__version__}\n")


def test_a_second_build_at_the_same_time_is_one_line(run, sample_workspace):
    """While one build holds the lock, another ends at once with exit 1."""
    from plangraph.workspace import Workspace, draft_generation

    with draft_generation(Workspace(sample_workspace)):
        code, out, err = run("build", "--workspace", sample_workspace)
    assert (code, out) == (1, "")
    assert err.startswith("error: another build of ")


def test_the_sample_folder_may_be_anywhere(run, tmp_path):
    """A corpus file counts its paths from where it lies, not from the working directory."""
    shutil.copytree(SAMPLES, tmp_path / "elsewhere")
    assert run("ingest", tmp_path / "elsewhere" / "corpus.toml", "--workspace", tmp_path / "w")[0] == 0


def test_a_question_is_answered_with_a_sentence_a_table_and_caveats(run, sample_workspace):
    """The sentence and the table go to standard output, what to know about them to standard error."""
    code, out, err = run("ask", "花槻市で順調なKPIはいくつ?", "--workspace", sample_workspace)
    assert (0, "花槻市の指標のうち、評価が「順調」のもの：6件（18件中）") == (code, out.splitlines()[0])
    assert "最も新しい評価で数えています。" in err
    code, out, _ = run("ask", "危機管理課の担当は?", "--workspace", sample_workspace)
    assert "hanatsuki_manifesto_progress.txt:25" in out


def test_the_query_of_an_answer_runs_as_it_is_printed(run, sample_workspace, tmp_path):
    """`ask --query` into `sparql` gives the answer's rows."""
    _, query, _ = run("ask", "花槻市で順調なKPIはいくつ?", "--query", "--workspace", sample_workspace)
    (tmp_path / "query.rq").write_text(query, encoding="utf-8")
    code, out, _ = run("sparql", tmp_path / "query.rq", "--format", "csv", "--workspace", sample_workspace)
    assert (0, "6") == (code, next(csv.DictReader(io.StringIO(out)))["count"])


def test_a_question_without_an_answer_is_searched_for(run, sample_workspace):
    """Standard error says so and why; with --json both stand in the value."""
    code, out, err = run("ask", "防災に関する施策", "--workspace", sample_workspace)
    assert (0, "防災" in out) == (code, True)
    assert err.startswith("no answer by a query: ")
    _, out, _ = run("ask", "防災に関する施策", "--json", "--workspace", sample_workspace)
    assert (False, True) == (json.loads(out)["answered"], bool(json.loads(out)["search"]["hits"]))


def test_an_answer_has_one_of_two_languages(run, sample_workspace):
    """Another is wrong usage."""
    _, out, _ = run("ask", "公約の数は?", "--lang", "en", "--workspace", sample_workspace)
    assert out.startswith("Pledges: 32")
    assert 2 == run("ask", "公約の数は?", "--lang", "fr", "--workspace", sample_workspace)[0]
