"""Protocol, graph store and service description cases: requests as the manifests spell them out."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from w3c.compare import same_graph
from w3c.evaluation import graph_of, put
from w3c.manifests import CNT, HT, MF, UT, Case, Node
from w3c.server import SPARQL, STORE

if TYPE_CHECKING:
    from w3c.server import Client, Reply

SD = "http://www.w3.org/ns/sparql-service-description#"
_STATUS = {status.phrase.replace(" ", ""): status.value for status in HTTPStatus}
_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
# Properties of a service with what they point to: an IRI, or a node of any kind (Service Description, 3.4).
_PROPERTIES = {
    "endpoint": "iri",
    "feature": "iri",
    "defaultEntailmentRegime": "iri",
    "defaultSupportedEntailmentProfile": "iri",
    "extensionFunction": "any",
    "extensionAggregate": "any",
    "languageExtension": "any",
    "supportedLanguage": "iri",
    "propertyFeature": "any",
    "defaultDataset": "any",
    "availableGraphs": "any",
    "resultFormat": "iri",
    "inputFormat": "iri",
}


def clear(client: Client) -> None:
    """Empty the store."""
    assert client.send("POST", SPARQL, {"Content-Type": "application/sparql-update"}, b"DROP ALL").status < 300


def converse(case: Case, client: Client) -> str | None:
    """Send the requests of a case one after the other; None when each response is as expected, else what is not."""
    clear(client)
    for found in case.node.all(UT + "graphData"):
        file, label = found.one(UT + "graph"), found.one("http://www.w3.org/2000/01/rdf-schema#label")
        assert file is not None
        assert label is not None
        put(client, label.value, [file.value])
    places: dict[str, str] = {}
    for number, request in enumerate(case.action.items(HT + "requests"), 1):
        wrong = _exchange(request, client, places)
        if wrong:
            return f"request {number}: {wrong}"
    return None


def _exchange(request: Node, client: Client, places: dict[str, str]) -> str | None:
    def told(node: Node, name: str) -> str:
        found = node.one(name)
        text = found.value if found else ""
        for place, value in places.items():
            text = text.replace(place, value)
        return text

    path = re.sub(r"^/sparql/", SPARQL, told(request, HT + "absolutePath"))
    path = re.sub(r"^/gsp", STORE, path)
    headers = {told(h, HT + "fieldName"): told(h, HT + "fieldValue") for h in request.items(HT + "headers")}
    content = request.one(HT + "body")
    body = told(content, CNT + "chars").encode(told(content, CNT + "characterEncoding")) if content else None
    reply = client.send(told(request, HT + "methodName"), path, headers, body)
    wanted = request.one(HT + "resp")
    assert wanted is not None
    wrong = _unlike(wanted, reply)
    place = wanted.one(MF + "expectedLocation")
    if place is not None and not wrong:
        if "location" not in reply.headers:
            return "no Location"
        places[place.value] = reply.headers["location"]
    return wrong


def _unlike(wanted: Node, reply: Reply) -> str | None:
    statuses = [found.value.rpartition("#")[2] for found in wanted.all(MF + "expectedStatus")]
    if not any(_is_status(reply.status, name) for name in statuses):
        return f"status {reply.status}, not {' or '.join(statuses)}"
    form, truth, body = (wanted.one(name) for name in (MF + "expectedFormat", MF + "expectedBoolean", HT + "body"))
    if form is not None and not _is_form(reply, form.value):
        return f"{reply.media_type} is not {form.value}"
    if truth is not None and _boolean(reply) != (truth.value == "true"):
        return "another truth value"
    for header in wanted.items(HT + "headers"):
        name, value = header.one(HT + "fieldName"), header.one(HT + "fieldValue")
        if name and value and name.value == "content-type" and value.value.partition(";")[0] != reply.media_type:
            return f"{reply.media_type} is not {value.value}"
    chars = body.one(CNT + "chars") if body else None
    if chars is not None:
        expected = [q.triple for q in ox.parse(chars.value, format=ox.RdfFormat.TURTLE)]
        if not same_graph(expected, graph_of(reply)):
            return "another graph"
    return None


def _is_status(status: int, name: str) -> bool:
    found = re.fullmatch(r"StatusCode(\d)xx", name)
    return status // 100 == int(found[1]) if found else status == _STATUS[name]


def _is_form(reply: Reply, form: str) -> bool:
    if form == "RDF":
        return reply.media_type in {
            "text/turtle",
            "application/rdf+xml",
            "application/n-triples",
            "application/ld+json",
        }
    tables = (*_TABLES, "text/csv", "text/tab-separated-values")
    return reply.media_type in (tables if form == "tabular" else tuple(_TABLES))


def _boolean(reply: Reply) -> Any:
    found = ox.parse_query_results(reply.body, _TABLES[reply.media_type])
    return bool(found) if isinstance(found, ox.QueryBoolean) else None


def prepare(client: Client) -> None:
    """What the older graph store suite begins with: a store with the graph that it will delete."""
    clear(client)
    client.send("PUT", f"{STORE}/person/2.ttl", {"Content-Type": "text/turtle"}, b"[] a [] .")


def printed(case: Case, client: Client, places: dict[str, str]) -> str | None:
    """A case of the older graph store suite, whose request and response stand as text in its comment.

    They build on each other, from `prepare` on. 200 and 204 both say that it is done, as the standard has it; and
    a triple that a body leaves without its full stop is given one, without which it is no Turtle.
    """
    comment = max((c.value for c in case.node.all("http://www.w3.org/2000/01/rdf-schema#comment")), key=len)
    for place, value in {"$HOST$": client.host, "/$GRAPHSTORE$": STORE, "$GRAPHSTORE$": STORE, **places}.items():
        comment = comment.replace(place, value)
    asked, answered = (_message(text) for text in comment.split("#### Re")[1:])
    method, path, _ = asked[0].split(" ")
    path = path.removeprefix(f"http://{client.host}")
    headers = {name: value for name, value in asked[1].items() if name != "host"}
    body = re.sub(r'^(<http[^\r\n]*")(?=\r?$)', r"\1 .", asked[2], flags=re.MULTILINE)
    reply = client.send(method, path, headers, body.encode() or None)
    wanted = int(answered[0].split(" ")[0])
    if reply.status != wanted and not (wanted in {200, 204} and reply.status in {200, 204}):
        return f"status {reply.status}, not {wanted}"
    if "location" in answered[1]:
        places[answered[1]["location"]] = reply.headers["location"]
    if answered[2]:
        expected = [q.triple for q in ox.parse(answered[2], format=ox.RdfFormat.TURTLE)]
        return None if same_graph(expected, graph_of(reply)) else "another graph"
    return None


def _message(text: str) -> tuple[str, dict[str, str], str]:
    """The first line, headers and body of a message printed in a comment."""
    lines = [line[4:] for line in text.split("\n\n", 1)[1].split("\n")]
    while lines and not lines[0].strip():
        lines.pop(0)
    first, rest = lines[0].strip(), lines[1:]
    end = next((at for at, line in enumerate(rest) if not line.strip()), len(rest))
    headers = dict(line.lower().split(":", 1) if "$" not in line else line.split(":", 1) for line in rest[:end])
    headers = {name.strip().lower(): value.strip() for name, value in headers.items()}
    separator = "\r\n" if "multipart" in headers.get("content-type", "") else "\n"
    return first, headers, separator.join(rest[end + 1 :]).strip()


def described(case: Case, client: Client) -> str | None:
    """A case of the service description, by its name."""
    reply = client.send("GET", SPARQL, {"Accept": "text/turtle, application/rdf+xml;q=0.5"})
    if reply.status != 200 or not _is_form(reply, "RDF"):
        return f"status {reply.status}, {reply.media_type}"
    triples = graph_of(reply)
    endpoint = ox.NamedNode(f"http://{client.host}{SPARQL}")
    services = {t.subject for t in triples if t.object == ox.NamedNode(SD + "Service")}
    if case.name == "has-endpoint-triple":
        found = any(t.predicate.value == SD + "endpoint" and t.object == endpoint for t in triples)
        return None if found else "no sd:endpoint"
    if case.name == "conforms-to-schema":
        if len(services) != 1:
            return f"{len(services)} services"
        own = [t for t in triples if t.subject in services and t.predicate.value.startswith(SD)]
        for triple in own:
            kind = _PROPERTIES.get(triple.predicate.value.removeprefix(SD))
            if kind is None or (kind == "iri" and not isinstance(triple.object, ox.NamedNode)):
                return f"{triple.predicate} {triple.object}"
    return None
