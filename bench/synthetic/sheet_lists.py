"""Lists that cities keep in spreadsheets: indicators of a strategy, reviews of projects, pledges, initiatives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from synthetic.plans import GRADES, Kpi, Node, SyntheticPlan, draw_plan
from synthetic.sheet_columns import (
    Judge,
    Titles,
    Values,
    charge_columns,
    judge,
    legend,
    opening,
)
from synthetic.sheet_grids import Column, Draw, Sheet
from synthetic.sheet_heads import GOALS, INITIATIVES, MEASURES, PLEDGES, PROJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["GENRES", "Listing"]

Listing = tuple[SyntheticPlan, list[Sheet], dict[str, str]]
"""What a document lists, as printed; the sheets that list it; the codes that they print."""
NOTES: Final = (
    "※数値は速報値を含みます。",
    "※1　年度末の数値です。",
    "（注）四捨五入のため合計が一致しないことがあります。",
)
DIRECTIONS: Final = ("拡充", "継続", "改善", "縮小")


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of a list is about: the elements from the top, and an indicator."""

    path: tuple[Node, ...]
    kpi: Kpi | None = None
    number: int = 0

    @property
    def node(self) -> Node:
        """The element that the row names."""
        return self.path[-1]


@dataclass(slots=True)
class _List:
    """A list being drawn: how titles and judgements are printed, and its columns so far."""

    draw: Draw
    plan: SyntheticPlan
    titles: Titles
    arranged: str
    columns: list[Column]
    judged: Judge | None = None

    def levels(self, count: int) -> None:
        """The columns of the elements from the top, save one that stands in bands or names of sheets."""

        def of(at: int) -> Column:
            head, title = self.titles.heads[at], self.titles.title
            return Column(
                (head,), lambda line: title(line.path[at]), lambda line: [n.title for n in line.path[: at + 1]]
            )

        self.columns += [of(at) for at in range(count) if at or self.arranged == "columns"]

    def number(self) -> None:
        """Running numbers of rows, before or behind what is there so far."""
        if self.draw.pick("number", True, False, False):
            self.columns.insert(
                0, Column((self.draw.pick("numbered", "No.", "番号", "№", "通し番号"),), lambda line: str(line.number))
            )

    def texts(self, *heads: str) -> None:
        """A column of texts about the row's element."""
        head = self.draw.pick("texts", "", *heads)
        if head:
            self.columns.append(Column((head,), lambda line: line.node.text, lambda line: line.node.title))

    def pages(self, lines: Sequence[Line], words: str) -> list[Sheet]:
        """The sheets, with what stands above and below their tables."""
        covering = self.draw.pick("covering", "merged", "first", "repeated")
        explained = legend(self.draw, self.judged) if self.judged else ""
        at = self.draw.pick("legend stands", "above", "below", "below")
        note = self.draw.pick("note", "", *NOTES)
        goals = [node.title for node in self.plan.nodes] if self.arranged == "goal a sheet" else [""]
        sheets = []
        for index, goal in enumerate(goals):
            sheet = Sheet(f"{self.titles.heads[0]}{index + 1}" if goal else words)
            opening(self.draw, self.plan, sheet, words)
            rows = [line for line in lines if not goal or line.path[0].title == goal]
            if goal:
                sheet.line(self.titles.title(rows[0].path[0]))
            if explained and at == "above":
                sheet.line(explained)
            band = (lambda line: self.titles.title(line.path[0])) if self.arranged == "goal in a band" else None
            sheet.table(self.columns, rows, covering, band)
            if explained and at == "below":
                sheet.line(explained)
            if note:
                sheet.line(note)
            sheets.append(sheet)
        return sheets


def _begin(draw: Draw, plan: SyntheticPlan, heads: tuple[tuple[str, ...], ...], *, workbook: bool) -> _List:
    ways = ["columns"]
    if len(heads) > 1:
        ways = ["columns", "columns", "goal in a band"] + (["goal a sheet"] if workbook else [])
    arranged = draw.pick("goals stand", *ways)
    return _List(draw, plan, Titles(draw, plan, heads, numbered=arranged != "columns"), arranged, [])


def kpi_list(draw: Draw, *, workbook: bool) -> Listing:
    """Indicators under goals and measures, one a row."""
    review, deep = draw.pick("review", True, False), draw.pick("goals", True, True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Initiative") if deep else ("Measure",), review=review)
    values = Values(draw, plan, review=review, workbook=workbook)
    charged = draw.pick("charged", "behind values", "before values", "not")
    judged = judge(draw) if review and draw.pick("judged", True, True, False) else None

    def printed(kpi: Kpi) -> Kpi:
        kpi = replace(kpi, departments=kpi.departments if charged != "not" else (), status=kpi.status if judged else "")
        return values.as_printed(kpi, draw)

    def change(node: Node) -> Node:
        kpis = tuple(printed(kpi) for kpi in node.kpis)
        children = () if node.kind == "Measure" else node.children
        return replace(node, departments=(), sdgs=(), status="", text="", kpis=kpis, children=children)

    plan = values.plan = plan.changed(change)
    drawn = _begin(draw, plan, (GOALS, MEASURES) if deep else (MEASURES,), workbook=workbook)
    drawn.judged = judged
    drawn.levels(2 if deep else 1)
    drawn.number()
    charge = charge_columns(draw, lambda line: line.kpi.departments, None) if charged != "not" else []
    name, *others = values.columns(lambda line: line.kpi)
    drawn.columns += [name, *charge, *others] if charged == "before values" else [name, *others, *charge]
    if judged:
        drawn.columns.append(Column((judged.head,), lambda line: judged(line.kpi.status)))
    if draw.pick("remarks", True, False):
        drawn.columns.append(Column(("備考",), lambda line: "" if line.number % 3 else "アンケート調査による"))
    lines = [replace(line, kpi=kpi) for line in _lines(plan) for kpi in line.node.kpis]
    lines = [replace(line, number=at) for at, line in enumerate(lines, start=1)]
    return plan, drawn.pages(lines, draw.pick("called", "KPI一覧", "指標一覧", "進捗管理表")), drawn.titles.codes


def project_list(draw: Draw, *, workbook: bool) -> Listing:
    """Projects under policies and measures, one a row, with all of their indicators in it."""
    review = draw.pick("review", True, True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Project", "-"), review=review)
    values = Values(draw, plan, review=review, workbook=workbook, several=True)
    judged = judge(draw) if review else None
    charged = draw.pick("charged", True, True, False)

    def change(node: Node) -> Node:
        if node.kind != "Project":
            return replace(node, departments=(), sdgs=(), text="")
        kpis = tuple(values.as_printed(replace(kpi, departments=(), status=""), draw) for kpi in node.kpis)
        status = draw.rng.choice(GRADES) if judged else ""
        return replace(
            node, departments=node.departments if charged else (), sdgs=(), kpis=kpis, status=status, children=()
        )

    plan = values.plan = plan.changed(change)
    drawn = _begin(draw, plan, (GOALS, MEASURES, PROJECTS), workbook=workbook)
    drawn.judged = judged
    drawn.levels(3)
    drawn.number()
    if charged:
        drawn.columns += charge_columns(draw, lambda line: line.node.departments, None)
    drawn.texts("事業概要", "事業の目的", "事業内容")
    kind, grouped = (
        draw.pick("indicators called", "指標", "成果指標", "活動指標", "KPI"),
        draw.pick("groups", "stacked", "in names", "in names_"),
    )
    for at in range(max(len(line.node.kpis) for line in _lines(plan))):
        of = _nth(at)
        if grouped == "stacked":
            drawn.columns += values.columns(of, group=(f"{kind}{at + 1}",))
        else:
            drawn.columns += values.columns(of, before=f"{kind}{at + 1}" + "_" * (grouped == "in names_"))
    if draw.pick("costs", True, False):
        drawn.columns += [
            Column((f"{word}（千円）",), lambda line: f"{1000 + 37 * line.number:,}")
            for word in ("事業費", "うち一般財源")
        ]
    if judged:
        drawn.columns.append(Column((judged.head,), lambda line: judged(line.node.status)))
    if draw.pick("directions", True, False):
        drawn.columns.append(Column(("今後の方向性",), lambda line: DIRECTIONS[line.number % 4]))
    return (
        plan,
        drawn.pages(_lines(plan), draw.pick("called", "事務事業評価一覧", "実施計画事業一覧")),
        drawn.titles.codes,
    )


def pledge_list(draw: Draw, *, workbook: bool) -> Listing:
    """Pledges, one a row, with how far each has come."""
    deep = draw.pick("goals", True, False)
    plan = draw_plan(draw.rng, levels=("Policy", "Pledge") if deep else ("Pledge",), review=True)
    return _acts(draw, plan, (GOALS, PLEDGES) if deep else (PLEDGES,), "公約の進捗状況", workbook=workbook)


def initiative_list(draw: Draw, *, workbook: bool) -> Listing:
    """Initiatives of a plan of one field, one a row."""
    review = draw.pick("review", True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Initiative"), review=review)
    return _acts(draw, plan, (GOALS, MEASURES, INITIATIVES), "取組一覧", workbook=workbook)


def _acts(
    draw: Draw, plan: SyntheticPlan, heads: tuple[tuple[str, ...], ...], words: str, *, workbook: bool
) -> Listing:
    reviewed = any(node.status for node in plan.walk())
    judged = judge(draw) if reviewed else None
    charged = draw.pick("charged", True, True, False)

    def change(node: Node) -> Node:
        charge = node.departments or tuple(unit for kpi in node.kpis for unit in kpi.departments[:1])[:1]
        own = not node.children and charged
        return replace(node, departments=charge if own else (), sdgs=(), kpis=())

    plan = plan.changed(change)
    drawn = _begin(draw, plan, heads, workbook=workbook)
    drawn.judged = judged
    drawn.levels(len(heads))
    drawn.number()
    if draw.pick("charge stands", "first", "behind") == "first" and charged:
        drawn.columns += charge_columns(draw, lambda line: line.node.departments, None)
    drawn.texts("取組内容", "取組の内容", "具体的な取組内容", "概要")
    if draw.traits["charge stands"] == "behind" and charged:
        drawn.columns += charge_columns(draw, lambda line: line.node.departments, None)
    if draw.pick("starts", True, False):
        start = f"令和{plan.first - 2018}年度" if plan.first > 2019 else "R1"
        drawn.columns.append(Column((draw.pick("start called", "開始年度", "実施時期", "取組期間"),), lambda _: start))
    if judged:
        drawn.columns.append(Column((judged.head,), lambda line: judged(line.node.status)))
        if draw.pick("results", True, False):
            drawn.columns.append(
                Column(
                    (draw.pick("results called", "取組実績", "令和5年度の取組実績", "主な成果"),),
                    lambda line: line.node.text,
                )
            )
    return plan, drawn.pages(_lines(plan), words), drawn.titles.codes


def _nth(at: int) -> Callable[[Line], Kpi | None]:
    return lambda line: line.node.kpis[at] if at < len(line.node.kpis) else None


def _lines(plan: SyntheticPlan) -> list[Line]:
    def below(nodes: Sequence[Node], path: tuple[Node, ...]) -> Iterator[Line]:
        for node in nodes:
            if node.children:
                yield from below(node.children, (*path, node))
            else:
                yield Line((*path, node))

    return [replace(line, number=at) for at, line in enumerate(below(plan.nodes, ()), start=1)]


GENRES: Final[dict[str, Callable[..., Listing]]] = {
    "kpis": kpi_list,
    "projects": project_list,
    "pledges": pledge_list,
    "initiatives": initiative_list,
}
