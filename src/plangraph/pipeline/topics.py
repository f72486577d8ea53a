"""The topic of a question → what is about it: what has its words literally, in names first, else in texts.

All subjects are looked at, not the nearest of a search: a number is no answer where a list was cut.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.pipeline.known import rows_of
from plangraph.questions import Topic, bind
from plangraph.resources import read_query
from plangraph.retrieval.tokens import analyse, starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.pipeline.known import Label
    from plangraph.pipeline.opened import EndpointFollower
    from plangraph.questions import Understood

__all__ = ["resolve_topic"]

_SHORTEST: Final = 2


def resolve_topic(
    understood: Understood, words: Sequence[str], labels: Sequence[Label], endpoint: EndpointFollower
) -> Topic | None:
    """The subjects of the kinds and cities asked about that have one of `words`; None where none has.

    First those with a word in their names. Where there are none: indicators by the parts of a word in name and
    definition (an indicator measures what these say, not what is told beside it), elements by a word in their texts.
    """
    kinds = understood.values("kind") or understood.template.kinds
    cities = understood.values("city")
    scope = [label for label in labels if (not kinds or label.kind in kinds) and (not cities or label.city in cities)]
    usable = tuple(word for word in words if len(word) >= _SHORTEST)
    if named := tuple(label.iri for label in scope if any(_named(word, label.text) for word in usable)):
        return Topic(understood.topic, usable, "name", named)
    for word in usable:
        parts = tuple(dict.fromkeys(token.form for token in analyse(word)))
        defined = tuple(label.iri for label in scope if label.kind == "Indicator" and _defined(parts, label))
        if defined:
            return Topic(understood.topic, parts, "parts", defined)
    told = _told(usable, endpoint)
    if said := tuple(label.iri for label in scope if label.kind != "Indicator" and label.iri in told):
        return Topic(understood.topic, usable, "text", said)
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


def _defined(parts: Sequence[str], label: Label) -> bool:
    """Whether name and definition have every part of a word, in any spelling: 犯罪 and 件数 of 犯罪件数."""
    forms = {token.form for text in (label.text, label.definition) for token in analyse(text)}
    return bool(parts) and forms.issuperset(parts)


def _told(words: Sequence[str], endpoint: EndpointFollower) -> frozenset[str]:
    if not words:
        return frozenset()
    query = bind(read_query("plangraph.pipeline", "texts"), {"word": [(ox.Literal(word),) for word in words]})
    return frozenset(row["thing"]["value"] for row in rows_of(endpoint, query))
