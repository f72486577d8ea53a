"""Reviews as PDF: lists of indicators, pledges and projects in one table over pages, and a sheet for each measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from synthetic.page_words import Press
from synthetic.paper import GOTHIC, Cell, Paper
from synthetic.plans import draw_plan

if TYPE_CHECKING:
    from random import Random

    from synthetic.paper import Row
    from synthetic.plans import Node

__all__ = ["indicators", "pledges", "projects", "sheets"]


def indicators(rng: Random) -> Press:
    """The indicators of all measures in one list, or one of each goal."""
    press = Press(rng, draw_plan(rng, review=True), Paper(wide=rng.random() < 0.7))
    review = press.pick("review", "review", "review", "plan") == "review"
    charged = press.pick("kpi-charges", "none", "column") == "column"

    press.plan = press.plan.changed(lambda node: _of_indicators(node, review=review, charged=charged))
    press.open()
    _title(press, "指標の進捗状況" if review else "指標一覧")
    if review:
        press.legend()
    goals = press.pick("goals", "merged", "upright", "band", "heading")
    measures = press.pick("measures", "merged", "band", "heading") if goals == "heading" else "merged"
    widths, header = press.kpi_columns(review=review, charges=charged)
    if measures == "merged":
        widths, header = _column(3.0, press.wording("measure-word", "施策", "基本施策", "具体的施策"), widths, header)
    if goals in {"merged", "upright"}:
        breadth = 1.0 if goals == "upright" else 2.4
        widths, header = _column(breadth, press.wording("goal-word", "基本目標", "目標"), widths, header)
    groups = []
    for goal in press.plan.nodes:
        if measures == "heading":
            _heading(press, press.heading(goal, (goal.number,)), 13.0)
        own: list[Row] = []
        for measure in goal.children:
            named = press.heading(measure, (goal.number, measure.number))
            cells = [press.kpi_cells(kpi, review=review, charges=charged) for kpi in measure.kpis]
            if measures == "heading":
                press.paper.need(130)
                _heading(press, named, 11.5)
                press.paper.table(widths, header, cells, press.look(rules="all"))
            else:
                own += [_across(named, widths), *cells] if measures == "band" else _merged(named, cells)
        groups.append((press.heading(goal, (goal.number,)), own))
    if measures != "heading":
        _grouped(press, goals, groups, (widths, header))
    return press


def _of_indicators(node: Node, *, review: bool, charged: bool) -> Node:
    """What a list of indicators prints of an element."""
    kpis = node.kpis
    if not review:
        kpis = tuple(replace(kpi, values=tuple(v for v in kpi.values if v.kind != "Actual"), status="") for kpi in kpis)
    if not charged:
        kpis = tuple(replace(kpi, departments=()) for kpi in kpis)
    children = () if node.kind == "Measure" else node.children
    return replace(node, children=children, kpis=kpis, departments=(), sdgs=())


def _grouped(
    press: Press, form: str, groups: list[tuple[str, list[Row]]], columns: tuple[list[float], list[Row]]
) -> None:
    """Rows below what they belong to: a cell beside them, a row over all columns, or a heading over their own table."""
    widths, header = columns
    look = press.look(rules="all") if form in {"merged", "upright"} else press.worded()
    rows: list[Row] = []
    for title, own in groups:
        if form == "heading":
            press.paper.need(130)
            _heading(press, title, 13.0)
            press.paper.table(widths, header, own, look)
        elif form == "band":
            rows += [_across(title, widths), *own]
        else:
            rows += _merged(title, own, upright=form == "upright")
    if rows:
        press.paper.table(widths, header, rows, look)


def pledges(rng: Random) -> Press:
    """Pledges with marks of how far each has come."""
    press = Press(rng, draw_plan(rng, levels=("Policy", "Pledge"), review=True), Paper(wide=rng.random() < 0.6))
    press.traits["numbering"] = "pledges"
    groups = press.pick("groups", "merged", "upright", "band", "heading")
    press.plan = press.plan.changed(lambda node: replace(node, kpis=(), sdgs=()))
    press.open()
    _title(press, press.wording("register", "市長公約の進捗状況", "公約実施状況一覧"))
    press.legend()
    named = press.wording("pledge-word", "公約", "公約項目", "公約の内容")
    numbered = press.pick("numbered", "column", "none") == "column"
    columns = [(4.0, named), (1.8, press.wording("charged", "担当課", "所管課"))]
    columns += [(4.5, press.wording("told", "取組状況", "これまでの取組", "進捗状況の説明")), (1.5, "評価")]
    if press.traits["grades"] == "sentences":
        columns[-1] = (2.4, "評価")
    if numbered:
        columns.insert(0, (0.8, "番号"))
    widths, header = [each[0] for each in columns], [[Cell(each[1]) for each in columns]]
    if groups in {"merged", "upright"}:
        widths, header = _column(1.0 if groups == "upright" else 2.4, "分野", widths, header)
    rows_of: list[tuple[str, list[Row]]] = []
    count = 0
    for group in press.plan.nodes:
        own: list[Row] = []
        for pledge in group.children:
            count += 1
            row: Row = [Cell(pledge.title), Cell(press.units(pledge)), Cell(pledge.text)]
            row.append(Cell(press.grade(pledge.status), align="centre"))
            own.append([Cell(str(count), align="centre"), *row] if numbered else row)
        title = f"{press.wording('group-head', '{}　', '政策{}　', '{}．').format(group.number)}{group.title}"
        rows_of.append((title, own))
    _grouped(press, groups, rows_of, (widths, header))
    return press


def projects(rng: Random) -> Press:
    """Projects of each measure with their costs and judgements."""
    press = Press(rng, draw_plan(rng, levels=("Measure", "Project"), review=True), Paper(wide=True))
    press.traits["numbering"] = "projects"
    groups = press.pick("groups", "merged", "band", "heading")
    press.plan = press.plan.changed(lambda node: replace(node, kpis=(), sdgs=()))
    press.open()
    _title(press, press.wording("register", "事務事業評価結果一覧", "主要事業の評価"))
    press.legend()
    columns = [(3.4, press.wording("project-word", "事業名", "事務事業名")), (4.2, "事業概要")]
    columns += [(1.8, press.wording("charged", "担当課", "所管課")), (1.6, "決算額\n（千円）")]
    columns += [(2.0, "評価"), (1.4, "今後の方向性")]
    order = press.wording("columns", (0, 1, 2, 3, 4, 5), (2, 0, 1, 3, 4, 5), (0, 2, 3, 1, 4, 5))
    widths, header = [columns[at][0] for at in order], [[Cell(columns[at][1]) for at in order]]
    if groups == "merged":
        widths, header = _column(2.4, press.wording("measure-word", "施策", "施策名"), widths, header)
    rows_of: list[tuple[str, list[Row]]] = []
    for measure in press.plan.nodes:
        own: list[Row] = []
        for each in measure.children:
            row: Row = [Cell(each.title), Cell(each.text), Cell(press.units(each))]
            row += [Cell(f"{rng.randint(100, 90000):,}", align="right")]
            row += [Cell(press.grade(each.status), align="centre"), Cell(rng.choice(("継続", "拡充", "見直し")))]
            own.append([row[at] for at in order])
        rows_of.append((f"施策{measure.number}　{measure.title}", own))
    _grouped(press, groups, rows_of, (widths, header))
    return press


def sheets(rng: Random) -> Press:
    """A sheet for each measure: its place, its charge, its indicators over the years, what is thought of it."""
    press = Press(rng, draw_plan(rng, review=True))
    listed = press.pick("initiatives", "table", "none") == "table"
    press.plan = press.plan.changed(
        lambda node: replace(
            node,
            sdgs=(),
            departments=node.departments if node.kind == "Measure" or (node.kind == "Initiative" and listed) else (),
            children=() if node.kind == "Measure" and not listed else node.children,
            kpis=tuple(replace(kpi, departments=()) for kpi in node.kpis),
        )
    )
    press.open()
    form = press.wording("register", "施策評価シート", "施策評価調書")
    legend = press.pick("legends", "first", "every")
    first = True
    for goal in press.plan.nodes:
        for measure in goal.children:
            path = (goal.number, measure.number)
            press.paper.turn()
            press.paper.lines(form, 14, font=GOTHIC)
            if first or legend == "every":
                press.legend()
            first = False
            box: list[Row] = [
                [Cell("基本目標"), Cell(press.heading(goal, (goal.number,)))],
                [Cell("施策名"), Cell(press.heading(measure, path))],
                [Cell(press.wording("charge-word", "主管課", "担当課")), Cell("、".join(measure.departments))],
                [Cell(press.wording("issue", "現状と課題", "施策の目的")), Cell(measure.text)],
            ]
            press.paper.table((1, 4.5), [], box, press.look(rules="all"))
            press.paper.lines(press.wording("kpi-label", "１　成果指標の推移", "【成果指標】", "■成果指標"), 10.5)
            if press.pick("series", "columns", "two lines") == "columns":
                widths, header = press.kpi_columns(review=True, charges=False)
                press.paper.table(
                    widths, header, [press.kpi_cells(k, review=True, charges=False) for k in measure.kpis], press.look()
                )
            else:
                _two_lines(press, measure)
            if listed:
                press.paper.lines(press.wording("list-label", "２　構成事業の評価", "【主な取組】", "■主な取組"), 10.5)
                rows: list[Row] = [
                    [
                        Cell(press.heading(each, (*path, each.number))),
                        Cell(press.units(each)),
                        Cell(each.text),
                        Cell(press.grade(each.status), align="centre"),
                    ]
                    for each in measure.children
                ]
                header = [[Cell("取組名"), Cell("担当課"), Cell("実施内容"), Cell("評価")]]
                press.paper.table((3, 1.8, 4, 2), header, rows, press.worded())
    return press


def _two_lines(press: Press, measure: Node) -> None:
    """目標 over 実績 in each year, for each indicator."""
    first, last, years = press.plan.first - 1, press.plan.last, press.actual_years()
    columns = [
        "指標名",
        "単位",
        f"基準値\n{press.year(first)}",
        "区分",
        *map(press.year, years),
        press.year(last),
        "評価",
    ]
    widths = [3.4, 1.2, 2.0, 1.2, *[1.7] * (len(years) + 1), 1.8]
    rows: list[Row] = []
    press.traits["unit"] = "column"
    for kpi in measure.kpis:
        (base,), (target,) = kpi.of("Baseline"), kpi.of("Target")
        aims = [Cell("－", align="centre") for _ in years] + [Cell(press.number(target.number), align="right")]
        done = [Cell(press.number(each.number), align="right") for each in kpi.of("Actual")] + [Cell("")]
        left = (kpi.name, kpi.unit, press.number(base.number))
        rows.append([*(Cell(text, down=2) for text in left), Cell("目標"), *aims])
        rows[-1].append(Cell(press.grade(kpi.status), down=2, align="centre"))
        rows.append([None, None, None, Cell("実績"), *done, None])
    press.paper.table(widths, [[Cell(each) for each in columns]], rows, press.look(rules="all"))


def _title(press: Press, what: str) -> None:
    press.paper.lines(f"{press.plan.title}　{what}", 15, font=GOTHIC)
    press.paper.space(6)


def _heading(press: Press, text: str, size: float) -> None:
    press.paper.space(6)
    press.paper.lines(text, size, font=GOTHIC)
    press.paper.space(3)


def _column(breadth: float, name: str, widths: list[float], header: list[Row]) -> tuple[list[float], list[Row]]:
    """A table's columns and header with another column left of them."""
    upper: Row = [Cell(name, down=len(header)), *header[0]]
    return [breadth, *widths], [upper, *([None, *row] for row in header[1:])]


def _across(text: str, widths: list[float]) -> Row:
    """A row of one cell."""
    return [Cell(text, across=len(widths)), *[None] * (len(widths) - 1)]


def _merged(text: str, rows: list[Row], *, upright: bool = False) -> list[Row]:
    """Rows with one cell left of all of them."""
    return [[Cell(text, down=len(rows), upright=upright) if at == 0 else None, *row] for at, row in enumerate(rows)]
