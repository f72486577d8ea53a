"""Pledge sheets: one pledge a page, each page with the same title and the same questions (何をするの, いつまでに)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Assessment, Block, BlockKind, Document, ElementKind, PlanKind, Span, Status, Term, TextRole
from plangraph.plans.labels import bracketed_labels, inline_label, label_role, supports
from plangraph.plans.layouts.draft import Draft
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.outline import Marker, parse_marker
from plangraph.plans.tree import Ledger, Node
from plangraph.plans.units import parse_responsibilities
from plangraph.plans.vocabulary import fold, noise_rule, section_role, status_of, term_of
from plangraph.plans.years import find_dates, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Sheets"]

_LABELS: Final = frozenset({"action", "deadline", "progress"})
_PILLARS: Final = frozenset(
    f"named:{word}" for word in ("公約", "柱", "基本目標", "基本政策", "重点政策", "政策", "分野")
)
# A slogan is one short promise without a full stop: 防災力を強化します
_PROMISE: Final = re.compile(r"^[^。\n]{4,40}(?:ます|ましょう|[!！])$")


class Sheets:
    """市長公約実施目標シート and its like."""

    name = "pledge-sheets"
    kind = PlanKind.PLEDGE_SHEETS

    def recognise(self, document: Document) -> float:
        """Share of sheets (stretches between two printings of the repeated title) that answer two questions."""
        title = _sheet_title(document)
        if not title:
            return 0.0
        sheets = _sheets(document, title)
        good = sum(len({_role(block.text) for block in sheet} & _LABELS) >= 2 for sheet in sheets)
        return good / len(sheets)

    def read(self, document: Document) -> Draft:
        """One pledge a sheet, under the pillar printed on it."""
        title = _sheet_title(document)
        draft = Draft(Ledger(document), title=title)
        pillars: dict[str, Node] = {}
        for sheet in _sheets(document, title):
            _read_sheet(sheet, pillars, draft)
        return draft


def _sheet_title(document: Document) -> str:
    texts = Counter(fold(b.text) for b in document.blocks if not b.rows and 4 <= len(b.text) <= 40)
    first = next((b for b in document.blocks if not b.rows and texts[fold(b.text)] >= 2 and not _names_a_part(b)), None)
    return first.text if first and re.search(r"シート|公約|マニフェスト|調書", first.text) else ""


def _names_a_part(block: Block) -> bool:
    """Whether a line is a label, or a pillar that stands on each of its sheets."""
    heading = read_heading(block)
    return section_role(block.text) is not None or (heading is not None and heading.step == "top")


def _sheets(document: Document, title: str) -> list[list[Block]]:
    sheets: list[list[Block]] = []
    for block in document.blocks:
        if fold(block.text) == fold(title):
            sheets.append([block])
        elif sheets:
            sheets[-1].append(block)
    return sheets


def _read_sheet(sheet: Sequence[Block], pillars: dict[str, Node], draft: Draft) -> None:
    draft.ledger.claim(sheet[0], "title", "title printed on every sheet")
    # ① ② 開始 達成 are what is left of a chart; a word for a judgement that stands alone judges.
    drawn = sum(noise_rule(block.text) == "milestone" for block in sheet) > 1
    reader = _SheetReader(draft, pillars, Node(ElementKind.PLEDGE, "", sheet[0].span), drawn)
    for block in sheet[1:]:
        reader.read(block)
    reader.name_by_promise()
    pledge = reader.pledge
    pledge.span = sheet[0].span.to(sheet[-1].span)
    pledge.assessments = [replace(each, as_of=reader.as_of) for each in pledge.assessments]
    _place(pledge, reader.pillar, draft, sheet[0].span)


@dataclass(slots=True)
class _SheetReader:
    """Goes through one sheet; each rule claims a block and says True, or leaves it to the next."""

    draft: Draft
    pillars: dict[str, Node]
    pledge: Node
    drawn: bool = False
    pillar: Node | None = None
    section: str = ""
    promised: Block | None = None  # above the questions, and above any title
    as_of: str | None = None

    def read(self, block: Block) -> None:
        """Understand one block, by the first rule that fits."""
        any(rule(block) for rule in (self._pillar, self._inline, self._label, self._mark, self._slogan, self._answer))

    def _pillar(self, block: Block) -> bool:
        marker = parse_marker(block.text)
        heading = read_heading(block)
        if marker is None or marker.style not in _PILLARS:  # 公約の柱1
            marker = Marker(heading.style, heading.code, heading.title) if heading and heading.step == "top" else None
        if marker is None or self.pillar is not None or self.pledge.title:
            return False
        new = Node(ElementKind.POLICY, marker.title, block.span, marker.code)
        self.pillar = self.pillars.setdefault(marker.code, new)
        self.draft.ledger.claim(block, "Policy", "pillar with its number")
        return True

    def _inline(self, block: Block) -> bool:
        """A label with its answer on one line: 公約名：…, 【担当課】…, 達成期限 …."""
        found = _with_answer(block.text)
        if found is None:
            return False
        role, text = found
        pledge = self.pledge
        if role == "pledge_name":
            self._name(text)
        elif role == "pledge_code":
            pledge.code = unicodedata.normalize("NFKC", text)
        elif role == "term" and term_of(text):
            pledge.term = Term(term_of(text) or "")
        elif role == "department":
            helping = supports(block.text, text)
            charges = parse_responsibilities(text, block.span)
            pledge.responsibilities.extend(replace(each, supporting=helping) for each in charges)
        elif role == "deadline":
            self._deadline(text)
        elif role == "progress":
            self._progress(text, block.span)
        elif role == "action":
            pledge.say(TextRole.ACTION, text, block.span)
        else:
            return False
        self.section = role
        self.draft.ledger.claim(block, role, "label with its answer on one line")
        return True

    def _progress(self, text: str, span: Span) -> None:
        self.as_of = next(find_dates(text), None)
        grade = re.sub(r"\s*[(（].*$", "", text)
        status = status_of(grade)
        if status:
            self.pledge.assessments.append(Assessment(grade, span, Status(status)))
        elif grade:  # else the date of the answer below
            self.pledge.say(TextRole.RESULT, text, span)

    def _name(self, text: str) -> None:
        """The pledge's title, and the number before it: 公約1-1."""
        marker = parse_marker(text)
        if marker and marker.code:
            self.pledge.code = marker.code
        self.pledge.title = marker.title if marker and marker.code else _title(text)

    def _deadline(self, text: str) -> None:
        year = parse_year(text)
        self.pledge.deadline_text, self.pledge.deadline = text, year.value if year and year.fiscal else None

    def _label(self, block: Block) -> bool:
        role = _role(block.text)
        if role not in _LABELS:
            return False
        self.section = role or ""
        if role == "progress":
            self.as_of = next(find_dates(block.text), None)
        self.draft.ledger.claim(block, "label", f"question: {role}")
        return True

    def _mark(self, block: Block) -> bool:
        """A term, a stamp, or a milestone of a chart that was lost."""
        text, ledger = block.text, self.draft.ledger
        term, status, noise = term_of(text), status_of(text), noise_rule(text)
        if term:
            self.pledge.term = Term(term)
            ledger.claim(block, "term", "word for a term")
        elif status and ("公約" in text or (self.section == "progress" and not self.drawn)):
            self.pledge.assessments.append(Assessment(text, block.span, Status(status)))
            ledger.claim(block, "assessment", "word for a judgement, stamped on the sheet")
        elif noise or (self.section == "progress" and len(text) <= 3):
            ledger.claim(block, "noise", f"noise: {noise or 'milestone'}")
        else:
            return False
        return True

    def _slogan(self, block: Block) -> bool:
        text = block.text
        promise = block.kind is not BlockKind.ITEM and bool(_PROMISE.match(text))
        above = not self.section and self.pledge.title and len(text) <= 40 and "。" not in text
        if not promise and not above:
            return False
        if not self.section and not self.pledge.title:
            self.promised = self.promised or block
        self.pledge.say(TextRole.SLOGAN, text, block.span)
        rule = "one short promise without a full stop" if promise else "short line between title and questions"
        self.draft.ledger.claim(block, "slogan", rule, confidence=1.0 if promise else 0.8)
        return True

    def name_by_promise(self) -> None:
        """Where nothing else names the pledge, the promise above the questions does."""
        block, pledge = self.promised, self.pledge
        if block is None or pledge.title:
            return
        self._name(block.text)
        pledge.texts = [each for each in pledge.texts if each.span != block.span]
        self.draft.ledger.claim(block, "Pledge", "promise above the questions, and no other name")

    def _answer(self, block: Block) -> bool:
        text, pledge, ledger = block.text, self.pledge, self.draft.ledger
        if not self.section and not pledge.title:
            self._name(text)
            ledger.claim(block, "Pledge", "first text above the questions")
        elif self.section == "deadline" and not pledge.deadline_text:
            self._deadline(text)
            ledger.claim(block, "deadline", "answer to: until when")
        elif self.section == "action":
            pledge.say(TextRole.ACTION, text, block.span)
            ledger.claim(block, "action", "answer to: what is done")
        elif self.section:
            pledge.say(TextRole.RESULT, text, block.span)
            ledger.claim(block, "result", "answer to: how far", confidence=0.7)
        else:
            return False
        return True


def _role(text: str) -> str | None:
    """The role of a label, alone or with its answer behind it."""
    found = _with_answer(text)
    role = found[0] if found else label_role(text)
    return "action" if role == "initiatives" else role  # 具体的な取組: of one pledge, what is done


def _with_answer(text: str) -> tuple[str, str] | None:
    """The role of one label and the answer behind it."""
    bracketed = bracketed_labels(text)
    return inline_label(text) or (bracketed[0] if len(bracketed) == 1 else None)


def _title(text: str) -> str:
    """Lines of a title: a bracket goes on, a second line is a part of its own."""
    return re.sub(r"\n(?=[(（])", "", text).replace("\n", " ")


def _place(pledge: Node, pillar: Node | None, draft: Draft, at: Span) -> None:
    if not pledge.title:
        draft.ledger.warn("a sheet without a title was left out", at)
        return
    if pillar is None:
        draft.elements.append(pledge)
        return
    pillar.children.append(pledge)
    pillar.grow(pledge.span)
    if pillar not in draft.elements:
        draft.elements.append(pillar)
