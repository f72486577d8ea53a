"""Queries meant to hurt: each ends with an error that says why, and the next one is served."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading

import pyoxigraph as ox
import pytest

from plangraph.errors import QueryAbandonedError, QueryError, QueryTimeoutError
from plangraph.sparql import Call, Endpoint, Turns, fingerprint
from plangraph.sparql.counting import RowCounter

EX = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?o . ?b ?q ?o . ?c ?r ?o . ?d ?t ?o }"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40)).replace("?x0", "'0123456789'")
HOSTILE = {
    "product": ENDLESS,
    "regex": "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f "
    'FILTER(REGEX(CONCAT(STR(?a), STR(?c), STR(?e)), "(.*z){9}$")) }',
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<a:a>|!<a:a>|^!<a:a>)* ?b . ?c (!<a:a>|^!<a:a>)* ?d . ?e !<a:a> ?f }",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(200)))} }}" for n in range(5))
    + " }",
    "brackets": f"SELECT ({'(' * 100_000}1{')' * 100_000} AS ?x) {{}}",
    "exclamation": f"SELECT ({'!' * 300_000}true AS ?x) {{}}",
    "strings": f"SELECT ?x40 {{ {DOUBLED} }}",
    "replace": f"SELECT ?y {{ {DOUBLED.split(' BIND')[0]} BIND(REPLACE(?x1, '0', ?x1) AS ?y0) "
    + " ".join(f"BIND(REPLACE(?y{n}, '0', ?y{n}) AS ?y{n + 1})" for n in range(12))
    + " BIND(?y12 AS ?y) }",
    "group": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?e))) AS ?x) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "sorting": "SELECT * { ?a ?p ?o . ?b ?q ?o . ?c ?r ?o } ORDER BY ?c",
}


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory):
    path = tmp_path_factory.mktemp("sparql") / "store"
    store = ox.Store(str(path))
    label = ox.NamedNode(EX + "label")
    for number in range(300):
        store.add(ox.Quad(ox.NamedNode(f"{EX}{number}"), label, ox.Literal("避難所"), ox.NamedNode(EX + "graph")))
    store.flush()
    del store
    return path


@pytest.fixture(scope="module")
def small(store_dir):
    """An endpoint with one worker, little time and little memory."""
    with Endpoint(store_dir, timeout=1, workers=1, memory_bytes=150 * 1024**2, result_bytes=100_000) as opened:
        yield opened


def served(endpoint):
    """The answer to a benign query: a worker that has just been started may need more than a short limit."""
    for _ in range(100):
        with contextlib.suppress(QueryTimeoutError):
            return endpoint.query(COUNT)
    raise AssertionError("no worker starts")


def number(answer):
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_hostile_queries_end_and_the_next_is_served(small, query):
    """Time, memory, nesting or size: some limit is named, never a part of an answer."""
    with pytest.raises((QueryTimeoutError, QueryError), match=r"stopped|memory|nested|larger"):
        small.query(query)
    assert 300 == number(served(small))


def test_who_gives_up_frees_the_worker(store_dir):
    """An endless query ends with its caller, long before its limit, and the worker serves the next."""
    with Endpoint(store_dir, timeout=600, workers=1) as endpoint:
        call, errors = Call("client"), []

        def ask():
            with pytest.raises(QueryAbandonedError) as raised:
                endpoint.query(ENDLESS, call=call)
            errors.append(raised.value)

        asking = threading.Thread(target=ask)
        asking.start()
        call.turn.result(60)
        call.abandon()
        asking.join()
        assert 1 == len(errors)
        assert 300 == number(endpoint.query(COUNT))


def test_what_takes_long_lets_others_pass(store_dir):
    """With one place for what is quick, a query that takes long keeps no other waiting."""
    turns = Turns(1, slow=1)
    with Endpoint(store_dir, timeout=600, turns=turns) as endpoint:
        call = Call("slow")

        def ask():
            with pytest.raises(QueryAbandonedError):
                endpoint.query(ENDLESS, call=call)

        asking = threading.Thread(target=ask)
        asking.start()
        call.turn.result(60)
        assert 300 == number(endpoint.query(COUNT, call=Call("quick")))
        assert asking.is_alive()
        call.abandon()
        asking.join()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_have_a_limit(store_dir, form):
    """One row more than allowed is an error that says how many are; exactly as many are an answer."""
    with Endpoint(store_dir, workers=1, result_rows=10) as endpoint:
        assert 10 == endpoint.query("SELECT * { ?s ?p ?o } LIMIT 10", format=form).rows
        with pytest.raises(QueryError, match="more than 10 rows"):
            endpoint.query("SELECT * { ?s ?p ?o } LIMIT 11", format=form)


def test_triples_have_the_same_limit(store_dir):
    """CONSTRUCT is counted as it is written."""
    with Endpoint(store_dir, workers=1, result_rows=10) as endpoint:
        assert 10 == endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 10").rows
        with pytest.raises(QueryError, match="more than 10 rows"):
            endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 11")


TABLES = {
    "nothing": ("SELECT ?x { VALUES ?x {} }", 0),
    "unbound": ("SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) (UNDEF 1) (UNDEF UNDEF) } }", 3),
    "no variable": ("SELECT * { VALUES () { () () } }", 2),
    "signs": ("""SELECT ?x { VALUES ?x { '},{"' '\\n<result>\\r\\n' ',{' '[{' '\\\\"' '"' } }""", 6),
}


@pytest.mark.parametrize("syntax", ["JSON", "XML", "CSV", "TSV"])
@pytest.mark.parametrize(("query", "expected"), TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_rows_are_counted_from_what_is_written(query, expected, syntax, size):
    """Whatever values look like, and wherever the writing is cut, the count is the number of solutions."""
    counter = RowCounter(getattr(ox.QueryResultsFormat, syntax))
    written = ox.Store().query(query).serialize(format=getattr(ox.QueryResultsFormat, syntax))
    for start in range(0, len(written), size):
        counter.feed(written[start : start + size])
    assert expected == counter.count


def test_a_fingerprint_ignores_what_means_nothing():
    """White space and comments change nothing; strings and IRIs do, and a sign in them begins no comment."""
    plain = fingerprint("SELECT * { ?s <a#b> ' x  # y' }")
    assert plain == fingerprint("SELECT *  # all\n{\t?s <a#b>\r\n' x  # y' } # end")
    assert plain != fingerprint("SELECT * { ?s <a#b> ' x # y' }")
    assert plain != fingerprint("SELECT * { ?s <a#c> ' x  # y' }")
    assert 64 == len(fingerprint('"\\' * 100_000))


def run_sealed(code):
    script = f"from plangraph.sparql.sealing import seal\nseal(0)\n{code}\n"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process give up sockets")
def test_a_sealed_process_reaches_no_network():
    """The kernel refuses a socket, whoever in the process wants one."""
    done = run_sealed("import socket\ntry: socket.socket()\nexcept PermissionError: print('refused')")
    assert "refused\n" == done.stdout


def test_a_sealed_process_writes_no_file(tmp_path):
    """No byte gets into a file."""
    path = tmp_path / "file"
    done = run_sealed(
        f"try:\n with open({str(path)!r}, 'w') as file: file.write('x')\nexcept OSError: print('refused')"
    )
    assert "refused\n" == done.stdout
    assert b"" == path.read_bytes()


def test_no_worker_is_left_behind(store_dir):
    """After hostile queries and a close, none of the processes that were started is there."""
    with Endpoint(store_dir, timeout=0.5, workers=2) as endpoint:
        served(endpoint)
        with pytest.raises(QueryTimeoutError):
            endpoint.query(ENDLESS)
        processes = [worker._process for worker in endpoint._idle]
    assert [-signal.SIGKILL] * 3 == [process.returncode for process in processes]


def test_who_is_killed_is_not_waited_for_but_seen_off(store_dir):
    """An answer at its limit comes at once, and the process behind it is gone once its memory is freed."""
    with Endpoint(store_dir, timeout=0.5, workers=1) as endpoint:
        served(endpoint)
        process = endpoint._idle[-1]._process
        with pytest.raises(QueryTimeoutError):
            endpoint.query(ENDLESS)
        for thread in threading.enumerate():
            if thread.name == "plangraph-sparql-end":
                thread.join()
        assert -signal.SIGKILL == process.returncode
