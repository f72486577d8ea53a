"""The goals of the elements of an index, from the vectors that it is built of anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from plangraph.graph.verdicts import decided
from plangraph.model import SdgInference
from plangraph.retrieval.index import LABEL
from plangraph.sdg import Classifier, open_head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from plangraph.graph.verdicts import Decision
    from plangraph.model import Card, Passage

__all__ = ["infer_goals", "with_goals"]


def infer_goals(
    cards: Sequence[Card],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    wordings: NDArray[np.float32],
    *,
    space: str,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
) -> tuple[list[SdgInference], str]:
    """Goals that elements are taken to address and do not state, and the version of the model that says so.

    `vectors` and `wordings` are of the passages by the encoders of passages and of labels, `space` names both. Nothing
    is inferred by encoders that the model was not fitted for. The title of an element is its first unit of text; of a
    passage of several sentences, the one that speaks for the goal most is the evidence, by the vectors of `encode`
    (of both encoders side by side).
    """
    head = open_head()
    if space != head.space:
        return [], head.version
    elements = {card.iri: card for card in cards if card.kind != "Indicator"}
    rows: dict[str, list[int]] = {}
    for row in sorted(range(len(passages)), key=lambda row: (passages[row].role != LABEL, passages[row].id)):
        if passages[row].subject in elements:
            rows.setdefault(passages[row].subject, []).append(row)
    order = [row for own in rows.values() for row in own]
    if not order:
        return [], head.version
    units = [[passages[row].text for row in own] for own in rows.values()]
    classifier = Classifier(head, encode)
    found = classifier.judge(units, np.hstack([vectors[order], wordings[order]]))
    told = {(each.goal, each.evidence) for guesses in found for each in guesses}
    deciding = classifier.narrow(sorted(told))
    inferred = [
        SdgInference(iri, guess.goal, guess.target, guess.confidence, deciding[guess.goal, guess.evidence])
        for iri, guesses in zip(rows, found, strict=True)
        for guess in guesses
        if guess.goal not in {goal for goal, basis, _ in elements[iri].sdgs if basis != "Confirmed"}
    ]
    return inferred, head.version


def with_goals(cards: Sequence[Card], links: Sequence[SdgInference], decisions: Sequence[Decision] = ()) -> list[Card]:
    """The cards with what was inferred beside what they state, without what staff rejected.

    `decisions` are those in force.
    """
    more: dict[str, list[tuple[int, str, float]]] = {}
    held = {(card.iri, goal) for card in cards for goal, _, _ in card.sdgs}
    for link in links:
        if (link.subject, link.goal) in held or decided(decisions, link.subject, link.target) == "Rejected":
            continue
        more.setdefault(link.subject, []).append((link.goal, "Inferred", link.confidence))
    return [replace(card, sdgs=tuple(sorted((*card.sdgs, *more.get(card.iri, ()))))) for card in cards]
