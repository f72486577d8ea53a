"""A plan as cities put it on their web sites: pages of a CMS, pages laid out with tables, cards, lists and forms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from synthetic import web_lists, web_tables
from synthetic.facts import Printed
from synthetic.plans import draw_plan
from synthetic.web_site import around, contents, legend

if TYPE_CHECKING:
    from random import Random

    from synthetic.plans import Kpi, Node, SyntheticPlan

__all__ = ["Page", "render"]

# By genre: the levels, whether it is a review, and what the title of the plan becomes.
GENRES: Final = {
    "plan": (("Goal", "Measure", "Initiative"), False, "{plan}（基本計画）"),
    "flat": (("Measure", "Initiative"), False, "{plan}の施策について"),
    "review": (("Goal", "Measure", "Initiative"), True, "{plan}の進捗状況（{year}）"),
    "pledges": (("Policy", "Pledge"), True, "市長公約の進捗状況（{year}末時点）"),
    "projects": (("Measure", "Project"), True, "{plan}　主要事業の取組状況"),
    "indicator list": (("Goal", "Measure", "Initiative"), True, "{plan}　KPIの達成状況（{year}）"),
    "target list": (("Goal", "Measure", "Initiative"), False, "{plan}　成果指標一覧"),
    "pledge list": (("Policy", "Pledge"), True, "市長公約の取組状況一覧（{year}末現在）"),
    "project forms": (("Measure", "Project"), True, "事務事業評価結果（{year}）"),
}
# Genres that print the whole plan in one form, and what they have no place for is dropped before.
WHOLE: Final = {
    "indicator list": web_lists.indicator_list,
    "target list": web_lists.indicator_list,
    "pledge list": web_lists.pledge_list,
    "project forms": web_lists.forms,
}
NUMBERS: Final = {
    "Goal": (
        "基本目標{n}　",
        "基本目標{n}：",
        "第{n}章　",
        "政策{n} ",
        "{roman}　",
        "{n}．",
        "基本方針{n}　",
        "【基本目標{n}】",
    ),
    "Policy": ("柱{n}　", "政策{n}　", "お約束{n}　", "{n}．", "視点{n} "),
    "Measure": ("施策{n}　", "施策{path}　", "{path}　", "（{n}）", "第{n}節　", "基本施策{n} ", "施策の方向{n}　"),
    "Initiative": ("（{n}）", "取組{n}　", "{circle}", "{circle} ", "", "{path}　"),
    "Pledge": ("{path}　", "（{n}）", "No.{n} ", "{circle}", "公約{path}　", ""),
    "Project": ("（{n}）", "{circle}", "", "事業{n}　"),
}  # fmt: skip
KNOWN: Final = 0.85  # of the indicators, how many have all of their results
CIRCLED, ROMAN = "①②③④⑤⑥⑦⑧⑨", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"
# How the levels of headings are marked, from the top; {t} is number and title, {b} a badge.
HEADS: Final = {
    "h2h3h4": ("<h2>{t}{b}</h2>", "<h3>{t}{b}</h3>", "<h4>{t}{b}</h4>"),
    "h2h4h5": ('<h2 class="midashi">{t}{b}</h2>', "<h4>{t}{b}</h4>", "<h5>{t}{b}</h5>"),
    "h3h4h5": ("<h3><span>{t}</span>{b}</h3>", "<h4><span>{t}</span>{b}</h4>", "<h5><span>{t}</span>{b}</h5>"),
    "strong": ("<h2>{t}{b}</h2>", "<h3>{t}{b}</h3>", "<p><strong>{t}</strong>{b}</p>"),
    "number span": (
        '<h2><span class="no">{c}</span>{w}{b}</h2>', '<h3><span class="no">{c}</span> {w}{b}</h3>', "<h4>{t}{b}</h4>",
    ),
    "accordion": ("<h2>{t}{b}</h2>", "<details><summary>{t}{b}</summary>", "<h4>{t}{b}</h4>"),
    "accordion heads": ("<h2>{t}{b}</h2>", "<details><summary><h3>{t}{b}</h3></summary>", "<h4>{t}{b}</h4>"),
    "sections": ("<section><h2>{t}{b}</h2>", '<section class="card"><h3>{t}{b}</h3>', "<h4>{t}{b}</h4>"),
    "linked": ('<h2><a name="a{p}" id="a{p}"></a>{t}{b}</h2>', '<h3><a name="a{p}"></a>{t}{b}</h3>', "<h4>{t}{b}</h4>"),
    "fonts": (
        '<p><font size="+2" color="#003399"><b>{t}</b></font>{b}</p>',
        '<p><font size="+1"><b>■{t}</b></font>{b}</p>',
        "<p><b>◆{t}</b>{b}</p>",
    ),
}  # fmt: skip
CLOSES: Final = {
    "accordion": ("", "</details>", ""),
    "accordion heads": ("", "</details>", ""),
    "sections": ("</section>", "</section>", ""),
}
CHARGES: Final = ("担当課", "所管課", "担当部署", "主管課", "担当", "実施主体")
GOALS: Final = (
    "貧困をなくそう", "飢餓をゼロに", "すべての人に健康と福祉を", "質の高い教育をみんなに",
    "ジェンダー平等を実現しよう",
    "安全な水とトイレを世界中に", "エネルギーをみんなにそしてクリーンに", "働きがいも経済成長も",
    "産業と技術革新の基盤をつくろう", "人や国の不平等をなくそう", "住み続けられるまちづくりを", "つくる責任つかう責任",
    "気候変動に具体的な対策を", "海の豊かさを守ろう", "陸の豊かさも守ろう", "平和と公正をすべての人に",
    "パートナーシップで目標を達成しよう",
)  # fmt: skip
SDGS: Final = ("none", "icons", "named icons", "numbers", "list", "numbered names")
TEXTS: Final = {
    "Policy": ("",),
    "Goal": ("", "基本的な考え方", "めざす姿"),
    "Measure": ("", "現状と課題", "施策の方針", "目的"),
}
RESULTS: Final = ("これまでの取組", "取組内容", "取組状況", "令和{era}年度の実績", "主な取組実績")
LOWEST: Final = ("headings", "items", "definitions", "table", "charged items")
UNLABELLED: Final = ("items", "definitions")
MARKS: Final = {
    "words": ("達成", "順調", "やや遅れ", "未着手"),
    "sentences": ("達成済み", "順調に進んでいる", "遅れている", "未実施"),
    "letters": ("A", "B", "C", "D"),
    "signs": ("◎", "○", "△", "×"),
}
GRADES: Final = {"Achieved": 0, "OnTrack": 1, "Delayed": 2, "NotStarted": 3}


@dataclass(slots=True)
class Page:
    """One document while it is printed: its choices of form, and the codes that were printed."""

    rng: Random
    plan: SyntheticPlan
    levels: tuple[str, ...]
    review: bool
    traits: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[str, ...]:
        """How headings are marked, by level."""
        return HEADS[self.traits["heads"]]

    def pick(self, trait: str, choices: tuple[str, ...] | dict[str, object] | list[str]) -> str:
        """The choice of a trait, drawn once a document."""
        if trait not in self.traits:
            self.traits[trait] = self.rng.choice(list(choices))
        return self.traits[trait]

    def numbered(self, node: Node, path: tuple[int, ...]) -> str:
        """What is printed before a title; remembers the code."""
        return number(self, node, path)

    def mark(self, status: str) -> str:
        """How a judgement is printed."""
        return MARKS[self.pick("marks", MARKS)][GRADES[status]]


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    genre = rng.choice(list(GENRES))
    levels, review, title = GENRES[genre]
    page = Page(rng, draw_plan(rng, levels=levels, review=review), levels, review, {"genre": genre})
    page.traits |= {"heads": "h2h3h4", "lowest": "table", "number of Project": ""} if genre in WHOLE else {}
    page.pick("heads", HEADS)
    page.pick("sdgs", SDGS)
    page.pick("lowest", LOWEST)
    # Bare lines of a list may as well be a text, and a bold line a label.
    plain = page.traits["lowest"] == "headings" and page.traits["heads"] in ("fonts", "strong")
    if page.traits["lowest"] in UNLABELLED or plain:
        page.traits[f"number of {levels[-1]}"] = rng.choice([form for form in NUMBERS[levels[-1]] if form])
    page.plan = page.plan.changed(lambda node: _printable(page, node))
    year = f"令和{page.plan.first + 2 - 2018}年度"
    head = title.format(plan=page.plan.title, year=year)
    body = [legend(page), contents(page)]
    if genre in WHOLE:
        body += WHOLE[genre](page)
    else:
        body += [line for node in page.plan.nodes for line in _element(page, node, (node.number,))]
    data = around(page, head, "\n".join(line for line in body if line))
    return Printed(data, ".html", page.plan, page.traits, page.codes)


def _printable(page: Page, node: Node) -> Node:
    """An element without what this form has no place for."""
    genre = page.traits["genre"]
    if genre in WHOLE:
        lowest = not node.children
        listed = genre in ("indicator list", "target list")
        return replace(
            node,
            children=() if listed and node.kind == "Measure" else node.children,
            kpis=tuple(_measured(page, kpi) for kpi in node.kpis) if listed else (),
            departments=() if listed or not lowest else node.departments,
            status="" if listed else node.status,
            sdgs=(),
            text=node.text if lowest and not listed else "",
        )
    lowest = page.levels.index(node.kind) == len(page.levels) - 1
    form = page.traits["lowest"]
    charged, judged = web_tables.charged(page), web_tables.judged(page)
    kpis = tuple(
        replace(
            _measured(page, kpi), departments=kpi.departments if charged else (), status=kpi.status if judged else ""
        )
        for kpi in node.kpis
    )
    return replace(
        node,
        kpis=kpis,
        departments=() if lowest and form in UNLABELLED else node.departments,
        sdgs=() if page.traits["sdgs"] == "none" else node.sdgs,
        text=node.text if page.rng.random() < 0.8 else "",
    )


def _measured(page: Page, kpi: Kpi) -> Kpi:
    """An indicator of which the last result may not be known yet."""
    results = kpi.of("Actual")
    if not results or page.rng.random() < KNOWN:
        return kpi
    return replace(
        kpi, values=tuple(replace(each, number=None) if each is results[-1] else each for each in kpi.values)
    )


def number(page: Page, node: Node, path: tuple[int, ...]) -> str:
    """What is printed before a title; remembers the code."""
    forms = NUMBERS[node.kind]
    if page.traits.get("number of Measure") == "（{n}）":  # whose parts no city numbers 1-1
        forms = tuple(each for each in forms if "{path}" not in each)
    form = page.pick(f"number of {node.kind}", forms)
    joined = "-".join(map(str, path))
    if form:
        page.codes[node.title] = (
            joined if "{path}" in form else "I" * node.number if "{roman}" in form else str(node.number)
        )
    return form.format(n=node.number, path=joined, circle=CIRCLED[node.number - 1], roman=ROMAN[node.number - 1])


def badge(page: Page, node: Node) -> str:
    """The judgement of an element beside its title, where it stands there."""
    if not node.status or page.pick("status", ("badge", "fact", "fact")) != "badge":
        return ""
    return f' <span class="badge s{GRADES[node.status]}">{page.mark(node.status)}</span>'


def _element(page: Page, node: Node, path: tuple[int, ...]) -> list[str]:
    depth = len(path) - 1
    heads = page.traits["heads"]
    code = number(page, node, path)
    form = HEADS[heads][depth]
    lines = [
        form.format(t=code + node.title, c=code.strip(), w=node.title, b=badge(page, node), p="-".join(map(str, path)))
    ]
    label = page.pick(f"text of {node.kind}", TEXTS.get(node.kind, RESULTS if page.review else ("", "内容")))
    label = label.format(era=page.plan.first + 2 - 2018)
    if node.text and not label:
        lines.append(f"<p>{node.text}</p>")
    lines += web_tables.facts(page, _facts(page, node, label))
    if node.kpis:
        lines += web_tables.indicators(page, node, depth)
    if node.children:
        lines += _children(page, node, path)
    lines.append(CLOSES.get(heads, ("", "", ""))[depth])
    if depth == 0 and page.pick("page top", ("none", "none", "link")) == "link":
        lines.append('<p class="pagetop"><a href="#top">このページの先頭へ</a></p>')
    return lines


def _facts(page: Page, node: Node, label: str) -> list[tuple[str, str]]:
    """Labels and what they say of an element, in the order of print; what is said in HTML is its own."""
    result = []
    if node.departments:
        parting = page.pick("departments", ("、", "・", "<br>", "，"))
        # Below 消防本部, 財政課 would be one of its own.
        units = sorted(node.departments, key=lambda unit: unit == "消防本部") if parting == "<br>" else node.departments
        result.append((page.pick("charge", CHARGES), parting.join(units)))
    if node.text and label:
        result.append((label, node.text))
    if node.status and not badge(page, node):
        result.append((page.pick("grade", ("進捗状況", "評価", "進捗度", "達成状況")), page.mark(node.status)))
    if node.sdgs:
        result.append((page.pick("sdg label", ("関連するSDGs", "SDGs", "関連するSDGsのゴール")), _goals(page, node)))
    if page.pick("order", ("charge first", "charge last")) == "charge last":
        result.reverse()
    return result


def _goals(page: Page, node: Node) -> str:
    named = [(goal, GOALS[goal - 1]) for goal in node.sdgs]
    match page.traits["sdgs"]:
        case "icons":
            return "".join(f'<img src="/img/sdg_{goal:02}.png" alt="SDGs目標{goal}" width="50">' for goal, _ in named)
        case "named icons":
            return " ".join(f'<img src="sdgs{goal}.gif" alt="目標{goal} {name}">' for goal, name in named)
        case "list":
            return "<ul>" + "".join(f"<li>目標{goal} {name}</li>" for goal, name in named) + "</ul>"
        case "numbered names":
            return "、".join(f"{goal}.{name}" for goal, name in named)
    return "、".join(f"目標{goal}" for goal, _ in named)


def _children(page: Page, node: Node, path: tuple[int, ...]) -> list[str]:
    form = page.traits["lowest"]
    if len(path) < len(page.levels) - 1 or form == "headings":
        return [line for child in node.children for line in _element(page, child, (*path, child.number))]
    numbered = [(number(page, child, (*path, child.number)), child) for child in node.children]
    words = {"Project": "主な事業", "Pledge": "公約"}.get(page.levels[-1], "主な取組")
    # What says nothing else of its items says what they are.
    bare = not page.review and (form in UNLABELLED or not page.traits[f"number of {page.levels[-1]}"])
    over = page.pick("list label", ("below", "strong") if bare else ("below", "none", "strong"))
    lines = [] if over == "none" else [web_tables.label_line(page, words, over, len(path) - 1)]
    return lines + web_tables.listed(page, form, numbered)
