"""Goes through the blocks of any document once: headings open elements, labels say what follows, tables are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, TextRole
from plangraph.plans.labels import label_role, text_below
from plangraph.plans.layouts.general.aims import read_aims
from plangraph.plans.layouts.general.answers import sheet_head
from plangraph.plans.layouts.general.behind import facts_behind, tell_facts
from plangraph.plans.layouts.general.blank import read_blank_form
from plangraph.plans.layouts.general.captions import read_caption
from plangraph.plans.layouts.general.cover import is_above_title, is_title, rest_of_title
from plangraph.plans.layouts.general.facts import TEXTS, is_noted, is_of_scale, judgement, only_units, tell
from plangraph.plans.layouts.general.goals import read_goals
from plangraph.plans.layouts.general.items import read_listed
from plangraph.plans.layouts.general.labelled import names_level, read_brackets, read_inline, read_label
from plangraph.plans.layouts.general.opening import open_heading
from plangraph.plans.layouts.general.pairs import read_pair_lines
from plangraph.plans.layouts.general.ranks import PARTS, Heading, read_heading
from plangraph.plans.layouts.general.settle import is_of_pledges
from plangraph.plans.layouts.general.speech import read_spoken, read_topic
from plangraph.plans.layouts.general.state import Inner, Open
from plangraph.plans.layouts.general.stated_indicators import read_indicator_items, read_named_target, read_value_lines
from plangraph.plans.layouts.general.systems import read_system
from plangraph.plans.layouts.general.tabled import read_numbered_title, read_table
from plangraph.plans.layouts.general.words import read_word, word_beside
from plangraph.plans.layouts.kept import warn_nameless
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.stated_years import stated_years
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import fold, is_closing, noise_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["Reader"]

_OPENABLE: Final = frozenset({"description", "vision"})  # what a numbered title may follow, behind their text
# Below these labels, numbered lines are points of a text.
_PROSE: Final = frozenset(
    {"situation", "challenge", "vision", "figures", "satisfaction", "result", "results", "progress", "nextStep",
     "next_steps", "collaboration", "related_plans", "related_measures", "description", "costs", "judgement", "cost",
     "criterion"}
)  # fmt: skip
# What a label alone on its line asks for below it.
_ASKING: Final = frozenset({"grade", "term", "deadline", "sdgs", "related_plans", "code"})
_JUDGING: Final = frozenset({"judgement", "progress"})
_JUDGED: Final = frozenset({"grade", "progress", "result", "results"})
_GOING_ON: Final = frozenset({"sdgs", "related_plans"})
_LONGEST_TITLE: Final = 80  # letters


@dataclass(slots=True)
class Reader:
    """Understands block by block; `state` says where it stands."""

    state: State
    begun: str = ""  # the title, while the next line may still be a part of it
    following: Block | None = None

    def read(self, block: Block, following: Block | None = None) -> None:
        """Understand one block, by the first rule that fits; `following` is the block below it."""
        self.following = following
        self.state.leave_items(block.level if block.kind is not BlockKind.HEADING else 0)
        around = (self.state.section, self.state.label)
        node = self.state.current if around[0] == "indicators" else None
        before = len(node.assessments) if node is not None else 0
        self._understand(block)
        if node is not None and node.indicators:
            told_below = ((node, each, len(node.indicators), block.text) for each in node.assessments[before:])
            self.state.below_values.extend(told_below)
        told = around != (self.state.section, self.state.label)
        opened = bool(self.state.items) and self.state.items[-1].level == block.level
        if told and not opened and id(block) in self.state.lists.deep:
            self.state.items.append(Inner(block.level, None, *around))  # 取組内容, and in it what was done

    def _understand(self, block: Block) -> None:
        if block.rows:
            if not any(rule(self.state, block) for rule in (read_numbered_title, read_blank_form, read_system)):
                read_table(self.state, block)
            self.state.lead = ""
            return
        self.state.lead = ""
        rules = (
            self._sheet, self._head, partial(read_goals, self.state), partial(read_word, self.state),
            self._noise, self._title,
            partial(read_caption, self.state), partial(read_listed, self.state),
            partial(read_pair_lines, self.state), partial(read_value_lines, self.state),
            partial(read_named_target, self.state), partial(read_aims, self.state), partial(read_inline, self.state),
            partial(read_brackets, self.state), partial(read_label, self.state), partial(read_spoken, self.state),
            self._closing, self._heading, partial(read_topic, self.state), partial(read_indicator_items, self.state),
        )  # fmt: skip
        if not any(rule(block) for rule in rules):
            self._text(block)
            self.state.lead = block.text

    # --- rules: each claims the block and says True, or leaves it to the next ---

    def _sheet(self, block: Block) -> bool:
        if block.span.end_line:
            return False
        self.state.leave_form()
        self.state.path.clear()
        self.state.grid = None
        return True

    def _head(self, block: Block) -> bool:
        """公約シート №3: the next sheet, and the number of what it is about."""
        head = sheet_head(block) if block in self.state.sheets else None
        if head is None:
            return False
        title, self.state.number = head
        self.state.leave_form()
        self.state.draft.title = self.state.draft.title or title
        self.state.draft.ledger.claim(block, "code", "number of a sheet")
        return True

    def _noise(self, block: Block) -> bool:
        ledger, text = self.state.draft.ledger, fold(block.text)
        rule = noise_rule(block.text)
        listed = block.kind is BlockKind.ITEM or is_of_scale(block.text.strip()[:1], self.state.draft.scale)
        if rule == "caption" and (listed or label_role(block.text)):
            rule = None  # △ 道の駅の誘致, in a list or of a legend, or ▼成果指標: no caption of a picture
        if rule == "milestone" and self.state.section in _JUDGED and self.state.texts_since_label == 0:
            return False  # 状況, and below it 達成
        running = any(fold(each.heading.title) == text or _same(each.heading, block) for each in self.state.path)
        title = bool(self.state.draft.title) and text == fold(self.state.draft.title)
        if title and self.state.subject is not None:
            self.state.leave_form()  # the next sheet of the same form
        if not rule and "\n" in block.text and self._furniture(block.text.split("\n")):
            rule = "page_number"
        if block in self.state.furniture:
            rule = "running_head"
        if rule or title or (running and block.kind is not BlockKind.HEADING):
            ledger.claim(block, "noise", f"noise: {rule or 'printed again on a new page'}")
            self.state.lead = block.text if rule == "caption" else ""
            return True
        return False

    def _furniture(self, lines: Sequence[str]) -> bool:
        """Whether the lines of a text are the end of a page and the begin of the next: － 41 － over the title."""
        title = fold(self.state.draft.title)
        told = [noise_rule(line) == "page_number" or fold(line) == title for line in lines]
        return bool(title) and all(told)

    def _title(self, block: Block) -> bool:
        draft, (first, _, rest) = self.state.draft, block.text.partition("\n")
        begun, self.begun = self.begun, ""
        if begun and (whole := rest_of_title(begun, block)):
            draft.title = whole
            draft.ledger.claim(block, "title", "second line of the title", confidence=0.8)
            return True
        if (
            draft.title
            or draft.elements
            or self.state.path
            or block.kind is BlockKind.ITEM
            or len(first if rest and is_title(first) else block.text) > _LONGEST_TITLE
            or names_level(block.text)
            or is_above_title(block.text)
        ):
            return False
        heading = read_heading(block)
        plain = ("",) if block.kind is BlockKind.HEADING else ("", "bare")
        if heading is not None and (heading.kind is not None or heading.step not in plain):
            return False
        draft.title = join_lines(first)
        second, _, below = rest.partition("\n")
        if second and (whole := rest_of_title(draft.title, replace(block, text=second))):
            draft.title, rest = whole, below
        self.begun = "" if rest else draft.title
        if rest:
            draft.say(rest, block.span)
        draft.ledger.claim(block, "title", "first line of the document", confidence=0.8)
        return True

    def _closing(self, block: Block) -> bool:
        """おわりに, with or without the mark of a heading: what follows is the document's, not the last element's."""
        if not is_closing(block.text):
            return False
        state = self.state
        state.leave_form()
        title = join_lines(block.text)
        state.path[:] = [Open(Heading(block.level, "plain", "", title, None, ""), None, None, about=True)]
        state.draft.say(title, block.span)
        state.draft.ledger.claim(block, "label", "heading of closing words", confidence=0.8)
        return True

    def _heading(self, block: Block) -> bool:
        text, facts = facts_behind(block.text, block.span, self.state.draft.scale)
        if block.kind is BlockKind.HEADING or (
            block.kind is BlockKind.PARAGRAPH and parse_marker(text.lstrip("■□◆◇▼▽"))
        ):
            text, judged = word_beside(text, self.state.words)
            facts = (*facts, *judged)
        promises = is_of_pledges(self.state.draft) or bool(facts)
        heading = read_heading(replace(block, text=text), sentences=promises)
        if heading is None or not (heading.title or heading.code):
            return False
        if block in self.state.uppers:
            heading = replace(heading, style=f"{heading.style}, above its own restart")
        if self._within_form(heading):
            self.state.section, self.state.label, self.state.texts_since_label = "", heading.title, 0
            self.state.draft.ledger.claim(block, "label", "numbered part of a form")
            return True
        own = heading.level > 0 or heading.step in PARTS or heading.kind is not None
        if not own and self.state.section in _PROSE:
            directly = self.state.texts_since_label == 0
            openable = self.state.section in _OPENABLE and (not directly or self._told_below())
            if heading.style not in self.state.opening and not openable:
                return False
        return open_heading(self.state, heading, block, facts)

    def _told_below(self) -> bool:
        """Whether points or sentences are below a line: ① 網を直す, right below 基本方針, is a title then."""
        below = self.following
        return below is not None and not below.rows and (below.kind is BlockKind.ITEM or "。" in below.text)

    def _within_form(self, heading: Heading) -> bool:
        """２ 事業費 on the sheet of a project is a part of the form, unless headings numbered so opened elements."""
        if self.state.subject is None or heading.kind is not None or heading.level:
            return False
        return heading.step not in PARTS and heading.style not in self.state.opening

    def _text(self, block: Block) -> None:
        state = self.state
        state.texts_since_label += 1
        node, claim = state.current, state.draft.ledger.claim
        if node is None or state.about:
            where = "about the document itself" if state.path else "before the first element"
            state.draft.say(block.text, block.span)
            state.years |= stated_years(block.text)
            claim(block, "description", f"text of the plan: {where}", confidence=0.4)
            return
        text = block.text
        if state.section == "department" and looks_like_units(text):
            tell(node, "department", ("", text), block.span)
            if not only_units(text):
                warn_nameless(state.draft.ledger, text, block.span)
                node.say(TextRole.DESCRIPTION, f"{state.label}：{text}", block.span, join=False)
            claim(block, "department", "text below the label: department")
            return
        if state.section in _ASKING and tell(node, state.section, (state.label, text), block.span, state.draft.scale):
            claim(block, state.section, f"text below the label: {state.section}")
            state.section = state.section if state.section in _GOING_ON else ""
            return
        if state.section in _JUDGING and state.texts_since_label == 1 and self._judges(text, block):
            return
        _, facts = facts_behind(text, block.span, state.draft.scale)
        # One of many points of a list does not judge the whole.
        tell_facts(
            node,
            [fact for fact in facts if fact.role == "department" or block.kind is not BlockKind.ITEM],
            block.span,
            state.draft.scale,
        )
        several = text_below(state.label) if state.section else None
        role = several or TEXTS.get(state.section, TextRole.DESCRIPTION)
        node.say(role, text, block.span)
        claim(block, role.value, f"text below: {state.label or 'a heading'}", confidence=0.8 if state.section else 0.5)

    def _judges(self, text: str, block: Block) -> bool:
        """評価, and right below it B, or B and what it means."""
        node, scale = self.state.current, self.state.draft.scale
        known = is_noted(text) or judgement(text, block.span, scale, None, ()).status is not None
        if node is None or not known:
            return False
        told = tell(node, "grade", (self.state.label, join_lines(text)), block.span, scale)
        self.state.draft.ledger.claim(block, "grade", "text below the label: judgement")
        return told


def _same(heading: Heading, block: Block) -> bool:
    found = read_heading(block)
    return found is not None and (found.style, found.code, found.title) == (heading.style, heading.code, heading.title)
