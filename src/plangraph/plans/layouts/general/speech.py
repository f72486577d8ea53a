"""Speeches (施政方針): headings that are sentences, what they announce, and paragraphs that say what they are about."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ElementKind, TextRole
from plangraph.plans.layouts.general.ranks import SPOKEN, Heading, read_heading
from plangraph.plans.layouts.general.state import Announced, Open
from plangraph.plans.outline import join_lines, similar_key
from plangraph.plans.tree import Node
from plangraph.plans.vocabulary import named_kind, structure_role

if TYPE_CHECKING:
    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["read_spoken", "read_topic"]

# ７つの基本目標に沿って: what the headings that follow are, and how many.
_ANNOUNCES: Final = re.compile(r"(?P<n>\d{1,2})つの(?P<name>[^\s、「」の]{2,6})に(?:沿|基づ|従|つい|つき)")
_TOPIC: Final = re.compile(
    r"^(?:(?:また|次に|さらに|加えて|あわせて|併せて|まず|最後に|はじめに)、)?(?P<topic>[^、。]{2,60}?)"
    r"に(?:つきまして|関しまして|ついて)[はも]、"
)
# いよいよ完成する「大屋根」: what is said of a name before it.
_SAID_BEFORE: Final = re.compile(r"^[^「」]*(?:[いうくすつぬふむるたぐ])(?=「)")
# What a paragraph is about that is no measure: a pronoun, a year, the state of things, the budget, a place.
_NO_MEASURE: Final = re.compile(
    r"^(?:この|その|こう|これ|それ|本(?:市|町|村|計画|戦略|年度)|私|昨年|今年|今後|令和|平成)|取り巻く|"
    r"(?:状況|現状|課題|結果|推移|背景|内訳|規模|経緯|概要|予算案?|決算|歳[入出]|議案|財政|とおり|市|町|村|地区|地域)$"
)
_LONGEST: Final = 40


def read_spoken(state: State, block: Block) -> bool:
    """A heading that only speaks ends what stands above it, and may announce what follows: ７つの目標に沿って…."""
    if block.kind is not BlockKind.HEADING or "。" not in block.text or read_heading(block) is not None:
        return False
    match = _ANNOUNCES.search(unicodedata.normalize("NFKC", join_lines(block.text)))
    known = named_kind(match["name"]) if match else None
    if SPOKEN not in state.opening and known is None:  # a sentence set in heavy letters in a document that is no speech
        return False
    while state.path and state.path[-1].heading.level >= block.level:
        state.path.pop()
    state.leave_form()
    state.announced = Announced(known[0], int(match["n"])) if match and known else None
    state.path.append(Open(Heading(block.level, "", "", "", None, ""), None, None, about=True))
    state.draft.ledger.claim(block, "label", "heading that only speaks", confidence=0.7)
    return True


def read_topic(state: State, block: Block) -> bool:
    """商店街の活性化につきましては、…: a paragraph about one measure of the policy that a speech is speaking of.

    No heading names it, so its title counts as inferred. What follows it stays with the policy: it may be about
    another.
    """
    node = state.parent
    if node is None or state.about or state.subject is not None or block.kind is not BlockKind.PARAGRAPH:
        return False
    match = _TOPIC.match(block.text) if state.path[-1].heading.style == SPOKEN else None
    topic = _SAID_BEFORE.sub("", join_lines(match["topic"])) if match else ""
    if not 2 <= len(topic) <= _LONGEST or _NO_MEASURE.search(topic) or structure_role(topic):
        return False
    kind = ElementKind.INITIATIVE if node.kind is ElementKind.PLEDGE else ElementKind.MEASURE
    known = next((each for each in node.children if similar_key(each.title) == similar_key(topic)), None)
    child = known or Node(kind, topic, block.span, title_inferred=True)
    if known is None:
        node.children.append(child)
    child.say(TextRole.DESCRIPTION, block.text, block.span)
    state.draft.ledger.claim(block, kind.value, "paragraph that begins with what it is about", confidence=0.5)
    return True
