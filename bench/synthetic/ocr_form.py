"""Choices of one document that OCR read, and the tables and values that all of its genres print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from synthetic.plans import Kpi, Node, SyntheticPlan, Value

__all__ = ["CIRCLED", "STATUSES", "Form", "kpi_table", "lost", "table"]

CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
YEARS: Final = {
    "令和": lambda year: f"令和{_era(year)}年度" if year > 2018 else f"平成{year - 1988}年度",
    "R": lambda year: f"R{_era(year)}" if year > 2018 else f"H{year - 1988}",
    "R年度": lambda year: f"R{_era(year)}年度" if year > 2018 else f"H{year - 1988}年度",
    "both": lambda year: f"令和{_era(year)}({year})年度" if year > 2018 else f"平成{year - 1988}({year})年度",
    "year": lambda year: f"{year}年度",
}
# What each judgement is called; of marks and letters the legend says the rest.
STATUSES: Final = {
    "words": ("達成", "順調", "遅れている", "未着手"),
    "progress": ("達成", "順調に進捗", "進捗の遅れ", "未着手"),
    "plan": ("目標達成", "計画どおり", "やや遅れ", "未実施"),
    "letters": ("A", "B", "C", "D"),
    "marks": ("◎", "○", "△", "×"),
}
LEGENDS: Final = ("達成した", "順調に進んでいる", "遅れている", "未着手")
GRADES: Final = ("Achieved", "OnTrack", "Delayed", "NotStarted")


def _era(year: int) -> str:
    return "元" if year == 2019 else str(year - 2018)


class Form:
    """Draws the choices of a document once each and remembers them."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.pages = rng, rng.randint(8, 60)
        self._chosen: dict[str, str] = {}

    def pick(self, trait: str, *choices: str) -> str:
        """The choice of a trait, drawn where the document has none yet; repeat a choice to draw it more often."""
        if trait not in self._chosen:
            self._chosen[trait] = self.rng.choice(choices)
        return self._chosen[trait]

    def traits(self) -> dict[str, str]:
        """All that was chosen, by trait, named with the genre."""
        genre = self._chosen["genre"]
        return {each if each == "genre" else f"{genre} {each}": choice for each, choice in self._chosen.items()}

    def year(self, year: int) -> str:
        """A fiscal year as the document prints it."""
        return YEARS[self.pick("years", *YEARS)](year)

    def bullet(self) -> str:
        """What its items begin with."""
        return self.pick("bullet", "- ", "・", "- ・", "○", "* ")

    def units(self, units: Sequence[str]) -> str:
        """Departments in one cell."""
        return self.pick("unit join", "、", "<br>", "・", "、<br>").join(units)

    def status(self, grade: str) -> str:
        """A judgement as printed; nothing where there is none."""
        return STATUSES[self.pick("status", *STATUSES)][GRADES.index(grade)] if grade else ""

    def legend(self) -> list[str]:
        """The lines that explain marks and letters; none where words judge."""
        how = self.pick("status", *STATUSES)
        if how not in {"letters", "marks"}:
            return []
        parts = [f"{mark}：{said}" for mark, said in zip(STATUSES[how], LEGENDS, strict=True)]
        if self.pick("legend", "line", "lines", "note") == "line":
            return ["【評価区分】" + " ".join(parts), ""]
        if self.pick("legend") == "note":
            return ["※評価：" + "、".join(parts), ""]
        return ["<達成状況の目安>", "", *(line for part in parts for line in (part, ""))]

    def wrapped(self, text: str) -> str:
        """A text of a cell, broken where the column was narrow."""
        if self.pick("wraps", "none", "br") == "none" or len(text) < 14:
            return text
        at = self.rng.randint(6, len(text) - 4)
        return f"{text[:at]}<br>{text[at:]}" if not text[at - 1 : at + 1].isascii() else text


def table(rows: Iterable[Sequence[str]], form: Form) -> Iterator[str]:
    """A pipe table, over pages where it is long: there the header again, or not."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|" + "---|" * (head.count(" | ") + 1)
    again = form.pick("pages", "one", "one", "head again", "bare") if len(body) > 8 else "one"
    yield from (head, rule)
    for at, line in enumerate(body):
        if again != "one" and at and at % 7 == 0:
            form.pages += 1
            yield from ("", str(form.pages), "", *((head, rule) if again == "head again" else ()))
        yield line


def lost(row: list[str], leading: int) -> list[str]:
    """A row without the empty cells among its first: what stood behind them stands to the left."""
    kept = [cell for cell in row[:leading] if cell]
    return kept + row[leading:] + [""] * (leading - len(kept))


def number(value: Value) -> str:
    """A number with its commas."""
    return f"{value.number:,}" if value.number is not None else "-"


class Columns:
    """The columns of a table of indicators, each with the same years."""

    def __init__(self, form: Form, kpis: Sequence[Kpi]) -> None:
        self._form = form
        self._kpis = kpis
        self._unit = form.pick("unit", "cell", "cell", "column", "name")
        self._year = form.pick("year at", "head", "head", "cell", "cell br", "head br", "head first")

    def heads(self) -> list[str]:
        """The names of the columns."""
        form = self._form
        words = {
            "Baseline": form.pick("baseline", "現状値", "基準値", "策定時", "当初値", "現状"),
            "Actual": form.pick("actual", "実績値", "実績"),
            "Target": form.pick("target", "目標値", "目標", "目標値"),
        }
        unit = ["単位"] if self._unit == "column" else []
        values = [self._head(words[each.kind], each.year) for each in self._kpis[0].values]
        return [form.pick("indicator", "指標名", "指標", "成果指標", "KPI", "重要業績評価指標(KPI)"), *unit, *values]

    def row(self, kpi: Kpi) -> list[str]:
        """The cells of an indicator."""
        name = self._form.wrapped(kpi.name)
        if self._unit == "name":
            name += self._form.pick("unit in", "({})", "[{}]", "({})").format(kpi.unit)
        return [name, *([kpi.unit] if self._unit == "column" else []), *(self._cell(kpi, each) for each in kpi.values)]

    def _head(self, word: str, year: int) -> str:
        how, printed = self._year, self._form.year(year)
        if how.startswith("cell"):
            # Several actual values are told apart by nothing else.
            return f"{printed}{word}" if word.startswith("実績") else word
        return {"head": f"{word}({printed})", "head br": f"{word}<br>({printed})", "head first": f"{printed}{word}"}[
            how
        ]

    def _cell(self, kpi: Kpi, value: Value) -> str:
        if value.number is None:
            return self._form.pick("missing", "-", "", "―")
        text = number(value) + (kpi.unit if self._unit == "cell" else "")
        if not self._year.startswith("cell") or value.kind == "Actual":
            return text
        return f"{text}{'<br>' if self._year == 'cell br' else ''}({self._form.year(value.year)})"


def kpi_table(form: Form, kpis: Sequence[Kpi]) -> Iterator[str]:
    """The indicators of one element, one a row."""
    columns = Columns(form, kpis)
    rows = [columns.heads(), *(columns.row(kpi) for kpi in kpis)]
    if form.pick("table as", "pipes", "pipes", "tabs") == "tabs":
        yield from ("\t".join(row) for row in rows)
    else:
        yield from table(rows, form)


def gaps(form: Form, kpi: Kpi) -> Kpi:
    """The indicator with some values not printed."""
    if form.pick("gaps", "none", "some") == "none":
        return kpi
    values = (replace(each, number=None) if form.rng.random() < 0.1 else each for each in kpi.values)
    return replace(kpi, values=tuple(values))


def leaves(plan: SyntheticPlan, kind: str) -> SyntheticPlan:
    """The plan without what stands below elements of a kind."""
    return plan.changed(lambda node: replace(node, children=() if node.kind == kind else node.children))


def bare(node: Node) -> Node:
    """The element by its title alone."""
    return replace(node, departments=(), sdgs=(), kpis=(), status="", text="")
