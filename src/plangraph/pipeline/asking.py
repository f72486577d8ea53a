"""Questions with an answer: understood, bound to an audited query, run, and put into words; else searched for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from rdflib import URIRef

from plangraph.model import Query
from plangraph.namespaces import PG
from plangraph.pipeline.facts import caveats_of, facts_of, reasons_of
from plangraph.pipeline.known import Known, rows_of
from plangraph.pipeline.nodes import NodeReader
from plangraph.pipeline.opened import open_endpoint, open_search, open_store
from plangraph.pipeline.topics import resolve_topic
from plangraph.pipeline.triples import Triples
from plangraph.questions import (
    LANGUAGES,
    Declined,
    Topic,
    Understood,
    Wording,
    bind,
    counted_in,
    slots_of,
    terms_of,
    topic_words,
    understand,
)

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.model import SearchResult
    from plangraph.pipeline.opened import EndpointFollower, Search

__all__ = ["ROWS_GIVEN", "Answer", "AnswerRow", "Ask", "ask", "open_ask"]

ROWS_GIVEN: Final = 500
"""How many rows an answer has at most; the query, run as it is, gives them all."""
_NO_TOPIC: Final = Topic()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row: its cells by column, local names for terms of ours; where it is of a thing, its IRI and lines."""

    cells: dict[str, str | None]
    iri: str | None = None
    source: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to. Where `answered` is False, `why` says so, and `search` has what was found instead.

    `counted_in` then are the languages in whose words it asks to count or compare, so that a list of hits is not what
    is wanted; they need not be among those that questions are understood in.
    """

    question: str
    language: str
    answered: bool
    generation: int
    title: str = ""
    template: str = ""
    intent: str = ""
    slots: tuple[dict[str, Any], ...] = ()
    topic: Topic = _NO_TOPIC
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[AnswerRow, ...] = ()
    total: int = 0
    query: str = ""
    caveats: tuple[str, ...] = ()
    why: str = ""
    counted_in: tuple[str, ...] = ()
    search: SearchResult | None = None


class Ask:
    """Answers questions over a search and an endpoint of one workspace; thread-safe."""

    def __init__(self, workspace: Path, search: Search, endpoint: EndpointFollower) -> None:
        self._workspace, self._search, self._endpoint = workspace, search, endpoint
        self._known = Known(endpoint)

    def ask(self, question: str, language: str | None = None) -> Answer:
        """The answer, or what a search finds where no template has one. `language` is "ja" or "en", else as asked.

        Raises QueryError for a question that is empty or endless, and as `Endpoint.query` does.
        """
        answer = self.answer(question, language)
        return answer if answer.answered else replace(answer, search=self._search.search(Query(question)))

    def answer(self, question: str, language: str | None = None) -> Answer:
        """As `ask`, without the search: for those who have searched already."""
        names = self._known.names
        understood = understand(question, self._search.interpret(question), names)
        wording = Wording(language or understood.language, names)
        if isinstance(understood, Declined):
            return self._declined(understood, wording, understood.why, words=understood.words)
        topic = self._topic(understood)
        if topic is None:
            return self._declined(understood, wording, "topic", words=understood.topic)
        terms = terms_of(understood, topic.subjects)
        template = understood.template
        query = bind(template.query, terms)
        found = rows_of(self._endpoint, query)
        facts = facts_of(found)
        if template.reasons:
            said = {name: rows for name, rows in terms.items() if name in slots_of(template.reasons)}
            facts["reasons"] = reasons_of(rows_of(self._endpoint, bind(template.reasons, said)), wording)
        if not found:
            return self._declined(understood, wording, template.none, **wording.filled(facts))
        if template.zero and not facts.get(template.zero):
            return self._declined(understood, wording, template.zero)
        return Answer(
            question=question,
            language=wording.language,
            answered=True,
            generation=self._endpoint.generation,
            title=wording.title(understood, topic, facts),
            template=understood.template.name,
            intent=understood.template.intent,
            slots=_slots(understood, wording),
            topic=topic,
            columns=tuple((name, wording.column(name)) for name in understood.template.columns),
            rows=self._rows(found[:ROWS_GIVEN], understood),
            total=len(found),
            query=query,
            caveats=(*self._translated(topic, wording), *caveats_of(understood, wording, facts)),
        )

    def refresh(self) -> None:
        """Moves to a newly published generation, if there is one."""
        self._search.refresh()
        self._endpoint.refresh()

    def close(self) -> None:
        """Frees the index and stops the workers."""
        self._search.close()
        self._endpoint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _topic(self, understood: Understood) -> Topic | None:
        if not understood.topic:
            return Topic()
        return resolve_topic(understood, topic_words(understood.topic), self._known.labels, self._endpoint)

    def _translated(self, topic: Topic, wording: Wording) -> tuple[str, ...]:
        """That the topic was looked for in other words than the asker's."""
        if not topic.how or topic.text in topic.words:
            return ()
        return (wording.say("caveat.words", text=topic.text, words=wording.quoted(topic.words)),)

    def _declined(self, question: Declined | Understood, wording: Wording, why: str, **facts: object) -> Answer:
        counted = counted_in(question.text)
        foreign = counted and not set(counted) & set(LANGUAGES)
        return Answer(
            question=question.text,
            language=wording.language,
            answered=False,
            generation=self._endpoint.generation,
            why=wording.say("why.language") if foreign else wording.say(f"why.{why}", **facts),
            counted_in=counted,
        )

    def _rows(self, found: list[dict[str, dict[str, Any]]], understood: Understood) -> tuple[AnswerRow, ...]:
        reader = NodeReader(Triples(open_store(self._workspace)))
        rows = []
        for row in found:
            cells = {name: _cell(row.get(name)) for name in understood.template.columns}
            thing = row["thing"]["value"] if "thing" in row else None
            said = row["fact"]["value"] if "fact" in row else thing
            rows.append(AnswerRow(cells, thing, reader.source(URIRef(said)) if said else None))
        return tuple(rows)


def open_ask(workspace: Path) -> Ask:
    """The current generation, ready to be asked. Raises WorkspaceError as `open_search` does."""
    return Ask(workspace, open_search(workspace), open_endpoint(workspace))


def ask(question: str, workspace: Path, language: str | None = None) -> Answer:
    """One question; for several, `open_ask` once. Raises as `Ask.ask` and `open_ask` do."""
    with open_ask(workspace) as opened:
        return opened.ask(question, language)


def _cell(value: dict[str, Any] | None) -> str | None:
    return None if value is None else str(value["value"]).removeprefix(str(PG))


def _slots(understood: Understood, wording: Wording) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"field": slot.field, "value": value, "label": wording.name(slot.field, value), "text": slot.text}
        for slot in understood.slots
        for value in slot.values
    )
