"""The words of the pages: one TOML file a language, all with the same keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["LANGUAGES", "Messages", "messages"]

LANGUAGES: Final = ("ja", "en")
"""Languages of the pages, the default first."""


class Messages:
    """One language's words by dotted key: `words("search.total", count=3)`."""

    def __init__(self, language: str, table: dict[str, Any]) -> None:
        self.language = language
        self.words = dict(_flat(table))

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with facts filled in. Raises KeyError for a key that no file has."""
        return self.words[key].format(**facts) if facts else self.words[key]

    def name(self, kind: str, value: str) -> str:
        """The name of a value of the model, such as `name("status", "Delayed")`; the value itself if it has none."""
        return self.words.get(f"{kind}.{value}", value)


@cache
def messages(language: str) -> Messages:
    """The words of a language in LANGUAGES."""
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Messages(language, tomllib.loads(text))


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return pairs
