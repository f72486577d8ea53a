"""What stands in brackets behind a title or a sentence: 〔商工労政課〕,［◎ 達成］,（進捗：○、担当：総務課）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.model import TextRole
from plangraph.plans.layouts.general.facts import charge, is_grade, is_of_scale, tell
from plangraph.plans.layouts.legends import SIGNS
from plangraph.plans.outline import join_lines
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import column_role, form_role, section_role
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Grade, Span
    from plangraph.plans.tree import Node

__all__ = ["Fact", "charge_behind", "facts_alone", "facts_behind", "labels_within", "tell_facts"]

_OPEN, _CLOSE = "(（【〔［\\[", ")）】〕］\\]"
_INSIDE: Final = rf"(?:[^{_OPEN}{_CLOSE}]|[(（][^{_OPEN}{_CLOSE}]*[)）])"
_BRACKET: Final = re.compile(rf"^(?P<text>.*\S)\s*[{_OPEN}](?P<inside>{_INSIDE}+)[{_CLOSE}]\s*$", re.DOTALL)
# 【◎達成】給食費の無償化: a judgement may stand before a title as well, in brackets that are no note.
_BEFORE: Final = re.compile(r"^\s*[【〔［\[](?P<inside>[^【】〔〕［］\[\]]+)[】〕］\]]\s*(?P<text>\S.*)$", re.DOTALL)
# ○ 空き店舗の活用, 道の駅の誘致　△, 桟橋の補修：◎達成, 橋の補修 A: a mark without brackets, before or behind.
_MARK_BEFORE: Final = re.compile(rf"^\s*(?P<inside>[{SIGNS}])\s*(?P<text>\S.*)$", re.DOTALL)
_MARK_BEHIND: Final = re.compile(
    rf"^(?P<text>\S.*?\S)\s*(?:[:：…]+\s*|(?<=\s))(?P<inside>[{SIGNS}]\s*\S{{0,12}}|(?<=\s)[A-SＡ-Ｓ])\s*$", re.DOTALL
)
_ALONE: Final = re.compile(rf"\s*[{_OPEN}](?P<inside>{_INSIDE}+)[{_CLOSE}]\s*")
_MARKS: Final = re.compile(r"[、,，／/；;｜|\u3000]\s*")  # between the facts of a bracket
_PART: Final = re.compile(r"(?:^|[、,，・/／；;|｜\s]+)(?P<label>[^\s:：、,，・/／；;|｜]{2,12})\s*[:：]\s*")
_SAID: Final = frozenset(
    {"department", "division", "grade", "progress", "sdgs", "deadline", "term", "start", "cost", "related_plans"}
)
_UNITS_BEHIND: Final = re.compile(
    r"^(?P<text>.*\S)\s*[(（【〔［\[](?:担当(?:課)?\s*[:：]\s*)?(?P<units>[^()（）【】〔〕［］\[\]]{2,60})[)）】〕］\]]$",
    re.DOTALL,
)
# 消防の充実　担当課：消防本部: the charge at the end of the line of a heading.
_LABELLED_BEHIND: Final = re.compile(
    r"^(?P<text>\S.*?)\s*(?:主な?)?(?:担当|所管|主管)(?:課|部署|部課|課等)?\s*[:：]\s*(?P<units>\S.{0,60})$", re.DOTALL
)
# …を補助します。担当：建築指導課
_UNITS_AT_END: Final = re.compile(
    r"^(?P<text>.*。)\s*[(（]?(?:主?担当|所管|主管)(?:課|部署)?\s*[:：]\s*(?P<units>[^。]{2,60}?)[)）]?$", re.DOTALL
)
_SECTION_UNIT: Final = re.compile(r"(?:課|室|局|部|係|センター|事務局|委員会)$")
_LONGEST: Final = 120  # letters of a bracket


class Fact(NamedTuple):
    """What a label says: its role, the label as printed, and what stands behind it."""

    role: str
    label: str
    text: str


def labels_within(text: str) -> tuple[Fact, ...]:
    """The facts of a text that is nothing but labels and what they say, parted by any mark; none for other text.

    >>> [(fact.role, fact.text) for fact in labels_within("進捗：○、担当：企画課・総務課／SDGs：3・11")]
    [('grade', '○'), ('department', '企画課・総務課'), ('sdgs', '3・11')]
    """
    found = list(_PART.finditer(text)) if len(text) <= _LONGEST else []
    if not found or found[0].start():
        return ()
    facts = []
    for match, end in zip(found, [*(each.start() for each in found[1:]), len(text)], strict=True):
        role, said = form_role(match["label"]) or section_role(match["label"]) or "", text[match.end() : end].strip()
        if role not in _SAID or not said:
            return ()
        facts.append(Fact("grade" if role == "progress" else role, match["label"], said))
    return tuple(facts)


def facts_behind(text: str, span: Span, scale: tuple[Grade, ...] = ()) -> tuple[str, tuple[Fact, ...]]:
    """A title or sentence without what stands in brackets behind it, and what that says.

    Brackets without a label count where they hold units or a judgement that the scale or the vocabulary knows:
    商店街の活性化［◎ 達成］〔商工労政課〕. So does a judgement in brackets before it, and a mark of the legend before
    or behind it: ○ 商店街の活性化.
    """
    facts: tuple[Fact, ...] = ()
    before = _BEFORE.match(text)
    marked = _MARK_BEFORE.match(text)
    if before and is_grade(before["inside"], scale):
        text, facts = before["text"], (Fact("grade", "", before["inside"].strip()),)
    elif marked and is_of_scale(marked["inside"], scale):
        text, facts = marked["text"], (Fact("grade", "", marked["inside"]),)
    while True:
        match = _BRACKET.match(text)
        found = _facts_within(match["inside"].strip(), span, scale) if match else ()
        if match is not None and found:
            text = match["text"]
        else:
            text, units = charge_behind(text, span)
            found = (Fact("department", "", units),) if units else ()
        if not found:
            text, found = _marked(text, scale)
        if not found:
            return text, facts
        facts = (*found, *facts)


def _marked(text: str, scale: tuple[Grade, ...]) -> tuple[str, tuple[Fact, ...]]:
    """A title without the mark behind it; what names the judgement itself, or its year, is no title."""
    match = _MARK_BEHIND.match(text)
    if match is None or not is_grade(match["inside"], scale):
        return text, ()
    label = match["text"].strip()
    if form_role(label) or section_role(label) or column_role(label) or parse_year(label):
        return text, ()
    return match["text"], (Fact("grade", "", match["inside"].strip()),)


def facts_alone(text: str, span: Span, scale: tuple[Grade, ...]) -> tuple[Fact, ...]:
    """What a text of brackets alone says: 【進捗：◎ 達成】【担当：総務課】; none where one of them says no fact."""
    facts: tuple[Fact, ...] = ()
    at = 0
    while match := _ALONE.match(text, at):
        inside, at = match["inside"].strip(), match.end()
        found = _facts_within(inside, span, scale)
        if not found and _is_unit(inside, span):
            found = (Fact("department", "", inside),)
        if not found:
            return ()
        facts += found
    return facts if at == len(text) else ()


def _facts_within(inside: str, span: Span, scale: tuple[Grade, ...]) -> tuple[Fact, ...]:
    """The facts of a bracket: labels and what they say, a judgement, or several of these and of units."""
    if labelled := labels_within(inside):
        return labelled
    if is_grade(inside, scale):
        return (Fact("grade", "", inside),)
    parts = [part for part in _MARKS.split(inside) if part]
    told = [labels_within(part) or _bare(part, span, scale) for part in parts]
    facts = tuple(fact for each in told for fact in each)
    return facts if all(told) and any(fact.role != "department" for fact in facts) else ()


def _bare(part: str, span: Span, scale: tuple[Grade, ...]) -> tuple[Fact, ...]:
    if is_grade(part, scale):
        return (Fact("grade", "", part),)
    return (Fact("department", "", part),) if _is_unit(part, span) else ()


def _is_unit(text: str, span: Span) -> bool:
    return looks_like_units(text) and any(_SECTION_UNIT.search(each.unit) for each in charge(text, span))


def charge_behind(text: str, span: Span) -> tuple[str, str]:
    """A title or sentence without the charge in brackets behind it, and the charge: 商店街の活性化〔商工労政課〕.

    At the end of a text a label may say it: …を補助します。担当：建築指導課; and so it may behind a title.
    """
    labelled = _LABELLED_BEHIND.match(text) if "。" not in text else None
    if labelled and looks_like_units(labelled["units"]):
        return labelled["text"], labelled["units"]
    match = _UNITS_BEHIND.match(text) or _UNITS_AT_END.match(text)
    if match is None or not looks_like_units(match["units"]):
        return text, ""
    return (match["text"], match["units"]) if _is_unit(match["units"], span) else (text, "")


def tell_facts(node: Node, facts: Sequence[Fact], span: Span, scale: tuple[Grade, ...]) -> None:
    """Tell an element what stands behind its title, the charge first: judgements say whose they are."""
    for fact in sorted(facts, key=lambda each: each.role != "department"):
        if not tell(node, fact.role, (fact.label, fact.text), span, scale):
            node.say(TextRole.DESCRIPTION, join_lines(f"{fact.label}：{fact.text}"), span, join=False)
