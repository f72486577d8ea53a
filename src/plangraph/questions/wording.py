"""Answers in words: what was computed, from the slots of a question and the facts of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plangraph.questions.catalogue import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.questions.values import Language, Names, Topic, Understood

__all__ = ["Wording"]

_COMMA: Final = {"ja": "・", "en": ", "}
# In the order in which they stand before (Japanese) or behind (English) what they say it of.
_MODIFIERS: Final = ("city", "plan", "year", "department", "sdg", "code", "topic")


class Wording:
    """Words of one language over one graph's names."""

    def __init__(self, language: Language, names: Names) -> None:
        self.language, self._names = language, names
        self._words = read_words("words")

    def say(self, key: str, **facts: object) -> str:
        """The words of a dotted key of words.toml with facts filled in."""
        found: Any = self._words
        for part in key.split("."):
            found = found[part]
        return str(found[self.language]).format(**facts)

    def name(self, field: str, value: str) -> str:
        """A value of a slot or cell as people say it; the value itself where it has no name."""
        if field == "city":
            return self._city(value)
        if field == "plan":
            return self._names.plans.get(value, value)
        if field == "department":
            return next((u.label for u in self._names.units if value in (u.iri, *u.variants)), value)
        named = self._words.get(field, {}).get(value)
        return str(named[self.language]) if isinstance(named, dict) and self.language in named else value

    def filled(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Facts with lists of names written out."""
        comma = _COMMA[self.language]
        return {name: comma.join(map(str, fact)) if isinstance(fact, list) else fact for name, fact in facts.items()}

    def quoted(self, words: Sequence[str]) -> str:
        """Words in quotation marks."""
        return _COMMA[self.language].join(self.say("quoted", value=word) for word in words)

    def column(self, name: str) -> str:
        """The heading of a column."""
        return self.say(f"column.{name}")

    def things(self, understood: Understood, topic: Topic) -> str:
        """What a question is about as a noun phrase: 花槻市の、危機管理課が担当する公約."""
        kinds = understood.values("kind") or (understood.template.kinds if len(understood.template.kinds) == 1 else ())
        noun = _COMMA[self.language].join(self.name("kind", kind) for kind in kinds) if kinds else self.say("thing")
        said = [text for field in _MODIFIERS if (text := self._modifier(field, understood, topic))]
        if self.language == "ja":
            return "、".join(said) + noun
        return " ".join([noun, *said])

    def title(self, understood: Understood, topic: Topic, facts: Mapping[str, object]) -> str:
        """The sentence that says what was computed."""
        filled = {
            "things": self.things(understood, topic),
            "status": self._list("status", understood),
            "value": self._value(understood),
            "topic": self.quoted(topic.words),
            "department": self._list("department", understood),
            "code": self._list("code", understood),
            "year": self._list("year", understood),
            **self.filled(facts),
        }
        text = understood.template.title[self.language].format(**filled)
        return text[0].upper() + text[1:]

    def _list(self, field: str, understood: Understood) -> str:
        values = understood.values(field)
        if field == "year":
            return _COMMA[self.language].join(self.say("year", year=value, era=int(value) - 2018) for value in values)
        if field == "status" and not values:
            return _COMMA[self.language].join(understood.values("grade"))
        return _COMMA[self.language].join(dict.fromkeys(self.name(field, value) for value in values))

    def _value(self, understood: Understood) -> str:
        return _COMMA[self.language].join(self.name("value", value) for value in understood.values("value"))

    def _modifier(self, field: str, understood: Understood, topic: Topic) -> str:
        if field == "topic":
            return self.say(f"modifier.topic.{topic.how}", topic=self.quoted(topic.words)) if topic.how else ""
        if not understood.values(field) or field not in self._words["modifier"]:
            return ""
        return self.say(f"modifier.{field}", value=self._list(field, understood))

    def _city(self, code: str) -> str:
        label = self._names.cities.get(code, code)
        shared = sum(name == label for name in self._names.cities.values()) > 1
        return f"{label} ({code})" if shared else label
