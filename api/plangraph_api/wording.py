"""Facts of the model in words of a page's language: years, values, lines, charges."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from plangraph_api.messages import Messages

__all__ = ["Wording"]

# The first calendar year of an era counts as 1 (元号を改める政令, 平成31年政令第143号).
_ERAS: Final = ((2019, "令和"), (1989, "平成"), (1926, "昭和"))

_COMMA_FOR_DECIMALS: Final = {"pt", "vi"}
_SWAPPED: Final = str.maketrans(",.", ".,")
# 第2期, 第五次: what belongs together in the title of a plan, though browsers that know phrases break it.
_ORDINAL: Final = re.compile(r"第[0-9０-９一二三四五六七八九十]+[期次回章編部]")


class Wording:
    """Puts facts into words with the messages of one language."""

    def __init__(self, words: Messages) -> None:
        self._words = words

    def fiscal_year(self, year: int) -> str:
        """令和5年度 (2023) or FY2023."""
        return self._words("year.fiscal", year=year, era=_era(year))

    def year(self, seen: dict[str, Any]) -> str:
        """The year of an observation or assessment, in the kind that was printed; "" if none was."""
        if seen.get("fiscal_year"):
            return self.fiscal_year(seen["fiscal_year"])
        if seen.get("calendar_year"):
            return self._words("year.calendar", year=seen["calendar_year"], era=_era(seen["calendar_year"]))
        return str(seen.get("as_of") or "")

    def period(self, start: int | None, end: int | None) -> str:
        """The fiscal years of a charge or plan; "" if neither end is known."""
        if start and end:
            return self._words("year.between", start=self.fiscal_year(start), end=self.fiscal_year(end))
        if start:
            return self._words("year.from", year=self.fiscal_year(start))
        return self._words("year.until", year=self.fiscal_year(end)) if end else ""

    def value(self, seen: dict[str, Any]) -> str:
        """An observation's value: bound, number and unit, else why there is none, else as printed."""
        if not seen["value"]:
            if seen["bound"] == "Rise":
                return self._words("bound.Rise")
            return self._words.name("missing", seen["missing"]) if seen["missing"] else str(seen["raw"] or "–")
        number = self.number(seen["value"], seen["unit"])
        key = f"bound.{seen['bound']}"
        return self._words(key, value=number) if key in self._words.words else number

    def marked_value(self, seen: dict[str, Any]) -> Markup:
        """As `value`, for a page: what a document says in it is marked as Japanese."""
        if seen["value"]:
            number = self.original(self.number(seen["value"], seen["unit"]))
            key = f"bound.{seen['bound']}"
            return self._words.marked(key, value=number) if key in self._words.words else number
        said = self.value(seen)
        return self.original(said) if said == seen["raw"] else Markup("{}").format(said)

    @staticmethod
    def title(text: str) -> Markup:
        """A title that a document says, for headings: marked as Japanese, and 第2期 is not broken."""
        return Markup('<span lang="ja">{}</span>').format(Wording.unbroken(text))

    @staticmethod
    def unbroken(text: str) -> Markup:
        """A name that a document says, in which 第2期 is not broken."""
        parts, at = [], 0
        for found in _ORDINAL.finditer(text):
            parts.append(Markup('{}<span class="whole">{}</span>').format(text[at : found.start()], found[0]))
            at = found.end()
        return Markup("{}{}").format(Markup().join(parts), text[at:])

    @staticmethod
    def original(text: str | None) -> Markup:
        """What a document says, marked as Japanese."""
        return Markup('<span lang="ja">{}</span>').format(text or "")

    def number(self, value: str, unit: str | None) -> str:
        """A decimal with its unit."""
        return f"{self.figure(f'{Decimal(value):,f}')}{_gap(unit)}{unit or ''}"

    def figure(self, written: str) -> str:
        """A number as the language writes it: with a comma for decimals, or a point."""
        return written.translate(_SWAPPED) if self._words.language in _COMMA_FOR_DECIMALS else written

    def reasons(self, told: list[dict[str, Any]]) -> str:
        """What differs between two indicators, with what each has but for their names."""
        return self._words("element.comma").join(self._reason(each) for each in told)

    def _reason(self, told: dict[str, Any]) -> str:
        name = self._words.name("difference", told["name"])
        if told["name"] in {"name", "scale"}:
            return name
        return f"{name} ({self.side(told['own'])} / {self.side(told['other'])})"

    def side(self, has: str) -> str:
        """What one of two indicators has in something that they differ in."""
        return self._words.name("direction", has) if has else "–"

    def shared_year(self, value: dict[str, Any]) -> str:
        """The year of two values side by side."""
        return self.year({"fiscal_year" if value["fiscal"] else "calendar_year": value["year"]})

    def read_as(self, role: str) -> str:
        """What a line of a document was read as; the role itself where it has no name."""
        kinds = ("reading", "kind", "role")
        return next(
            (self._words.words[f"{kind}.{role}"] for kind in kinds if f"{kind}.{role}" in self._words.words), role
        )

    def source(self, source: dict[str, Any] | None) -> str:
        """Document with page or sheet, lines, and the cell of a table, such as 「plan.txt L221–224」."""
        if not source or not source.get("document"):
            return ""
        start, end = source.get("start_line"), source.get("end_line")
        parts = [str(source["document"])]
        if source.get("sheet"):
            parts.append(self._words("source.sheet", sheet=source["sheet"]))
        elif source.get("page"):
            parts.append(self._words("source.page", page=source["page"]))
        if source.get("cell"):
            return " ".join([*parts, self._words("source.cell", cell=source["cell"])])
        if start:
            parts.append(f"L{start}" + (f"–{end}" if end and end != start else ""))
        parts += [self._words(f"source.{name}", at=source[name]) for name in ("row", "column") if source.get(name)]
        return " ".join(parts)


def _era(year: int) -> str:
    first, name = next(((first, name) for first, name in _ERAS if year >= first), (0, ""))
    if not name:
        return str(year)
    count = year - first + 1
    return f"{name}{'元' if count == 1 else count}"


def _gap(unit: str | None) -> str:
    """Latin units stand off from their number, Japanese ones and signs do not."""
    return " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
