"""The topic of an English question in the words of Japanese plans."""

from __future__ import annotations

from plangraph.questions.catalogue import read_words

__all__ = ["topic_words"]


def topic_words(topic: str) -> tuple[str, ...]:
    """The words to look for: those of topics.toml for a topic, singular or plural, else the topic as it stands."""
    known: dict[str, list[str]] = read_words("topics")["words"]
    plain = " ".join(topic.casefold().split())
    for form in (plain, plain.removesuffix("s"), plain.removesuffix("es"), f"{plain}s"):
        if form in known:
            return tuple(known[form])
    return (topic,)
