"""A file whose text is an attack, all the way: ingested, built, and shown as the text that it is."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from plangraph.model import PlanFacts
from plangraph.pipeline import build, ingest
from plangraph_api.app import create_app

TITLE = "防災の備え<script>alert(1)</script>"
SAID = """備蓄を増やします。"><img src=x onerror=alert(1)> ${7*191} {{ 7*191 }}"""
DOCUMENT = f"""汐鳴市総合計画 前期基本計画

第1章 安全なまち

1-1 {TITLE}

【主な取組】
○{SAID}

1-2 空き家の活用

【主な取組】
○空き家の持ち主に活用を呼びかけます。
"""


@pytest.fixture(scope="module")
def opened(tiny_environment, tmp_path_factory):
    """The service over what was read of the file."""
    folder = tmp_path_factory.mktemp("hostile")
    file, workspace = folder / "plan.txt", folder / "workspace"
    file.write_text(DOCUMENT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        ingest([file], workspace, PlanFacts("990019", "汐鳴市"))
        build(workspace)
        yield TestClient(create_app(workspace))


def found(opened):
    return opened.get("/api/v1/search", params={"q": "備蓄 防災"}).json()["hits"]


def test_no_letter_of_it_is_lost(opened):
    """What stands between angle brackets is what the document says."""
    labels = {hit["label"] for hit in found(opened)}
    texts = " ".join(passage["text"] for hit in found(opened) for passage in hit["passages"])
    assert (True, True) == (TITLE in labels, any(SAID in said for said in (*labels, texts)))


def test_it_shows_as_text_on_pages(opened, harmless):
    """On the page of what was found and on that of the element."""
    (iri,) = {hit["iri"] for hit in found(opened) if hit["label"] == TITLE}
    page = opened.get(f"/page/{iri.partition('/id/')[2]}", headers={"Accept": "text/html"})
    assert (200, True) == (page.status_code, TITLE in harmless(page.text, iri).text_content())
    searched = opened.get("/search", params={"q": "備蓄 防災"}, headers={"Accept": "text/html"})
    assert TITLE in harmless(searched.text, "/search").text_content()


def test_it_stands_in_the_csv_as_it_is(opened):
    """A title is a cell."""
    table = opened.get("/search.csv", params={"q": "備蓄 防災"}).content.decode("utf-8-sig")
    assert TITLE in {cell for line in csv.reader(io.StringIO(table)) for cell in line}
