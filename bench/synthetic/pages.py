"""Plans as PDF: pages of measures with bands, boxes and tables, and lists of indicators, pledges and projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic import page_lists
from synthetic.facts import Printed
from synthetic.page_words import Press
from synthetic.paper import GOTHIC, Cell
from synthetic.plans import draw_plan

if TYPE_CHECKING:
    from random import Random

    from synthetic.paper import Row
    from synthetic.plans import Kpi, Node

REVIEWS: Final = {
    "indicators": page_lists.indicators,
    "pledges": page_lists.pledges,
    "projects": page_lists.projects,
    "sheets": page_lists.sheets,
}


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    genre = rng.choice(("measures", "measures", "measures", *sorted(REVIEWS)))
    press = REVIEWS[genre](rng) if genre in REVIEWS else measures(rng)
    press.traits["genre"] = genre
    return Printed(press.paper.done(), ".pdf", press.plan, press.traits, press.codes())


def measures(rng: Random) -> Press:
    """The pages of a plan's measures, with their initiatives."""
    press = Press(rng, draw_plan(rng))
    in_table = press.pick("kpis", "table", "table", "table", "lines", "arrows") == "table"
    charged = in_table and press.pick("kpi-charges", "none", "column") == "column"
    initiatives = press.pick("initiatives", "headings", "items", "table")
    with_sdgs = press.pick("sdgs", "none", "digits", "goals", "commas") != "none"
    with_units = press.pick("charge", "line", "bracket", "beside", "box", "none") != "none"
    press.plan = press.plan.changed(
        lambda node: replace(
            node,
            departments=node.departments
            if (node.kind == "Measure" and with_units) or (node.kind == "Initiative" and initiatives == "table")
            else (),
            sdgs=node.sdgs if with_sdgs else (),
            kpis=tuple(kpi if charged else replace(kpi, departments=()) for kpi in node.kpis),
        )
    )
    press.open()
    _front(press)
    for goal in press.plan.nodes:
        _goal(press, goal)
    return press


def _front(press: Press) -> None:
    """Cover or title, and contents."""
    paper, plan = press.paper, press.plan
    term = f"計画期間：{press.year(plan.first)}～{press.year(plan.last)}"
    if press.pick("front", "cover", "title") == "cover":
        paper.space(0)
        paper.y = 260
        paper.lines(plan.title, 24, font=GOTHIC)
        paper.lines(term, 12)
        paper.lines(plan.city, 14)
        paper.turn()
    else:
        paper.lines(plan.title, 18, font=GOTHIC)
        paper.lines(term, 10.5)
        paper.space(10)
    if press.pick("contents", "none", "dots") == "dots":
        paper.lines("目次", 14, font=GOTHIC)
        at = 3
        for goal in plan.nodes:
            for node, path in ((goal, (goal.number,)), *((each, (goal.number, each.number)) for each in goal.children)):
                text = press.heading(node, path)
                paper.lines(f"{text}{'…' * max(3, 30 - len(text))}{at}", 10.5, indent=12.0 * len(path))
                at += 1
        paper.turn()


def _head(press: Press, text: str, level: int) -> None:
    """A heading of a level, 0 the highest, as large as it is high."""
    paper = press.paper
    size = (15.0, 13.0, 11.0)[level]
    look = press.pick(("goal-head", "measure-head", "initiative-head")[level], "band", "large", "ruled", "square")
    paper.need(3.2 * size + 40)
    paper.space((14, 10, 6)[level])
    if look == "band" and level < 2:
        lines = 1 + int(len(text) * size > paper.breadth - 12)
        paper.fill(paper.left, paper.y - 3, paper.breadth, 1.6 * size * lines + 4, 0.75)
    mark = "■" if look == "square" and level == 1 else "◆" if look == "square" and level == 2 else ""
    paper.lines(mark + text, size if level < 2 or look != "ruled" else 10.5, indent=6.0 * level, font=GOTHIC)
    if look == "ruled":
        paper.rule(paper.left, paper.y - 2, paper.left + paper.breadth, paper.y - 2)
    paper.space(4)


def _goal(press: Press, goal: Node) -> None:
    paper = press.paper
    if press.pick("goals", "new page", "on") == "new page":
        paper.turn()
    _head(press, press.heading(goal, (goal.number,)), 0)
    form = press.traits["sdgs"]
    if form == "digits":
        paper.lines("SDGs　" + "　".join(map(str, goal.sdgs)), 9)
    elif form == "goals":
        paper.lines("関連するSDGs：" + "、".join(f"目標{each}" for each in goal.sdgs), 9)
    elif form == "commas":
        paper.lines("【関連するSDGs】" + "、".join(map(str, goal.sdgs)), 9)
    if press.pick("goal-text", "text", "none") == "text":
        paper.lines(goal.text, hang=0.0)
    for at, measure in enumerate(goal.children):
        if at and press.pick("measures-begin", "new page", "on", "on") == "new page":
            paper.turn()
        _measure(press, measure, (goal.number, measure.number))


def _measure(press: Press, measure: Node, path: tuple[int, ...]) -> None:
    paper = press.paper
    charge, label = press.traits["charge"], press.wording("charge-word", "担当課", "主管課", "所管課", "担当部署")
    _head(press, press.heading(measure, path), 1)
    units = "、".join(measure.departments)
    if charge == "line":
        paper.lines(f"{label}：{units}", 10.5)
    elif charge == "bracket":
        paper.lines(f"【{label}】{units}", 10.5)
    elif charge == "beside":
        paper.right(f"{label}　{units}", 9)
    _situation(press, measure, (label, units) if charge == "box" else None)
    order = press.pick("order", "kpis first", "initiatives first")
    parts = [_kpis, _initiatives]
    for part in parts if order == "kpis first" else reversed(parts):
        part(press, measure, path)
    if press.pick("notes", "none", "none", "foot", "figure") == "foot":
        paper.lines("※指標の値は、各年度末の値です。", 8)
    elif press.traits["notes"] == "figure":
        paper.need(140)
        paper.frame(paper.left + 60, paper.y, paper.breadth - 120, 90)
        paper.y += 94
        paper.lines(f"図{path[0]}-{path[1]}　利用の推移", 9, indent=120)
        paper.lines("資料：庁内資料", 8, indent=120)


def _section(press: Press, text: str) -> None:
    """The label over a part of a measure."""
    paper = press.paper
    paper.need(60)
    paper.space(6)
    form = press.pick("labels", "corners", "square", "large", "plain")
    if form == "large":
        paper.lines(text, 11.5 if press.traits.get("initiative-head") != "large" else 12.0, font=GOTHIC)
    else:
        paper.lines({"corners": f"【{text}】", "square": f"■{text}", "plain": text}[form], 10.5, font=GOTHIC)


def _situation(press: Press, measure: Node, charge: tuple[str, str] | None) -> None:
    paper = press.paper
    form = press.pick("text", "labelled", "box", "columns", "plain")
    issue = press.wording("issue", "現状と課題", "現状・課題", "施策の方針")
    aim, aimed = "めざす姿", "だれもが必要な支援を受けられ、安心して暮らしています。"
    box: list[Row] = [[Cell(charge[0]), Cell(charge[1])]] if charge else []
    if form == "box":
        box += [[Cell(issue), Cell(measure.text)], [Cell(aim), Cell(aimed)]]
    if box:
        paper.table((1, 4.5), [], box, press.look(rules="all"))
    if form == "labelled":
        _section(press, issue)
        paper.lines(f"　{measure.text * 2}")
        _section(press, aim)
        paper.lines(f"　{aimed}")
    elif form == "columns":
        paper.table(
            (1, 1), [[Cell(issue), Cell(aim)]], [[Cell(measure.text * 2), Cell(aimed * 2)]], press.look(rules="all")
        )
    elif form == "plain":
        paper.lines(f"　{measure.text * 2}")


def _kpis(press: Press, measure: Node, _: tuple[int, ...]) -> None:
    paper, kpis = press.paper, press.traits["kpis"]
    if press.pick("caption", "label", "label", "none") == "label":
        _section(press, press.wording("kpi-label", "成果指標", "数値目標", "指標", "施策の成果指標"))
    else:
        paper.space(8)
    if kpis == "table":
        charged = press.traits["kpi-charges"] == "column"
        widths, header = press.kpi_columns(review=False, charges=charged)
        rows = [press.kpi_cells(kpi, review=False, charges=charged) for kpi in measure.kpis]
        paper.need(120)
        paper.table(widths, header, rows, press.look())
        return
    for kpi in measure.kpis:
        paper.lines(f"・{_said(press, kpi)}", hang=10.5)


def _said(press: Press, kpi: Kpi) -> str:
    (base,), (target,) = kpi.of("Baseline"), kpi.of("Target")
    first, last = press.year(base.year), press.year(target.year)
    one, other = f"{press.number(base.number)}{kpi.unit}", f"{press.number(target.number)}{kpi.unit}"
    if press.traits["kpis"] == "arrows":
        return f"{kpi.name}　{one}（{first}）→{other}（{last}）"
    return f"{kpi.name}：現状値（{first}）{one}、目標値（{last}）{other}"


def _initiatives(press: Press, measure: Node, path: tuple[int, ...]) -> None:
    paper, form = press.paper, press.traits["initiatives"]
    label = press.wording("initiatives-label", "主な取組", "取組内容", "施策の展開", "主要な取組")
    if form != "headings" or press.pick("gathered", "label", "none") == "label":
        _section(press, label)
    if form == "table":
        header: list[Row] = [
            [Cell("取組名"), Cell("内容"), Cell(press.wording("charged", "担当課", "所管課", "主管課"))]
        ]
        rows: list[Row] = [
            [Cell(press.heading(each, (*path, each.number))), Cell(each.text), Cell(press.units(each))]
            for each in measure.children
        ]
        paper.need(120)
        paper.table((3, 4.5, 1.8), header, rows, press.worded())
        return
    for each in measure.children:
        text = press.heading(each, (*path, each.number))
        if form == "headings":
            _head(press, text, 2)
            paper.lines(f"　{each.text}")
        else:
            paper.lines(text, hang=21.0)
