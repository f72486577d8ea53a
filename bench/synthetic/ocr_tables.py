"""What OCR makes of tables: reviews of indicators, progress of pledges, sheets of labels; and sheets of pledges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic.ocr_form import CIRCLED, Columns, Form, bare, gaps, leaves, lost, table
from synthetic.plans import GRADES, draw_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synthetic.plans import Node, SyntheticPlan

Genre = tuple["SyntheticPlan", list[str], dict[str, str]]
ROMAN: Final = "ⅠⅡⅢⅣⅤ"


def review_table(form: Form) -> Genre:
    """One indicator a row, under one heading a goal or with its goal and measure in the first columns."""
    groups = form.pick("groups", "columns", "columns", "goals headed")
    merged = form.pick("merged", "full", "blank", "lost")
    charge = form.pick("charge", "担当課", "所管課", "担当部署", "")
    reason = form.pick("texts", "", "", "behind", "before")
    review = form.pick("review", "yes", "yes", "no") == "yes"
    judged = review and form.pick("judged", "進捗評価", "評価", "達成状況", "") != ""

    def change(node: Node) -> Node:
        kpis = tuple(
            replace(
                gaps(form, kpi),
                departments=kpi.departments if charge else (),
                status=kpi.status if judged else "",
            )
            for kpi in node.kpis
        )
        return replace(bare(node), kpis=kpis, text=node.text)

    plan = leaves(draw_plan(form.rng, review=review), "Measure").changed(change)
    kpis = [kpi for node in plan.walk() for kpi in node.kpis]
    columns = Columns(form, kpis)
    goal, measure = form.pick(
        "leading", "基本目標|施策", "基本目標|具体的な施策", "政策|施策名", "基本目標|基本的方向"
    ).split("|")
    leading = [goal, measure] if groups == "columns" else [measure]
    head = [*leading, *(["取組内容"] if reason == "before" else []), *columns.heads()]
    head += [
        *([form.pick("judged")] if judged else []),
        *(["課題"] if reason == "behind" else []),
        *([charge] if charge else []),
    ]
    number = form.pick("numbers", "digits", "circled", "path", "none")

    def rows(node: Node) -> Iterator[list[str]]:
        for below in node.children:
            for at, kpi in enumerate(below.kpis):
                names = [_numbered(form, number, node, goal, 0), _numbered(form, number, below, measure, node.number)]
                if merged != "full":
                    names = ["" if at or below.number > 1 else names[0], "" if at else names[1]]
                names = names[2 - len(leading) :]
                row = [*names, *([below.text] if reason == "before" else []), *columns.row(kpi)]
                row += [*([form.status(kpi.status)] if judged else []), *([below.text] if reason == "behind" else [])]
                row += ["<br>".join(kpi.departments)] if charge else []
                yield lost(row, len(leading)) if merged == "lost" and form.rng.random() < 0.4 else row

    lines = [f"# {plan.title} 効果検証", "", *(form.legend() if judged else [])]
    if groups == "columns":
        lines += table([head, *(row for node in plan.nodes for row in rows(node))], form)
    for node in plan.nodes if groups != "columns" else ():
        lines += [
            "",
            form.pick("goal head", "## 基本目標{} {}", "基本目標{} {}", "### {}. {}").format(node.number, node.title),
            "",
        ]
        lines += table([head, *rows(node)], form)
    return plan, lines, {}


def _numbered(form: Form, how: str, node: Node, word: str, above: int) -> str:
    """A title as the first columns print it."""
    if how == "none":
        return form.wrapped(node.title)
    if how == "path":
        return (
            f"{above}-{node.number} {form.wrapped(node.title)}"
            if above
            else f"{node.number} {form.wrapped(node.title)}"
        )
    if how == "circled" and above:
        return f"{CIRCLED[node.number - 1]} {form.wrapped(node.title)}"
    return (
        f"{node.number} {form.wrapped(node.title)}"
        if above or how != "digits"
        else f"{word}{node.number}<br>{node.title}"
    )


def progress(form: Form) -> Genre:
    """Pledges and how far they are, one a row, or one department a row."""
    charge = form.pick("charge", "担当課", "所管課", "担当部署")
    coded = form.pick("codes", "in cell", "column", "none")
    spread = form.pick("departments", "one cell", "rows", "rows coded")
    html = form.pick("cells", "plain", "html", "br")
    tabs = form.pick("table as", "tabs", "pipes") == "tabs"
    plan = draw_plan(form.rng, levels=("Goal", "Pledge"), review=True)
    plan = plan.changed(lambda node: replace(node, kpis=(), sdgs=()))
    name = form.pick("pledge", "公約", "マニフェスト", "公約項目", "市長公約")
    head = [
        *(["番号"] if coded == "column" else []),
        name,
        form.pick("done", "令和6年度までの主な取組実績", "取組実績", "これまでの取組", "取組状況"),
        form.pick("next", "今後の取組予定", "令和7年度以降の主な取組予定", "今後の予定"),
        form.pick("judged", "達成状況", "進捗状況", "進捗", "評価"),
        charge,
    ]

    def rows(node: Node) -> Iterator[list[str]]:
        for each in node.children:
            code = f"{node.number}-{each.number}"
            title = f"{code} {each.title}" if coded == "in cell" else each.title
            first = [*([code] if coded == "column" else []), title]
            text = _cell(html, each.text)
            if spread == "one cell":
                yield [*first, text, "今後も継続します。", form.status(each.status), form.units(each.departments)]
                continue
            for at, unit in enumerate(each.departments):
                names = first if not at or (spread == "rows coded" and coded != "none") else [""] * len(first)
                yield [*names, text, "引き続き進めます。", "" if at else form.status(each.status), unit]

    lines = [f"# {plan.city}長{name[-2:] if name[-2:] == '公約' else name}の達成状況", "", *form.legend()]
    codes = {}
    for node in plan.nodes:
        lines += [
            "",
            form.pick("goal head", "## {n} {t}", "{n}. {t}", "### 政策{n} {t}", "## {r} {t}").format(
                n=node.number, r=ROMAN[node.number - 1], t=node.title
            ),
            "",
        ]
        body = [head, *rows(node)]
        lines += ("\t".join(row) for row in body) if tabs else table(body, form)
        if coded != "none":
            codes |= {each.title: f"{node.number}-{each.number}" for each in node.children}
    return plan, lines, {}


def _cell(html: str, text: str) -> str:
    if html == "html":
        items = f"・{text} ・周知を行いました。"
        return f'<p>取組を始めました。</p> <ul style="list-style-type: none"> {items} </ul>'
    return f"{text}<br>・周知を行いました。" if html == "br" else text


def pledge_sheets(form: Form) -> Genre:
    """A sheet a pledge: its policy, its title, and labels with what they say below them."""
    title = form.pick("sheet", "市長公約実施目標シート", "市長公約進捗管理シート", "公約実施計画書", "")
    labels = form.pick("labels", "〇{}", "【{}】", "## {}", "■{}", "**{}**")
    asks = form.pick(
        "words",
        "なにをするの？|いつまでに？|今どのくらいすすんでいるの？",
        "取組内容|実施時期|進捗状況",
        "具体的な取組|達成時期|現在の状況",
    )
    charge = form.pick("charge", "", "担当課：{}", "【担当課】{}", "担当課 {}")
    above = form.pick("policy", "公約{r} {t}", "政策{n} {t}", "公約の柱{n} {t}")
    # Without a title on each sheet, only a number or a label tells a pledge's name.
    names = ("公約名：{t}", "公約{p} {t}", *(("## {t}", "{t}", "{n} {t}") if title else ()))
    numbered = form.pick("pledge head", *names)
    plan = draw_plan(form.rng, levels=("Goal", "Pledge"), review=True).changed(
        lambda node: replace(node, kpis=(), sdgs=(), departments=node.departments if charge else ())
    )
    lines: list[str] = []
    for node in plan.nodes:
        for each in node.children:
            if title:
                lines += [form.pick("sheet head", "{}", "# {}").format(title), ""]
            lines += [
                above.format(r=ROMAN[node.number - 1], n=node.number, t=node.title),
                "",
                form.rng.choice(("短期", "中期", "長期")),
                "",
            ]
            lines += [numbered.format(t=each.title, n=each.number, p=f"{node.number}-{each.number}"), ""]
            if charge:
                lines += [charge.format("、".join(each.departments)), ""]
            what, when, state = asks.split("|")
            lines += [labels.format(what), "", f"- ・{each.text}", "- ・関係機関との協議を進めます。", ""]
            lines += [
                labels.format(when),
                "",
                form.year(plan.last - form.rng.randint(0, 2)) + "末",
                "",
                "![](images/x.png)",
                "",
            ]
            lines += [
                labels.format(state) + "(令和6年3月31日現在)" * (labels[0] != "*"),
                "",
                STATE[GRADES.index(each.status)],
                "",
            ]
    return plan, lines, {}


STATE: Final = ("達成", "順調に進捗", "遅れている", "未着手")


def review_sheets(form: Form) -> Genre:
    """A sheet a measure: pairs of labels and answers in rows between bars, its indicators in a table below."""
    across = form.pick("pairs", "two", "one")
    charge = form.pick("charge", "担当課", "主管課", "所管部署")
    goals = form.pick("goal", "基本目標", "政策", "政策名")
    judged = form.pick("judged", "総合評価", "進捗状況", "評価結果")
    of = form.pick("of", "施策名", "施策", "基本施策")
    sheet = form.pick("sheet", "# 施策評価シート", "施策評価シート", "## 令和6年度 施策評価表", "")
    numbered = form.pick("numbered", "{t}", "{n} {t}", "{p} {t}")
    plan = leaves(draw_plan(form.rng, review=True), "Measure")
    grade = {node.title: form.rng.choice(GRADES) for node in plan.walk() if node.kind == "Measure"}
    plan = plan.changed(
        lambda node: replace(
            node,
            sdgs=(),
            departments=node.departments if node.kind == "Measure" else (),
            status=grade.get(node.title, ""),
            kpis=tuple(replace(gaps(form, kpi), departments=(), status="") for kpi in node.kpis),
        )
    )
    lines = [f"# {plan.title}", "", *form.legend()]
    for node in plan.nodes:
        for each in node.children:
            columns = Columns(form, each.kpis)
            name = numbered.format(t=each.title, n=each.number, p=f"{node.number}-{each.number}")
            pairs = [
                (goals, f"{node.number} {node.title}"),
                (of, name),
                (charge, form.units(each.departments)),
                (form.pick("second", "計画期間", "実施期間"), f"{form.year(plan.first)}～{form.year(plan.last)}"),
            ]
            texts = [
                ("現状と課題", each.text),
                (judged, form.status(each.status)),
                ("今後の方向性", "引き続き取り組みます。"),
            ]
            lines += [*([sheet, ""] if sheet else []), *_pairs(pairs, texts, across), ""]
            lines += [
                form.pick("kpi label", "成果指標", "## 成果指標", "【成果指標】", "■指標の達成状況"),
                "",
                *table([columns.heads(), *(columns.row(kpi) for kpi in each.kpis)], form),
                "",
            ]
    return plan, lines, {}


def _pairs(pairs: list[tuple[str, str]], texts: list[tuple[str, str]], across: str) -> Iterator[str]:
    if across == "one":
        yield from ("| 項目 | 内容 |", "|---|---|", *(f"| {label} | {said} |" for label, said in (*pairs, *texts)))
        return
    (a, b), (c, d), (e, f), (g, h) = pairs
    yield from (f"| {a} | {b} | {e} | {f} |", "|---|---|---|---|", f"| {c} | {d} | {g} | {h} |")
    yield from (f"| {label} | {said} | | |" for label, said in texts)
