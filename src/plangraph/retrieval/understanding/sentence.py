"""A query while it is being understood: its text, what has been taken out of it, and the conditions found."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, Final

from plangraph.retrieval.tokens import starts
from plangraph.spellings import one_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.model import Filter

__all__ = ["TAKEN", "Sentence"]

TAKEN: Final = "\x1f"
"""Stands for each character that was understood and taken out; no query holds it, nor any other control character."""

# A particle that linked what was taken out to the rest: の of 伊勢崎市と本庄市の防災. のぼり旗 begins with none.
_LINK: Final = re.compile(
    r"^\s*(?:(?:における|において|に関する|についての?|への?|[的のでにをがはとやも、,・])(?![ぁ-ん])|and\b)\s*"
)
_OPEN_END: Final = re.compile(r"(?<![ぁ-ん])(?:[のでをがはにと]|による|により|などで)\s*$")
_DANGLING: Final = re.compile(r"[\s、,・]+$")


class Sentence:
    """The query in NFKC without control characters. Offsets of all recognisers are offsets in `text`."""

    def __init__(self, raw: str) -> None:
        folded = one_letter(unicodedata.normalize("NFKC", raw.encode("utf-8", "replace").decode()))
        # What only steers the writing (a zero-width space, a change of direction) takes no room, and parts no word.
        unsteered = (letter for letter in folded if unicodedata.category(letter) != "Cf")
        shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in unsteered)
        self.raw = raw
        self.text = "".join(shown).strip()
        self.open = self.text
        self.filters: list[Filter] = []

    @cached_property
    def borders(self) -> frozenset[int]:
        """Where words start, the end of the text included."""
        return starts(self.text)

    def add(self, *filters: Filter) -> None:
        """Conditions that leave their words in the topic; what is there already is not added again."""
        known = {(each.field, each.value) for each in self.filters}
        self.filters += [each for each in filters if (each.field, each.value) not in known]

    def take(self, start: int, end: int, filters: Iterable[Filter] = ()) -> None:
        """Conditions with the words that said them, which go out of the topic."""
        self.open = self.open[:start] + TAKEN * (end - start) + self.open[end:]
        self.add(*filters)

    @property
    def rest(self) -> str:
        """What is left for the topic: the pieces between what was taken out, without the particles that linked them."""
        pieces = re.split(f"{TAKEN}+", self.open)
        linked = [pieces[0], *(_LINK.sub("", piece) for piece in pieces[1:])]
        if len(pieces) > 1 and not linked[-1].strip():
            linked = [_OPEN_END.sub("", "".join(linked))]
        return _DANGLING.sub("", re.sub(r"\s+", " ", "".join(linked))).strip()
