"""The choices of a print in columns, and its tables: of indicators, of initiatives and projects, of pledges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from synthetic.layout_pages import WIDTH, Column, Pages, width
from synthetic.plans import GRADES, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from synthetic.plans import Kpi, Node, SyntheticPlan

__all__ = ["Form", "kpi_table", "legend", "mark", "node_table", "of_values"]

_MARKS: Final = {
    "circles": ("◎", "○", "△", "×"),
    "letters": ("A", "B", "C", "D"),
    "words": ("達成", "順調", "遅れ", "未着手"),
}
_MEANINGS: Final = ("目標を達成した", "順調に進んでいる", "遅れている", "未着手")
_ERAS: Final[dict[str, Callable[[int], str]]] = {
    "R5": lambda year: f"R{year - 2018}" if year > 2018 else f"H{year - 1988}",
    "R5年度": lambda year: f"R{year - 2018}年度" if year > 2018 else f"H{year - 1988}年度",
    "令和5年度": lambda year: f"令和{year - 2018}年度" if year > 2018 else f"平成{year - 1988}年度",
    "2023年度": lambda year: f"{year}年度",
}
_NAMES: Final = ("指標名", "成果指標", "指標", "KPI", "重要業績評価指標（KPI）", "目標指標", "指　標　名")
_KINDS: Final = {
    "Baseline": ("現状値", "基準値", "策定時", "現状"),
    "Target": ("目標値", "目標"),
    "Actual": ("実績値", "実績"),
}


@dataclass(slots=True)
class Form:
    """The choices of a print."""

    rng: Random
    pages: Pages
    traits: dict[str, str]

    def choose(self, trait: str, *choices: str) -> str:
        """The choice of a trait, drawn once a document."""
        if trait not in self.traits:
            self.traits[trait] = self.rng.choice(choices)
        return self.traits[trait]


def legend(form: Form) -> None:
    """What the marks of judgements mean; words need none."""
    marks = form.choose("marks", *_MARKS)
    if marks == "words":
        return
    pairs = [f"{each}：{meaning}" for each, meaning in zip(_MARKS[marks], _MEANINGS, strict=True)]
    if form.choose("legend", "line", "lines") == "line":
        form.pages.line("【評価の区分】　" + "　".join(pairs))
    else:
        form.pages.line("評価の基準")
        for pair in pairs:
            form.pages.line(pair, 2)


def mark(form: Form, status: str) -> str:
    """How a judgement is printed."""
    return _MARKS[form.choose("marks", *_MARKS)][GRADES.index(status)] if status else ""


def of_values(form: Form, plan: SyntheticPlan, *, review: bool) -> SyntheticPlan:
    """The plan with targets of each year where two lines are printed, and without judgements where none are."""
    two = review and form.choose("kpi rows", "one", "two", "one") == "two"
    graded = review and form.choose("grades", "yes", "yes", "no") == "yes"

    def kpi(each: Kpi) -> Kpi:
        values = each.values
        if two:
            between = [Value("Target", value.year, value.number + 1) for value in each.of("Actual") if value.number]
            values = (*each.of("Baseline"), *each.of("Actual"), *between, *each.of("Target"))
        return replace(each, values=values, status=each.status if graded else "")

    return plan.changed(lambda node: replace(node, kpis=tuple(map(kpi, node.kpis))))


def kpi_table(form: Form, kpis: Sequence[tuple[Node, Kpi]], x: int, *, owner: str = "") -> None:
    """The indicators; where `owner` names a column, it has the titles of their elements."""
    unit = form.choose("unit", "column", "value", "name")
    two = form.traits.get("kpi rows") == "two"
    values = _columns_of_values(form, kpis[0][1], two=two)
    columns = [Column((form.choose("name", *_NAMES),), 0)]
    if unit == "column":
        columns.append(Column(("単位",), 6, form.choose("unit align", "centre", "left")))
    if two:
        columns.append(Column((form.choose("name of lines", "区分", ""),), 4))
    align = form.choose("align", "right", "centre", "left")
    columns += [Column(head, max(9, *map(width, head)), align) for head, _ in values]
    graded, charged = any(kpi.status for _, kpi in kpis), any(kpi.departments for _, kpi in kpis)
    if graded:
        columns.append(Column((form.choose("grade name", "評価", "達成度", "進捗"),), 6, "centre"))
    if charged:
        columns.append(Column((form.choose("charge name", "担当課", "所管課", "主管課"),), 14))
    room = WIDTH - x - sum(column.width + 2 for column in columns[1:]) - (24 if owner else 0)
    widest = max(width(_name(kpi, unit)) for _, kpi in kpis)
    wide = form.choose("name width", "as needed", "wide", "narrow") == "as needed"
    columns[0] = replace(
        columns[0], width=max(18, width(columns[0].head[0]), min(room, widest if wide else room if room < 40 else 30))
    )
    rows = []
    for _, kpi in kpis:
        row = [_name(kpi, unit), *([kpi.unit] if unit == "column" else []), *(["目標\n実績"] if two else [])]
        row += ["\n".join(_number(form, kpi, key) for key in keys) for _, keys in values]
        row += ([mark(form, kpi.status)] if graded else []) + (["\n".join(kpi.departments)] if charged else [])
        rows.append(row)
    if owner:
        columns.insert(0, Column((owner,), 22))
        titles = [node.title for node, _ in kpis]
        each = form.choose("owner in", "each row", "first row") == "each row"
        for at, row in enumerate(rows):
            row.insert(0, titles[at] if each or at == 0 or titles[at] != titles[at - 1] else "")
    form.pages.table(columns, rows, x)


def _columns_of_values(
    form: Form, kpi: Kpi, *, two: bool
) -> list[tuple[tuple[str, ...], tuple[tuple[str, int] | None, ...]]]:
    """The name of each column, and which values stand in it, over each other."""
    era = _ERAS[form.choose("era", *_ERAS)]
    head = form.choose("head", "brackets", "two lines", "two lines bare", "years")
    names = {kind: form.choose(f"name of {kind}", *each) for kind, each in _KINDS.items()}
    (base,), *_, target = kpi.of("Baseline"), kpi.of("Target")[-1]
    between = [value.year for value in kpi.of("Actual")]
    if two:
        return [
            ((era(base.year), f"（{names['Baseline']}）"), (None, ("Baseline", base.year))),
            *(((era(year),), (("Target", year), ("Actual", year))) for year in between),
            ((era(target.year), "（最終）"), (("Target", target.year), None)),
        ]
    values = [base, *kpi.of("Actual"), target]
    if between and form.choose("target first", "no", "no", "yes") == "yes":
        values = [base, target, *kpi.of("Actual")]
    return [
        (
            {
                "brackets": (f"{names[value.kind]}（{era(value.year)}）",),
                "two lines": (names[value.kind], f"（{era(value.year)}）"),
                "two lines bare": (names[value.kind], era(value.year)),
                "years": (f"{era(value.year)}{names[value.kind]}",),
            }[head],
            ((value.kind, value.year),),
        )
        for value in values
    ]


def _name(kpi: Kpi, unit: str) -> str:
    return kpi.name + (f"（{kpi.unit}）" if unit == "name" else "")


def _number(form: Form, kpi: Kpi, key: tuple[str, int] | None) -> str:
    found = [value.number for value in kpi.values if (value.kind, value.year) == key]
    if not found:
        return ""
    text = f"{found[0]:,}" if form.choose("commas", "yes", "yes", "no") == "yes" else str(found[0])
    return text + (kpi.unit if form.traits["unit"] == "value" else "")


def node_table(form: Form, nodes: Sequence[Node], names: Sequence[str], x: int, *, first: int = 0) -> None:
    """Elements one a row, in columns that are named; of 番号 from `first` on, of 予算額 what nobody asks for."""
    rng = form.rng
    texts: dict[str, tuple[int, Callable[[int, Node], str]]] = {
        "title": (form.rng.choice((26, 34)), lambda _, node: node.title),
        "number": (5, lambda at, _: str(first + at)),
        "text": (28, lambda _, node: node.text),
        "charge": (14, lambda _, node: "\n".join(node.departments)),
        "mark": (6, lambda _, node: mark(form, node.status)),
        "cost": (10, lambda _, __: f"{rng.randint(100, 90000):,}"),
    }
    columns, rows = [], [[""] * len(names) for _ in nodes]
    for column, name in enumerate(names):
        what, _, head = name.partition(":")
        room, text = texts[what]
        align = {"mark": "centre", "cost": "right"}.get(what, "left")
        columns.append(Column((head,), max(room, width(head)), align))
        for at, node in enumerate(nodes):
            rows[at][column] = text(at, node)
    form.pages.table(columns, rows, x)
