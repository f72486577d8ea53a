"""Statistics in a workspace: kept whole or not at all, there after every build, and beside indicators."""

import gzip
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fastapi.testclient import TestClient
from rdflib import URIRef

from plangraph.errors import DocumentError, QueryError, WorkspaceError
from plangraph.namespaces import PG
from plangraph.pipeline import build, decide, decisions, element, open_search
from plangraph.pipeline.candidates import candidates, link_statistics
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.statistics import import_statistics
from plangraph.pipeline.triples import Triples
from plangraph_api.app import create_app

if TYPE_CHECKING:
    from plangraph.model import Progress

NAME = "架空の量"
# 汐鳴市 (invented) measures this; the figures are invented as well.
MEASURED = "1人1日当たりのごみ排出量"
TABLE = f"""area,indicator,year,value,unit
990019,{MEASURED},2020年度,955,g
990019,{MEASURED},2021年度,948,g
990019,{MEASURED},2022年度,***,g
全国,{MEASURED},2020年度,901,g
全国,{MEASURED},2021年度,890,g
群馬県,まったく別のこと,2021年度,1,km
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_told_of_and_kept(table, tmp_path):
    """Its numbers are told, the file lies in the workspace, and progress ends with the whole file."""
    seen: list[Progress] = []
    cube = import_statistics(table, tmp_path / "ws", progress=seen.append)
    assert ("table", "plain", 6, 1, 2, 3, "2020", "2022") == (
        cube.name, cube.form, cube.observations, cube.missing, cube.series, cube.places, cube.first, cube.last
    )  # fmt: skip
    assert ["table.ttl.gz"] == [path.name for path in (tmp_path / "ws" / "statistics").glob("[!.]*")]
    assert (seen[-1].total, seen[-1].total) == (seen[-1].done, table.stat().st_size)


def test_what_a_table_takes_the_place_of_is_told(table, tmp_path):
    """The same name again replaces the former table, and says from which file and form that was read."""
    assert "" == import_statistics(table, tmp_path / "ws").replaced
    again = tmp_path / "again" / "table.csv"
    again.parent.mkdir()
    again.write_text(TABLE.replace("area,indicator,year,value,unit", "地域,指標,年,値,単位"), encoding="utf-8")
    assert "table.csv (plain)" == import_statistics(again, tmp_path / "ws").replaced


def test_a_faulty_table_leaves_what_was_there(table, tmp_path):
    """The former table of the name stays, and nothing lies about."""
    import_statistics(table, tmp_path / "ws")
    kept = (tmp_path / "ws" / "statistics" / "table.ttl.gz").read_bytes()
    table.write_text(TABLE + "990019,x,2020,many,g\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="line 8: column 4"):
        import_statistics(table, tmp_path / "ws")
    assert {"table.ttl.gz": kept} == {
        path.name: path.read_bytes() for path in (tmp_path / "ws" / "statistics").iterdir() if path.name != ".lock"
    }


def test_an_import_that_is_killed_leaves_what_was_there(table, tmp_path):
    """Killed while it writes, it leaves the former table; the next import takes away what it left."""
    workspace = tmp_path / "ws"
    import_statistics(table, workspace)
    folder = workspace / "statistics"
    kept = (folder / "table.ttl.gz").read_bytes()
    large = tmp_path / "large" / "table.csv"
    large.parent.mkdir()
    rows = "".join(f"990019,架空の項目{number},2020,{number},人\n" for number in range(200_000))
    large.write_text("area,indicator,year,value,unit\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "plangraph", "statistics", "import", str(large), "--workspace", str(workspace)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        part = folder / ".table.part"
        while process.poll() is None and not (part.exists() and part.stat().st_size > 10_000):
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
    assert -signal.SIGKILL == process.returncode
    assert (True, kept) == (part.exists(), (folder / "table.ttl.gz").read_bytes())
    import_statistics(table, workspace)
    assert (False, gzip.decompress(kept)) == (part.exists(), gzip.decompress((folder / "table.ttl.gz").read_bytes()))


def test_one_import_at_a_time(table, tmp_path, monkeypatch):
    """A second one is told to wait."""
    workspace = tmp_path / "ws"

    def second(*_, **__):
        with pytest.raises(WorkspaceError, match=r"another import into .* is running"):
            import_statistics(table, workspace)
        raise DocumentError("table.csv", "stopped")

    with monkeypatch.context() as patch:
        patch.setattr("plangraph.pipeline.statistics.write_cube", second)
        with pytest.raises(DocumentError, match="stopped"):
            import_statistics(table, workspace)


def test_statistics_stand_beside_indicators_after_every_build(table, sample_workspace):
    """A build links an indicator with the series of its name; page and API show it; a rebuild keeps it."""
    import_statistics(table, sample_workspace)
    build(sample_workspace)
    build(sample_workspace)
    found = [row for row in candidates(sample_workspace) if row["city"] == "汐鳴市" and row["label"] == MEASURED]
    assert [(MEASURED, "g", True, "Inferred", 0.95)] == [
        (row["name"], row["seriesUnit"], row["agree"], row["basis"], row["confidence"]) for row in found
    ]
    (one,) = element(sample_workspace, found[0]["indicator"])["statistics"]
    assert ["汐鳴市", "全国"] == [place["label"] for place in one["places"]]
    assert [("2020", ["955", "901"]), ("2021", ["948", "890"]), ("2022", [None, None])] == [
        (row["time"], [value and value["value"] for value in row["values"]]) for row in one["rows"]
    ]
    with TestClient(create_app(sample_workspace)) as client:
        asked = client.get("/api/v1/elements", params={"iri": found[0]["indicator"]}).json()
        assert [one] == asked["statistics"]
        path = found[0]["indicator"].removeprefix("https://w3id.org/plangraph/id/")
        html = client.get(f"/page/{path}", headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert "Inferred by name, definition and unit" in html
    assert 2 == html.count("<polyline")
    assert "数値が得られない" in html
    with open_search(sample_workspace) as search:
        assert search.generation == 3


def test_staff_confirm_and_reject_what_an_indicator_may_be(table, sample_workspace):
    """Page and API show it at once as confirmed, with who and why; builds keep it, and the store knows it then."""
    import_statistics(table, sample_workspace)
    build(sample_workspace)
    (row,) = [row for row in candidates(sample_workspace) if row["city"] == "汐鳴市" and row["label"] == MEASURED]
    said = {"role": "統計担当", "reason": "同じ調査の値である"}
    decide(sample_workspace, "confirm", row["indicator"], series=row["series"], **said)
    (seen,) = element(sample_workspace, row["indicator"])["statistics"]
    assert ("Inferred", "Confirmed", "統計担当") == (seen["basis"], seen["decided"], seen["decision"]["role"])
    with TestClient(create_app(sample_workspace)) as client:
        path = row["indicator"].removeprefix("https://w3id.org/plangraph/id/")
        html = client.get(f"/page/{path}", headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert "confirmed by staff" in html
    assert "同じ調査の値である" in html
    build(sample_workspace)
    data, node = Triples(open_store(sample_workspace)), URIRef(row["indicator"])
    bases = {str(data.value(link, PG.basis)).removeprefix(str(PG)) for link in data.objects(node, PG.statisticsLink)}
    assert {"Inferred", "Confirmed"} == bases
    assert 1 == len(element(sample_workspace, row["indicator"])["statistics"])
    decide(sample_workspace, "reject", row["indicator"], series=row["series"], **said)
    told = next(one for one in candidates(sample_workspace) if one["indicator"] == row["indicator"])
    assert "Rejected" == told["decided"]
    assert [row["series"]] * 2 == [one["series"] for one in decisions(sample_workspace)]
    with pytest.raises(QueryError, match="there is no series"):
        decide(sample_workspace, "add", row["indicator"], series="https://example.org/x", **said)


class _Store:
    """Rows for the two queries, without a store."""


def answer(monkeypatch, rows):
    """Answers the queries for series and indicators with these rows."""

    def select(store, text):
        return rows["series" if "qb:slice" in text else "indicators"]

    monkeypatch.setattr("plangraph.pipeline.candidates.select", select)


def vectors(texts):
    """Texts as vectors of their letters."""
    made = np.zeros((len(texts), 64), dtype=np.float32)
    for row, text in enumerate(texts):
        for letter in text:
            made[row, ord(letter) % 64] += 1
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("own", "other", "agree"), [("人", "名", True), ("万人", "人", True), ("%", "人", False), ("", "人", None)]
)
def test_units_weigh_in_a_pairing(monkeypatch, own, other, agree):
    """The same name counts for less in another unit, and for a little less where one has none."""
    rows = {
        "indicators": [{"indicator": "i", "label": NAME, "unit": own}],
        "series": [{"series": "s", "label": NAME, "unit": other}],
    }
    answer(monkeypatch, rows)
    (link,) = link_statistics(_Store(), vectors)
    assert (agree, {True: 0.95, False: 0.6, None: 0.9}[agree]) == (link.units_agree, round(link.confidence, 2))


def test_names_that_are_not_alike_are_no_pair(monkeypatch):
    """Nothing is said where nothing fits."""
    rows = {"indicators": [{"indicator": "i", "label": NAME}], "series": [{"series": "s", "label": "ぜんぜんちがう"}]}
    answer(monkeypatch, rows)
    assert [] == link_statistics(_Store(), vectors)
