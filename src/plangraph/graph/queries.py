"""Named queries: the competency questions of the ontology, and a way to run any SELECT over a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.resources import ontology, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Question", "count_plans", "iter_questions", "question", "select"]

_COMMENT = re.compile(r"^#\s?(ja|en):\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the graph must answer: its name, its words in two languages, and the query."""

    name: str
    ja: str
    en: str
    text: str


def question(name: str) -> Question:
    """One competency question by the name of its file."""
    text = ontology("competency", f"{name}.rq").read_text(encoding="utf-8")
    words = dict(_COMMENT.findall(text))
    return Question(name, words.get("ja", ""), words.get("en", ""), text)


def iter_questions() -> list[Question]:
    """All competency questions, by name."""
    names = [file.name.removesuffix(".rq") for file in ontology("competency").iterdir() if file.name.endswith(".rq")]
    return [question(name) for name in sorted(names)]


def select(
    store: ox.Store, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None
) -> list[dict[str, str]]:
    """The rows of a SELECT over the union of all named graphs; unbound variables are left out of a row.

    `bindings` fixes variables beforehand. QueryError where the text is not a SELECT that parses.
    """
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
    substitutions = {ox.Variable(name): term for name, term in (bindings or {}).items()}
    try:
        solutions = store.query(text, use_default_graph_as_union=True, substitutions=substitutions)
    except SyntaxError as error:
        raise QueryError(str(error)) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError("the query must be a SELECT")
    names = [variable.value for variable in solutions.variables]
    rows = []
    for solution in solutions:
        values = ((name, solution[name]) for name in names)
        rows.append({name: value.value for name, value in values if hasattr(value, "value")})
    return rows


def count_plans(store: ox.Store) -> list[dict[str, str]]:
    """A row a plan: IRI, label, city, elements, indicators, observations, departments."""
    return select(store, read_query("plangraph.graph", "plans"))
