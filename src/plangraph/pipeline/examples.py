"""The example queries, as the editor offers them and as the dataset describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from plangraph.graph import iter_examples

__all__ = ["Example", "example_queries"]


@dataclass(frozen=True, slots=True)
class Example:
    """A query to learn from: what it asks by language ("ja", "en"), and its form (SELECT, ASK, CONSTRUCT)."""

    name: str
    labels: dict[str, str]
    form: str
    text: str


@cache
def example_queries() -> tuple[Example, ...]:
    """All examples: those for a start first, then the questions that the graph must answer, each by name."""
    return tuple(Example(one.name, {"ja": one.ja, "en": one.en}, one.form, one.text) for one in iter_examples())
