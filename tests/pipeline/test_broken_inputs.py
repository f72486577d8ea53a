"""Documents that nobody should have to think of: each ends in a clear error or a result, within time and memory."""

import hashlib
import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from plangraph import pipeline
from plangraph.model import PlanFacts
from plangraph.resources import samples

SHEETS = Path(str(samples())) / "tochihara_pledge_sheets.txt"
SECONDS = 60
BYTES = 2_000_000_000
HEADER = ("施策", "取組", "指標名", "現状値", "目標値", "担当課")
# Reads one document in a process of its own, in which memory is an error beyond the limit, and says what came of it.
SCRIPT = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from plangraph import pipeline
from plangraph.model import PlanFacts
facts = PlanFacts("990035", "橡原市", "壊れた計画", period=(2024, 2031))
for outcome in pipeline.iter_ingest([Path(sys.argv[1])], Path(sys.argv[2]), facts):
    print(type(outcome).__name__, getattr(outcome, "error", ""))
"""


def rows(count):
    """A table of measures with an indicator each."""
    return [
        HEADER,
        *((f"施策{n}", f"取組{n}", f"待機児童数{n}", f"{n}人", f"{n + 1}人", "福祉課") for n in range(count)),
    ]


def markdown(table):
    first, *others = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join(["# 第1章 福祉", "", first, "|---" * len(HEADER) + "|", *others]).encode()


def csv(table):
    return "\n".join(",".join(row) for row in table).encode()


def cell(text):
    return [HEADER, ("施策1", "取組1", text, "1人", "2人", "福祉課")]


def archive():
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("plan.txt", "計画")
    return whole.getvalue()


def pdf():
    """One empty page, without a table of cross references."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    )


def encrypted():
    """A PDF whose trailer names a password's handler (ISO 32000-1, 7.6.3): no user key fits the empty password."""
    key = b"<" + b"5a" * 32 + b">"
    body = pdf() + b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O" + key + b"/U" + key + b">>endobj\n"
    offsets = [body.index(b"%d 0 obj" % number) for number in range(1, 5)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % each for each in offsets)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + trailer


def noise():
    return random.Random(1).randbytes(1_000_000)


def chapter(count):
    """Numbered titles that no list announces: each might be announced by all before it."""
    return ("第1章 福祉\n\n" + "".join(f"{n}. 施策{n}の推進\n\n施策を進めます。\n\n" for n in range(count))).encode()


BROKEN = {
    "empty.txt": (lambda: b"", "empty"),
    "empty.pdf": (lambda: b"", "empty"),
    "empty.xlsx": (lambda: b"", "empty"),
    "truncated.pdf": (pdf, "get the file again"),
    "locked.pdf": (encrypted, "password"),
    "renamed.xlsx": (archive, "zip archive"),
    "noise.txt": (noise, "binary"),
    "noise.csv": (noise, "binary"),
    "noise.html": (noise, "binary"),
    "noise.pdf": (noise, "of another kind"),
    "noise.xlsx": (noise, "no XLSX"),
    "noise.docx": (noise, "no DOCX"),
    "rows.csv": (lambda: csv(rows(100_000)), "more than 5,000 rows"),
    "rows.md": (lambda: markdown(rows(100_000)), "more than 5,000 rows"),
    "cell.csv": (lambda: csv(cell("待機児童数" * 200_000)), "a cell has more than"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 10_000 + "第1章".encode(), "nested deeper"),
    "tables.html": (lambda: b"<html><body>" + b"<table><tr><td>" * 10_000 + "第1章".encode(), "nested deeper"),
}
LARGE = {
    "cell.md": lambda: markdown(cell("待機児童数" * 200_000)),
    "value.md": lambda: markdown(cell("1人、" * 350_000)),
    "chapter.txt": lambda: chapter(count=10_000),
    "line.txt": ("福祉を進めます。" * 400_000).encode,
    "measures.csv": lambda: csv(rows(3_000)),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace that holds a plan."""
    folder = tmp_path_factory.mktemp("workspace")
    pipeline.ingest([SHEETS], folder, PlanFacts("990035", "橡原市", period=(2024, 2031)))
    return folder


def state(folder):
    """Every file with its digest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]


def ingest(path, workspace):
    """What a process with limits says of a document; subprocess.TimeoutExpired where it takes too long."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(limit=BYTES), str(path), str(workspace)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_refused_by_name_and_leaves_the_workspace_as_it_was(tmp_path, workspace, name):
    """The error names the file and what is wrong with it; no file of the workspace is new, gone or changed."""
    make, reason = BROKEN[name]
    (tmp_path / name).write_bytes(make())
    before = state(workspace)
    said = ingest(tmp_path / name, workspace)
    assert said.startswith("Rejected")
    assert name in said
    assert reason in said
    assert "fault in PlanGraph" not in said
    assert before == state(workspace)


def test_a_file_of_300_mb_is_refused_by_its_size(tmp_path, workspace):
    """It is not even read: a sparse file of that size takes no memory."""
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(300 * 1024 * 1024)
    before = state(workspace)
    assert "314,572,800 bytes are too many" in ingest(tmp_path / "huge.txt", workspace)
    assert before == state(workspace)


@pytest.mark.parametrize("name", LARGE)
def test_a_large_document_ends_in_a_result_or_a_clear_error(tmp_path, name):
    """Within the limits of time and memory, and never in a fault of ours."""
    (tmp_path / name).write_bytes(LARGE[name]())
    said = ingest(tmp_path / name, tmp_path / "w")
    assert said.startswith(("Ingested", "Rejected"))
    assert "fault in PlanGraph" not in said
    assert "memory" not in said
    assert said.startswith("Ingested") == any((tmp_path / "w").rglob("*.trig"))
