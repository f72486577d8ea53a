"""The templates: a `.rq` file each, and what templates.toml says of it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from plangraph.questions.values import Template
from plangraph.resources import read_query

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "read_words", "template", "templates"]

LANGUAGES: Final = ("ja", "en")
"""What answers are worded in."""
_PACKAGE: Final = "plangraph.questions"


@cache
def read_words(name: str) -> dict[str, Any]:
    """A TOML file of this package: frames, templates or words."""
    return tomllib.loads(files(_PACKAGE).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def templates() -> tuple[Template, ...]:
    """All templates, in the order in which they are tried."""
    return tuple(_read(name, said) for name, said in read_words("templates").items())


def template(name: str) -> Template:
    """One template by its name. Raises KeyError for one that is not there."""
    return {each.name: each for each in templates()}[name]


def _read(name: str, said: Mapping[str, Any]) -> Template:
    return Template(
        name=name,
        intent=said["intent"],
        description=said["description"],
        title=said["title"],
        query=read_query(_PACKAGE, said.get("query", name)),
        frames=tuple(frozenset(marks) for marks in said["frames"]),
        needs=frozenset(said.get("needs", ())),
        allows=frozenset(said.get("allows", ())),
        columns=tuple(said["columns"]),
        caveats=tuple(said.get("caveats", ())),
        kinds=tuple(said.get("kinds", ())),
        none=said.get("none", "none"),
        zero=said.get("zero", ""),
        reasons=read_query(_PACKAGE, said["reasons"]) if "reasons" in said else "",
    )
