"""Cross references: to an element of the same plan where it is there, otherwise to a node that is only named."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from rdflib import Literal

from plangraph.graph.locals import local_name
from plangraph.model import ElementKind, ReferenceKind
from plangraph.namespaces import PG, SKOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import URIRef

    from plangraph.graph.draft import Draft
    from plangraph.graph.locals import Place
    from plangraph.model import Reference

__all__ = ["References"]

# Same code and a title this like is the same element: OCR changes characters, renumbering changes whole titles.
_SAME_TITLE: Final = 0.5


class References:
    """Resolves the references of one plan, and makes the nodes of what is only named, once each."""

    def __init__(self, draft: Draft, places: Sequence[Place]) -> None:
        self._draft = draft
        self._by_code: defaultdict[str, list[Place]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Place]] = defaultdict(list)
        self._named: dict[tuple[ReferenceKind, str, str], URIRef] = {}
        for place in places:
            self._by_title[local_name(place.element.title)].append(place)
            if place.element.code:
                self._by_code[local_name(place.element.code)].append(place)

    def add(self, owner: URIRef, reference: Reference) -> None:
        """The triple from the owner to what it refers to."""
        place = None if reference.kind is ReferenceKind.PLAN else self._find(reference)
        target = self._draft.thing(place.local) if place else self._mention(reference)
        if target != owner:
            self._draft.add(owner, PG[reference.kind.value], target)

    def find(self, reference: Reference) -> URIRef | None:
        """The element of this plan that is referred to, if it is there."""
        place = self._find(reference)
        return self._draft.thing(place.local) if place else None

    def _find(self, reference: Reference) -> Place | None:
        title = local_name(reference.title)
        code = local_name(reference.code or "")
        same_title = self._by_title.get(title, []) if title else []
        same_code = self._by_code.get(code, []) if code else []
        if reference.kind is ReferenceKind.PROJECT:
            same_title = [place for place in same_title if place.element.kind is ElementKind.PROJECT]
            same_code = [place for place in same_code if place.element.kind is ElementKind.PROJECT]
        both = [place for place in same_title if place in same_code]
        if both or len(same_title) == 1:
            return (both or same_title)[0]
        alike = [place for place in same_code if not title or _alike(title, local_name(place.element.title))]
        return alike[0] if len(alike) == 1 else None

    def _mention(self, reference: Reference) -> URIRef:
        code, title = local_name(reference.code or ""), local_name(reference.title)
        known = self._named.get((reference.kind, code, title))
        if known is None:
            known = self._make(reference, code, title)
            self._named[reference.kind, code, title] = known
        # Each place that names it is a source of it.
        self._draft.source(known, reference.span)
        return known

    def _make(self, reference: Reference, code: str, title: str) -> URIRef:
        draft = self._draft
        if reference.kind is ReferenceKind.PLAN:
            node = draft.claim(f"plan/{title or code}")
            draft.type(node, PG.ReferredPlan)
            draft.add(node, PG.plan, draft.plan)
        else:
            if reference.kind is ReferenceKind.PROJECT:
                node, cls = draft.claim(f"project/{title or code}"), PG.Project
            else:
                # The code alone, so that the element keeps this IRI when its own chapter is read one day.
                free = code and code not in self._by_code
                node = draft.claim(code if free else f"related/{title or code}")
                # Its kind is not printed with it; a guess would miscount the measures of the plan.
                cls = PG.PlanElement
            draft.type(node, cls)
            draft.belongs(node)
            draft.add(node, PG.mentionedOnly, Literal(lexical_or_value=True))
        draft.label(node, reference.title or reference.code or "(名称なし)")
        if reference.code:
            draft.add(node, SKOS.notation, Literal(reference.code))
        return node


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_TITLE
