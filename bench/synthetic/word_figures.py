"""Indicators and judgements as Word files of cities print them: tables with one or two rows of header, lines, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from synthetic.word_paper import OVER, UP, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from synthetic.plans import Kpi, Value

__all__ = ["MARKS", "Figures"]

MARKS: Final = {
    "letters": ("Ａ", "Ｂ", "Ｃ", "Ｄ"),
    "rings": ("◎", "○", "△", "×"),
    "words": ("達成", "順調", "やや遅れ", "未着手"),
    "plain words": ("目標達成", "計画どおり", "遅れている", "未実施"),
}
_MEANT: Final = ("目標を達成した", "順調に進んでいる", "遅れている", "未着手")
_NAMES: Final = ("指標名", "指標", "成果指標", "指標項目", "KPI", "重要業績評価指標（KPI）", "項目")
_KINDS: Final = {
    "Baseline": ("現状値", "基準値", "策定時", "現状", "当初値"),
    "Actual": ("実績値", "実績"),
    "Target": ("目標値", "目標", "めざす値"),
}


@dataclass
class Figures:
    """The choices of one document, drawn by `pick` (trait and words to choose from), and indicators printed by them."""

    pick: Callable[[str, Sequence[str]], str]
    review: bool
    grades: tuple[str, ...]
    tabled: bool  # whether they stand in tables in any case

    def __post_init__(self) -> None:
        """Draws the choices."""
        pick = self.pick
        self.form = "table" if self.tabled else pick("indicators", ("table", "table", "lines", "list", "pairs"))
        self.era = pick("era", ("令和7年度", "R7", "2025年度", "令和7（2025）年度", "2025（令和7）年度", "R7年度"))
        self.digits = pick("digits", ("half", "half", "full"))
        self.unit = "behind" if self.form != "table" else pick("unit", ("column", "column", "behind", "in name"))
        labels = ("【成果指標】", "■数値目標", "（1）成果指標", "◆KPI", "指標", "none")
        self.label = pick("indicators' label", labels[:-1] if self.form in ("list", "pairs") else labels)
        if self.form == "table":
            forms = ("in header", "two rows", "above kind", "in cells", "columns")
            self.years = pick("years", forms[:3] if self.review else forms)
            self.name = pick("name column", _NAMES)
            self.charge = pick("indicators' charge", ("no", "no", "column"))
            self.numbered = pick("number column", ("no", "no", "yes"))
            self.order = pick("unit's place", ("behind name", "last")) if self.unit == "column" else ""
        self.kinds = {kind: pick(f"word for {kind}", words) for kind, words in _KINDS.items()}
        if self.form != "table" and self.kinds["Target"] == "めざす値":
            self.kinds["Target"] = "目標値"

    def year(self, year: int) -> str:
        """A fiscal year in the way of the document."""
        short = f"R{year - 2018}" if year > 2018 else f"H{year - 1988}"
        long = "令和元" if year == 2019 else f"令和{year - 2018}" if year > 2018 else f"平成{year - 1988}"
        text = {
            "令和7年度": f"{long}年度",
            "R7": short,
            "R7年度": f"{short}年度",
            "2025年度": f"{year}年度",
            "令和7（2025）年度": f"{long}（{year}）年度",
            "2025（令和7）年度": f"{year}（{long}）年度",
        }[self.era]
        return _full(text) if self.digits == "full" else text

    def number(self, value: Value, unit: str) -> str:
        """A number, with thousands parted, and its unit where that stands behind it."""
        text = "－" if value.number is None else f"{value.number:,}"
        text = _full(text) if self.digits == "full" else text
        return text + (unit if self.unit == "behind" and value.number is not None else "")

    def status(self, grade: str, marks: Sequence[str]) -> str:
        """A judgement as it is printed."""
        return marks[self.grades.index(grade)] if grade else "－"

    def legend(self, marks: Sequence[str]) -> str:
        """What the marks mean."""
        return "　".join(f"{mark}：{meant}" for mark, meant in zip(marks, _MEANT, strict=True))

    def print(self, paper: Paper, kpis: Sequence[Kpi], marks: Sequence[str]) -> None:
        """The indicators of one element."""
        if not kpis:
            return
        if self.label != "none":
            paper.line(self.label)
        if self.form == "table":
            paper.table(self.rows(kpis, marks))
        elif self.form == "lines":
            for kpi in kpis:
                first, last = self._ends(kpi)
                paper.line(f"・{kpi.name}　{first} → {last}")
        elif self.form == "list":
            for kpi in kpis:
                first, last = self._ends(kpi)
                paper.items("・", [kpi.name])
                paper.items("・", [f"{self.kinds['Baseline']}：{first}", f"{self.kinds['Target']}：{last}"], level=1)
        else:
            for kpi in kpis:
                first, last = self._ends(kpi)
                paper.line(f"{kpi.name}\t{self.kinds['Baseline']}　{first}\t{self.kinds['Target']}　{last}")

    def _ends(self, kpi: Kpi) -> tuple[str, str]:
        first, last = kpi.values[0], kpi.values[-1]
        return tuple(f"{self.number(each, kpi.unit)}（{self.year(each.year)}）" for each in (first, last))

    def rows(self, kpis: Sequence[Kpi], marks: Sequence[str]) -> list[list[str]]:
        """The indicators as the rows of a table, header and all."""
        sample = kpis[0].values
        before = (["No."] if self.numbered == "yes" else []) + [self.name]
        before += ["単位"] if self.order == "behind name" else []
        behind = ["単位"] if self.order == "last" else []
        behind += ["担当課"] if self.charge == "column" else []
        behind += ["評価"] if self.review else []
        return [
            *self._header(sample, before, behind),
            *(list(self._row(at, kpi, marks)) for at, kpi in enumerate(kpis, 1)),
        ]

    def _header(self, sample: Sequence[Value], before: list[str], behind: list[str]) -> Iterator[list[str]]:
        if self.years == "two rows":
            upper, last = [], ""
            for each in sample:
                upper.append(OVER if each.kind == last else self.kinds[each.kind])
                last = each.kind
            yield [*before, *upper, *behind]
            yield [*[UP] * len(before), *(self.year(each.year) for each in sample), *[UP] * len(behind)]
            return
        heads: list[str] = []
        for each in sample:
            kind, year = self.kinds[each.kind], self.year(each.year)
            heads += {
                "in header": [f"{kind}\n（{year}）"],
                "above kind": [f"{year}\n{kind}"],
                "in cells": [kind],
                "columns": [{"Baseline": "基準年度", "Target": "目標年度"}.get(each.kind, ""), kind],
            }[self.years]
        yield [*before, *heads, *behind]

    def _row(self, at: int, kpi: Kpi, marks: Sequence[str]) -> Iterator[str]:
        if self.numbered == "yes":
            yield str(at)
        yield f"{kpi.name}（{kpi.unit}）" if self.unit == "in name" else kpi.name
        if self.order == "behind name":
            yield kpi.unit
        for value in kpi.values:
            number = self.number(value, kpi.unit)
            if self.years == "columns":
                yield self.year(value.year)
            yield f"{number}\n（{self.year(value.year)}）" if self.years == "in cells" else number
        if self.order == "last":
            yield kpi.unit
        if self.charge == "column":
            yield "、".join(kpi.departments)
        if self.review:
            yield self.status(kpi.status, marks)


def _full(text: str) -> str:
    return text.translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
