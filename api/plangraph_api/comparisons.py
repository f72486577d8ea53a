"""A comparison of cities as tables to take along: what each has, its indicators, and where all of it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plangraph.pipeline import field_name
from plangraph_api.spreadsheets import Sheet
from plangraph_api.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from plangraph.pipeline import Stamp
    from plangraph_api.messages import Messages
    from plangraph_api.spreadsheets import Cell

__all__ = ["about", "title_of", "to_sheets"]


def title_of(found: Mapping[str, Any], words: Messages) -> str:
    """The topic and the cities."""
    names = words("element.comma").join(city["label"] for city in found["cities"])
    return f"{words('compare.heading', topic=found['query'])} – {names}"


def about(found: Mapping[str, Any], words: Messages, made: date, stamp: Stamp) -> list[str]:
    """Title, date, what it was made from, how much was found and how to read it: the lines above the tables."""
    return [
        title_of(found, words),
        words("compare.made", date=made),
        words("compare.built", number=stamp.generation, date=stamp.built_at.date()),
        *(f"{city['label']}: {_how_much(city, words)}" for city in found["cities"]),
        words("compare.fields_note"),
        words("compare.indicators_note"),
    ]


def _how_much(city: Mapping[str, Any], words: Messages) -> str:
    """How many were found for a city, and how many of them are in the tables."""
    total, shown = city["total"], len(city["hits"])
    if not total:
        return words("compare.none")
    return (
        words("compare.found", count=total) if total == shown else words("compare.found_cut", count=total, shown=shown)
    )


def to_sheets(found: Mapping[str, Any], words: Messages) -> list[Sheet]:
    """Measures by field, pairs of indicators, indicators without a counterpart, and the documents."""
    tables = _Tables(found, words)
    named = {
        "fields": ("field", "city", "kind", "code", "name", "status", "departments", "plan", "source", "iri"),
        "indicators": ("city", "name", "source", "city", "name", "source", "comparison", "year", "value", "value"),
        "unpaired": ("city", "name", "kind", "year", "newest", "source", "iri"),
        "documents": ("city", "plan", "document"),
    }
    rows = (tables.measures(), tables.pairs(), tables.unpaired(), tables.documents())
    return [
        Sheet(words(f"compare.{name}"), tuple(words(f"compare.{each}") for each in header), tuple(filled))
        for (name, header), filled in zip(named.items(), rows, strict=True)
    ]


class _Tables:
    """The rows of each table."""

    def __init__(self, found: Mapping[str, Any], words: Messages) -> None:
        self._found, self._words, self._wording = found, words, Wording(words)
        self._cities = {city["code"]: city["label"] for city in found["cities"]}
        self._hits = {hit["iri"]: hit for city in found["cities"] for hit in city["hits"]}

    def measures(self) -> Iterator[tuple[Cell, ...]]:
        words = self._words
        for row in self._found["fields"]:
            field = words("compare.no_field")
            if row["field"]:
                field = field_name(row["field"], words.language) or row["label"]
            for cell in row["cities"]:
                for iri in cell["hits"]:
                    hit = self._hits[iri]
                    yield (
                        *(field, hit["city"]["label"], words.name("kind", hit["kind"])),
                        *(hit["notation"] or "", hit["label"]),
                        words("element.comma").join(words.name("status", each) for each in hit["status"]),
                        "・".join(hit["departments"]),
                        *(hit["plan"]["label"], self._wording.source(hit["source"]), iri),
                    )
                if told := self._besides(row, cell):
                    yield (field, self._cities[cell["code"]], "", "", told, "", "", "", "", "")

    def _besides(self, row: Mapping[str, Any], cell: Mapping[str, Any]) -> str:
        """What a city has in a row besides what is listed, or that it has nothing there."""
        words = self._words
        if cell["code"] in row["lacking"]:
            return words("compare.lacking")
        if cell["wider"]:
            wider = field_name(row["wider"], words.language) or row["wider_label"]
            return words("compare.wider", field=wider, count=cell["wider"])
        if cell["other"]:
            return words("compare.other", count=cell["other"])
        return words("compare.besides", count=cell["more"]) if cell["more"] else ""

    def pairs(self) -> Iterator[tuple[Cell, ...]]:
        for pair in self._found["pairs"]:
            sides: tuple[Cell, ...] = ()
            for side in ("own", "other"):
                source = self._wording.source(pair[side]["source"])
                sides += (self._cities[pair[f"{side}_city"]], pair[side]["label"] or "", source)
            told = self._words("compare.comparable") if pair["comparable"] else self._wording.reasons(pair["because"])
            for value in pair["values"] or [None]:
                if value is None:
                    yield (*sides, told, "", "", "")
                    continue
                year = f"{self._wording.shared_year(value)} {value['group']}".strip()
                notes = self._words("element.comma").join((told, *(self._wording.reasons([n]) for n in pair["notes"])))
                own, other = (self._wording.number(value[side], value[f"{side}_unit"]) for side in ("own", "other"))
                yield (*sides, notes, year, own, other)

    def unpaired(self) -> Iterator[tuple[Cell, ...]]:
        for each in self._found["unpaired"]:
            for one in each["indicators"]:
                seen = one["newest"]
                kind = self._words.name("value", seen["kind"]) if seen else ""
                year = self._wording.year(seen) if seen else ""
                value = self._wording.value(seen) if seen else self._words("compare.no_newest")
                source = self._wording.source(one["source"])
                yield (self._cities[each["city"]], one["label"] or "", kind, year, value, source, one["iri"])

    def documents(self) -> Iterator[tuple[Cell, ...]]:
        read = {
            (hit["city"]["label"], hit["plan"]["label"], hit["source"]["document"] or "") for hit in self._hits.values()
        }
        yield from sorted(read)
