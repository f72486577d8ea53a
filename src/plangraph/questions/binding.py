"""Template → query: terms put into its VALUES blocks, and nowhere else.

What is put in are RDF terms, written by the RDF library as N-Triples writes them, so no word of a question can end a
string, an IRI or a block (SPARQL 1.1, 10.2; RDF 1.1 N-Triples, 2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.namespaces import PG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plangraph.questions.values import Understood

__all__ = ["bind", "slots_of", "terms_of"]

Term = ox.NamedNode | ox.Literal
_LINE: Final = re.compile(
    r"^(?P<head> *VALUES (?P<variables>\?\w+|\((?:\?\w+ ?)+\)) \{)[^\n]*(?P<tail>\} # slot: (?P<slot>\w+))$",
    re.MULTILINE,
)
_KINDS: Final = ("Policy", "Goal", "Measure", "Initiative", "Pledge", "Project", "Indicator")


def slots_of(query: str) -> frozenset[str]:
    """The slots that a template's text has a VALUES line for."""
    return frozenset(match["slot"] for match in _LINE.finditer(query))


def bind(query: str, terms: Mapping[str, Sequence[tuple[Term, ...]]]) -> str:
    """The query with each slot's rows in its VALUES line; a slot without rows stays UNDEF, which joins with all.

    Raises QueryError for a slot that the query does not have, and for a row of the wrong width.
    """
    missing = terms.keys() - slots_of(query)
    if missing:
        raise QueryError(f"the template has no slot {', '.join(sorted(missing))}")

    def line(match: re.Match[str]) -> str:
        rows = terms.get(match["slot"], ())
        if not rows:
            return match[0]
        return f"{match['head']} {' '.join(_row(row, match['variables']) for row in rows)} {match['tail']}"

    return _LINE.sub(line, query)


def _row(row: tuple[Term, ...], variables: str) -> str:
    width = variables.count("?")
    if len(row) != width:
        raise QueryError(f"{len(row)} value(s) for {variables}")
    written = " ".join(map(str, row))
    return f"({written})" if variables.startswith("(") else written


def terms_of(understood: Understood, subjects: Iterable[str] = ()) -> dict[str, list[tuple[Term, ...]]]:
    """The terms of a question's slots; `subjects` are the IRIs that its topic was resolved to.

    Only slots of the template are given; a question without a kind means the template's kinds, or all of them.
    """
    template = understood.template
    kinds = understood.values("kind") or template.kinds or _KINDS
    made: dict[str, list[tuple[Term, ...]]] = {
        "city": [(ox.Literal(code),) for code in understood.values("city")],
        "plan": [(ox.NamedNode(iri),) for iri in understood.values("plan")],
        "kind": [(ox.NamedNode(PG[kind]),) for kind in kinds],
        "department": [(ox.NamedNode(iri),) for iri in understood.values("department")],
        "status": [(ox.NamedNode(PG[status]),) for status in understood.values("status")],
        "grade": [(ox.Literal(grade),) for grade in understood.values("grade")],
        "sdg": [(ox.Literal(goal),) for goal in understood.values("sdg")],
        "code": [(ox.Literal(code),) for code in understood.values("code")],
        "value": [(ox.NamedNode(PG[kind]),) for kind in understood.values("value")],
        "year": [_year(int(year)) for year in understood.values("year")],
        "topic": [(ox.NamedNode(iri),) for iri in subjects],
    }
    known = slots_of(template.query)
    return {name: rows for name, rows in made.items() if rows and name in known}


def _year(year: int) -> tuple[Term, ...]:
    """A fiscal year and its last day, 31 March of the next year (地方自治法 第208条)."""
    written, last = f"{year:04}", f"{year + 1:04}-03-31"
    return (
        ox.Literal(written, datatype=ox.NamedNode(str(XSD.gYear))),
        ox.Literal(last, datatype=ox.NamedNode(str(XSD.date))),
    )
