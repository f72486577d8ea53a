"""Workbooks with a form a sheet: measures and projects under review, and goals with their indicators and projects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from synthetic.plans import GRADES, Kpi, Node, SyntheticPlan, draw_plan
from synthetic.sheet_columns import Judge, Titles, Values, judge, legend
from synthetic.sheet_grids import Column, Draw, Sheet
from synthetic.sheet_heads import GOALS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synthetic.sheet_lists import Listing

__all__ = ["FORMS"]

MEASURES: Final = ("施策名", "施策", "基本施策", "基本施策名")
PROJECTS: Final = ("事務事業名", "事業名", "事業名称")
CHARGES: Final = ("主管課", "担当課", "所管課", "担当部署", "主管課名", "担当課名")
AIMS: Final = ("めざす姿", "施策の目的", "目指す姿", "目的", "施策の方針")
LATER: Final = ("今後の方向性", "今後の取組", "課題と今後の方向性", "今後の展開")
FOUND: Final = ("現状と課題", "現状・課題", "取組の成果", "課題")
DONE: Final = ("取組内容", "事業内容", "実施内容", "令和5年度の取組内容", "主な取組内容", "取組状況")


@dataclass(slots=True)
class _Form:
    """How the forms of a document are printed."""

    draw: Draw
    titles: Titles
    values: Values
    judged: Judge | None
    placed: str

    def fields(self, sheet: Sheet, *pairs: tuple[str, str]) -> None:
        """Labels and what they say: one or two a row, beside or below the label."""
        shown = [pair for pair in pairs if pair[0]]
        step = 2 if self.placed == "two a row" else 1
        for at in range(0, len(shown), step):
            some = shown[at : at + step]
            top = len(sheet.rows)
            if self.placed == "below":
                sheet.line(some[0][0])
                sheet.line(some[0][1])
                continue
            cells = [cell for label, said in some for cell in (label, said, *[""] * (3 - step))]
            sheet.line(*cells)
            if step == 1:
                sheet.merges.append((top, 1, top, 4))

    def caption(self, sheet: Sheet, words: str) -> None:
        """What stands over a table of the form."""
        sheet.line()
        mark = self.draw.traits["caption"]
        if mark != "none":
            sheet.line(f"【{words}】" if mark == "【】" else f"{mark}{words}")

    def indicators(self, sheet: Sheet, kpis: Sequence[Kpi]) -> None:
        """The table of the indicators."""
        sheet.table([*self.values.columns(lambda kpi: kpi), *self.judgements(kpis)], kpis, "repeated")

    def judgements(self, rows: Sequence[Kpi | Node]) -> list[Column]:
        """The column of judgements, where rows have any."""
        judged = self.judged
        if judged is None or not any(row.status for row in rows):
            return []
        return [Column((judged.head,), lambda row: judged(row.status))]


def _form(draw: Draw, plan: SyntheticPlan, heads: tuple[tuple[str, ...], ...], *, review: bool) -> _Form:
    values = Values(draw, plan, review=review, workbook=True)
    titles = Titles(draw, plan, heads, numbered=True)
    draw.pick("caption", "■", "【】", "○", "１　", "none")
    placed = draw.pick("labels", "beside", "two a row", "beside")
    return _Form(draw, titles, values, judge(draw) if review else None, placed)


def measure_sheets(draw: Draw, *, workbook: bool) -> Listing:
    """One measure a sheet: its goal, charge and aim, the table of indicators, that of projects, the judgement."""
    del workbook
    review = draw.pick("review", True, True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Project"), review=review)
    form = _form(draw, plan, (GOALS[:4], MEASURES, PROJECTS), review=review)
    whole, aim = draw.pick("judged whole", True, False) and review, draw.pick("aim", *AIMS)
    charge, helping = draw.pick("charge", *CHARGES), draw.pick("listed", True, True, False)
    judged, later = draw.pick("projects judged", True, False), draw.pick("later", "", *LATER)
    joint = draw.pick("several units", "、", "\n", "・")

    def change(node: Node) -> Node:
        kpis = tuple(
            form.values.as_printed(replace(kpi, departments=(), status=kpi.status if judged else ""), draw)
            for kpi in node.kpis
        )
        status = draw.rng.choice(GRADES) if node.kind == "Measure" and whole else node.status if judged else ""
        units = () if node.kind == "Goal" else node.departments[:1] if node.kind == "Project" else node.departments
        return replace(
            node,
            kpis=kpis,
            status=status,
            departments=units,
            sdgs=(),
            children=node.children if helping or node.kind == "Goal" else (),
        )

    plan = form.values.plan = plan.changed(change)
    done, label = draw.pick("done", *DONE), draw.pick("sheets called", "施策", "No.", "title")
    sheets = []
    for goal in plan.nodes:
        for node in goal.children:
            path = form.titles.paths[node.title]
            name = {"施策": f"施策{path}", "No.": path, "title": f"{path}{node.title}"[:28]}[label]
            sheet = Sheet(name)
            sheet.line(f"{plan.title}　施策評価シート")
            sheet.line()
            units = ("、" if "消防本部" in node.departments else joint).join(node.departments)
            form.fields(
                sheet,
                (form.titles.heads[0], form.titles.title(goal)),
                (form.titles.heads[1], form.titles.title(node)),
                (charge, units),
                (aim, node.text),
            )
            form.caption(sheet, "成果指標")
            form.indicators(sheet, node.kpis)
            if node.children:
                form.caption(sheet, "主な事業")
                columns = [
                    Column((form.titles.heads[2],), lambda each: each.title),
                    Column(("担当課",), lambda each: each.departments[0]),
                    Column((done,), lambda each: each.text),
                ]
                columns += form.judgements(node.children)
                sheet.table(columns, node.children, "repeated")
            _closing(form, sheet, node, later)
            sheets.append(sheet)
    return plan, sheets, {}


def project_sheets(draw: Draw, *, workbook: bool) -> Listing:
    """One project a sheet: what it is of, charge, contents, indicators, judgement."""
    del workbook
    review = draw.pick("review", True, True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Project", "-"), review=review)
    plan = replace(plan, nodes=plan.nodes[:2])
    form = _form(draw, plan, (GOALS[:2], MEASURES[:2], PROJECTS), review=review)
    whole, charge = draw.pick("judged whole", True, True, False) and review, draw.pick("charge", *CHARGES)
    contents, later = (
        draw.pick("contents", "事業概要", "事業の目的", "事業内容", "目的・概要"),
        draw.pick("later", "", *LATER),
    )

    def change(node: Node) -> Node:
        kpis = tuple(form.values.as_printed(replace(kpi, departments=(), status=""), draw) for kpi in node.kpis)
        lowest = node.kind == "Project"
        status = draw.rng.choice(GRADES) if lowest and whole else ""
        units = node.departments[:1] if lowest else ()
        return replace(
            node, kpis=kpis, status=status, departments=units, sdgs=(), children=() if lowest else node.children
        )

    plan = form.values.plan = plan.changed(change)
    sheets = []
    for goal in plan.nodes:
        for measure in goal.children:
            for node in measure.children:
                sheet = Sheet(f"{len(sheets) + 1}")
                sheet.line(f"事務事業評価シート（令和{plan.first - 2016}年度実施事業）")
                sheet.line()
                form.fields(
                    sheet,
                    (form.titles.heads[2], node.title),
                    (charge, node.departments[0]),
                    (form.titles.heads[0], form.titles.title(goal)),
                    (form.titles.heads[1], form.titles.title(measure)),
                    (contents, node.text),
                )
                form.caption(sheet, "指標")
                form.indicators(sheet, node.kpis)
                _closing(form, sheet, node, later)
                sheets.append(sheet)
    return plan, sheets, {}


def goal_sheets(draw: Draw, *, workbook: bool) -> Listing:
    """One goal a sheet: a line for the goal and for each measure, with a table of indicators, and one of projects."""
    del workbook
    review = draw.pick("review", True, True, False)
    plan = draw_plan(draw.rng, levels=("Goal", "Measure", "Project"), review=review)
    form = _form(draw, plan, (("基本目標", "基本政策", "政策"), ("施策", "基本施策"), PROJECTS), review=review)
    form.titles.numbering = draw.pick("numbering", "words", "words", "path")
    told, listed = draw.pick("projects", True, True, False), draw.pick("done", *DONE)
    adjoined = draw.pick("tables adjoin", True, False)
    called = draw.pick("project called", "主な事業", "事業名", "主な取組", "関連事業", "事務事業名")

    def change(node: Node) -> Node:
        kpis = tuple(
            form.values.as_printed(replace(kpi, departments=(), status=kpi.status if review else ""), draw)
            for kpi in node.kpis
        )
        units = node.departments[:1] if node.kind == "Project" else ()
        return replace(
            node,
            kpis=kpis,
            status="",
            departments=units,
            sdgs=(),
            text=node.text,
            children=node.children if told or node.kind == "Goal" else (),
        )

    plan = form.values.plan = plan.changed(change)
    explained = legend(draw, form.judged) if form.judged else ""
    sheets = []
    for goal in plan.nodes:
        sheet = Sheet(f"{form.titles.heads[0]}{goal.number}")
        sheet.line(f"{plan.title}　KPI及び主な事業の実施状況")
        if explained:
            sheet.line(explained)
        sheet.line(form.titles.title(goal))
        for node in goal.children:
            sheet.line()
            sheet.line(form.titles.title(node))
            form.indicators(sheet, node.kpis)
            if node.children:
                if not adjoined:
                    sheet.line()
                columns = [
                    Column((called,), lambda each: each.title),
                    Column((listed,), lambda each: each.text),
                    Column(("担当課",), lambda each: each.departments[0]),
                ]
                sheet.table(columns, node.children, "repeated")
        sheets.append(sheet)
    return plan, sheets, {}


def _closing(form: _Form, sheet: Sheet, node: Node, later: str) -> None:
    told = form.judged
    sheet.line()
    pairs = [(told.head, told(node.status))] if told and node.status else []
    form.fields(sheet, *pairs, (form.draw.pick("found", "", *FOUND), node.text), (later, node.text))
    if told and told.marks:
        sheet.line(told.legend(("※", "：", "、")))


FORMS: Final[dict[str, Callable[..., Listing]]] = {
    "measure sheets": measure_sheets,
    "project sheets": project_sheets,
    "goal sheets": goal_sheets,
}
