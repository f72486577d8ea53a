"""Several documents at a time: outcomes in order, and a document that takes its process with it takes nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plangraph import pipeline
from plangraph.errors import DocumentError, MunicipalityError, PlanError, ValidationError
from plangraph.model import PlanFacts
from plangraph.pipeline import ingestion, reading_pool
from plangraph.resources import samples

SAMPLES = Path(str(samples()))
SHEETS = SAMPLES / "tochihara_pledge_sheets.txt"
FACTS = PlanFacts("990035", "橡原市", period=(2024, 2031))
# A worker in which the document of one name misbehaves.
MISBEHAVING = """
import os, time
import plangraph.pipeline.reading_worker as worker
import plangraph.pipeline.reading as reading
real = reading.parse_plan
def parse(document, facts):
    if document.name == "bad.txt":
        {deed}
    return real(document, facts)
reading.parse_plan = parse
worker.main()
"""


def copies(folder, *names):
    """The sheets under several names and slugs, listed in a corpus file."""
    entries = []
    for name in names:
        (folder / name).write_bytes(SHEETS.read_bytes())
        entries.append(
            f'[[document]]\npath = "{name}"\nmunicipality = "990035"\nmunicipality_name = "橡原市"\n'
            f'period = "2024/2031"\nslug = "{name.split(".")[0]}"\n'
        )
    (folder / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder / "corpus.toml"


@pytest.mark.parametrize("workers", ["1", "3"])
def test_outcomes_come_in_the_order_of_the_sources_and_are_what_one_alone_gives(tmp_path, monkeypatch, workers):
    """Graphs read by several processes are byte for byte those read in this one; progress counts to the end."""
    monkeypatch.setenv("PLANGRAPH_INGEST_WORKERS", workers)
    seen = []
    done = pipeline.ingest([SAMPLES], tmp_path / "many", progress=seen.append)
    sources = pipeline.corpus.list_sources([SAMPLES], PlanFacts())
    assert [source.path for source in sources] == [one.source for one in done]
    assert list(range(len(sources) + 1)) == [each.done for each in seen]
    for source, one in zip(sources, done, strict=True):
        (alone,) = pipeline.ingest([source.path], tmp_path / "one", source.facts)
        assert (alone.plan, alone.violations) == (one.plan, one.violations)
        assert alone.graph_path.read_bytes() == one.graph_path.read_bytes()


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("os._exit(3)", "ended its process"),
        ("time.sleep(600)", "stopped after 5 s"),
        ("bytearray(3_000_000_000)", "more memory than it may have"),
        ("raise ZeroDivisionError", "a fault in PlanGraph"),
    ],
)
def test_a_document_that_breaks_its_worker_breaks_no_other(tmp_path, monkeypatch, deed, reason):
    """It is rejected by name with the reason; those before and after it are in the workspace, and nothing else is."""
    monkeypatch.setenv("PLANGRAPH_INGEST_WORKERS", "2")
    monkeypatch.setattr(reading_pool, "_START", MISBEHAVING.format(deed=deed))
    monkeypatch.setattr(ingestion, "_SECONDS", 5.0)
    corpus = copies(tmp_path, "a.txt", "bad.txt", "c.txt", "d.txt")
    outcomes = list(pipeline.iter_ingest([corpus], tmp_path / "w"))
    assert ["Ingested", "Rejected", "Ingested", "Ingested"] == [type(one).__name__ for one in outcomes]
    assert isinstance(outcomes[1].error, (DocumentError, PlanError))
    assert reason in str(outcomes[1].error)
    assert "bad.txt" in str(outcomes[1].error)
    assert ["a.trig", "c.trig", "d.trig"] == sorted(p.name for p in (tmp_path / "w").rglob("*") if p.is_file())


def test_the_first_of_two_with_one_slug_wins_whichever_is_read_first(tmp_path, monkeypatch):
    """Each of a run's documents that would take a place already taken is rejected, in the order they were named."""
    monkeypatch.setenv("PLANGRAPH_INGEST_WORKERS", "3")
    for name in ("z.txt", "b.txt", "a.txt"):
        (tmp_path / name).write_bytes(SHEETS.read_bytes())
    paths = [tmp_path / name for name in ("z.txt", "b.txt", "a.txt")]
    first, *others = pipeline.iter_ingest(paths, tmp_path / "w", FACTS)
    assert isinstance(first, pipeline.Ingested)
    assert all(isinstance(one.error, PlanError) and "z.txt is" in str(one.error) for one in others)


def test_a_run_that_is_left_midway_leaves_no_process(tmp_path, monkeypatch):
    """Whoever stops asking for outcomes stops the workers; what was yielded is in the workspace."""
    monkeypatch.setenv("PLANGRAPH_INGEST_WORKERS", "2")
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    run = pipeline.iter_ingest([copies(tmp_path, "a.txt", "b.txt", "c.txt", "d.txt")], tmp_path / "w")
    next(run)
    run.close()
    assert started
    assert all(process.poll() is not None for process in started)
    assert ["a.trig"] == [path.name for path in (tmp_path / "w").rglob("*.trig")]


def test_a_script_without_a_guard_can_ingest(tmp_path):
    """The workers run nothing of the caller's main script, and nobody imports torch for it."""
    script = (
        "import sys, plangraph\n"
        "from pathlib import Path\n"
        f"print(len(plangraph.ingest([Path({str(SAMPLES)!r})], Path({str(tmp_path)!r}))), 'torch' in sys.modules)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, env=environment, check=True
    )
    assert "5 False\n" == done.stdout


@pytest.mark.parametrize(
    "error",
    [DocumentError("a", "b", line=3), MunicipalityError("a", "b"), ValidationError("a", ("x", "y"))],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_the_way_between_processes(error):
    """An error that was pickled says the same and has its facts."""
    import pickle

    again = pickle.loads(pickle.dumps(error))
    assert (type(error), str(error), vars(error)) == (type(again), str(again), vars(again))
