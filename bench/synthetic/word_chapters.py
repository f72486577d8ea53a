"""A plan in chapters, as a Word file: text under headings, with lists and tables of indicators and initiatives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from synthetic.facts import Printed
from synthetic.word_figures import MARKS, Figures
from synthetic.word_paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synthetic.plans import Node, SyntheticPlan

__all__ = ["CIRCLED", "Chapters"]

WAYS: Final = (
    "flat",
    "styles",
    "styles by run",
    "numbered styles",
    "large and bold",
    "large",
    "bold",
    "bands",
    "outline",
)
HEADS: Final = {
    "words": ("基本目標{n}　", "施策{n}　", "取組{n}　"),
    "full words": ("政策目標{N}　", "基本施策{N}　", "個別施策{N}　"),
    "chapters": ("第{n}章　", "第{n}節　", "{n}　"),
    "path": ("基本目標{n}　", "{path}　", "{path}　"),
    "dotted": ("{n}　", "{dots}　", "{dots}　"),
    "brackets": ("基本目標{R}　", "（{n}）", "①"),
    "roman": ("{R}　", "{n}　", "（{n}）"),
    "kanji": ("第{k}章　", "第{k}節　", "（{k}）"),
    "colon": ("【基本目標{n}】", "施策{path}：", "①"),
}
CHARGES: Final = (
    "担当課：{}", "【担当課】{}", "（担当課：{}）", "担当課\t{}", "〔所管課〕　{}", "主管課　{}",
    "right", "behind", "no", "担当：{}", "【{}】", "（{}）", "担当部署　{}　電話0123-45-6789", "■担当課　{}",
)  # fmt: skip
LISTED: Final = ("headings", "headings", "①", "・", "n", "table", "bold")
LABELS: Final = ("主な取組", "【主な取組】", "■具体的な取組", "◆主な取組内容", "（2）主な取組", "主要な取組")
SDGS: Final = ("no", "goals in a line", "numbers", "icons' names", "table")
NAMES: Final = (
    "", "貧困をなくそう", "飢餓をゼロに", "すべての人に健康と福祉を", "質の高い教育をみんなに",
    "ジェンダー平等を実現しよう", "安全な水とトイレを世界中に", "エネルギーをみんなにそしてクリーンに",
    "働きがいも経済成長も", "産業と技術革新の基盤をつくろう",
    "人や国の不平等をなくそう", "住み続けられるまちづくりを", "つくる責任つかう責任", "気候変動に具体的な対策を",
    "海の豊かさを守ろう", "陸の豊かさも守ろう", "平和と公正をすべての人に", "パートナーシップで目標を達成しよう",
)  # fmt: skip
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨"
ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"
KANJI: Final = "一二三四五六七八九"
ABOUT: Final = "この計画は、市の将来の姿を示し、その実現に向けた取組を総合的に進めるために策定するものです。"
PERIOD: Final = "計画の期間は、{}から{}までとします。"


@dataclass
class Chapters:
    """A plan in chapters: goals, measures with their indicators, initiatives as headings, as a list or in a table."""

    plan: SyntheticPlan
    pick: Callable[[str, Sequence[str]], str]
    traits: dict[str, str]
    figures: Figures
    review: bool

    def __post_init__(self) -> None:
        """Draws the choices."""
        pick = self.pick
        self.paper = Paper(pick("headings", WAYS))
        self.numbering = "counted" if self.way == "numbered styles" else pick("numbering", sorted(HEADS))
        self.charge = pick("charge", CHARGES)
        self.listed = "table" if self.review else pick("initiatives", LISTED)
        if self.listed == "table":
            self.form = pick("table of initiatives", ("name, text, charge", "number, name, charge", "charge first"))
            self.word = pick("word for initiatives", ("取組名", "主な取組", "取組", "具体的な取組", "事業名"))
        self.label = pick("initiatives' label", LABELS)
        self.sdgs = pick("SDGs", SDGS)
        self.labels = pick("labels", ("lines", "lines", "shaded", "boxes between"))
        self.ruby = pick("ruby", ("no", "no", "yes")) == "yes"
        self.text = pick("text", ("plain", "labelled", "bold label", "soft breaks", "no"))
        self.marks = MARKS[pick("marks", sorted(MARKS))] if self.review else ()
        self.front = pick("front", ("none", "title", "cover and contents", "chapter"))
        self.close = pick("close", ("none", "none", "promotion", "notes"))

    @property
    def way(self) -> str:
        """How headings are made."""
        return self.traits["headings"]

    def printed(self) -> Printed:
        """The print, and what it says."""
        self.begin()
        for goal in self.plan.nodes:
            self.goal(goal)
        self.end()
        return Printed(self.paper.data(), ".docx", self.plan.changed(self.said), self.traits, self.codes())

    # --- what stands around ---

    def begin(self) -> None:
        """The title, and what a plan begins with."""
        paper, plan = self.paper, self.plan
        first, last = (self.figures.year(year) for year in (plan.first, plan.last))
        if self.front != "none":
            paper.line(plan.title + ("　進捗状況報告書" if self.review else ""), style="Title")
            paper.margins(plan.title, "－ 1 －")
        if self.front == "title":
            paper.line(f"計画期間　{first}～{last}")
        if self.front == "cover and contents":
            paper.line(f"{first}～{last}", right=True)
            paper.line(plan.city, right=True)
            heads = [self.head(node, (node.number,)) + node.title for node in plan.nodes]
            paper.contents(heads, field=self.pick("contents", ("field", "typed")) == "field")
        if self.front == "chapter":
            paper.heading("", "計画の策定にあたって", 1)
            paper.heading("", "計画策定の趣旨", 2)
            paper.line(ABOUT)
            paper.heading("", "計画の期間", 2)
            paper.line(PERIOD.format(first, last))
        if self.review and self.pick("legend", ("line", "lines", "table", "note")) != "note":
            self.legend()

    def legend(self) -> None:
        """What the marks mean, before all tables."""
        marks, way = self.marks, self.traits["legend"]
        meant = self.figures.legend(marks).split("　")
        if way == "line":
            self.paper.line("評価区分　" + "　".join(meant))
        elif way == "lines":
            self.paper.line("【評価の区分】")
            for each in meant:
                self.paper.line(each)
        else:
            self.paper.line("評価の基準")
            self.paper.table([["評価", "内容"], *(each.split("：") for each in meant)])

    def end(self) -> None:
        """What a plan ends with."""
        if self.review and self.traits["legend"] == "note":
            self.paper.line("※評価　" + "　".join(self.figures.legend(self.marks).split("　")))
        if self.close == "promotion":
            self.paper.heading("", "計画の推進体制", 1)
            self.paper.line("庁内の推進本部において進捗を確認し、必要に応じて見直しを行います。")
        elif self.close == "notes":
            self.paper.heading("", "用語解説", 1)
            self.paper.line("KPI　重要業績評価指標のことです。")

    # --- elements ---

    def head(self, node: Node, path: tuple[int, ...]) -> str:
        """The number before a title."""
        if self.numbering == "counted":
            return ("基本目標{n}　", "{path}　", "（{n}）")[len(path) - 1].format(
                n=node.number, path="-".join(map(str, path))
            )
        n = node.number
        return (
            HEADS[self.numbering][len(path) - 1]
            .format(
                n=n, N="０１２３４５６７８９"[n], R=ROMAN[n - 1], k=KANJI[n - 1],
                path="-".join(map(str, path)), dots=".".join(map(str, path)),
            )
            .replace("①", CIRCLED[n - 1])
        )  # fmt: skip

    def goal(self, goal: Node) -> None:
        """A goal and all below it."""
        self.paper.heading(self.head(goal, (goal.number,)), goal.title, 1)
        self.goals(goal)
        self.words(goal, "基本方針")
        for measure in goal.children:
            path = (goal.number, measure.number)
            behind = f"（{'、'.join(measure.departments)}）" if self.charge == "behind" else ""
            ruby = "よみ" if self.ruby and not behind else ""
            self.paper.heading(self.head(measure, path), measure.title + behind, 2, ruby=ruby)
            self.charged(measure)
            self.words(measure, "現状と課題")
            self.figures.print(self.paper, measure.kpis, self.marks)
            self.initiatives(measure, path)

    def goals(self, node: Node) -> None:
        """The SDGs that a goal serves."""
        if self.sdgs == "goals in a line":
            self.paper.line("関連するSDGs　" + "、".join(f"目標{goal}" for goal in node.sdgs))
        elif self.sdgs == "numbers":
            self.paper.line("【SDGs】" + "・".join(map(str, node.sdgs)))
        elif self.sdgs == "icons' names":
            self.paper.line("関連するSDGs")
            for goal in node.sdgs:
                self.paper.line(f"{goal} {NAMES[goal]}")
        elif self.sdgs == "table":
            self.paper.table([["関連するSDGs", "\v".join(f"{goal}.{NAMES[goal]}" for goal in node.sdgs)]])

    def charged(self, node: Node) -> None:
        """Who is in charge, on a line of its own."""
        units = "、".join(node.departments)
        if self.charge == "right":
            self.paper.line(f"担当課：{units}", right=True)
        elif "{}" in self.charge:
            self.paper.line(self.charge.format(units))

    def words(self, node: Node, label: str) -> None:
        """A text, with or without a label above it."""
        if self.text in ("labelled", "bold label"):
            self.paper.line(f"【{label}】" if self.text == "labelled" else label, bold=self.text == "bold label")
        if self.text == "soft breaks":
            self.paper.line(node.text.replace("、", "、\n"))
        elif self.text != "no":
            self.paper.line(node.text)

    def initiatives(self, measure: Node, path: tuple[int, ...]) -> None:
        """What is done for a measure."""
        paper = self.paper
        if self.labels == "boxes between":
            paper.box(["コラム", "市内では、若い世代が空き店舗を使った催しを開いています。"])
        if self.listed != "headings" and self.labels == "shaded":
            paper.table([[self.label]], shaded=True)
        elif self.listed != "headings":
            paper.line(self.label)
        if self.listed == "table":
            paper.table(self.table(measure))
        elif self.listed in ("①", "・", "n"):
            paper.items(self.listed, [f"{each.title}（{'、'.join(each.departments)}）" for each in measure.children])
        for each in measure.children if self.listed in ("headings", "bold") else ():
            if self.listed == "headings":
                paper.heading(self.head(each, (*path, each.number)), each.title, 3)
            else:
                paper.line(f"（{each.number}）{each.title}", bold=True)
            self.charged(each)
            if self.text != "no":
                paper.line(each.text)

    def table(self, measure: Node) -> list[list[str]]:
        """The initiatives of a measure as rows."""
        form, name = self.form, self.word
        rows: list[list[str]] = []
        for each in measure.children:
            stacked = each.number % 2 and each.departments[0].endswith("課")  # 消防本部 over 総務課 may be one unit
            units = ("\n" if stacked else "、").join(each.departments)
            cells = {
                "name, text, charge": [each.title, each.text, units],
                "number, name, charge": [str(each.number), each.title, units],
                "charge first": [units, each.title, each.text],
            }[form]
            rows.append([*cells, self.figures.status(each.status, self.marks)] if self.review else cells)
        header = {
            "name, text, charge": [name, "取組内容", "担当課"],
            "number, name, charge": ["No.", name, "所管課"],
            "charge first": ["担当課", name, "内容"],
        }[form]
        return [[*header, "進捗状況"] if self.review else header, *rows]

    # --- what is said ---

    def said(self, node: Node) -> Node:
        """An element as it is printed."""
        goal, lowest = node.kind == "Goal", node.kind == "Initiative"
        listed = lowest and self.listed not in ("headings", "bold")
        charged = listed or (self.charge != "no" and not (lowest and self.charge == "behind"))
        column = self.figures.form == "table" and self.figures.charge == "column"
        return replace(
            node,
            departments=node.departments if charged and not goal else (),
            sdgs=node.sdgs if goal and self.sdgs != "no" else (),
            kpis=node.kpis if column else tuple(replace(kpi, departments=()) for kpi in node.kpis),
        )

    def codes(self) -> dict[str, str]:
        """The codes that are printed, where all are."""
        return {}
