"""What passes between the steps of answering: slots found in a question, the template chosen, what is bound to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Declined", "Language", "Names", "Slot", "Template", "Topic", "Understood", "Unit"]

Language = str
"""Of an answer: "ja" or "en"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A department by its IRI; `variants` are IRIs of the same department under another spelling."""

    iri: str
    label: str
    city: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What a graph calls its things: municipality codes to names, departments, plan IRIs to titles."""

    cities: Mapping[str, str]
    units: tuple[Unit, ...] = ()
    plans: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """A condition found in the words `text[start:end]` of a question; several values are alternatives.

    Values: codes of cities, IRIs of departments and plans, local names of kinds and statuses, numbers of goals,
    fiscal years, codes and grades as printed.
    """

    field: str
    values: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Template:
    """An audited query. `needs` are slots that it cannot do without, `allows` those that it can take as well.

    `frames` are the sets of marks (see frames.toml) that ask for it; `query` is SPARQL with a VALUES line a slot.
    """

    name: str
    intent: str
    description: Mapping[Language, str]
    title: Mapping[Language, str]
    query: str
    frames: tuple[frozenset[str], ...]
    needs: frozenset[str]
    allows: frozenset[str]
    columns: tuple[str, ...]
    caveats: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    none: str = ""
    """What to say, by its key in words.toml, where the query has no rows."""
    zero: str = ""
    """The fact that must not be 0 for the rows to be an answer."""
    reasons: str = ""
    """The query, with the same slots, that says how much is left out and why."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question whose every word is accounted for: the template, its slots, and the topic in the asker's words."""

    text: str
    language: Language
    template: Template
    slots: tuple[Slot, ...] = ()
    topic: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a slot, each once, in the order of the question."""
        return tuple(dict.fromkeys(value for slot in self.slots if slot.field == name for value in slot.values))


@dataclass(frozen=True, slots=True)
class Declined:
    """A question that no template can answer, and why, by a key of words.toml with the words in doubt."""

    text: str
    language: Language
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the topic of a question was resolved to: `how` is "name", "parts", "text", or "" for a question without one.

    `words` are those that stand in the names or texts; a translation where the question is in another language.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    how: str = ""
    subjects: tuple[str, ...] = ()
