"""What the SPARQL endpoint costs over the bare engine, and what a storm of queries does to it.

Over the same store and the same queries, `plangraph serve` and `oxigraph serve-read-only` are asked in turn. Then 16
clients ask 200 queries at once, one in ten of them hostile, some of which hang up. Alone: `python bench/storm.py
WORKSPACE`.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from processes import children, memory_of_tree

from plangraph.namespaces import PREFIXES
from plangraph.workspace import Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["overhead", "storm"]

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, QUERIES, HOSTILE_EACH = 16, 200, 10
LIMIT_SECONDS = 10.0
TOLERANCE = 0.10
ROUNDS = 15
_JSON = "application/sparql-results+json"
_DEEP = 400
HOSTILE = {
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }",
    "product, sorted": "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?b ?d ?f",
    "regex": 'SELECT * { ?a ?p ?b . ?c ?q ?d FILTER(REGEX(CONCAT(STR(?b), STR(?d)), "(.*a){20}(.*b){20}$")) }',
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^!<x:x>)* ?b . ?b (!<x:x>|^!<x:x>)* ?c }",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(300)))} }}" for n in range(5))
    + " }",
    "nested": f"SELECT ({'(' * _DEEP}1{')' * _DEEP} AS ?x) {{ ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }} ORDER BY ?a ?c ?e",
    "strings": "SELECT ?y { "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40)).replace("?x0", "'0123456789'")
    + " BIND(REPLACE(?x40, '0', ?x40) AS ?y) }",
    "concatenation": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?p ?b . ?c ?q ?d }",
    "large": "SELECT * { ?a ?p ?b . ?c ?q ?d }",
    "hang up": "SELECT (MAX(STRLEN(STR(?h))) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }",
}


@dataclass(frozen=True)
class Reply:
    """A response, and the seconds that it took."""

    status: int
    body: bytes
    seconds: float


def queries() -> dict[str, str]:
    """What people ask: competency questions and the examples of the page, their prefixes declared."""
    paths = [*ROOT.glob("ontology/competency/*.rq"), *ROOT.glob("api/plangraph_api/queries/*.rq")]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(paths)}
    small = {"ask": "ASK { ?s ?p ?o }", "labels": "SELECT * { ?s rdfs:label ?label } ORDER BY ?s ?label LIMIT 10"}
    return {name: _declared(text) for name, text in (texts | small).items()}


def _declared(text: str) -> str:
    missing = {p: iri for p, iri in PREFIXES.items() if re.search(rf"\b{p}:", text) and f"PREFIX {p}:" not in text}
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in missing.items()) + text


class Connection:
    """One client of a server, which keeps its connection."""

    def __init__(self, port: int, path: str, client: str = "") -> None:
        self._held = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._path = path
        self._headers = {"Accept": _JSON} | ({"X-Forwarded-For": client} if client else {})

    def ask(self, query: str) -> Reply:
        """The reply to a query by GET, or by POST where it is long."""
        form = urllib.parse.urlencode({"query": query})
        started = time.perf_counter()
        if len(form) < 4000:
            self._held.request("GET", f"{self._path}?{form}", headers=self._headers)
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            self._held.request("POST", self._path, form, self._headers | kind)
        response = self._held.getresponse()
        return Reply(response.status, response.read(), time.perf_counter() - started)

    def hang_up(self, query: str) -> None:
        """Ask, and go without waiting for the answer."""
        self._held.request("GET", f"{self._path}?{urllib.parse.urlencode({'query': query})}", headers=self._headers)
        self._held.close()


def overhead(workspace: Path) -> tuple[str, float, str]:
    """How many times as long as from `oxigraph serve-read-only` an answer takes: the median over the queries."""
    store = open_generation(Workspace(workspace)).store
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    port = _free_port()
    theirs = [binary, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with ExitStack() as stack:
        own, _ = stack.enter_context(_served(workspace))
        stack.enter_context(_running([*theirs, "--union-default-graph"], quiet=True))
        _await(lambda: Connection(port, "/query").ask("ASK {}").status == 200)
        ours, bare = Connection(own, "/sparql"), Connection(port, "/query")
        ratios, added, differ = [], [], []
        for name, query in queries().items():
            pairs = [(ours.ask(query), bare.ask(query)) for _ in range(ROUNDS)]
            if _solutions(pairs[0][0].body) != _solutions(pairs[0][1].body):
                differ.append(name)
            one, other = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
            ratios.append(one / other)
            added.append((one - other) * 1e3)
    cuts = statistics.quantiles(ratios, n=10)
    remark = (
        f"of oxigraph serve on the same store ({len(ratios)} queries, {ROUNDS} rounds in turn; tenths from "
        f"{cuts[0]:.2f} to {cuts[8]:.2f}); {statistics.median(added):.1f} ms more; "
        f"{len(differ)} answers differ{': ' + ', '.join(differ) if differ else ''}"
    )
    return "SPARQL over HTTP, time", statistics.median(ratios), remark


def storm(workspace: Path) -> tuple[str, str]:
    """What 16 clients with one hostile query in ten leave behind."""
    asked = list(queries().items())
    hostile = list(HOSTILE.items())
    benign = 0
    work: list[tuple[str, str, bool]] = []
    for number in range(QUERIES):
        bad = number % HOSTILE_EACH == HOSTILE_EACH - 1
        name, query = hostile[number // HOSTILE_EACH % len(hostile)] if bad else asked[benign % len(asked)]
        benign += not bad
        work.append((name, query, bad))
    random.Random(16).shuffle(work)  # noqa: S311 — the same order each time
    with _served(workspace) as (port, pid):
        alone = {name: _solutions(Connection(port, "/sparql").ask(query).body) for name, query in asked}
        warm(port)
        before, workers = memory_of_tree(pid), set(children(pid))
        started = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            done = list(clients.map(lambda at: _client(port, at, work[at::CLIENTS], alone), range(CLIENTS)))
        took = time.monotonic() - started
        problems = Counter(problem for one in done for problem in one.problems)
        latencies = [seconds for one in done for seconds in one.benign]
        longest = max(seconds for one in done for seconds in one.hostile)
        _await(lambda: len(children(pid)) == len(workers))
        warm(port)
        after, left = memory_of_tree(pid), len(children(pid)) - len(workers)
    cuts = statistics.quantiles(latencies, n=100)
    within = "within" if after <= before * (1 + TOLERANCE) else "BEYOND"
    remark = (
        f"{took:.0f} s; {len(latencies)} benign answered as alone, p50 {cuts[49] * 1e3:.0f} ms, p95 "
        f"{cuts[94] * 1e3:.0f} ms, max {max(latencies):.1f} s; wrong or refused: {dict(problems) or 0}; "
        f"longest hostile {longest:.1f} s at a limit of {LIMIT_SECONDS:g} s, waiting included; "
        f"memory {before / 1e6:.0f} → {after / 1e6:.0f} MB ({within} {TOLERANCE:.0%}); {left} workers more than before"
    )
    return f"SPARQL storm, {QUERIES} queries of {CLIENTS} clients", remark


def warm(port: int) -> None:
    """Ask everything from four addresses at once, so that each worker has seen it and its caches are filled."""

    def ask_all(number: int) -> None:
        for query in queries().values():
            Connection(port, "/sparql", f"198.51.100.{number}").ask(query)

    with ThreadPoolExecutor(4) as clients:
        list(clients.map(ask_all, range(4)))


@dataclass
class _Client:
    benign: list[float]
    hostile: list[float]
    problems: list[str]


def _client(port: int, number: int, work: list[tuple[str, str, bool]], alone: dict[str, object]) -> _Client:
    """Ask one query after the other, from an address of its own."""
    client, seen = f"192.0.2.{number + 1}", _Client([], [0.0], [])
    for name, query, bad in work:
        connection = Connection(port, "/sparql", client)
        if name == "hang up":
            connection.hang_up(query)
            continue
        reply = connection.ask(query)
        if bad:
            seen.hostile.append(reply.seconds)
            if reply.status == 200:
                seen.problems.append(f"hostile answered: {name}")
        elif reply.status != 200:
            seen.problems.append(f"{name}: {reply.status} {json.loads(reply.body).get('detail')}")
        elif _solutions(reply.body) != alone[name]:
            seen.problems.append(f"{name}: another answer")
        else:
            seen.benign.append(reply.seconds)
    return seen


def _solutions(body: bytes) -> object:
    """An answer apart from what may differ: the order of solutions, as far as they are a set, and blank nodes."""
    answer = json.loads(body)
    if "results" not in answer:
        return answer.get("boolean", body)
    for row in answer["results"]["bindings"]:
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = ""
    return sorted(json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"])


@contextmanager
def _served(workspace: Path) -> Iterator[tuple[int, int]]:
    """`plangraph serve`: its port and process."""
    port = _free_port()
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port), "--workspace", str(workspace)]
    settings = {"PLANGRAPH_SPARQL_TIMEOUT": f"{LIMIT_SECONDS:g}", "PLANGRAPH_TRUSTED_PROXIES": "127.0.0.1"}
    with _running(command, {**os.environ, **settings}, quiet=True) as server:

        def ready() -> bool:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200

        _await(ready)
        yield port, server.pid


@contextmanager
def _running(
    command: list[str], environment: dict[str, str] | None = None, *, quiet: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL if quiet else None) as server:
        try:
            yield server
        finally:
            server.terminate()


def _await(happened: object) -> None:
    """Wait until something holds; errors of connections mean not yet."""
    assert callable(happened)
    for _ in range(1200):
        try:
            if happened():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise SystemExit("waited for two minutes in vain")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


if __name__ == "__main__":
    place = Path(sys.argv[1])
    what, ratio, said = overhead(place)
    print(f"{what}: {ratio:.2f} × {said}")
    print(": ".join(storm(place)))
