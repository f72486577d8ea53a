"""What pages cost: the median time from request to whole answer by kind of page, and the heaviest of each kind.

Searches and questions are measured with words that were not asked before, as a search keeps the vectors of what it was
asked. Figures are ratios to the time of encoding one query in this process, in the same run; the bounds of `LIMIT` and
`WEIGHT` are marked where a kind passes them.
"""

from __future__ import annotations

import http.client
import json
import statistics
import time
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode, urlsplit

from served import served

from plangraph.pipeline import open_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Measured", "measure_pages", "page_rows"]

LIMIT: Final = 0.150
"""Seconds that a page may take at the median; a search may take `BESIDE` more than encoding its query."""
BESIDE: Final = 0.060
WEIGHT: Final = 200_000
"""Bytes that a page may weigh."""
EACH: Final = 20
"""Pages of a kind that are asked for, each once after all others have been."""
_TOPICS: Final = ("防災", "子育て支援", "空き家対策", "観光", "道路の整備", "ごみの減量", "健康づくり", "公共交通")
_ASKED: Final = ("{}に取り組む事業", "{}の課題は", "{}を進める計画", "{}に関する指標と目標")
_COUNTED: Final = ("{}に関する施策はいくつありますか", "{}に関する公約の数は", "{}の指標の目標値は")
_THINGS: Final = "SELECT ?thing { ?thing a pg:%s FILTER NOT EXISTS { ?thing pg:mentionedOnly true } } ORDER BY ?thing"
_OTHERS: Final = "SELECT DISTINCT ?thing { ?element pg:responsibleUnit ?thing } ORDER BY ?thing"


@dataclass(frozen=True)
class Measured:
    """One kind of page: seconds at the median and at most, and the bytes of the heaviest."""

    kind: str
    median: float
    slowest: float
    heaviest: int
    bound: float

    @property
    def misses(self) -> str:
        """Which bounds it passes, in words; "" for none."""
        slow = f"over {self.bound * 1e3:.0f} ms" if self.median > self.bound else ""
        heavy = f"over {WEIGHT // 1000} kB" if self.heaviest > WEIGHT else ""
        return " and ".join(part for part in (slow, heavy) if part)


def page_rows(workspace: Path) -> list[tuple[str, str]]:
    """A row of the table for each kind of page: its name, and its figures."""
    encoding, measured = measure_pages(workspace)
    return [
        (
            f"page: {each.kind}",
            f"{each.median / encoding:.1f} × encoding a query ({encoding * 1e3:.1f} ms here): median "
            f"{each.median * 1e3:.0f} ms, max {each.slowest * 1e3:.0f} ms, heaviest {each.heaviest / 1000:.0f} kB"
            + (f" – {each.misses}" if each.misses else ""),
        )
        for each in measured
    ]


def measure_pages(workspace: Path) -> tuple[float, list[Measured]]:
    """Seconds that encoding a query takes at the median, and what each kind of page takes."""
    words = [asked.format(topic) for asked, topic in product(_ASKED, _TOPICS)]
    encoding = _encoding(workspace, words)
    with served(workspace, 10) as (port, _):
        browser = _Browser(port)
        found = []
        for kind, paths in _paths(browser, words).items():
            # Searches by words that were not asked before cannot be asked twice; one that is not measured opens all.
            once = kind in {"search", "search by a goal", "ask", "compare"}
            for path in paths[:1] if once else paths:
                browser.get(path)
            replies = [browser.get(path) for path in (paths[1:] if once else paths)]
            seconds = [each for each, _ in replies]
            bound = encoding + BESIDE if kind.startswith("search") else LIMIT
            heaviest = max(size for _, size in replies)
            found.append(Measured(kind, statistics.median(seconds), max(seconds), heaviest, bound))
    return encoding, found


def _encoding(workspace: Path, words: Sequence[str]) -> float:
    with open_search(workspace) as search:
        search.encoder([words[0]], "query")
        taken = []
        for each in words[1:]:
            started = time.perf_counter()
            search.encoder([f"{each}?"], "query")
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _paths(browser: _Browser, words: Sequence[str]) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    things = {
        name: [_page(iri) for iri in browser.select(_THINGS % name)]
        for name in ("Plan", "Municipality", "Indicator", "Policy", "Measure", "Initiative", "Pledge")
    }
    elements = [path for name in ("Policy", "Measure", "Initiative", "Pledge") for path in things[name]]
    codes = [path.rsplit("/", 1)[-1] for path in things["Municipality"]][:4]
    cities = [("city", code) for code in codes]
    counted = [asked.format(topic) for asked, topic in product(_COUNTED, _TOPICS)]
    return {
        "home": ["/", "/?lang=en", "/?lang=vi"],
        "element": _some(elements),
        "indicator": _some(things["Indicator"]),
        "plan": things["Plan"],
        "city": things["Municipality"],
        "department": _some([_page(iri) for iri in browser.select(_OTHERS)]),
        "field": [f"/field/{name}" for name in ("disaster-prevention", "childcare", "tourism")],
        "data set": ["/dataset", "/dataset?lang=en"],
        "SPARQL editor": ["/sparql", "/sparql?lang=en"],
        # Last, when a server that has just started is done with what it makes beforehand.
        "search": [_asking("/search", each) for each in words[:EACH]],
        "search by a goal": [f"{_asking('/search', each + '一覧')}&sdg=11" for each in words[:EACH]],
        "ask": [_asking("/search", each) for each in counted],
        "compare": [f"/compare?{urlencode([('q', each), *cities])}" for each in _TOPICS],
    }


def _some(paths: Sequence[str]) -> list[str]:
    """As many as are asked for, spread over all."""
    return list(paths[:: max(1, len(paths) // EACH)])[:EACH]


def _asking(path: str, words: str) -> str:
    return f"{path}?{urlencode({'q': words})}"


def _page(iri: str) -> str:
    return "/page/" + quote(urlsplit(iri).path.partition("/id/")[2], safe="/%")


class _Browser:
    """A client that keeps its connection and asks as browsers do."""

    def __init__(self, port: int) -> None:
        self._held = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> tuple[float, int]:
        """Seconds and bytes. Raises SystemExit for what is no page."""
        started = time.perf_counter()
        body = self._read(path, "text/html")
        return time.perf_counter() - started, len(body)

    def select(self, query: str) -> Iterator[str]:
        """The first column of an answer."""
        body = self._read(f"/sparql?{urlencode({'query': query, 'format': 'json'})}", "*/*")
        for row in json.loads(body)["results"]["bindings"]:
            yield row["thing"]["value"]

    def _read(self, path: str, accept: str) -> bytes:
        self._held.request("GET", path, headers={"Accept": accept, "Accept-Language": "ja"})
        response = self._held.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answers {response.status}")
        return body
