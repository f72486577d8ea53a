"""A plan as a Word file that is one long table: all indicators, or all initiatives, beside what they stand below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from synthetic.word_chapters import Chapters
from synthetic.word_paper import UP

if TYPE_CHECKING:
    from synthetic.plans import Node

__all__ = ["Lists"]


class Lists(Chapters):
    """A table with the goal and the measure of each row in cells that are merged, or printed again."""

    def __post_init__(self) -> None:
        """Draws the choices."""
        pick = self.pick
        super().__post_init__()
        self.traits |= {"charge": "column", "initiatives": "table", "text": "column", "SDGs": "no"}
        self.charge = self.listed = self.sdgs = "no"
        self.figures.form = "table"
        self.of = pick("list of", ("indicators", "initiatives"))
        self.parted = pick("tables", ("one", "one a goal"))
        self.again = pick("cells above", ("merged", "merged", "printed again"))
        self.numbers = pick("numbers in cells", ("no", "before", "words"))
        self.word = pick("word for initiatives", ("取組名", "主な取組", "取組", "具体的な取組"))

    def begin(self) -> None:
        """As in any plan; behind a chapter about it, the one table has a heading of its own."""
        super().begin()
        if self.front == "chapter" and self.parted == "one":
            self.paper.heading("", "指標一覧" if self.of == "indicators" else "取組一覧", 1)

    def goal(self, goal: Node) -> None:
        """The table of a goal; that of all goals where the first comes."""
        if self.parted == "one a goal":
            self.paper.heading(self.head(goal, (goal.number,)), goal.title, 1)
            self.paper.table(self.rows((goal,)))
        elif goal.number == 1:
            self.paper.table(self.rows(self.plan.nodes))

    def rows(self, goals: tuple[Node, ...]) -> list[list[str]]:
        """Header and rows of some goals."""
        rows: list[list[str]] = []
        for goal in goals:
            for measure in goal.children:
                names = [self.cell(goal, "基本目標", f"{goal.number}"), ""]
                names[1] = self.cell(measure, "施策", f"{goal.number}-{measure.number}")
                rows += [[*names, *row] for row in self.below(measure)]
        upper = ["基本目標", "施策"]
        if self.parted == "one a goal":
            rows, upper = [row[1:] for row in rows], upper[1:]
        if self.again == "merged":
            rows = [
                [UP if at < len(upper) and last[: at + 1] == row[: at + 1] else cell for at, cell in enumerate(row)]
                for last, row in zip([[], *rows], rows, strict=False)
            ]
        heads = self.header()
        return [[*(upper if at == 0 else [UP] * len(upper)), *head] for at, head in enumerate(heads)] + rows

    def cell(self, node: Node, word: str, number: str) -> str:
        """A title as it stands in a cell."""
        return {"no": "", "before": f"{number}　", "words": f"{word}{number}　"}[self.numbers] + node.title

    def header(self) -> list[list[str]]:
        """The names of the columns."""
        if self.of == "indicators":
            kpis = next(measure.kpis for goal in self.plan.nodes for measure in goal.children)
            return self.figures.rows(kpis, self.marks)[: 2 if self.figures.years == "two rows" else 1]
        return [[self.word, "取組内容", "担当課", *(["進捗状況"] if self.review else [])]]

    def below(self, measure: Node) -> list[list[str]]:
        """What the rows of a measure say behind its title."""
        if self.of == "indicators":
            return self.figures.rows(measure.kpis, self.marks)[2 if self.figures.years == "two rows" else 1 :]
        return [
            [each.title, each.text, "、".join(each.departments)]
            + ([self.figures.status(each.status, self.marks)] if self.review else [])
            for each in measure.children
        ]

    def said(self, node: Node) -> Node:
        """An element as it is printed."""
        if self.of == "indicators":
            return replace(
                super().said(node), departments=(), status="", children=node.children if node.kind == "Goal" else ()
            )
        own = node.departments if node.kind == "Initiative" else ()
        return replace(super().said(node), departments=own, kpis=())
