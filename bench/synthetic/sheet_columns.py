"""The columns of lists that cities keep in spreadsheets: titles, indicators with values, charges, judgements."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from synthetic.plans import GRADES, Kpi, Node, SyntheticPlan, Value
from synthetic.sheet_grids import YEARS, Cell, Column, Draw, Sheet, figure, year_words
from synthetic.sheet_heads import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "Judge",
    "Titles",
    "Values",
    "charge_columns",
    "judge",
    "legend",
    "opening",
]

WORDS: Final = {
    "達成/順調": ("達成", "順調", "遅れ", "未着手"),
    "目標達成/順調に推移": ("目標達成", "順調に推移", "遅れている", "未着手"),
    "達成済/計画どおり": ("達成済み", "計画どおり", "やや遅れている", "着手していない"),
}
MARKS: Final = {"ABCD": "ＡＢＣＤ", "◎○△×": "◎○△×", "A～D": "ABCD", "1～4": "4321"}


@dataclass(frozen=True, slots=True)
class Judge:
    """How a judgement is printed: a word, or a mark that a legend explains."""

    words: tuple[str, ...]
    marks: str
    head: str

    def __call__(self, status: str) -> str:
        """A judgement as it is printed."""
        if not status:
            return "－"
        at = GRADES.index(status)
        return self.marks[at] if self.marks else self.words[at]

    def legend(self, form: str) -> str:
        """What the marks mean, on a line; "" where words are printed."""
        pairs = zip(self.marks, self.words, strict=False)
        return form[0] + form[2].join(f"{mark}{form[1]}{word}" for mark, word in pairs) if self.marks else ""


def judge(draw: Draw) -> Judge:
    """The words and marks of judgements in a document."""
    words = WORDS[draw.pick("judgements", *WORDS)]
    marks = draw.pick("marks", "", "", *MARKS)
    head = draw.pick("judged in", "進捗状況", "達成状況", "評価", "進捗度", "達成度", "進捗評価", "判定", "総合評価")
    return Judge(words, MARKS[marks] if marks else "", head)


def legend(draw: Draw, judged: Judge) -> str:
    """The line that explains the marks."""
    forms = (
        ("", "：", "　"),
        ("※", "：", "、"),
        ("【凡例】", "…", "　"),
        ("※評価　", "＝", "、"),
        ("凡例　", ":", " / "),
    )
    at = draw.pick("legend", *range(len(forms)))
    return judged.legend(forms[at])


class Values:
    """The columns of an indicator: name, unit, values with their years, in one of the ways that lists have them."""

    def __init__(self, draw: Draw, plan: SyntheticPlan, *, review: bool, workbook: bool, several: bool = False) -> None:
        self.year = draw.pick("years", *YEARS)
        self.unit = draw.pick("units", "column", "column", "behind name", "in value")
        hows = ("plain", "commas", "wide", "format", "percent") if workbook else ("plain", "commas", "wide")
        self.how = draw.pick("numbers", *hows)
        self.absent = draw.pick("absent", "", "－", "未公表", "集計中", "-")
        self.kinds = {
            "Baseline": draw.pick("baseline", "基準値", "現状値", "策定時", "当初値", "計画策定時の値", "基準"),
            "Actual": draw.pick("actual", "実績値", "実績", "実績"),
            "Target": draw.pick("target", "目標値", "目標", "最終目標値", "KPI目標値"),
        }
        arranged = ["kind(year)", "kind⏎year", "year kind", "stacked", "year columns", "in value"]
        if several:  # names that are long enough without the year, and years that no name holds
            arranged.remove("in value")
        self.arranged = draw.pick("values", *arranged, *(["year over kind"] if review else []))
        yearly = draw.pick("targets of years", True, False, False) if review else False
        self.yearly = review and self.arranged != "year columns" and (yearly or self.arranged == "year over kind")
        self.name = draw.pick(
            "indicator",
            "指標名",
            "成果指標",
            "KPI",
            "重要業績評価指標（KPI）",
            "指標",
            "評価指標",
            "数値目標",
            "指標の名称",
        )
        self.plan = plan

    def as_printed(self, kpi: Kpi, draw: Draw) -> Kpi:
        """The indicator as printed: with targets of its years, and without the values that are not known."""
        values = [*kpi.values]
        if self.yearly:
            values += [Value("Target", each.year, draw.rng.choice(kpi.values).number) for each in kpi.of("Actual")]
        if self.absent:
            values = [replace(v, number=None) if v.kind == "Actual" and draw.rng.random() < 0.1 else v for v in values]
        return replace(kpi, values=tuple(sorted(values, key=lambda v: (v.year, v.kind))))

    def columns(self, kpi: Callable[[Any], Kpi | None], group: tuple[str, ...] = (), before: str = "") -> list[Column]:
        """The columns of one indicator a row; below `group`, or with `before` before their names."""

        def named(*heads: str) -> tuple[str, ...]:
            parted = "_" if before[-1:].isdigit() and heads[0][:1].isdigit() else ""
            return (*group, f"{before}{parted}{heads[0]}", *heads[1:])

        def said(of: Callable[[Kpi], Cell | str]) -> Callable[[Any], Cell | str]:
            return lambda row: of(each) if (each := kpi(row)) else ""

        def name(each: Kpi) -> str:
            return f"{each.name}（{each.unit}）" if self.unit == "behind name" else each.name

        found = [Column(named("名称" if before or group else self.name), said(name))]
        if self.unit == "column":
            found.append(Column(named("単位"), said(lambda each: each.unit)))
        for kind, year in self._slots():
            found += self._slot(kind, year, said, named)
        return found

    def _slots(self) -> list[tuple[str, int]]:
        kpi = next(each for node in self.plan.walk() for each in node.kpis)
        slots = [(value.kind, value.year) for value in kpi.values]
        if self.arranged == "year over kind":
            return sorted(slots, key=lambda slot: (slot[1], slot[0] == "Actual"))
        return sorted(slots, key=lambda slot: (slot[0] != "Baseline", self.arranged == "stacked" and slot[0], slot[1]))

    def _slot(self, kind: str, year: int, said: Any, named: Any) -> list[Column]:
        word, when = self.kinds[kind], year_words(year, self.year)

        def value(each: Kpi) -> Cell:
            number = next(v.number for v in each.values if (v.kind, v.year) == (kind, year))
            if number is None:
                return Cell(self.absent)
            shown = figure(number, each.unit if self.unit == "in value" else "", self.how)
            if self.arranged == "in value":
                return Cell(f"{figure(number, each.unit if self.unit == 'in value' else '', 'plain').text}（{when}）")
            return shown

        heads = {
            "kind(year)": (f"{word}（{when}）",),
            "kind⏎year": (f"{word}\n（{when}）",),
            "year kind": (f"{when}{word}",),
            "stacked": (word, when),
            "year over kind": (when, word),
            "year columns": (word if kind != "Actual" else f"{when}{word}",),
            "in value": (word if kind != "Actual" else f"{word}（{when}）",),
        }[self.arranged]
        columns = [Column(named(*heads), said(value))]
        if self.arranged == "year columns" and kind != "Actual":
            stem = "基準年度" if kind == "Baseline" else "目標年度"
            columns.insert(0, Column(named(stem), said(lambda _: when)))
        return columns


def charge_columns(draw: Draw, of: Callable[[Any], Sequence[str]], key: Callable[[Any], object] | None) -> list[Column]:
    """A column of units in charge, or two where divisions stand before them."""
    joint = draw.pick("several units", "、", "\n", "・", "，", "／")
    head = draw.pick("charge", "担当課", "所管課", "担当部署", "担当部/担当課", "主管課名", "担当課等", "所属")

    def units(row: Any) -> str:
        # 消防本部 over 予防課 would be one unit of the other.
        return ("、" if "消防本部" in of(row) else joint).join(of(row))

    column = Column((head.rpartition("/")[2],), units, key)
    if "/" not in head:
        return [column]
    return [Column(("担当部",), lambda row: "総合政策部" if of(row) else "", key), column]


def opening(draw: Draw, plan: SyntheticPlan, sheet: Sheet, words: str) -> None:
    """What stands above a table: title, term, date; with a blank row between or not."""
    form = draw.pick("above", "nothing", "title", "title, blank", "title, date", "title, term, blank")
    if form == "nothing":
        return
    sheet.line(f"{plan.title}　{words}")
    if "term" in form:
        sheet.line(f"計画期間：{year_words(plan.first, YEARS[0])}～{year_words(plan.last, YEARS[0])}")
    if "date" in form:
        sheet.line(*[""] * 4, f"令和{plan.first - 2015}年3月31日現在")
    if "blank" in form:
        sheet.line()


class Titles:
    """How titles are numbered, and what their columns are called."""

    NUMBERINGS: Final = ("", "words", "words", "path", "plain", "brackets")

    def __init__(
        self, draw: Draw, plan: SyntheticPlan, heads: Sequence[tuple[str, ...]], *, numbered: bool = False
    ) -> None:
        self.numbering = draw.pick("numbering", *(self.NUMBERINGS[1:] if numbered else self.NUMBERINGS))
        self.heads = [draw.pick(f"level {at + 1}", *each) for at, each in enumerate(heads)]
        self.paths: dict[str, str] = {}
        self._walk(plan.nodes, ())

    def _walk(self, nodes: Sequence[Node], path: tuple[int, ...]) -> None:
        for node in nodes:
            self.paths[node.title] = "-".join(map(str, (*path, node.number)))
            self._walk(node.children, (*path, node.number))

    @property
    def codes(self) -> dict[str, str]:
        """The printed codes of elements by title; none where a number does not say the whole path."""
        return self.paths if self.numbering in {"words", "path"} else {}

    def title(self, node: Node) -> str:
        """A title with its number."""
        path = self.paths[node.title]
        last, depth = path.rpartition("-")[2], path.count("-")
        word = next(word for pattern, word in COUNTED if re.search(pattern, self.heads[depth]))
        circled = chr(ord("①") + int(last) - 1)
        before = {
            "": "",
            "words": f"{word}{path}　",
            "path": f"{path}　",
            "plain": (f"{last}　", f"({last}) ", f"{circled} ")[depth],
            "brackets": (f"【{word}{last}】", f"({last}) ", circled)[depth],
        }
        return before[self.numbering] + node.title
