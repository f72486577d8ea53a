"""What printed pages say in many ways: years, numbers, headings, legends, and tables of indicators."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from synthetic.paper import GOTHIC, MINCHO, Cell, Paper, TableLook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from random import Random

    from synthetic.paper import Row
    from synthetic.plans import Kpi, Node, SyntheticPlan, Value

__all__ = ["GRADE_WORDS", "Press"]

T = TypeVar("T")
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"
# Headings by level; {n} a number, {path} all of them, {c} circled, {r} Roman.
HEADS: Final = {
    "goal-measure": ("基本目標{n}　", "施策{n}　", "取組{n}　"),
    "chapters": ("第{n}章　", "第{n}節　", "（{n}）"),
    "joined": ("基本目標{n}　", "{path}　", "{path}　"),
    "policy": ("政策{n}　", "施策{path}　", "（{n}）"),
    "roman": ("基本目標{r}　", "基本施策{n}　", "{c}"),
    "directions": ("基本方針{n}　", "施策の方向{n}　", "（{n}）"),
    "pillars": ("柱{n}　", "施策{path}　", "取組{path}　"),
    "bracketed": ("【基本目標{n}】", "（{n}）", "{c}"),
}
GRADE_WORDS: Final = {
    "letters": ("Ａ", "Ｂ", "Ｃ", "Ｄ"),
    "latin": ("A", "B", "C", "D"),
    "circles": ("◎", "○", "△", "×"),
    "words": ("達成", "順調", "遅れ", "未着手"),
    "sentences": ("目標を達成した", "計画どおり進んでいる", "計画より遅れている", "着手していない"),
}
_EXPLAINED: Final = ("達成した", "順調に進んでいる", "遅れている", "着手していない")
_ORDER: Final = ("Achieved", "OnTrack", "Delayed", "NotStarted")


@dataclass(slots=True)
class Press:
    """Prints one plan: `pick` draws the choices of its form and keeps them as traits."""

    rng: Random
    plan: SyntheticPlan
    paper: Paper = field(default_factory=Paper)
    traits: dict[str, str] = field(default_factory=dict)

    def pick(self, trait: str, *choices: str) -> str:
        """A choice, the same for the whole document."""
        if trait not in self.traits:
            self.traits[trait] = self.rng.choice(choices)
        return self.traits[trait]

    def wording(self, name: str, *choices: T) -> T:
        """One of several words for the same, the same for the whole document."""
        return choices[int(self.pick(name, *map(str, range(len(choices)))))]

    def open(self) -> None:
        """Sets the paper up: its face, its running head and its foot."""
        paper = self.paper
        paper.font = {"mincho": MINCHO, "gothic": GOTHIC}[self.pick("face", "mincho", "gothic")]
        head = self.pick("head", "none", "left", "right")
        foot = self.pick("foot", "none", "number", "dashes", "of")
        pattern = {"none": "", "number": "{}", "dashes": "- {} -", "of": "{}ページ"}[foot]

        def around(sheet: Paper) -> None:
            if head != "none" and sheet.number > 1:
                x = sheet.left if head == "left" else sheet.width - 180
                sheet.say(self.plan.title, x, 26, 8)
            text = pattern.format(sheet.number)
            sheet.say(text, sheet.width / 2 - 2.5 * len(text), sheet.height - 36, 9)

        paper.head = around

    def year(self, year: int) -> str:
        """A fiscal year."""
        era, name = (year - 2018, "令和") if year > 2018 else (year - 1988, "平成")
        form = self.pick("years", "era", "letter", "letter-year", "western", "both")
        word = "元" if era == 1 else str(era)
        return {
            "era": f"{name}{word}年度",
            "letter": f"{'R' if name == '令和' else 'H'}{'元' if era == 1 else era}",
            "letter-year": f"{'R' if name == '令和' else 'H'}{'元' if era == 1 else era}年度",
            "western": f"{year}年度",
            "both": f"{name}{word}（{year}）年度",
        }[form]

    def number(self, number: Decimal) -> str:
        """A number, its thousands parted."""
        return f"{number:,}"

    def heading(self, node: Node, path: Sequence[int]) -> str:
        """The number and title of an element."""
        number = path[-1]
        head = HEADS[self.pick("numbering", *HEADS)][len(path) - 1]
        text = head.format(n=number, path="-".join(map(str, path)), c=CIRCLED[number - 1], r=ROMAN[number - 1])
        if self.pick("digits", "narrow", "wide") == "wide":
            text = "".join(_wide(letter) for letter in text)
        return text + node.title

    def codes(self) -> dict[str, str]:
        """The codes that are printed in full; none where a number counts only among its siblings."""
        if self.traits.get("numbering") not in {"joined", "pillars"}:
            return {}
        found: dict[str, str] = {}

        def below(nodes: Sequence[Node], above: tuple[int, ...]) -> None:
            for node in nodes:
                found[node.title] = "-".join(map(str, (*above, node.number)))
                below(node.children, (*above, node.number))

        below(self.plan.nodes, ())
        return found

    def units(self, node: Node | Kpi) -> str:
        """The departments in charge."""
        return self.wording("parting", "、", "・", "\n").join(node.departments)

    def worded(self) -> TableLook:
        """How this document draws its tables of words, which always have rules between their rows."""
        return self.look(rules="level" if self.look().rules == "none" else self.look().rules)

    def look(self, **changes: object) -> TableLook:
        """How this document draws its tables."""
        rules = self.pick("rules", "all", "all", "level", "none")
        again = self.pick("over-pages", "header again", "no header") == "header again"
        top = self.pick("cells", "top", "middle") == "top"
        return replace(TableLook(rules, top, self.wording("type", 8.5, 9.5), again=again), **changes)

    def grade(self, status: str) -> str:
        """A judgement as printed."""
        return GRADE_WORDS[self.pick("grades", *GRADE_WORDS)][_ORDER.index(status)]

    def legend(self) -> None:
        """What the grades mean, where they do not say it themselves."""
        grades = self.pick("grades", *GRADE_WORDS)
        if grades in {"words", "sentences"}:
            return
        marks = GRADE_WORDS[grades]
        form = self.pick("legend", "line", "lines", "table")
        if form == "line":
            mark = self.wording("legend-mark", "：", "…", "＝")
            said = "　".join(f"{each}{mark}{what}" for each, what in zip(marks, _EXPLAINED, strict=True))
            self.paper.lines(self.wording("legend-head", "【評価】", "※評価　", "評価区分　") + said, 9)
        elif form == "lines":
            self.paper.lines("評価の区分", 9)
            for each, what in zip(marks, _EXPLAINED, strict=True):
                self.paper.lines(f"{each}：{what}", 9, indent=12)
        else:
            rows: list[Row] = [
                [Cell(each, align="centre"), Cell(what)] for each, what in zip(marks, _EXPLAINED, strict=True)
            ]
            self.paper.table((1, 5), [[Cell("評価"), Cell("内容")]], rows, self.look(rules="all"))
        self.paper.space(6)

    # --- tables of indicators ---

    def kpi_columns(self, *, review: bool, charges: bool) -> tuple[list[float], list[Row]]:
        """The breadths and the header of a table of indicators."""
        name = self.wording("kpi-name", "指標名", "指標", "成果指標", "重要業績評価指標（KPI）", "指標の名称")
        base = self.wording("base", "基準値", "現状値", "策定時")
        target = self.wording("target", "目標値", "目標")
        first, last = self.plan.first - 1, self.plan.last
        columns: list[tuple[float, str, str]] = [(4.2, name, "")]
        if self.unit_place == "column":
            columns.append((1.2, "単位", ""))
        dated = self.year_place
        columns.append(self._dated(base, first, dated))
        if review:
            columns += [self._dated("実績値", year, dated, "実績値") for year in self.actual_years()]
        columns.append(self._dated(target, last, dated))
        if review:
            columns.append((1.6 if self.pick("grades", *GRADE_WORDS) != "sentences" else 2.6, "評価", ""))
        if charges:
            columns.append((2.0, self.wording("charged", "担当課", "所管課", "主管課"), ""))
        widths = [each[0] for each in columns]
        if dated != "two rows":
            return widths, [[Cell(said) for _, said, _ in columns]]
        upper: Row = []
        lower: Row = []
        for at, (_, said, year) in enumerate(columns):
            same = [each for each in columns if each[1] == said and year]
            again = at > 0 and year != "" and columns[at - 1][1] == said
            upper.append(None if again else Cell(said, across=max(1, len(same))) if year else Cell(said, down=2))
            lower.append(Cell(year) if year else None)
        return widths, [upper, lower]

    def _dated(self, said: str, year: int, dated: str, group: str = "") -> tuple[float, str, str]:
        if dated == "header":
            return 1.9, f"{said}（{self.year(year)}）" if not group else f"{self.year(year)}実績", ""
        if dated == "header below":
            return 1.9, f"{said}\n{self.year(year)}", ""
        if dated == "two rows":
            return 1.9, said, self.year(year)
        return 2.3, f"{self.year(year)}実績" if group else said, ""

    @property
    def unit_place(self) -> str:
        """Where units stand."""
        return self.pick("unit", "column", "value", "name")

    @property
    def year_place(self) -> str:
        """Where years stand."""
        return self.pick("dated", "header", "header below", "two rows", "value", "value below")

    def actual_years(self) -> list[int]:
        """The years that a review tells the actual values of."""
        return [self.plan.first + at for at in range(min(3, self.plan.last - self.plan.first))]

    def kpi_cells(self, kpi: Kpi, *, review: bool, charges: bool) -> Row:
        """One row."""
        row: Row = [Cell(self.kpi_name(kpi))]
        if self.unit_place == "column":
            row.append(Cell(kpi.unit, align="centre"))
        align = self.pick("numbers", "right", "centre")
        row += [Cell(self.value(value, kpi), align=align) for value in kpi.values]
        if review:
            row.append(Cell(self.grade(kpi.status), align="centre"))
        if charges:
            row.append(Cell(self.units(kpi)))
        return row

    def kpi_name(self, kpi: Kpi) -> str:
        """A name, with its unit where that stands there."""
        return f"{kpi.name}（{kpi.unit}）" if self.unit_place == "name" else kpi.name

    def value(self, value: Value, kpi: Kpi, *, bare: bool = False) -> str:
        """A number, with its unit and its year where these stand there."""
        if value.number is None:
            return "－"
        said = self.number(value.number) + (kpi.unit if self.unit_place == "value" else "")
        if bare or value.kind == "Actual" or not self.year_place.startswith("value"):
            return said
        return said + ("\n" if self.year_place == "value below" else "") + f"（{self.year(value.year)}）"


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if letter.isascii() and letter.isdigit() else letter
