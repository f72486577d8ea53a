"""Which heading stands above which: by the level that the file gives it, else by the usual order of numberings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind
from plangraph.plans.outline import (
    ROMAN,
    SUFFIX,
    Marker,
    is_quantity,
    join_lines,
    kanji_number,
    one_line,
    parse_marker,
    unquoted,
)
from plangraph.plans.vocabulary import fold, named_kind

if TYPE_CHECKING:
    from plangraph.model import Block

__all__ = ["FIRM", "PARTS", "SPOKEN", "Heading", "Ranks", "read_heading"]

# The steps of what says by its numbering that it parts a text: 第1部, 第1章, 第1節, 第1項.
PARTS: Final = frozenset({"part", "chapter", "section", "clause"})
SPOKEN: Final = "spoken"  # the style of a heading that is a sentence and names a title

_LONGEST: Final = 50  # letters; what is longer is a sentence
_LONGEST_BARE: Final = 30  # of a title behind a number alone
_NAMED: Final = re.compile(
    r"^(?:[【〔\[［<＜〈《≪]\s*)?(?P<name>[^\s\d０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳【】:：]{1,10}?)\s*(?:その)?(?P<open>[(（【]?)"
    rf"(?P<n>[0-9０-９]{{1,3}}(?![0-9０-９])(?:[.．][0-9０-９]{{1,2}}|{SUFFIX}){{0,3}}|[{ROMAN}]{SUFFIX}{{0,3}}"
    rf"|[IVX]{{1,4}}(?![A-Za-z]){SUFFIX}{{0,3}}|[①-⑳]"
    r"|[一二三四五六七八九十]{1,2}(?=[\s】〕\]］>＞〉》≫)）:：.．、])|[ア-ンA-HＡ-Ｈ](?=[\s】〕\]］>＞〉》≫)）:：.．、]))"
    r"[)）】]?\s*(?P<part>章|節|編|部)?\s*[】〕\]］>＞〉》≫:：.．、]?\s*(?P<title>\S.*)?$",
    re.DOTALL,
)
# From the top. Named ones stand between chapters and plain numbers; a list below parts named ones of one step.
_STEPS: Final = {
    "part": 0, "chapter": 10, "top": 20, "section": 30, "clause": 35, "roman": 15, "measure": 40, "initiative": 60,
    "project": 70, "number": 50, "dotted": 52, "bare": 50, "filed": 50, "parenthesised": 62, "circled": 72,
    "katakana": 82, "kana": 83, "arrow": 86,
}  # fmt: skip
_PLAIN_NUMBERS: Final = ("number", "dotted", "bare")
_DEEP: Final = frozenset({"dotted", "measure", "initiative", "parenthesised"})  # 1-2 stands below 1
FIRM: Final = frozenset({"top", "measure", "initiative", "project"})  # words that say what a heading opens
# What may have the numbers before those of 1-1; (1) and ① begin anew below it.
_COUNTED: Final = frozenset({"part", "chapter", "section", "number", "bare", "dotted", *FIRM})
_QUOTED: Final = re.compile(r"「(?P<title>[^「」]{2,40})」に(?:ついて|つきまして|関して)")
_SPOKEN: Final = re.compile(
    r"^(?:まず|次に|続いて|続きまして|最後に|はじめに|初めに|第\S{1,3}に)[は、]*(?P<title>[^、。「」]{2,30})"
    r"に(?:ついて|つきまして|関して)(?:、?(?:ご?説明|申し上げ|述べ)\S*|で(?:す|あります|ございます))。$"
)
# 公約の１つ目である「…」について: what the title is, and its number.
_ORDINAL: Final = re.compile(r"(?P<name>[^\sの、「」]{2,6})の(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})(?:つ|番)目")
_SENTENCE: Final = re.compile(r"。|(?:ます|です|ました|である|ください)$")
_SECTION: Final = re.compile(
    r"^第\s*(?P<n>[0-9０-９]+|[一二三四五六七八九十]+)\s*(?P<part>節|項|編|部|章)\s*[:：]?\s*(?P<title>.*)$", re.DOTALL
)


_KANA: Final = re.compile(r"^[(（](?P<n>[ア-ンa-zａ-ｚ])[)）]\s*(?P<title>\S.*)$", re.DOTALL)
_REFERRING: Final = re.compile(r"の[^\u3040-\u309F\s]")  # 柱2の項目 speaks of 柱2
_SQUARE: Final = re.compile(r"^[■□◆◇▼▽]\s*(?=\S{1,10}[\d０-９一-十①-⑳Ⅰ-Ⅹ]|[(（\d０-９①-⑳])")  # ■施策1 …
_POINTS: Final = re.compile(r"^(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]?\s+(?P<title>[^\d\s].*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: the file's level (0: none), its numbering, code and title, and what it says it is."""

    level: int
    style: str
    code: str
    title: str
    kind: ElementKind | None
    step: str


def read_heading(block: Block, *, sentences: bool = False) -> Heading | None:
    """A block as a heading: one of the file's own, or a short line with a numbering; None for any other.

    With `sentences` that line may promise something, as pledges do: (1) 給食費を無料にします.
    """
    own = block.kind is BlockKind.HEADING
    text = one_line(block.text)
    if block.rows or block.kind is BlockKind.ITEM or len(text) > (2 if own else 1) * _LONGEST:
        return None
    level = block.level if own else 0
    if "。" in text or (not own and not sentences and _SENTENCE.search(text)):
        promised = _named(text, level) if "。" not in text else None  # 公約1-1 …を無料にします
        if promised and promised.kind is ElementKind.PLEDGE:
            return promised
        return _spoken(text, block.level) if own else None
    text = _SQUARE.sub("", text)
    found = _sectioned(text, level) or _named(text, level) or _numbered(text, level)
    return found or (Heading(level, "plain", "", unquoted(join_lines(text)), None, "") if own else None)


def _spoken(text: str, level: int) -> Heading | None:
    """次に、「…」についてであります。: what a speech says next, and perhaps which of the pledges it is."""
    match = _QUOTED.search(text) or _SPOKEN.match(text)
    if match is None:
        return None
    ordinal = _ORDINAL.search(unicodedata.normalize("NFKC", text[: match.start("title")]))
    known = named_kind(ordinal["name"]) if ordinal else None
    code = _code(ordinal["n"]) if ordinal and known else ""
    return Heading(level, SPOKEN, code, join_lines(match["title"]), known[0] if known else None, "")


def _sectioned(text: str, level: int) -> Heading | None:
    """第1章 …, 第2節 …, 第3項 …."""
    match = _SECTION.match(text)
    if match is None:
        return None
    step = {"章": "chapter", "編": "part", "部": "part", "項": "clause"}.get(match["part"], "section")
    marker = parse_marker(f"第{match['n']}章 x")
    return Heading(level, step, marker.code if marker else "", unquoted(join_lines(match["title"])), None, step)


def _named(text: str, level: int) -> Heading | None:
    """基本目標1 …, 施策の方向(1) …."""
    match = _NAMED.match(text)
    known = named_kind(match["name"]) if match else None
    if match is None or known is None or not match["title"] or is_quantity(text[match.start("n") :]):
        return None
    if _REFERRING.match(text[match.end("n") :]):
        return None
    return Heading(level, fold(match["name"]), _code(match["n"]), unquoted(join_lines(match["title"])), *known)


def _numbered(text: str, level: int) -> Heading | None:
    """1.2 …, (ア) …, (1) …, ① …; a number alone is one only before a short title."""
    points, kana = _POINTS.match(text), _KANA.match(text)
    if points:
        code = points["n"].replace(".", "-").replace("．", "-")
        return Heading(level, "dotted", code, join_lines(points["title"]), None, "dotted")
    if kana:
        return Heading(level, "kana", kana["n"], join_lines(kana["title"]), None, "kana")
    marker = parse_marker(text)
    if marker is None or marker.style.startswith("named:"):
        return None
    if marker.style == "bare" and not level and len(marker.title) > _LONGEST_BARE:
        return None
    return Heading(level, marker.style, marker.code, unquoted(marker.title), None, marker.style)


def _code(printed: str) -> str:
    if re.fullmatch(r"[一二三四五六七八九十]+", printed):
        return str(kanji_number(printed))
    marker: Marker | None = parse_marker(f"施策{printed} x")
    return marker.code.removeprefix("施策") if marker else fold(printed).replace(".", "-")


def _said(one: Heading, two: Heading) -> bool | None:
    """Whether one heading stands above another by what both say themselves, whatever the file's levels are.

    基本目標1 is above 施策2, and 1 or 柱1 above 1-1: OCR gives headings of a page the levels of their letters' size.
    None where they do not say it.
    """
    if one.level == two.level:
        return None
    if any({one.step, two.step} <= steps for steps in (FIRM, PARTS)) and one.step != two.step:
        return _STEPS[one.step] < _STEPS[two.step]
    if {one.step, two.step} <= _COUNTED and one.code and two.code:
        if two.code.startswith(f"{one.code}-"):
            return True
        if one.code.startswith(f"{two.code}-"):
            return False
    return None


@dataclass(slots=True)
class Ranks:
    """The order of the numberings of one document; those of one step rank by who came first."""

    seen: dict[str, int] = field(default_factory=dict)
    chapters: bool = False

    def rank(self, heading: Heading) -> float | None:
        """Smaller is above; None for a heading without a numbering."""
        if heading.step == "":
            return None
        self.seen.setdefault(heading.style, len(self.seen))
        if heading.step == "roman":
            first = self.seen.get("chapter", 10**6) > self.seen["roman"]
            return 5.0 if first else 25.0
        base = float(_STEPS.get(heading.step, 55))
        mine = self.seen[heading.style]
        if heading.step == "initiative" and all(self.seen.get(style, 10**6) > mine for style in _PLAIN_NUMBERS):
            base = 45.0  # 公約1, and below it 1, 2, 3
        depth = heading.code.count("-") if heading.step in _DEEP else 0
        return base + 0.01 * min(self.seen[heading.style], 99) + 1.0 * depth

    def above(self, upper: tuple[Heading, float | None], lower: tuple[Heading, float | None]) -> bool:
        """Whether one heading may stand above another that follows it."""
        (one, one_rank), (two, two_rank) = upper, lower
        said = _said(one, two)
        if said is not None:
            return said
        explicit = one_rank is not None and two_rank is not None
        if one.level and two.level and one.level != two.level:
            return one.level < two.level
        if explicit and one_rank is not None and two_rank is not None:
            if bool(one.level) != bool(two.level) and max(one_rank, two_rank) >= 50:
                return bool(one.level)
            return one_rank < two_rank
        return bool(one.level) and not two.level
