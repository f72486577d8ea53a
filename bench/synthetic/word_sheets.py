"""A plan as a Word file of sheets, one a measure: a form, and its indicators and initiatives in it or below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic.word_chapters import CIRCLED, Chapters
from synthetic.word_paper import OVER, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synthetic.plans import Node

__all__ = ["Sheets"]

_NAMED: Final = frozenset({"施策名", "施策", "基本施策", "施策の名称"})
_CHARGED: Final = frozenset({"担当課", "主管課", "所管課", "担当部署", "作成課"})


class Sheets(Chapters):
    """One sheet a measure: a form with what stands above it, its text, its indicators and its initiatives."""

    def __post_init__(self) -> None:
        """Draws the choices."""
        pick = self.pick
        super().__post_init__()
        if self.way == "numbered styles":
            self.traits["headings"], self.paper, self.numbering = "styles", Paper("styles"), "path"
        self.traits["charge"], self.charge = "in the form", "in the form"
        self.above = pick("goal of sheets", ("row", "row with number", "heading"))
        self.sheet = pick("sheet's heading", ("施策評価シート", "施策シート", "施策{path}", "none"))
        self.parts = pick("parts of the form", ("apart", "in one table", "nested"))
        self.named = pick("label of a measure", ("施策名", "施策", "基本施策", "施策の名称"))
        self.coded = pick("number of a measure", ("with its name", "no", "row"))
        self.units = pick("label of a charge", ("担当課", "主管課", "所管課", "担当部署", "作成課"))
        if self.listed in ("headings", "bold"):
            self.traits["initiatives"] = self.listed = "①"
        if self.figures.form == "table" and self.figures.years == "two rows" and self.parts == "in one table":
            self.traits["years"] = self.figures.years = "in header"

    def begin(self) -> None:
        """As in any plan; behind a chapter about it, the sheets have one of their own."""
        super().begin()
        if self.front == "chapter" and self.above != "heading":
            self.paper.heading("", "施策の展開", 1)

    def goal(self, goal: Node) -> None:
        """The sheets of a goal's measures."""
        if self.above == "heading":
            self.paper.heading(self.head(goal, (goal.number,)), goal.title, 1)
            self.goals(goal)
        for measure in goal.children:
            path = f"{goal.number}-{measure.number}"
            if self.sheet != "none":
                self.paper.heading("", self.sheet.format(path=path), 2)
            rows = self.form_rows(goal, measure, path)
            kpis = self.figures.rows(measure.kpis, self.marks) if self.figures.form == "table" else []
            if self.parts == "in one table" and kpis:
                self.paper.table(_spread(rows, [["成果指標"], *kpis], self.band_rows(measure)))
                continue
            table = self.paper.table(_spread(rows))
            if self.parts == "nested" and kpis:
                cells = table.add_row().cells
                cells[0].text = "成果指標"
                self.paper.table(kpis, into=cells[1].merge(cells[-1]))
            else:
                self.figures.print(self.paper, measure.kpis, self.marks)
            self.initiatives(measure, (goal.number, measure.number))

    def form_rows(self, goal: Node, measure: Node, path: str) -> list[list[str]]:
        """The rows of labels and what they say."""
        units = "、".join(measure.departments)
        number = f"{path}　" if self.coded == "with its name" else ""
        rows = []
        if self.above != "heading":
            before = f"{goal.number}　" if self.above == "row with number" else ""
            rows.append(["基本目標", before + goal.title])
        if self.coded == "row":
            rows.append(["施策番号", path])
        rows.append([self.named, number + measure.title, self.units, units])
        if self.text != "no":
            rows.append(["現状と課題" if self.text == "labelled" else "施策の目的", measure.text])
        return rows

    def band_rows(self, measure: Node) -> list[list[str]]:
        """The initiatives in the same table, below a band."""
        if self.listed == "table":
            return [["主な取組"], *self.table(measure)]
        lines = [
            f"{CIRCLED[each.number - 1]}{each.title}（{'、'.join(each.departments)}）" for each in measure.children
        ]
        return [["主な取組", "\v".join(lines)]]

    def said(self, node: Node) -> Node:
        """An element as it is printed: the SDGs stand below the goal's heading, else nowhere."""
        said = super().said(replace(node, sdgs=node.sdgs if self.above == "heading" else ()))
        return replace(said, departments=node.departments) if node.kind == "Measure" else said


def _spread(*parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of one table: the last cell of each goes on to the end, and what stands before it takes one column each."""
    rows = [list(row) for part in parts for row in part]
    width = max(4, *map(len, rows))
    wide = []
    for row in rows:
        if len(row) == 4 and width > 4 and row[2] in _CHARGED and row[0] in _NAMED:
            wide.append([row[0], row[1], *[OVER] * (width - 4), row[2], row[3]])
        else:
            wide.append([*row, *[OVER] * (width - len(row))])
    return wide
