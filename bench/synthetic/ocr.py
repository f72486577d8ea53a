"""Pages of PDFs that OCR turned into Markdown: chapters and their measures, and systems of measures.

Headings stand at any level or as plain lines, running heads and page numbers between paragraphs, pictures as marks.
`ocr_tables` prints tables and sheets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic.facts import Printed
from synthetic.ocr_form import CIRCLED, Form, bare, gaps, kpi_table, lost, number, table
from synthetic.ocr_tables import pledge_sheets, progress, review_sheets, review_table
from synthetic.plans import draw_plan
from synthetic.words import REMARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from synthetic.plans import Kpi, Node, SyntheticPlan

Genre = tuple["SyntheticPlan", list[str], dict[str, str]]

# What stands before the titles of goals, measures and initiatives: {n} its number, {p} those of its path, {c} ①.
HEADS: Final = {
    "words": ("基本目標{n} ", "施策{n} ", "取組{n} "),
    "words-path": ("基本目標{n} ", "施策{p} ", "取組{p} "),
    "chapters": ("第{n}章 ", "第{n}節 ", "({n}) "),
    "chapter-digits": ("第{n}章 ", "{n} ", "({n}) "),
    "dots": ("{n}. ", "{p} ", "({n}) "),
    "policy": ("政策{n} ", "施策{p} ", "{c} "),
    "pillar": ("柱{n} ", "{p} ", "{c}"),
    "direction": ("基本方針{n} ", "施策の方向{n} ", "{c} "),
    "bracket": ("基本目標{n} ", "({n}) ", "{c} "),
    "wide": ("基本目標{n}：", "基本施策{p}：", "{p} "),
}
MARKS: Final = ("## ## ##", "# ## ###", "## ### ####", "", "# # ##", "## # ###", "- ## -", "# ## -")
LABELS: Final = {
    "situation": ("現状と課題", "現況と課題", "現状・課題"),
    "initiatives": ("主な取組", "施策の方向", "取組内容", "具体的な取組", "施策の展開"),
    "indicators": ("成果指標", "数値目標", "目標指標", "重要業績評価指標(KPI)"),
}
DRESSES: Final = ("{}", "【{}】", "## {}", "### {}", "**{}**", "■ {}", "◆{}", "#### ■{}", "〇{}")
CAPTIONS: Final = ("▲ 市民による清掃活動", "図1 人口の推移", "資料：市民アンケート", "写真：出前講座の様子")


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    form = Form(rng)
    genre = form.pick("genre", "chapters", "chapters", *sorted(GENRES))
    plan, lines, codes = GENRES[genre](form)
    text = "\n".join(lines) + "\n"
    return Printed(text.encode(), rng.choice((".md", ".txt")), plan, form.traits(), codes)


def _chapters(form: Form) -> Genre:
    charge = form.pick("charge", "担当課：{}", "【担当課】{}", "(担当課:{})", "担当課 {}", "", "label")
    below = form.pick("initiatives", "headings", "headings", "bullets", "bullets-charged", "table")
    sdgs = form.pick("sdgs", "", "関連するSDGs：{}", "【SDGs】{}")
    at = form.pick("indicators of", "Measure", "Measure", "Goal")
    own = below in {"bullets-charged", "table"}

    def change(node: Node) -> Node:
        charged = own if node.kind == "Initiative" else charge and node.kind == "Measure"
        kpis = [*node.kpis]
        if at == "Goal":
            kpis = list(node.children[0].kpis) if node.kind == "Goal" else []
        return replace(
            node,
            departments=node.departments if charged else (),
            sdgs=node.sdgs if sdgs else (),
            kpis=tuple(replace(gaps(form, each), departments=()) for each in kpis),
        )

    plan = draw_plan(form.rng)
    # From the top: a goal may take the indicators of its first measure.
    plan = replace(plan, nodes=tuple(_changed(node, change) for node in plan.nodes))
    lines = [*_front(form, plan)]
    for node in plan.nodes:
        lines += _element(form, plan, node, (node.number,))
    return plan, lines, {}


def _changed(node: Node, change: object) -> Node:
    new: Node = change(node)  # type: ignore[operator]
    return replace(new, children=tuple(_changed(each, change) for each in node.children))


def _head(form: Form, node: Node, path: tuple[int, ...]) -> str:
    at = len(path) - 1
    before = HEADS[form.pick("heads", *sorted(HEADS))][at]
    # Over a plain number, only the file's level says what a heading is.
    firm = form.pick("heads") not in {"bracket", "chapter-digits"}
    mark = [
        *form.pick("marks", *(each for each in MARKS if firm or each not in {"## # ###", "- ## -"})).split(),
        "",
        "",
        "",
    ][at].replace("-", "")
    shown = before.format(n=node.number, p="-".join(map(str, path)), c=CIRCLED[node.number - 1])
    return f"{mark} {shown}{node.title}".strip()


def _label(form: Form, name: str) -> str:
    return form.pick("labels", *DRESSES).format(form.pick(f"label {name}", *LABELS[name]))


def _element(form: Form, plan: SyntheticPlan, node: Node, path: tuple[int, ...]) -> Iterator[str]:
    yield from (_head(form, node, path), "")
    if node.sdgs:
        yield from (form.pick("sdgs").format("、".join(map(str, node.sdgs))), "")
    charge = form.pick("charge")
    if node.departments and charge == "label":
        yield from (form.pick("labels", *DRESSES).format("担当課"), "", "、".join(node.departments), "")
    elif node.departments:
        yield from (charge.format("、".join(node.departments)), "")
    if node.kind == "Measure":
        yield from (_label(form, "situation"), "", form.bullet() + node.text)
        yield from (form.bullet() + form.rng.choice(REMARKS), "")
    else:
        yield from (node.text, "")
    if node.kpis:
        yield from (_label(form, "indicators"), "")
        as_list = form.pick("indicators as", "table", "table", "list") == "list"
        yield from _listed(form, node.kpis) if as_list else kpi_table(form, node.kpis)
        yield ""
    yield from _between(form, plan)
    if node.kind == "Measure":
        yield from (_label(form, "initiatives"), "")
        yield from _initiatives(form, node, path)
        yield ""
        return
    for child in node.children:
        yield from _element(form, plan, child, (*path, child.number))


def _initiatives(form: Form, node: Node, path: tuple[int, ...]) -> Iterator[str]:
    how = form.pick("initiatives")
    if how == "table":
        heads = form.pick(
            "columns", "取組|内容|担当課", "取組名|取組内容|所管課", "主な取組|概要|担当課", "事業名|事業内容|担当課"
        )
        rows = ([form.wrapped(each.title), each.text, form.units(each.departments)] for each in node.children)
        yield from table([heads.split("|"), *rows], form)
        return
    for child in node.children:
        if how == "headings":
            yield from (_head(form, child, (*path, child.number)), "", form.bullet() + child.text, "")
        else:
            charged = f"({'、'.join(child.departments)})" if child.departments else ""
            yield form.bullet() + child.title + charged


def _listed(form: Form, kpis: Sequence[Kpi]) -> Iterator[str]:
    arrow = form.pick("arrow", " → ", "→", " ▶▶ ", " ⇒ ")
    for kpi in kpis:
        ends = (
            f"{number(each)}{kpi.unit}({form.year(each.year)})" if each.number is not None else "—"
            for each in kpi.values
        )
        yield f"{form.bullet()}{kpi.name} {arrow.join(ends)}"


def _between(form: Form, plan: SyntheticPlan) -> Iterator[str]:
    """What stands between two pages: a picture with its caption, the page's number, the running head."""
    furniture = form.pick("furniture", "none", "numbers", "heads", "pictures", "all")
    if furniture in {"pictures", "all"} and form.rng.random() < 0.4:
        yield from (f"![](images/page_{form.pages}.png)", "", form.rng.choice(CAPTIONS), "")
    if furniture in {"numbers", "all"} and form.rng.random() < 0.6:
        form.pages += 1
        yield from (form.pick("page number", "{}", "- {} -").format(form.pages), "")
    if furniture in {"heads", "all"} and form.rng.random() < 0.6:
        yield from (plan.title, "")


def _front(form: Form, plan: SyntheticPlan) -> Iterator[str]:
    front = form.pick("front", "title", "title", "contents", "purpose", "none")
    if front != "none":
        yield from (f"# {plan.title}", "", f"計画期間 {form.year(plan.first)}～{form.year(plan.last)}", "")
    if front == "contents":
        heads = (_head(form, node, (node.number,)).strip("# ") for node in plan.nodes)
        yield from ("## 目次", "", *(f"{head} …… {7 * at + 3}" for at, head in enumerate(heads)), "")
    if front == "purpose":
        yield from (
            "## 計画の趣旨",
            "",
            "人口減少が進むなか、将来を見据えたまちづくりを進めるため、この計画を策定します。",
            "",
        )


def _system(form: Form) -> Genre:
    how = form.pick("form", "table", "table lost", "table full", "list", "tabs", "codes")
    heads = form.pick("columns", "基本目標|施策|主な取組", "政策|施策|取組", "基本目標|基本施策|具体的な取組").split(
        "|"
    )
    plan = draw_plan(form.rng).changed(bare)
    lines = [f"# {plan.title}", "", form.pick("head", "## 施策の体系", "施策体系", "## 3 施策体系図"), ""]
    if how in {"list", "codes"}:
        return plan, [*lines, *_outline(plan, heads[0], coded=how == "codes")], {}
    rows = [
        [
            f"{goal.number} {goal.title}",
            f"{goal.number}-{measure.number} {measure.title}",
            f"{CIRCLED[at]} {last.title}",
        ]
        for goal in plan.nodes
        for measure in goal.children
        for at, last in enumerate(measure.children)
    ]
    if how != "table full":
        rows = [
            ["" if name == other else name for name, other in zip(row, above, strict=True)]
            for above, row in zip([["", "", ""], *rows], rows, strict=False)
        ]
    if how == "table lost":
        rows = [lost(row, 2) if form.rng.random() < 0.5 else row for row in rows]
    if how == "tabs":
        return plan, [*lines, *("\t".join(row) for row in (heads, *rows))], {}
    return plan, [*lines, *table([heads, *rows], form)], {}


def _outline(plan: SyntheticPlan, word: str, *, coded: bool) -> Iterator[str]:
    for goal in plan.nodes:
        yield from ("", f"{'## ' if coded else ''}{word}{goal.number} {goal.title}", "")
        for measure in goal.children:
            code = f"{goal.number}-{measure.number}"
            yield f"{code} {measure.title}" if coded else f"- 施策{code} {measure.title}"
            for at, last in enumerate(measure.children):
                yield f"{code}-{last.number} {last.title}" if coded else f"  - {CIRCLED[at]} {last.title}"


GENRES: Final = {
    "chapters": _chapters,
    "pledges": pledge_sheets,
    "progress": progress,
    "review": review_table,
    "sheets": review_sheets,
    "system": _system,
}
