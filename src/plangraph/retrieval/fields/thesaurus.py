"""The thesaurus as plain values (SKOS Reference, sections 5 and 8: lexical labels and semantic relations)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.namespaces import SKOS
from plangraph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "FILE",
    "LANGUAGES_OF_LABELS",
    "QUESTIONS",
    "Concept",
    "above",
    "concepts_by_iri",
    "iter_texts",
    "names_of_fields",
    "open_thesaurus",
]

FILE: Final = "policy-fields.ttl"
QUESTIONS: Final = "policy-questions.ttl"
"""What people ask about each concept, as hidden labels: known to search, shown to nobody."""

LANGUAGES_OF_LABELS: Final = ("en", "ja", "ko", "pt", "vi", "zh")
"""The languages that every concept has labels in, in the order in which they are kept."""

# Subtags of script are for people who read the Turtle; Parsers write them in lower case (RFC 5646, 2.1.1).
_SIMPLER: Final = {"zh-hans": "zh"}
_READING: Final = "ja-hira"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: labels by language, the preferred one first; kana reading, definitions, and the IRI above it.

    `questions` are what people ask about it, in whichever language.
    """

    iri: str
    broader: str | None
    labels: Mapping[str, tuple[str, ...]]
    reading: str
    definitions: Mapping[str, str]
    questions: tuple[str, ...] = ()

    def preferred(self, language: str) -> str:
        """The preferred label in a language."""
        return self.labels[language][0]


@cache
def open_thesaurus() -> tuple[Concept, ...]:
    """All concepts of the policy fields, in the order of their IRIs; read once."""
    found: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    broader: dict[str, str] = {}
    files = (ontology("vocabularies", name).read_bytes() for name in (FILE, QUESTIONS))
    for quad in chain.from_iterable(ox.parse(file, format=ox.RdfFormat.TURTLE) for file in files):
        name = quad.predicate.value.removeprefix(str(SKOS))
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if name == "broader" and isinstance(quad.object, ox.NamedNode):
            broader[subject] = quad.object.value
        elif isinstance(quad.object, ox.Literal) and quad.object.language:
            language = quad.object.language.lower()
            found[subject][name][_SIMPLER.get(language, language)].append(quad.object.value)
    concepts = sorted((iri, properties) for iri, properties in found.items() if "prefLabel" in properties)
    return tuple(_concept(iri, properties, broader.get(iri)) for iri, properties in concepts)


@cache
def concepts_by_iri() -> Mapping[str, Concept]:
    """The concepts by their IRIs."""
    return {concept.iri: concept for concept in open_thesaurus()}


@cache
def above(iri: str) -> tuple[str, ...]:
    """A concept and all that are broader, the widest last; what the thesaurus does not know stands alone."""
    concept = concepts_by_iri().get(iri)
    return (iri, *above(concept.broader)) if concept is not None and concept.broader else (iri,)


@cache
def names_of_fields() -> Mapping[str, frozenset[str]]:
    """What a caller may call a concept, case-folded → IRIs: the IRI, its last part, and each preferred label."""
    names: dict[str, set[str]] = defaultdict(set)
    for concept in open_thesaurus():
        for name in (concept.iri, concept.iri.rsplit("/", 1)[-1], *map(concept.preferred, LANGUAGES_OF_LABELS)):
            names[name.casefold()].add(concept.iri)
    return {name: frozenset(iris) for name, iris in names.items()}


def iter_texts(concept: Concept) -> Iterator[str]:
    """All labels of each language as one text, in the order of languages, then each definition under its label."""
    for language in LANGUAGES_OF_LABELS:
        yield ("、" if language in {"ja", "zh"} else ", ").join(concept.labels[language])
    for language, definition in sorted(concept.definitions.items()):
        yield f"{concept.preferred(language)}: {definition}"


def _concept(iri: str, properties: Mapping[str, Mapping[str, list[str]]], broader: str | None) -> Concept:
    preferred, alternative = properties["prefLabel"], properties.get("altLabel", {})
    return Concept(
        iri,
        broader,
        {language: (*preferred[language], *alternative.get(language, ())) for language in LANGUAGES_OF_LABELS},
        next(iter(alternative.get(_READING, [])), ""),
        {language: texts[0] for language, texts in properties.get("definition", {}).items()},
        tuple(text for _, texts in sorted(properties.get("hiddenLabel", {}).items()) for text in texts),
    )
