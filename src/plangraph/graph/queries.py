"""Named queries: the competency questions of the ontology, and a way to run any SELECT over a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Question", "iter_examples", "iter_questions", "question", "select"]

_COMMENT = re.compile(r"^#\s?(ja|en):\s*(.+)$", re.MULTILINE)
# A form is the first keyword at the beginning of a line: what stands before are comments and prefixes.
_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the graph: its name, its words in two languages, and the query."""

    name: str
    ja: str
    en: str
    text: str

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        found = _FORM.search(self.text)
        assert found, f"{self.name}.rq has a keyword of a query at the beginning of a line"
        return found[1].upper()


def question(name: str) -> Question:
    """One competency question by the name of its file."""
    return _read(ontology("competency", f"{name}.rq"))


def iter_questions() -> list[Question]:
    """All competency questions, by name."""
    return _read_all("competency")


def iter_examples() -> list[Question]:
    """What is offered to whoever learns to ask: the queries of ontology/queries/, then all competency questions."""
    return [*_read_all("queries"), *iter_questions()]


def _read_all(folder: str) -> list[Question]:
    files = (file for file in ontology(folder).iterdir() if file.name.endswith(".rq"))
    return [_read(file) for file in sorted(files, key=lambda file: file.name)]


def _read(file: Traversable) -> Question:
    text = file.read_text(encoding="utf-8")
    words = dict(_COMMENT.findall(text))
    return Question(file.name.removesuffix(".rq"), words.get("ja", ""), words.get("en", ""), text)


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
