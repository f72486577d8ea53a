"""Labels: those with their text on a line (担当課：福祉課, 【目的】…), and those that say what follows below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, ElementKind, TextRole
from plangraph.plans.labels import bracketed_labels, label_role, spaced_label, unmarked
from plangraph.plans.layouts.general.behind import facts_alone, labels_within, tell_facts
from plangraph.plans.layouts.general.facts import TEXTS, charge, only_units, tell
from plangraph.plans.layouts.general.forms import SUBJECTS, UPPER, move_subject, open_subject
from plangraph.plans.layouts.general.opening import open_heading
from plangraph.plans.layouts.general.ranks import Heading, read_heading
from plangraph.plans.layouts.general.sibling_labels import sibling_label
from plangraph.plans.layouts.general.stated_indicators import read_labelled_indicator
from plangraph.plans.layouts.kept import warn_nameless
from plangraph.plans.outline import join_lines, one_line
from plangraph.plans.shares import is_share
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import column_role, fold, form_role, label_parts, section_role, structure_role

if TYPE_CHECKING:
    from plangraph.plans.layouts.general.state import State

__all__ = ["UNIT_NOTE", "names_level", "read_brackets", "read_inline", "read_label"]

_LABELLED: Final = re.compile(
    r"^[■□●○◆◇・※◎▼▽]*\s*(?P<open>[【［\[〔〈《≪<]?)(?P<label>[^:：\n】］\]〕〉》≫>]{2,20})"
    r"(?P<sep>[】］\]〕〉》≫>]\s*[:：]?|\s*[:：])\s*(?P<text>\S.*)$",
    re.DOTALL,
)
_SPACED: Final = re.compile(r"^(?P<label>[^\s:：]{2,12})\s+(?P<text>\S.*)$", re.DOTALL)
_SPACED_ROLES: Final = frozenset(
    {*SUBJECTS, *UPPER, "department", "grade", "term", "deadline", "start", "code", "contact", "sdgs", "cost",
     "criterion", "division"}
)  # fmt: skip
_WRAPPED: Final = re.compile(r"^[(（]\s*(?P<text>[^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)*)\s*[)）]$")
_BRACKETS: Final = re.compile(
    r"^[■□●○〇◆◇・※◎▼▽\s]*[【［\[〔〈《≪<(（]?\s*(?P<text>.*?)\s*[】］\]〕〉》≫>)）]?\s*[:：]?$", re.DOTALL
)
_NUMBER: Final = re.compile(r"^(?:[(（]?[0-9０-９①-⑳ⅠⅡⅢⅣⅤア-ン]{1,2}[)）.．、\s]|[①-⑳])\s*")
UNIT_NOTE: Final = re.compile(r"[(（]\s*(?:単位\s*[:：]\s*)?(?P<unit>[^()（）]{1,8})\s*[)）]\s*$")
_TOLD: Final = re.compile(r"[:：]\s*\S")  # 担当課：各課 is no label alone, whatever becomes of what it says
_LONGEST: Final = 60  # letters of a title behind a label
_LONGEST_LABEL: Final = 30
_LONGEST_SPACED: Final = 80
_OF_ITEMS: Final = frozenset({"result", "nextStep", "delayReason", "challenge"})
# What a label on a line of its own opens only within a form.
_IN_FORMS: Final = frozenset({"code", "contact", "unit", "cost", "term"})


def read_inline(state: State, block: Block) -> bool:
    """A label with its text: 担当課：福祉課, 【目的】…, （担当：福祉課）, 事業名\u3000…."""
    wrapped = _WRAPPED.match(block.text.strip())
    text = wrapped["text"] if wrapped else block.text
    several = bracketed_labels(text) or [(fact.role, fact.text) for fact in labels_within(text) if wrapped]
    if len(several) > 1:
        told = [_say(state, role, "", rest, block) for role, rest in several]
        return all(told)
    match = _LABELLED.match(text)
    if match and not (match["open"] and match["sep"].strip() in ("", ":", "：")):
        label = match["label"].strip()
        role = _item_role(state, label) or form_role(label)
        if role in (None, "description"):  # 目指す姿：… is more than a description
            role = section_role(label) or role
        if role is not None:
            return _say(state, role, label, match["text"].strip(), block)
    match = _SPACED.match(text)
    return match is not None and _spaced(state, match, text, block)


def names_level(text: str) -> bool:
    """基本目標：海を守る: a label with what stands above all below it."""
    match = _LABELLED.match(text)
    return match is not None and form_role(match["label"].strip()) in UPPER


def _spaced(state: State, match: re.Match[str], text: str, block: Block) -> bool:
    """事業名\u3000…, 数値目標\u3000相談の数 8件（R5）→ 9件（R9）: a label with a blank behind it."""
    role = form_role(match["label"])
    spaced = match["label"] in state.spaced
    if section_role(match["label"]) == "related_plans" and len(text) <= _LONGEST_SPACED and "。" not in text:
        return _fact(state, "related_plans", match["label"], match["text"].strip(), block)
    measures = role == "unit" and state.pending is not None
    if measures or (role is None and section_role(match["label"]) == "indicators"):
        told = "unit" if measures else "indicators"
        return read_labelled_indicator(state, told, match["label"], match["text"].strip(), block)
    if not spaced and (role not in _SPACED_ROLES or len(text) > _LONGEST_SPACED or "。" in text):
        return False
    unlike = role in ("department", "division") and not looks_like_units(match["text"])
    if unlike or (role == "sdgs" and not spaced_label(text)):
        return False
    if role in UPPER and state.subject is None and read_heading(block) is not None:
        return False
    return role is not None and _say(state, role, match["label"].strip(), match["text"].strip(), block)


def _item_role(state: State, label: str) -> str | None:
    """What a label says within an item of a list: what a column of that name would, 遅れの理由, これまでの取組."""
    role = column_role(label) if state.item is not None else None
    return role if role in _OF_ITEMS else None


def read_brackets(state: State, block: Block) -> bool:
    """【進捗：◎ 達成】【担当：総務課】 below a title."""
    node, scale = state.current, state.draft.scale
    facts = facts_alone(block.text.strip(), block.span, scale) if node is not None and not state.about else ()
    if node is None or not facts:
        return False
    tell_facts(node, facts, block.span, scale)
    state.draft.ledger.claim(block, facts[0].role, "facts in brackets on a line of their own")
    return True


def _say(state: State, role: str, label: str, text: str, block: Block) -> bool:
    """Understand what stands behind a label, by its role."""
    claim, short = state.draft.ledger.claim, len(text) <= _LONGEST
    if role in SUBJECTS and short and "。" not in text:
        node = open_subject(state, role, text, block.span)
        claim(block, node.kind.value if node else "element", "label that names what follows")
        return True
    if role in UPPER and state.subject is not None and short:
        move_subject(state, role, text, block.span)
        claim(block, "element", "label that names what the subject belongs to")
        return True
    if role in UPPER and "。" in text:  # 施策の方向：支えます。
        return _fact(state, "description", label, text, block)
    if role in UPPER:
        return _named(state, role, text, block)
    if role in ("indicators", "indicator", "unit"):
        return read_labelled_indicator(state, role, label, text, block)
    return (role == "code" and _number_below(state, text, block)) or _fact(state, role, label, text, block)


def _number_below(state: State, text: str, block: Block) -> bool:
    """公約番号：3 beside 柱1: the number of what is named below, as what is open has one."""
    node = state.current
    if node is None or not node.code or node is state.subject:
        return False
    state.number = join_lines(text)
    state.draft.ledger.claim(block, "code", "number of a sheet")
    return True


def _fact(state: State, role: str, label: str, text: str, block: Block) -> bool:
    """Tell the open element what a label says of it."""
    node = state.current
    if node is None or state.about:
        return False
    if role == "department" and all(only_units(line) for line in text.split("\n")):
        text = "、".join(text.split("\n"))
    if role in ("grade", "deadline", "department") and "\n" in text:  # a value, and text below it
        text, rest = text.split("\n", 1)
        node.say(TextRole.RESULT if role == "grade" else TextRole.DESCRIPTION, rest, block.span)
    if role == "department" and not charge(text, block.span):
        if looks_like_units(text):
            warn_nameless(state.draft.ledger, text, block.span)
        return False
    shown = label if role in ("description", "cost", "criterion", "department", "term") or is_share(text) else ""
    before = len(node.assessments)
    told = tell(node, role, (shown, text), block.span, state.draft.scale)
    if block.kind is BlockKind.ITEM and state.item is None:
        state.judged.setdefault(id(node), []).extend((label, each) for each in node.assessments[before:])
    if told and role == "department" and not only_units(text):
        warn_nameless(state.draft.ledger, text, block.span)
        node.say(TextRole.DESCRIPTION, f"{label}：{text}" if label else text, block.span, join=False)
    if told:
        state.draft.ledger.claim(block, role, f"label with its text: {role}")
        if role in TEXTS or role == "description":
            state.section, state.label = role, label
    return told


def _named(state: State, role: str, text: str, block: Block) -> bool:
    """施策名：…: a heading in the form of a label."""
    kinds = {"policy": ElementKind.POLICY, "goal": ElementKind.GOAL}
    step = "top" if role in kinds else "measure"
    found = read_heading(Block(BlockKind.PARAGRAPH, block.span, f"施策{text}"))
    code, title = (found.code, found.title) if found else ("", join_lines(text))
    heading = Heading(0, role, code, title, kinds.get(role, ElementKind.MEASURE), step)
    return len(heading.title) <= _LONGEST and open_heading(state, heading, block)


def _close_items(state: State, block: Block) -> None:
    """A label that is a heading ends what stands below its siblings: 成果指標 ends the items of 施策の展開."""
    level = block.level
    if (of := state.sibling_labels.get(sibling_label(block))) is not None:
        while state.path and state.path[-1].heading.level > of:
            state.path.pop()
        return
    if state.labelled is not None:
        before, standing = state.labelled
        still = len(state.path) >= len(standing) and all(
            each is open_ for each, open_ in zip(state.path, standing, strict=False)
        )
        # A heading of the file above the label's, opened since, is none of the items below the label before.
        above = any(0 < each.heading.level < level for each in state.path[len(standing) :])
        if level <= before and still and not above:
            del state.path[len(standing) :]
    while state.path and state.path[-1].heading.level >= level:
        state.path.pop()
    state.labelled = (level, tuple(state.path))


def read_label(state: State, block: Block) -> bool:
    """A label on a line of its own, perhaps as a heading of the file or numbered."""
    core = _BRACKETS.match(one_line(block.text))
    text = core["text"] if core else block.text
    if len(text) > _LONGEST_LABEL or "。" in text or _TOLD.search(text):
        return False
    bare = _NUMBER.sub("", text)
    role = _item_role(state, bare) or label_role(unmarked(block.text)) or section_role(text) or section_role(bare)
    role = role or section_role(_NUMBER.sub("", one_line(block.text)))  # 1 指標（KPI）, whose bracket is its own
    role = role or section_role(UNIT_NOTE.sub("", bare)) or form_role(bare)
    if role is None and block.kind is BlockKind.HEADING:
        role = state.repeated.get(fold(block.text))
    if role is None or (role in _IN_FORMS and not state.subject):
        return False
    if state.current is None and label_parts(bare) and structure_role(bare):  # 施策の目標と指標, over all of them
        return False
    if role in (*UPPER, *SUBJECTS):
        role = "initiatives"
    if block.kind is BlockKind.HEADING:
        _close_items(state, block)
        gathers = role == "initiatives" and re.search(r"取組|取り組|事業|こと$", bare) is not None
        state.actions = block.level if gathers else min(state.actions, block.level - 1)
    if role in ("indicators", "indicator"):
        role = "indicators"
        state.give_up()
    state.section, state.label, state.texts_since_label = role, bare, 0
    state.grid = None if UNIT_NOTE.search(text) else state.grid
    state.draft.ledger.claim(block, "label", f"label: {role}")
    return True
