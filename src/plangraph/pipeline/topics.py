"""The topic of a question → what is about it: by names, else by search and the words in its texts.

Only what has the words literally counts: a subject that a search finds near is no answer to a question with one.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from plangraph.model import Filter, Query, TextRole
from plangraph.namespaces import PG
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.triples import Triples
from plangraph.questions import Topic
from plangraph.retrieval.tokens import analyse, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from plangraph.pipeline.known import Label
    from plangraph.pipeline.opened import Search
    from plangraph.questions import Understood

__all__ = ["resolve_topic"]

_SEARCHED: Final = 100
_SHORTEST: Final = 2


def resolve_topic(
    understood: Understood, words: Sequence[str], labels: Sequence[Label], search: Search, workspace: Path
) -> Topic | None:
    """The subjects of the kinds and cities asked about that have one of `words`; None where none has.

    First those with a word in their names; where there are none, of the first 100 that a search finds those with all
    parts of a word in name, definition or (of elements) texts.
    """
    kinds = understood.values("kind") or understood.template.kinds
    cities = understood.values("city")
    scope = [label for label in labels if (not kinds or label.kind in kinds) and (not cities or label.city in cities)]
    usable = [word for word in words if len(word) >= _SHORTEST]
    named = tuple(label.iri for label in scope if any(_named(word, label.text) for word in usable))
    if named:
        return Topic(understood.topic, tuple(usable), "name", named)
    triples = Triples(open_store(workspace))
    within = {label.iri: label for label in scope}
    for word in usable:
        filters = tuple(Filter("kind", kind) for kind in kinds) + tuple(Filter("city", city) for city in cities)
        hits = search.search(Query(word, filters, limit=_SEARCHED)).hits
        found = [within[hit.card.iri] for hit in hits if hit.card.iri in within]
        said = tuple(label.iri for label in found if _said(word, _texts(label, triples)))
        if said:
            return Topic(understood.topic, (word,), "text", said)
    return None


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _named(word: str, name: str) -> bool:
    """Whether a name has a word, beginning and ending where words of the name do."""
    name, word = _fold(name), _fold(word)
    if word not in name:
        return False
    borders = starts(name)
    places = (at for at in range(len(name)) if name.startswith(word, at))
    return any(at in borders and at + len(word) in borders for at in places)


def _said(word: str, texts: Iterable[str]) -> bool:
    """Whether texts have every part of a word, in any spelling: 犯罪 and 件数 of 犯罪件数."""
    forms = {token.form for text in texts for token in analyse(text)}
    parts = {token.form for token in analyse(word)}
    return bool(parts) and parts <= forms


def _texts(label: Label, triples: Triples) -> list[str]:
    """What may speak for a subject. An indicator measures what its name and definition say, not what is told beside."""
    if label.kind == "Indicator":
        return [label.text, label.definition]
    roles = (PG[role.value] for role in TextRole)
    return [label.text, *(str(text) for role in roles for text in triples.objects(URIRef(label.iri), role))]
