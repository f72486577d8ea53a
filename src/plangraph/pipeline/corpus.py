"""Which documents are meant by what a person names: files, folders, or a corpus.toml with facts about each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plangraph.errors import DocumentError
from plangraph.model import PlanFacts, PlanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CORPUS", "SUFFIXES", "Source", "list_sources", "parse_kind", "parse_municipality", "parse_period"]

CORPUS: Final = "corpus.toml"
SUFFIXES: Final = (".txt", ".md", ".markdown", ".csv", ".docx", ".tsv", ".xlsx")
_FIELDS: Final = ("path", "municipality", "municipality_name", "title", "kind", "period", "slug")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and what is known of it from outside."""

    path: Path
    facts: PlanFacts


def list_sources(paths: Sequence[Path], flags: PlanFacts) -> list[Source]:
    """The documents behind `paths`, each once, in order; `flags` win over what a corpus file says.

    Raises DocumentError for a path that does not exist, a folder without documents, or a faulty corpus file.
    """
    sources: dict[Path, Source] = {}
    for path in paths:
        for source in _expand(path):
            sources.setdefault(source.path.resolve(), Source(source.path, _merge(source.facts, flags)))
    return list(sources.values())


def parse_municipality(text: str) -> str:
    """A municipality code: six digits, the last of them its check digit (MIC, 全国地方公共団体コード)."""
    if not re.fullmatch(r"[0-9]{6}", text):
        raise ValueError(f"municipality {text!r} is not a code of six digits, such as 102041")
    return text


def parse_kind(text: str) -> PlanKind:
    """A plan kind by its name."""
    try:
        return PlanKind(text)
    except ValueError:
        raise ValueError(f"kind {text!r} is not one of {', '.join(PlanKind)}") from None


def parse_period(text: str) -> tuple[int, int]:
    """Fiscal years from "2023/2027", or one year from "2023" (ISO 8601-1, 5.5: time interval)."""
    match = re.fullmatch(r"([12][0-9]{3})(?:/([12][0-9]{3}))?", text)
    if not match:
        raise ValueError(f"period {text!r} is not of the form 2023/2027")
    start, end = int(match[1]), int(match[2] or match[1])
    if start > end:
        raise ValueError(f"period {text!r} ends before it begins")
    return start, end


def _expand(path: Path) -> list[Source]:
    if path.is_dir():
        if (path / CORPUS).is_file():
            return _read_corpus(path / CORPUS)
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.is_file()
            and file.suffix.lower() in SUFFIXES
            and file.stem.upper() != "README"
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        ]
        if not found:
            raise DocumentError(str(path), f"the folder holds no documents ({', '.join(SUFFIXES)}) and no {CORPUS}")
        return [Source(file, PlanFacts()) for file in found]
    if not path.exists():
        raise DocumentError(str(path), "there is no such file or folder")
    if path.suffix.lower() == ".toml":
        return _read_corpus(path)
    return [Source(path, PlanFacts())]


def _read_corpus(path: Path) -> list[Source]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(str(path), f"this corpus file cannot be read: {error}") from error
    entries = data.get("document")
    if not isinstance(entries, list) or not entries:
        raise DocumentError(str(path), "a corpus file lists its documents as [[document]] tables; there are none")
    sources = []
    for number, entry in enumerate(entries, start=1):
        try:
            sources.append(_source(path.parent, entry))
        except ValueError as error:
            raise DocumentError(str(path), f"document {number}: {error}") from error
    return sources


def _source(folder: Path, entry: Any) -> Source:
    if not isinstance(entry, dict) or "path" not in entry:
        raise ValueError('a path is missing: path = "plan.txt"')
    unknown = sorted(set(entry) - set(_FIELDS))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}; known are {', '.join(_FIELDS)}")
    not_text = sorted(name for name, value in entry.items() if not isinstance(value, str))
    if not_text:
        raise ValueError(f"{not_text[0]} must be text in quotes")
    facts = PlanFacts(
        municipality=parse_municipality(entry["municipality"]) if "municipality" in entry else None,
        municipality_name=entry.get("municipality_name", ""),
        title=entry.get("title", ""),
        kind=parse_kind(entry["kind"]) if "kind" in entry else None,
        period=parse_period(entry["period"]) if "period" in entry else None,
        slug=entry.get("slug", ""),
    )
    return Source(folder / Path(entry["path"]), facts)


def _merge(facts: PlanFacts, flags: PlanFacts) -> PlanFacts:
    given = {field.name: getattr(flags, field.name) for field in fields(flags) if getattr(flags, field.name)}
    return replace(facts, **given)
