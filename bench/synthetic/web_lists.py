"""Pages that print a whole plan in one form: a list of indicators, a list of pledges, a form for each project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthetic import web_tables

if TYPE_CHECKING:
    from synthetic.plans import Node
    from synthetic.web import Page

__all__ = ["forms", "indicator_list", "pledge_list"]


def _heading(page: Page, node: Node) -> str:
    """A heading of the highest level, with its number."""
    return f"<h2>{page.numbered(node, (node.number,))}{node.title}</h2>"


def indicator_list(page: Page) -> list[str]:
    """Measures and their indicators in one table for each goal, or in one for the plan; cells are merged."""
    per_goal = page.pick("list", ("a table each", "one table")) == "a table each"
    lines: list[str] = []
    rows: list[str] = []
    for goal in page.plan.nodes:
        if per_goal:
            lines += [_heading(page, goal), *_listed(page, _rows(page, goal, with_goal=False))]
        else:
            rows += _rows(page, goal, with_goal=True)
    return lines if per_goal else _listed(page, ["goal", *rows])


def _listed(page: Page, rows: list[str]) -> list[str]:
    upper = []
    if rows[:1] == ["goal"]:
        upper, rows = [page.pick("goal column", ("基本目標", "政策"))], rows[1:]
    first = page.plan.nodes[0].children[0].kpis[0]
    words = web_tables.words_of(page)
    names = [
        *upper,
        page.pick("measure column", ("施策", "基本施策", "施策名")),
        page.pick("name", web_tables.NAMES),
        *(f"{words[each.kind]}<br>（{web_tables.year(page, each.year)}）" for each in first.values),
        *([page.pick("indicator judgement", ("評価", "進捗", "達成状況", "判定"))] if page.review else []),
        "担当課",
    ]
    head = f"<tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>"
    return ['<table border="1">', f"<thead>{head}</thead><tbody>", *rows, "</tbody></table>"]


def _rows(page: Page, goal: Node, *, with_goal: bool) -> list[str]:
    rows = []
    tall = sum(len(each.kpis) for each in goal.children)
    for measure in goal.children:
        number = page.numbered(measure, (goal.number, measure.number))
        for at, kpi in enumerate(measure.kpis):
            cells = []
            if with_goal and at == 0 and measure is goal.children[0]:
                cells.append(f'<td rowspan="{tall}">{page.numbered(goal, (goal.number,))}{goal.title}</td>')
            if at == 0:
                cells.append(f'<td rowspan="{len(measure.kpis)}">{number}{measure.title}</td>')
            cells.append(f"<td>{kpi.name}</td>")
            cells += [f"<td>{web_tables.amount(page, each, kpi.unit)}</td>" for each in kpi.values]
            cells += [f"<td>{page.mark(kpi.status)}</td>"] if page.review else []
            cells.append(f"<td>{'<br>'.join(kpi.departments)}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return rows


def pledge_list(page: Page) -> list[str]:
    """All pledges in one table, below bands or in a column of pillars, or a table for each pillar."""
    form = page.pick("pillars", ("column", "tables", "bands"))
    names = [
        "公約",
        page.pick("did", ("取組内容", "これまでの取組", "主な取組状況")),
        page.pick("progress", ("進捗状況", "評価")),
        "担当課",
    ]
    if form == "column":
        names.insert(0, "柱")
    head = f"<tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>"
    lines: list[str] = [] if form == "tables" else ["<table>", head]
    for pillar in page.plan.nodes:
        band = page.numbered(pillar, (pillar.number,)) + pillar.title
        if form == "tables":
            lines += [_heading(page, pillar), "<table>", head]
        elif form == "bands":
            lines.append(f'<tr><td colspan="{len(names)}">{band}</td></tr>')
        for at, each in enumerate(pillar.children):
            number = page.numbered(each, (pillar.number, each.number))
            cells = [
                number + each.title,
                each.text or "準備を進めています。",
                page.mark(each.status),
                "、".join(each.departments),
            ]
            merged = f'<td rowspan="{len(pillar.children)}">{band}</td>' if form == "column" and at == 0 else ""
            lines.append(f"<tr>{merged}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        lines += ["</table>"] if form == "tables" else []
    return lines if form == "tables" else [*lines, "</table>"]


def forms(page: Page) -> list[str]:
    """A form of two or four columns for each project, below the heading of its measure."""
    wide = page.pick("form", ("two columns", "four columns")) == "four columns"
    lines = []
    for measure in page.plan.nodes:
        lines.append(_heading(page, measure))
        for each in measure.children:
            said = [
                (page.pick("title label", ("事業名", "事務事業名", "事業の名称")), each.title),
                (page.pick("charge", ("担当課", "所管課", "担当部署")), "、".join(each.departments)),
                (page.pick("aim", ("目的", "事業概要", "事業の目的")), each.text or "まちの活力を高めます。"),
                (page.pick("grade", ("進捗状況", "評価", "達成状況")), page.mark(each.status)),
            ]
            cells = [f"<th>{label}</th><td>{text}</td>" for label, text in said]
            rows = [cells[0] + cells[1], cells[2] + cells[3]] if wide else cells
            lines += ['<table class="sheet">', *(f"<tr>{row}</tr>" for row in rows), "</table>"]
    return lines
