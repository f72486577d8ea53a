"""A plan as `pdftotext -layout` gives the PDF of it: columns that blanks part, cells over lines, tables over pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from synthetic import words
from synthetic.facts import Printed
from synthetic.layout_pages import WIDTH, Pages, width
from synthetic.layout_tables import Form, kpi_table, legend, mark, node_table, of_values
from synthetic.plans import draw_plan as _draw_plan

if TYPE_CHECKING:
    from random import Random

    from synthetic.plans import Node, SyntheticPlan

HEADS: Final = {
    "words": ("基本目標{n}　", "施策{n}　", "取組{n}　"),
    "chapters": ("第{n}章　", "第{n}節　", "（{n}）"),
    "joined": ("基本目標{n}　", "施策{path}　", "{path}　"),
    "policies": ("政策{n}　", "施策{path}　", "（{n}）"),
    "digits": ("{n}　", "（{n}）", "{circled}　"),
}
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨"
OVER_KPIS: Final = ("■成果指標", "【成果指標】", "◆数値目標", "○重要業績評価指標（KPI）", "●目標指標", "")
GENRES: Final = ("plan", "plan", "review", "sheets", "pledges", "list", "projects")


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    traits: dict[str, str] = {}
    drawn = {
        "measure": rng.choice(("letters", "letters", "places")),
        "running": rng.choice(("", "第３章　分野別計画", "架空市総合計画　後期基本計画")),
        "footer": rng.choice(("- {n} -", "{n}", "{n} ページ", "")),
        "height": rng.choice((60.0, 45.0)),
        "middle": rng.choice((True, True, False)),
        "padding": rng.choice((0.0, 0.1, 0.5)),
        "again": rng.choice((True, False)),
    }
    pages = Pages(**drawn)
    form = Form(rng, pages, traits)
    traits |= {f"page {name}": str(choice) or "none" for name, choice in drawn.items()}
    genre = form.choose("genre", *GENRES)
    plan = {"sheets": _sheets, "pledges": _pledges, "list": _list, "projects": _projects}.get(genre, _plan)(form)
    return Printed(pages.text().encode(), ".txt", plan, traits)


def draw_plan(
    rng: Random, *, levels: tuple[str, ...] = ("Goal", "Measure", "Initiative"), review: bool = False
) -> SyntheticPlan:
    """A drawn plan in which no two units over each other may be one: 消防本部 over 予防課."""
    plan = _draw_plan(rng, levels=levels, review=review)
    return plan.changed(
        lambda node: replace(node, departments=("消防本部",) if "消防本部" in node.departments else node.departments)
    )


def _front(form: Form, plan: SyntheticPlan, title: str) -> None:
    pages = form.pages
    pages.line(title, align=form.choose("title", "left", "centre"))
    if form.choose("front", "none", "period", "prose") != "none":
        pages.line(f"計画期間　令和{plan.first - 2018}年度～令和{plan.last - 2018}年度".replace("令和1年", "令和元年"))
    if form.traits["front"] == "prose":
        pages.prose(form.rng.choice(words.REMARKS) * 2, indent="　")
    pages.space(1)


def _head(form: Form, node: Node, path: tuple[int, ...]) -> str:
    head = HEADS[form.choose("numbering", *HEADS)][len(path) - 1]
    return head.format(n=node.number, path="-".join(map(str, path)), circled=CIRCLED[node.number - 1])


def _plan(form: Form) -> SyntheticPlan:  # noqa: C901 (each choice of form is a branch)
    """A plan by chapters or, with actual values, its review."""
    pages, review = form.pages, form.traits["genre"] == "review"
    lowest = form.choose("initiatives", "heads", "none", "table")
    charge = form.choose("charge", "label", "right", "behind", "brackets", "none", "column")
    sdgs = form.choose("sdgs", "none", "line", "words")
    texts = form.choose("texts", "none", "plain", "labels", "items")

    def as_printed(node: Node) -> Node:
        charged = node.kind == "Measure" and charge not in {"none", "column"}
        return replace(
            node,
            departments=node.departments if charged or (node.kind == "Initiative" and lowest == "table") else (),
            sdgs=node.sdgs if sdgs != "none" else (),
            children=() if node.kind == "Measure" and lowest == "none" else node.children,
            kpis=tuple(replace(kpi, departments=kpi.departments if charge == "column" else ()) for kpi in node.kpis),
            status="",
        )

    plan = of_values(form, draw_plan(form.rng, review=review).changed(as_printed), review=review)
    _front(form, plan, f"{plan.title}　進捗状況報告書" if review else plan.title)
    if review and form.traits["grades"] == "yes":
        legend(form)

    def lines(node: Node, path: tuple[int, ...]) -> None:  # noqa: C901 (as above)
        depth = len(path) - 1
        indent = (0, 2, 4)[depth] if form.choose("indent", "none", "steps") == "steps" else 0
        title = _head(form, node, path) + node.title
        charges = "、".join(node.departments)
        pages.space((1.2, 0.6, 0)[depth])
        if charges and charge == "behind":
            title += f"（{charges}）"
        centred = depth == 0 and form.choose("tops", "left", "left", "centre") == "centre"
        pages.line(title, indent, align="centre" if centred else "left")
        if charges and charge == "right":
            pages.beside(f"担当課：{charges}", max(WIDTH - width(charges) - 8, width(title) + indent + 6))
        elif charges and charge in {"label", "brackets"}:
            pages.line({"label": "担当課：{}", "brackets": "【担当課】{}"}[charge].format(charges), indent + 2)
        if node.sdgs:
            numbers = "、".join(map(str, node.sdgs))
            pages.line(f"関連するSDGs：{numbers}" if sdgs == "line" else f"SDGsの目標　{numbers}", indent + 2)
        if node.text and depth < 2 and texts != "none":
            if texts == "labels":
                pages.line("【現状と課題】", indent)
            pages.prose(node.text * (3 - depth), indent + 2, indent="・" if texts == "items" else "　")
        if node.kpis:
            if over := form.choose("over kpis", *OVER_KPIS):
                pages.line(over, indent)
            kpi_table(form, [(node, kpi) for kpi in node.kpis], indent)
        if depth == 1 and node.children and form.choose("over initiatives", "", "■主な取組"):
            pages.line(form.traits["over initiatives"], indent)
        if depth == 1 and node.children and lowest == "table":
            number = ["number:No."] if form.choose("numbered rows", "yes", "no") == "yes" else []
            node_table(form, node.children, [*number, "title:取組", "text:内容", "charge:担当課"], indent, first=1)
        else:
            for child in node.children:
                lines(child, (*path, child.number))

    for node in plan.nodes:
        lines(node, (node.number,))
        if form.choose("new page", "no", "goal") == "goal":
            pages.end_page()
    return plan


def _sheets(form: Form) -> SyntheticPlan:
    """A sheet for each measure: labels and values, indicators, projects, a judgement."""
    pages = form.pages
    charged = form.choose("kpi charge", "no", "column") == "column"
    judged = form.choose("judged", "measure", "projects", "no")

    def as_printed(node: Node) -> Node:
        status = {"measure": "Measure", "projects": "Project"}.get(judged) == node.kind
        return replace(
            node,
            sdgs=(),
            status=(node.status or form.rng.choice(("Achieved", "OnTrack", "Delayed"))) if status else "",
            kpis=tuple(replace(kpi, departments=kpi.departments if charged else ()) for kpi in node.kpis),
        )

    drawn = draw_plan(form.rng, levels=("Goal", "Measure", "Project"), review=True)
    plan = of_values(form, drawn.changed(as_printed), review=True)
    policy = form.choose("top", "政策", "基本目標", "基本施策")
    labels = form.choose("labels", "blank", "brackets", "colon")
    for goal in plan.nodes:
        for measure in goal.children:
            pages.line(
                f"施策評価シート（令和{plan.first + 2 - 2018}年度実績）", align=form.choose("title", "left", "centre")
            )
            pages.space(0.6)
            code = f"{goal.number}-{measure.number}"
            for label, text in (
                (policy, f"{goal.number}　{goal.title}"),
                ("施策", f"{code}　{measure.title}"),
                ("主管課", "、".join(measure.departments)),
            ):
                if labels == "blank":
                    pages.line(label)
                    pages.beside(text, 12)
                else:
                    pages.line({"brackets": f"【{label}】{text}", "colon": f"{label}：{text}"}[labels])
            pages.space(0.6)
            numbered = form.choose("sections", "１　", "■", "（1）", "")
            sections = iter("１２３４")

            def section(name: str, numbered: str = numbered, sections: object = sections) -> None:
                pages.line(numbered.replace("１", at := next(sections)).replace("1", at) + name, space=0.6)  # type: ignore[call-overload]

            section("施策の目的")
            pages.prose(measure.text, 2)
            section("成果指標")
            kpi_table(form, [(measure, kpi) for kpi in measure.kpis], 0)
            section(form.choose("name of projects", "構成事業", "施策を構成する事務事業", "主な事業"))
            names = ["number:No.", "title:事務事業名", "charge:担当課", "cost:決算額（千円）"]
            if judged == "projects":
                names.append("mark:評価")
            node_table(form, measure.children, names, 0, first=1)
            section("総合評価" if judged == "measure" else "今後の方向性")
            if judged == "measure":
                pages.line(f"評価：{mark(form, measure.status)}")
            pages.prose(form.rng.choice(words.REMARKS), 2)
            if judged != "no" or form.traits["grades"] == "yes":
                legend(form)
            pages.end_page()
    return plan


def _pledges(form: Form) -> SyntheticPlan:
    """The pledges of a mayor, one a row, under headings or in one table."""
    levels = ("Goal", "Pledge") if form.choose("grouped", "yes", "no") == "yes" else ("Pledge",)
    drawn = draw_plan(form.rng, levels=levels, review=True)
    charged = form.choose("charged", "yes", "no") == "yes"
    plan = drawn.changed(
        lambda node: replace(
            node,
            kpis=(),
            sdgs=(),
            departments=(node.departments or ("企画政策課",)) if charged and not node.children else (),
        )
    )
    _front(form, plan, "市長公約の進捗状況について")
    legend(form)
    names = [f"title:{form.choose('name of pledges', '公約', '公約項目', '公約の内容')}"]
    if form.choose("numbered rows", "yes", "yes", "no") == "yes":
        names.insert(0, f"number:{form.choose('name of numbers', '番号', 'No.', 'No')}")
    rest = [*(["charge:担当課"] if charged else []), f"mark:{form.choose('name of marks', '進捗', '評価', '進捗状況')}"]
    rest.insert(
        form.rng.randint(0, len(rest)), f"text:{form.choose('name of texts', '取組状況', '主な取組内容', 'コメント')}"
    )
    if len(levels) == 1:
        node_table(form, plan.nodes, [*names, *rest], 0, first=1)
        return plan
    first = 1
    for node in plan.nodes:
        form.pages.line(_head(form, node, (node.number,)) + node.title, space=0.6)
        node_table(form, node.children, [*names, *rest], 0, first=first)
        first += len(node.children) if form.choose("numbers", "on", "anew") == "on" else 0
    return plan


def _list(form: Form) -> SyntheticPlan:
    """All indicators in a table for each goal."""
    review = form.choose("reviewed", "yes", "no") == "yes"
    charged = form.choose("kpi charge", "no", "column") == "column"
    owner = form.choose("owner", "施策", "施策名", "基本施策")
    drawn = draw_plan(form.rng, levels=("Goal", "Measure", "Initiative"), review=review)
    plan = of_values(
        form,
        drawn.changed(
            lambda node: replace(
                node,
                children=() if node.kind == "Measure" else node.children,
                departments=(),
                sdgs=(),
                kpis=tuple(replace(kpi, departments=kpi.departments if charged else ()) for kpi in node.kpis),
            )
        ),
        review=review,
    )
    _front(form, plan, f"{plan.title}　KPI一覧")
    if form.traits.get("grades") == "yes":
        legend(form)
    for node in plan.nodes:
        form.pages.line(_head(form, node, (node.number,)) + node.title, space=0.6)
        kpi_table(form, [(each, kpi) for each in node.children for kpi in each.kpis], 0, owner=owner)
    return plan


def _projects(form: Form) -> SyntheticPlan:
    """Projects in a table for each measure."""
    judged = form.choose("judged", "yes", "no") == "yes"
    drawn = draw_plan(form.rng, levels=("Goal", "Measure", "Project"), review=judged)
    plan = drawn.changed(
        lambda node: replace(node, kpis=(), sdgs=(), departments=node.departments if node.kind == "Project" else ())
    )
    _front(form, plan, f"{plan.title}　事務事業一覧")
    if judged:
        legend(form)
    names = ["title:事務事業名", "text:事業概要", "charge:担当課"]
    names += ["mark:評価"] if judged else ["cost:予算額（千円）"]
    if form.choose("numbered rows", "yes", "no") == "yes":
        names.insert(0, "number:No.")
    for node in plan.nodes:
        form.pages.line(_head(form, node, (node.number,)) + node.title, space=0.8)
        for measure in node.children:
            form.pages.line(_head(form, measure, (node.number, measure.number)) + measure.title, space=0.4)
            node_table(form, measure.children, names, 0, first=1)
    return plan
