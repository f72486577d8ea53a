"""Reading prose under labels: what a heading opens, what a label says of the text below, where a heading is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Document, ElementKind, Reference, ReferenceKind, TextRole
from plangraph.plans.labels import TEXT_ROLES, bracketed_labels, label_role, lines_of, spaced_label, text_below
from plangraph.plans.layouts.contents import Contents, Entry, Places
from plangraph.plans.layouts.general.goals import names_goals
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.layouts.prose_headings import BETWEEN, chapter_kind, has_chapters, is_measure, is_part, named_plan
from plangraph.plans.layouts.prose_labels import (
    initiative_below,
    policy_below,
    subtitled,
    tell_below,
    tell_charge,
    tell_inline,
    tell_satisfaction,
    tell_timed,
)
from plangraph.plans.layouts.prose_tables import read_prose_table
from plangraph.plans.outline import Marker, counts_on, join_lines, parse_marker, unquoted
from plangraph.plans.tree import Node
from plangraph.plans.vocabulary import is_closing, noise_rule, section_role

if TYPE_CHECKING:
    from plangraph.model import Span
    from plangraph.plans.layouts.draft import Draft

__all__ = ["ProseReader"]

_INLINE_LABEL: Final = re.compile(r"^(?P<label>[^:：\n]{2,20})[:：]\s*(?P<rest>.+)$", re.DOTALL)
_TITLES: Final = frozenset({"number", "parenthesised", "circled"})
_NUMBERED: Final = frozenset({"number", "parenthesised", "bare"})


@dataclass(slots=True)
class ProseReader:
    """Goes through the blocks of a document once; `draft` receives the elements."""

    draft: Draft
    document: Document
    chapter: Node | None = None
    book: Node | None = None  # the numbered chapter that goals stand in
    holder: Node | None = None
    initiative: Node | None = None
    section: str = ""
    label: str = ""  # that of the section
    below: TextRole | None = None  # what sentences below a label of several parts say, if no initiative is open
    counted: tuple[str, int] = ("", 0)  # the numbering, and the last number, of what no list announces
    coming: tuple[str, str] = ("", "")  # the numbering and the number of the chapter that is next: no text of a label
    listed: str = ""  # the style of the numbers below the label for initiatives
    named: bool = False  # whether the measure says itself that it is one: what is numbered below it is its own
    contents: Contents = field(init=False)
    chapters: bool = field(init=False)
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.chapters, self.places = has_chapters(self.document), Places(self.document)
        self.contents = Contents(self.places)

    def read(self, at: int, block: Block) -> None:
        """Understand one block, knowing those before it, by the first rule that says True of it."""
        node, ledger = self.holder or self.chapter, self.draft.ledger
        rules = (self._noise, self._chapter, self._label, self._listed_title, self._numbered)
        if block.rows:
            self.section = "" if read_prose_table(block, node, self.draft) else self.section
        elif tell_timed(self.initiative or node, block, ledger):
            self.section = ""
        elif not any(rule(at, block) for rule in rules):
            self._text(block)

    def _noise(self, _: int, block: Block) -> bool:
        if rule := noise_rule(block.text):
            self.draft.ledger.claim(block, "noise", f"noise: {rule}")
        if rule == "caption" and self.holder is not None:  # the picture stands on the measure's page
            self.holder.grow(block.span)
        return bool(rule)

    def _chapter(self, _: int, block: Block) -> bool:
        marker = parse_marker(block.text)
        section = "" if marker is not None and (marker.style, marker.code) == self.coming else self.section
        kind, closing = chapter_kind(block, marker, section), is_closing(block.text)
        if not closing and (marker is None or kind is None):
            return False
        if marker is None or kind is None or is_part(block, chapters=self.chapters):
            self.chapter, self.holder, self.initiative, self.section = None, None, None, ""
            self.draft.ledger.claim(block, "label", "part of the book, above its chapters or behind them")
            return True
        self.chapter, self.coming = Node(kind, unquoted(marker.title), block.span, marker.code), marker.next
        above = self.book if kind is ElementKind.GOAL else None
        (above.children if above else self.draft.elements).append(self.chapter)
        self.book = self.chapter if marker.style == "chapter" else above
        self.holder, self.initiative, self.section, self.counted, self.named = None, None, "", ("", 0), False
        self.contents = Contents(self.places)
        self.draft.ledger.claim(block, self.chapter.kind.value, f"heading numbered by {marker.style}")
        return True

    def _label(self, at: int, block: Block) -> bool:
        if self.holder and tell_satisfaction(self.holder, block, self.draft.ledger):
            self.section, self.below = "situation", None
            return True
        inline_labels = bracketed_labels(block.text) or spaced_label(block.text)
        if inline_labels:
            return min(self._inline(role, rest, block) for role, rest in inline_labels)  # each of them is read
        role, inline = label_role(block.text), _INLINE_LABEL.match(block.text)
        role = role or (section_role(block.text) if inline else None)
        if role is None or inline:
            return bool(role and inline and self._inline(role, inline["rest"], block))
        if role == "vision" and (self.holder is None or any(t.role is TextRole.VISION for t in self.holder.texts)):
            self._restore_heading(at, block.span)
        # A cross-cutting plan's initiatives stay open for what they draw on; any other label closes the initiative.
        if role not in ("related_measures", "figures", "satisfaction"):
            self.initiative = None
        self.section, self.label, self.below, self.listed = role, block.text, text_below(block.text), ""
        self.draft.ledger.claim(block, "label", f"label: {role}")
        return True

    def _inline(self, role: str, rest: str, block: Block) -> bool:
        node = self.initiative or self.holder or self.chapter
        told = node is not None and tell_inline(node, (role, rest), block, self.draft)
        if told:
            self.draft.ledger.claim(block, role, f"label with its text: {role}")
        return told

    def _listed_title(self, _: int, block: Block) -> bool:
        """A heading without a number, known from the chapter's list."""
        if self.section == "measure_list" and parse_marker(block.text):
            return False
        entry = self.contents.titled(block.text)
        if entry is None:
            return False
        self._open(entry, join_lines(block.text), block.span, ElementKind.MEASURE)
        self.draft.ledger.claim(block, "Measure", "heading known from the chapter's list")
        return True

    def _numbered(self, at: int, block: Block) -> bool:
        marker = parse_marker(block.text)
        if marker is None or len(marker.title) > 60 or "。" in marker.title or names_goals(block.text):
            return False
        if self.section in ("policy_name", "measure_name"):
            self._named(marker, block)
            return True
        rules = (self._measure, self._arrow, self._reference, self._initiative, self._entry, self._next)
        return any(rule(at, marker, block) for rule in rules)

    def _measure(self, at: int, marker: Marker, block: Block) -> bool:
        """施策1 …: a heading that says itself what it is; a list of links to such headings opens nothing."""
        if not is_measure(marker, self.chapter, self.section):
            return False
        if self.contents.heads(at, block):
            self.draft.ledger.claim(block, "contents", "entry of the chapter's list")
            return True
        self.holder = Node(ElementKind.MEASURE, unquoted(marker.title), block.span, marker.code)
        (self.chapter.children if self.chapter else self.draft.elements).append(self.holder)
        self.initiative, self.section, self.named, self.counted = None, "", True, ("", 0)
        self.draft.ledger.claim(block, "Measure", f"heading numbered by {marker.style}")
        return True

    def _arrow(self, _: int, marker: Marker, block: Block) -> bool:
        if marker.style != "arrow" or self.holder is None:
            return False
        self.initiative, self.section = self.holder.child(ElementKind.INITIATIVE, marker.title, block.span), "action"
        self.draft.ledger.claim(block, "Initiative", "heading numbered by arrow")
        return True

    def _reference(self, _: int, marker: Marker, block: Block) -> bool:
        node = self.initiative or self.holder
        if self.section != "related_measures" or marker.style != "dotted" or node is None:
            return False
        node.references.append(Reference(ReferenceKind.ELEMENT, marker.title, block.span, marker.code))
        node.grow(block.span)
        self.draft.ledger.claim(block, "reference", "code and title under a label for measures")
        return True

    def _initiative(self, _: int, marker: Marker, block: Block) -> bool:
        """Numbered titles under a label for initiatives."""
        if self.section != "initiatives" or self.holder is None or marker.style not in _TITLES:
            return False
        if self.listed not in ("", marker.style) and self.counted[0] and counts_on(marker, self.counted):
            self.section = ""  # (2) …, behind ① and ② of the measure (1) …: the next measure
            return False
        self.listed = self.listed or marker.style
        self._below(self.holder, marker, block, "under its label")
        return True

    def _below(self, measure: Node, marker: Marker, block: Block, why: str) -> None:
        """Open an initiative of a measure."""
        self.initiative = initiative_below(measure, marker, block.span)
        self.draft.ledger.claim(block, "Initiative", f"heading numbered by {marker.style}, {why}")

    def _entry(self, at: int, marker: Marker, block: Block) -> bool:
        """`1. …` in a chapter: an entry of its list if the same number comes again, else the heading itself."""
        ledger, listing = self.draft.ledger, self.section == "measure_list" and marker.style in _NUMBERED
        if self.chapter is None or not (listing or marker.style == "number"):
            return False
        entry = None if listing else self.contents.numbered(marker)
        if listing or (entry is None and self.contents.announces(at, marker)):
            self.contents.add(marker)
            ledger.claim(block, "contents", "entry of the chapter's list")
            return True
        if entry is None and self.holder is not None:
            return False
        if entry is None:  # no list announced it
            self.counted = (marker.style, int(marker.code) if marker.code.isdecimal() else 0)
        kind = ElementKind.POLICY if self.contents.draws_on_measures(at) else ElementKind.MEASURE
        self._open(entry or self.contents.add(marker), marker.title, block.span, kind)
        ledger.claim(block, kind.value, "numbered heading in a chapter")
        return True

    def _next(self, _: int, marker: Marker, block: Block) -> bool:
        """`2. …` or `(2) …` below a measure numbered 1 in the same way; `(1) …` first below a goal or a pillar."""
        if marker.style not in _TITLES or self.section not in BETWEEN or not (self.chapter or self.named):
            return False
        if not counts_on(marker, self.counted):
            return False
        self.counted = (marker.style, self.counted[1] + 1)
        if self.named and self.holder is not None:
            self._below(self.holder, marker, block, "next below its measure")
            return True
        self._open(self.contents.add(marker), marker.title, block.span, ElementKind.MEASURE)
        self.draft.ledger.claim(block, "Measure", f"heading numbered by {marker.style}, next in its chapter")
        return True

    def _named(self, marker: Marker, block: Block) -> None:
        """政策名 / 施策名 with the name below: the sample page that explains a plan's form is a measure, too."""
        if self.section == "policy_name":
            self.chapter = policy_below(marker, block)
            self.draft.elements.append(self.chapter)
            self.draft.ledger.claim(block, "Policy", "name below the label 政策名")
        else:
            self.holder = Node(ElementKind.MEASURE, marker.title, block.span, marker.code)
            (self.chapter.children if self.chapter else self.draft.elements).append(self.holder)
            self.draft.ledger.claim(block, "Measure", "name below the label 施策名")
        self.section = ""

    def _text(self, block: Block) -> None:
        """Text goes to the lowest open element, in the role of the label above it."""
        node = self.initiative or self.holder or self.chapter
        ledger = self.draft.ledger
        if node is None:
            if block.kind is not BlockKind.ITEM and len(block.text) <= 60 and not self.draft.title:
                self.draft.title = join_lines(block.text)
                ledger.claim(block, "title", "short line above the first element", confidence=0.7)
            else:
                self.draft.say(block.text, block.span)
                ledger.claim(block, "description", "text of the plan: in no element", confidence=0.4)
            return
        text = lines_of(block)
        named = named_plan(text) if self.section == "related_plans" else None
        self.section = "" if self.section == "related_plans" and named is None else self.section
        if named is not None:
            node.references.append(Reference(ReferenceKind.PLAN, named, block.span))
            node.grow(block.span)
            ledger.claim(block, "related_plans", "text below the label: related_plans")
            return
        if tell_below(node, (self.section, self.label), block, self.draft):
            return
        indicators = read_indicator_lines(block) if self.section == "indicators" else []
        if indicators:
            node.indicators.extend(indicators)
            node.grow(block.span)
            ledger.claim(block, "Indicator", "line of an indicator: from → to")
            return
        if self.initiative is not None:  # …を整えます。（福祉課）
            tell_charge(self.initiative, text, block.span)
        role = (self.below if self.section and self.initiative is None else None) or TEXT_ROLES.get(self.section)
        if role is not None:
            node.say(role, text, block.span)
            ledger.claim(block, role.value, f"text below the label: {self.section}")
        elif not node.texts and not node.children and len(text) <= 45 and "。" not in text and not self.section:
            node.say(TextRole.SLOGAN, text.strip("～~〜"), block.span)
            ledger.claim(block, "slogan", "one short line right below a heading", confidence=0.8)
        else:
            node.say(TextRole.DESCRIPTION, text, block.span)
            ledger.claim(block, "description", "text without a label, kept with its nearest element", confidence=0.5)

    def _open(self, entry: Entry, title: str, span: Span, kind: ElementKind) -> None:
        entry.used = True
        title, subtitle = subtitled(title)
        code = f"{self.chapter.code}-{entry.code}" if self.chapter and self.chapter.code else entry.code
        self.holder = Node(kind, title, span, code, code_inferred=True)
        (self.chapter.children if self.chapter else self.draft.elements).append(self.holder)
        if subtitle:
            self.holder.say(TextRole.SLOGAN, subtitle, span)
        self.initiative, self.section, self.named = None, "", False

    def _restore_heading(self, at: int, span: Span) -> None:
        """A measure begins (its first label) but its heading was lost: it is the next one of the chapter's list."""
        entry = self.contents.next()
        if entry is None or (self.holder is None and self.contents.comes(at, entry)):  # 将来像 of the chapter itself
            return
        self._open(entry, entry.title, span, ElementKind.MEASURE)
        if self.holder:
            self.holder.title_inferred = True
        self.draft.ledger.warn(f"the heading {entry.title} is missing here and was taken from the chapter's list", span)
