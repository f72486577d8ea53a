"""Building an index: the passage table, the vectors and the text index of one generation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import BuildError
from plangraph.retrieval.dense import build_dense
from plangraph.retrieval.fields import FIELD_MODEL, Subjects, build_affinity, classify, open_thesaurus
from plangraph.retrieval.fields.affinity import surest
from plangraph.retrieval.fields.vectors import LABELS
from plangraph.retrieval.lexical import build_lexical
from plangraph.retrieval.phrases import Phrases, phrases_of
from plangraph.retrieval.records import save_records
from plangraph.retrieval.tokens import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import Card, FieldLink, Passage
    from plangraph.retrieval.fields import Affinity, LabelVectors

__all__ = [
    "CARDS",
    "FIELDS",
    "LABEL",
    "PASSAGES",
    "PHRASES",
    "TEXT",
    "VECTORS",
    "WORDING",
    "Wording",
    "build_index",
    "passage_text",
    "subjects_of",
]

CARDS: Final = "cards.jsonl"
PASSAGES: Final = "passages.jsonl"
VECTORS: Final = "vectors.faiss"
TEXT: Final = "text"
WORDING: Final = "wording.faiss"
FIELDS: Final = "fields"
PHRASES: Final = "phrases"

LABEL: Final = "label"
"""The role of a passage that holds a subject's title and nothing else."""


def passage_text(passage: Passage) -> str:
    """What is embedded of a passage: the nearest two headings, joined by " > ", a line break, and its text.

    The whole path down from the plan's top says more of the chapter than of the passage: nDCG@10 on the development
    topics is .600 with it and .617 with the nearest two. A label stands alone: with a heading before it, what is asked
    for by name is drowned by its chapter (indicators .76 with a heading, .82 without; other languages .64 and .74).
    """
    headings = () if passage.role == LABEL else passage.context[-2:]
    return "\n".join(part for part in (" > ".join(headings), passage.text) if part)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the encoder of labels says of an index.

    `vectors` are of the passages' bare texts in their order, shape (len(passages), dimension); `labels` those of the
    thesaurus; `phrases` those of the sentences that `phrases_of` gives of each passage, in their order.
    """

    vectors: NDArray[np.float32]
    labels: LabelVectors
    phrases: NDArray[np.float32]


def _rows(passages: Sequence[Passage], cards: Mapping[str, Card]) -> Iterator[dict[str, list[str]]]:
    """The terms of each passage by field. A label stands in `title` already; twice would count for its brevity."""
    for passage in passages:
        card = cards[passage.subject]
        yield {
            "title": terms(" ".join(part for part in (card.notation, card.label) if part)),
            "context": terms(" ".join(title for title in passage.context if title != card.label)),
            "body": [] if passage.role == LABEL else terms(passage.text),
        }


def build_index(
    directory: Path,
    cards: Sequence[Card],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    wording: Wording | None = None,
) -> tuple[FieldLink, ...]:
    """Write an index of the passages, and of the subjects they speak for, into a directory without one.

    Returns which fields of policy the subjects are of; their cards in the index name those that are sure enough.

    `vectors` has shape (len(passages), dimension), of unit length, in the order of `passages`, of `passage_text`.
    Without `wording` the index knows neither everyday wordings nor fields of policy.
    Tables and vectors come out byte for byte the same whatever the order of the input; the text index holds the same,
    under file names that tantivy draws by lot. Raises BuildError where the parts do not belong together.
    """
    by_iri = {card.iri: card for card in cards}
    _check(directory, cards, by_iri, passages, vectors)
    if wording is not None and len(wording.vectors) != len(passages):
        raise BuildError(f"{len(passages)} passages came with {len(wording.vectors)} vectors of their wording")
    if wording is not None and len(wording.phrases) != (count := sum(len(phrases_of(each)) for each in passages)):
        raise BuildError(f"{count} sentences came with {len(wording.phrases)} vectors")
    order = sorted(range(len(passages)), key=lambda row: passages[row].id)
    ordered = [passages[row] for row in order]
    matrix = np.ascontiguousarray(vectors[order], dtype=np.float32)
    directory.mkdir(parents=True, exist_ok=True)
    sorted_cards = [by_iri[iri] for iri in sorted(by_iri)]
    links: tuple[FieldLink, ...] = ()
    if wording is not None:
        wordings = np.ascontiguousarray(wording.vectors[order], dtype=np.float32)
        build_dense(directory / WORDING, wordings)
        subjects = subjects_of(sorted_cards, ordered, matrix, wordings)
        affinity = build_affinity(open_thesaurus(), wording.labels, subjects, _titles(ordered))
        links = classify(open_thesaurus(), wording.labels, affinity, subjects)
        _save_fields(directory / FIELDS, replace(affinity, sure=surest(open_thesaurus(), links)), wording.labels)
        sorted_cards = _assigned(sorted_cards, links)
    save_records(directory / CARDS, sorted_cards)
    save_records(directory / PASSAGES, ordered)
    build_dense(directory / VECTORS, matrix)
    build_lexical(directory / TEXT, _rows(ordered, by_iri))
    if wording is not None:
        Phrases.save(directory / PHRASES, ordered, wording.phrases[_phrase_order(passages, order)])
    return links


def _phrase_order(passages: Sequence[Passage], order: Sequence[int]) -> NDArray[np.int64]:
    """Where the sentences of the passages in an order stand among those of the passages as they came."""
    counts = [len(phrases_of(passage)) for passage in passages]
    starts = np.concatenate([[0], np.cumsum(counts)])
    return np.array([at for row in order for at in range(starts[row], starts[row + 1])], dtype=np.int64)


def subjects_of(
    cards: Sequence[Card], passages: Sequence[Passage], matrix: NDArray[np.float32], wordings: NDArray[np.float32]
) -> Subjects:
    """The subjects of an index as the thesaurus is measured against them; passages, `matrix` and `wordings` by row."""
    position = {card.iri: at for at, card in enumerate(cards)}
    owners = np.array([position[passage.subject] for passage in passages], dtype=np.int64)
    words: list[list[str]] = [[] for _ in cards]
    for owner, passage in zip(owners.tolist(), passages, strict=True):
        if passage.role != LABEL:
            words[owner].append(passage.text)
    titles = np.zeros((len(cards), wordings.shape[1]), dtype=np.float32)
    named = _titles(passages)
    titles[owners[named]] = wordings[named]
    return Subjects(
        [card.iri for card in cards],
        [(card.label, "\n".join(texts)) for card, texts in zip(cards, words, strict=True)],
        titles,
        matrix,
        owners,
        [passage.text for passage in passages],
    )


def _titles(passages: Sequence[Passage]) -> NDArray[np.bool_]:
    return np.array([passage.role == LABEL for passage in passages], dtype=np.bool_)


def _save_fields(directory: Path, affinity: Affinity, labels: LabelVectors) -> None:
    directory.mkdir()
    labels.save(directory / LABELS)
    affinity.save(directory)


def _assigned(cards: Sequence[Card], links: Sequence[FieldLink]) -> list[Card]:
    fields: dict[str, list[str]] = {card.iri: [] for card in cards}
    for link in links:
        if link.confidence >= FIELD_MODEL.assigned:
            fields[link.subject].append(link.field)
    return [replace(card, fields=tuple(fields[card.iri])) for card in cards]


def _check(
    directory: Path,
    cards: Sequence[Card],
    by_iri: Mapping[str, Card],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> None:
    there = [name for name in (CARDS, PASSAGES, VECTORS, TEXT, WORDING, FIELDS, PHRASES) if (directory / name).exists()]
    if there:
        raise BuildError(f"{directory} holds an index already ({there[0]}); build into an empty directory")
    if vectors.ndim != 2 or len(vectors) != len(passages):
        raise BuildError(f"{len(passages)} passages came with vectors of shape {vectors.shape}")
    if len(by_iri) != len(cards):
        raise BuildError(f"{len(cards) - len(by_iri)} cards repeat the IRI of another")
    if len({passage.id for passage in passages}) != len(passages):
        raise BuildError("two passages have one id")
    stray = next((passage for passage in passages if passage.subject not in by_iri), None)
    if stray is not None:
        raise BuildError(f"passage {stray.id} speaks for {stray.subject}, of which there is no card")
