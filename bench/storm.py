"""What the SPARQL endpoint costs over the bare engine, and what a storm of queries does to it.

Over the same store and the same queries, `plangraph serve` and `oxigraph serve-read-only` are asked in turn. Then 16
clients behind one address ask 200 queries at once, one in ten of them hostile, some of which hang up. Alone: `python
bench/storm.py WORKSPACE`.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from processes import children, memory_of_tree
from served import Connection, await_that, free_port, running, served

from plangraph.namespaces import PREFIXES
from plangraph.sparql import fingerprint
from plangraph.workspace import Workspace, open_generation

__all__ = ["overhead", "storm"]

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, QUERIES, HOSTILE_EACH = 16, 200, 10
LIMIT_SECONDS, GRACE_SECONDS = 5.0, 1.0
TOLERANCE = 0.10
ROUNDS = 15
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


def queries() -> dict[str, str]:
    """What people ask: competency questions and the examples of the page, their prefixes declared."""
    paths = [*ROOT.glob("ontology/competency/*.rq"), *ROOT.glob("api/plangraph_api/queries/*.rq")]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(paths)}
    small = {"ask": "ASK { ?s ?p ?o }", "labels": "SELECT * { ?s rdfs:label ?label } ORDER BY ?s ?label LIMIT 10"}
    return {name: _declared(text) for name, text in (texts | small).items()}


def _declared(text: str) -> str:
    missing = {p: iri for p, iri in PREFIXES.items() if re.search(rf"\b{p}:", text) and f"PREFIX {p}:" not in text}
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in missing.items()) + text


def overhead(workspace: Path) -> tuple[str, float, str]:
    """How many times as long as from `oxigraph serve-read-only` an answer takes: the median over the queries."""
    store = open_generation(Workspace(workspace)).store
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    port = free_port()
    theirs = [binary, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with ExitStack() as stack:
        own, _ = stack.enter_context(served(workspace, LIMIT_SECONDS))
        stack.enter_context(running([*theirs, "--union-default-graph"]))
        await_that(lambda: Connection(port, "/query").ask("ASK {}").status == 200)
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
    """What 16 clients behind one address, with one hostile query in ten, leave behind."""
    asked = list(queries().items())
    work = _work(asked)
    with tempfile.TemporaryFile() as log, served(workspace, LIMIT_SECONDS, log) as (port, pid):
        alone = {name: _solutions(Connection(port, "/sparql").ask(query).body) for name, query in asked}
        warm(port)
        before, workers = memory_of_tree(pid), set(children(pid))
        started = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            done = list(clients.map(lambda at: _client(port, work[at::CLIENTS], alone), range(CLIENTS)))
        took = time.monotonic() - started
        await_that(lambda: len(children(pid)) == len(workers))
        await_that(lambda: {fingerprint(one.text) for one in work} <= _logged(log).keys())
        said = _logged(log)
        warm(port)
        after, left = memory_of_tree(pid), len(children(pid)) - len(workers)
    problems = Counter(problem for one in done for problem in one.problems)
    latencies = [seconds for one in done for seconds in one.benign]
    at_work = max(said[fingerprint(one.text)]["seconds"] for one in work if not one.hostile)
    cuts = statistics.quantiles(latencies, n=100)
    within = "within" if after <= before * (1 + TOLERANCE) else "BEYOND"
    remark = (
        f"{took:.0f} s; {len(latencies)} benign answered as alone, p50 {cuts[49] * 1e3:.0f} ms, p95 "
        f"{cuts[94] * 1e3:.0f} ms, max {max(latencies):.1f} s, of these at work {at_work:.1f} s at most; "
        f"wrong or refused: {dict(problems) or 0}; {_over_limit(done, said)}; "
        f"memory {before / 1e6:.0f} → {after / 1e6:.0f} MB ({within} {TOLERANCE:.0%}); {left} workers more than before"
    )
    return f"SPARQL storm, {QUERIES} queries of {CLIENTS} clients from one address", remark


def _work(asked: list[tuple[str, str]]) -> list[_Asked]:
    """The queries in their order, each with a base of its own, which changes nothing but how the log names it."""
    hostile, benign, work = list(HOSTILE.items()), 0, []
    for number in range(QUERIES):
        bad = number % HOSTILE_EACH == HOSTILE_EACH - 1
        name, query = hostile[number // HOSTILE_EACH % len(hostile)] if bad else asked[benign % len(asked)]
        benign += not bad
        work.append(_Asked(name, f"BASE <urn:storm:{number}>\n{query}", bad))
    random.Random(16).shuffle(work)
    return work


def _logged(log: IO[bytes]) -> dict[str, dict[str, Any]]:
    """The lines of the access log by query. The server writes on behind what is read here."""
    size = os.fstat(log.fileno()).st_size
    lines = os.pread(log.fileno(), size, 0).decode().splitlines()
    facts = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
    return {line["query"]: line for line in facts}


def _over_limit(done: list[_Client], said: dict[str, dict[str, Any]]) -> str:
    """How long after the limit each hostile query ended: as its client saw it, less what it waited for its turn.

    Who hangs up sees no end: there it is the time at work that the server names.
    """
    longest: dict[str, float] = {}
    for asked, seconds in (pair for one in done for pair in one.hostile):
        line = said[fingerprint(asked.text)]
        over = (line["seconds"] if seconds is None else seconds - line["waited"]) - LIMIT_SECONDS
        longest[asked.name] = max(over, longest.get(asked.name, over))
    each = ", ".join(f"{name} {over:+.2f}" for name, over in longest.items())
    within = "within" if max(longest.values()) <= GRACE_SECONDS else "BEYOND"
    return f"hostile ended {within} {GRACE_SECONDS:g} s after their limit of {LIMIT_SECONDS:g} s: {each} s"


def warm(port: int) -> None:
    """Ask everything from four addresses at once, so that each worker has seen it and its caches are filled."""

    def ask_all(number: int) -> None:
        for query in queries().values():
            Connection(port, "/sparql", f"198.51.100.{number}").ask(query)

    with ThreadPoolExecutor(4) as clients:
        list(clients.map(ask_all, range(4)))


@dataclass(frozen=True)
class _Asked:
    """A query of the storm."""

    name: str
    text: str
    hostile: bool


@dataclass
class _Client:
    """What one client saw: seconds of benign queries; of hostile ones too, None where it hung up; what was wrong."""

    benign: list[float]
    hostile: list[tuple[_Asked, float | None]]
    problems: list[str]


def _client(port: int, work: list[_Asked], alone: dict[str, object]) -> _Client:
    """Ask one query after the other, all clients from the same address."""
    seen = _Client([], [], [])
    for asked in work:
        connection = Connection(port, "/sparql", "192.0.2.1")
        if asked.name == "hang up":
            connection.hang_up(asked.text)
            seen.hostile.append((asked, None))
            continue
        reply = connection.ask(asked.text)
        if asked.hostile:
            seen.hostile.append((asked, reply.seconds))
            if reply.status == 200:
                seen.problems.append(f"hostile answered: {asked.name}")
        elif reply.status != 200:
            seen.problems.append(f"{asked.name}: {reply.status} {json.loads(reply.body).get('detail')}")
        elif _solutions(reply.body) != alone[asked.name]:
            seen.problems.append(f"{asked.name}: another answer")
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


if __name__ == "__main__":
    place = Path(sys.argv[1])
    what, ratio, said = overhead(place)
    print(f"{what}: {ratio:.2f} × {said}")
    print(": ".join(storm(place)))
