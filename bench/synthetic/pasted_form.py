"""The choices of form of one pasted document, and how it prints years, numbers, units, judgements and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from synthetic import pasted_words as forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from synthetic.plans import Value

__all__ = ["Form"]


@dataclass(slots=True)
class Form:
    """The choices of one document, each drawn by itself when it is first asked for."""

    rng: Random
    traits: dict[str, str]

    def of(self, trait: str, choices: Sequence[str]) -> str:
        """One of the choices, the same for all of the document."""
        if trait not in self.traits:
            self.traits[trait] = self.rng.choice(sorted(choices))
        return self.traits[trait]

    # --- words ---

    def year(self, year: int) -> str:
        """A fiscal year in the era of the document: 令和4年度, R4, 2022年度."""
        style = self.of("years", forms.YEARS)
        era, number = ("令和", year - 2018) if year > 2018 else ("平成", year - 1988)
        shown = "元" if number == 1 and era == "令和" else str(number)
        letter = {"令和": "R", "平成": "H"}[era]
        return style.format(era=era, n=shown, letter=letter, number=number, western=year)

    def number(self, value: Value) -> str:
        """A number as the document prints numbers."""
        if value.number is None:
            return "－"
        style = self.of("numbers", ("1,234", "1234", "１，２３４"))
        text = f"{value.number:,}" if "," in style or "，" in style else str(value.number)
        return text.translate(forms.WIDE) if style == "１，２３４" else text

    def units(self, units: Sequence[str]) -> str:
        """Units side by side."""
        between = self.of("between units", ("、", "・", "，", "　", "／"))
        return ("、" if between == "　" and "消防本部" in units else between).join(
            units
        )  # 消防本部　総務課 is one unit

    def judged(self, status: str) -> str:
        """A judgement: a word, or a mark that the legend explains."""
        return forms.GRADES[self.of("judgements", sorted(forms.GRADES))][status]

    def legend(self) -> Iterator[str]:
        """What explains the marks, if they need it."""
        words = forms.GRADES[self.of("judgements", sorted(forms.GRADES))]
        if all(len(mark) == 1 for mark in words.values()):
            shape = self.of("legend", ("line", "lines", "note"))
            told = [f"{mark}：{forms.MEANINGS[status]}" for status, mark in words.items()]
            if shape == "lines":
                yield "【評価の基準】"
                yield from told
            elif shape == "note":
                yield "※進捗評価　" + "、".join(told)
            else:
                yield "評価区分　" + "　".join(told)

    def label(self, name: str) -> str:
        """A label on a line of its own: 【成果指標】, ◆成果指標."""
        return self.of("labels", forms.LABELS).format(name)
