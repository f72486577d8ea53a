"""Graph → passages: the texts that are searched, each with its subject, its role and the lines it was read from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from plangraph.graph.cards import Source, iter_cards, source_of
from plangraph.graph.wording import observations_in_words
from plangraph.model import Passage
from plangraph.namespaces import PG, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rdflib import Graph

    from plangraph.model import Card

__all__ = ["project", "split_text"]

# Longer texts are split: an encoder reads 512 tokens, and a highlight should stand near the line that it came from.
LONGEST: Final = 400
_SENTENCE: Final = re.compile(r"[^。\n]*[。\n]?[」）)]*\n?")


def project(graphs: Iterable[Graph], links: Sequence[Graph] = ()) -> tuple[list[Card], list[Passage]]:
    """Cards and passages of plan graphs, in the order of the graphs and of their documents.

    `links` are graphs (of derived or curated facts) that may hold further SDG links of the same subjects.
    """
    cards: list[Card] = []
    passages: list[Passage] = []
    for graph in graphs:
        for card in iter_cards(graph, links):
            cards.append(card)
            passages.extend(_passages(graph, card))
    return cards, passages


def split_text(text: str, longest: int = LONGEST) -> list[tuple[str, int, int]]:
    """Pieces of at most about `longest` characters, cut after a sentence or a line, with the newlines before and after.

    Each piece is (text, first line, last line), lines counted from 0 within the text. A sentence that is longer
    than that is cut in its middle.
    """
    pieces: list[tuple[str, int, int]] = []
    start = 0
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    previous = 0
    for end in ends:
        if end - start > longest and previous > start:
            pieces.append(_piece(text, start, previous))
            start = previous
        while end - start > longest:
            pieces.append(_piece(text, start, start + longest))
            start += longest
        previous = end
    if start < len(text):
        pieces.append(_piece(text, start, len(text)))
    return [piece for piece in pieces if piece[0]]


def _piece(text: str, start: int, end: int) -> tuple[str, int, int]:
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip())
    first = text.count("\n", 0, start + lead)
    return raw.strip(), first, first + raw.strip().count("\n")


def _passages(graph: Graph, card: Card) -> Iterator[Passage]:
    subject = URIRef(card.iri)
    label = card.label
    if card.kind == "Indicator":
        definition = graph.value(subject, SKOS.definition)
        label = f"{label}\n{definition}" if definition else label
    whole = Source(card.start_line, card.end_line, card.page, card.sheet)
    yield _passage(card, "label", 1, label, whole)
    counts: dict[str, int] = {}
    for role, text, source in _texts(graph, subject):
        pieces = split_text(text)
        start, end = source.start_line, source.end_line
        # Lines are known within a text only where it stands in the document line by line.
        by_line = start is not None and end is not None and text.count("\n") == end - start
        for piece, first, last in pieces:
            counts[role] = counts.get(role, 0) + 1
            lines = source
            if by_line and start is not None:
                lines = replace(source, start_line=start + first, end_line=start + last)
            yield _passage(card, role, counts[role], piece, lines)
    if card.kind == "Indicator" and (words := observations_in_words(graph, subject)):
        yield _passage(card, "observations", 1, f"{card.label}: {words}", whole)


def _passage(card: Card, role: str, number: int, text: str, source: Source) -> Passage:
    return Passage(
        id=f"{card.iri}#{role}-{number}",
        subject=card.iri,
        role=role,
        text=text,
        context=card.path,
        document=card.document,
        start_line=source.start_line,
        end_line=source.end_line,
        page=source.page,
        sheet=source.sheet,
    )


def _texts(graph: Graph, subject: URIRef) -> list[tuple[str, str, Source]]:
    """Role, words and place of every text of a subject, in the order of the document."""
    found: list[tuple[tuple[int, int, str, str], str, Source]] = []
    for node in graph.objects(subject, PG.text):
        words = graph.value(node, RDF.value)
        if not isinstance(words, Literal):
            continue
        role = str(graph.value(node, PG.role) or "").removeprefix(str(PG))
        source = source_of(graph, node)
        place = (source.page or 0, source.start_line or 0, role, str(node))
        found.append((place, str(words), source))
    return [(place[2], words, source) for place, words, source in sorted(found, key=lambda f: f[0])]
