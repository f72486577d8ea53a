"""Items of lists that are elements: titles with facts in brackets behind them, or with facts and items within them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.labels import label_role
from plangraph.plans.layouts.general.aims import values_alone
from plangraph.plans.layouts.general.behind import Fact, facts_alone, facts_behind
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.outline import Marker, is_quantity, parse_marker
from plangraph.plans.title_codes import is_coded
from plangraph.plans.vocabulary import column_role, form_role, section_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Block, Grade

__all__ = ["Lists", "find_lists", "may_be_title", "nest_facts"]

_LABELLED: Final = re.compile(
    r"^[■□●○◆◇・※◎▼▽]*\s*[【［\[〔〈《]?(?P<label>[^:：\n】］\]〕〉》]{2,20})(?:[】］\]〕〉》]\s*[:：]?|\s*[:：])"
)
# What an item says of the one that it stands in, and what makes that an element.
_SPACED: Final = re.compile(
    r"^(?P<label>[^\s:：]{2,8})\s+(?P<text>\S.*)$", re.DOTALL
)  # 担当　福祉課, 達成時期　令和8年度
_SPACED_ROLES: Final = frozenset({"department", "division", "deadline", "term", "grade"})
_FACTS: Final = frozenset(
    {"department", "division", "grade", "progress", "deadline", "term", "result", "results", "action", "initiatives",
     "nextStep", "next_steps", "sdgs", "cost", "challenge", "delayReason", "indicators", "indicator"}
)  # fmt: skip
_LONGEST_TITLE: Final = 80  # letters
_LONGEST_LABEL: Final = 20
_TELLING: Final = re.compile(r"[^\s:：。]{2,10}[:：]\s*[^。]{6,}。")  # 施策の方針：浜を守ります。
_NOTE: Final = re.compile(r"^[※*＊(（]")
_LEAST: Final = 2  # titles, each with facts behind it, before a flat list counts as one of titles and facts


@dataclass(frozen=True, slots=True)
class Lists:
    """Which blocks, by their identity, are elements for what stands in them, or for what stands in brackets."""

    holding: frozenset[int] = frozenset()  # with facts or elements within
    grouping: frozenset[int] = frozenset()  # of these, those with elements within
    deep: frozenset[int] = frozenset()  # with anything within
    counted: frozenset[int] = frozenset()  # numbered as others beside them that are elements
    ordered: frozenset[int] = frozenset()  # titles of a list that counts them
    phrases: frozenset[int] = frozenset()  # of lists that are nothing but short phrases of nouns


@dataclass(slots=True)
class _Item:
    block: Block
    inner: list[_Item] = field(default_factory=list)
    facts: tuple[Fact, ...] = ()
    title: str = ""


def find_lists(blocks: Sequence[Block], scale: tuple[Grade, ...]) -> Lists:
    """The lists of a document, with the depth that it gives its items."""
    holding: set[int] = set()
    grouping: set[int] = set()
    counted: set[int] = set()
    deep: set[int] = set()
    ordered: set[int] = set()

    def settle(siblings: list[_Item]) -> None:
        for each in siblings:
            settle(each.inner)
            if each.inner:
                deep.add(id(each.block))
            groups = any(_opens(inner, holding, counted) for inner in each.inner)
            if _is_title(each) and (groups or any(_is_fact(inner.block, scale) for inner in each.inner)):
                holding.add(id(each.block))
                if groups:
                    grouping.add(id(each.block))
        if _in_order(siblings):
            ordered.update(id(each.block) for each in siblings)
        numbered = [each for each in siblings if _is_numbered(each)]
        opening = sum(_opens(each, holding, counted) for each in numbered)
        if opening >= _LEAST and opening * 2 >= len(numbered):
            counted.update(id(each.block) for each in numbered if _is_title(each))

    for siblings in _trees(blocks, scale):
        settle(siblings)
    return Lists(frozenset(holding), frozenset(grouping), frozenset(deep), frozenset(counted), frozenset(ordered))


def _opens(item: _Item, holding: set[int], counted: set[int]) -> bool:
    told = bool(item.facts) and "。" not in item.title and _is_title(item)
    return told or id(item.block) in holding or id(item.block) in counted


def _trees(blocks: Sequence[Block], scale: tuple[Grade, ...]) -> Iterable[list[_Item]]:
    """The items on top of each list, each with what stands in it."""
    top: list[_Item] = []
    path: list[_Item] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING or (block.kind is not BlockKind.ITEM and block.level == 0):
            if top:
                yield top
            top, path = [], []
            continue
        while path and path[-1].block.level >= block.level:
            path.pop()
        title, facts = ("", ()) if block.rows else facts_behind(block.text, block.span, scale)
        item = _Item(block, title=title, facts=facts)
        (path[-1].inner if path else top).append(item)
        path.append(item)
    if top:
        yield top


def _is_title(item: _Item) -> bool:
    return may_be_title(item.block, item.title)


def may_be_title(block: Block, title: str) -> bool:
    """Whether an item may be a title: no label, no label with its text, no values, no note, no long sentence."""
    text = title.strip()
    if block.rows or not text:
        return False
    if (block.kind is not BlockKind.ITEM or _NOTE.match(text)) and not _counts(text):
        return False
    if len(text.partition("。")[0]) > _LONGEST_TITLE or _TELLING.match(text):
        return False
    bare = text if len(text) <= _LONGEST_LABEL else ""
    if label_role(text) or (bare and (form_role(bare) or section_role(bare) or column_role(bare) in _FACTS)):
        return False
    if values_alone(text)[1] or read_indicator_lines(replace(block, text=text)):
        return False
    return _label(text) is None


def _label(text: str) -> str | None:
    match = _LABELLED.match(text)
    if match and (role := form_role(match["label"].strip()) or section_role(match["label"].strip())):
        return role
    spaced = _SPACED.match(text)
    role = form_role(spaced["label"]) if spaced else None
    return role if role in _SPACED_ROLES else None


def _is_fact(block: Block, scale: tuple[Grade, ...]) -> bool:
    """担当課：福祉課, 取組内容 over its text, or 【進捗：○】 alone."""
    if block.rows:  # a form: each row begins with a label
        return all(_label_alone(row.cells[0]) in _FACTS for row in block.rows)
    text = block.text.strip()
    alone = label_role(text) or _label_alone(text)
    return (_label(text) or alone) in _FACTS or bool(facts_alone(text, block.span, scale) or values_alone(text)[1])


def _label_alone(text: str) -> str | None:
    return (form_role(text) or column_role(text)) if len(text) <= _LONGEST_LABEL else None


def _is_numbered(item: _Item) -> bool:
    return not item.block.rows and _counts(item.title)


def _counts(title: str) -> bool:
    return not is_quantity(title) and (parse_marker(title) is not None or is_coded(title))


def _in_order(siblings: Sequence[_Item]) -> bool:
    """Whether the items of a list are titles that count on: 1 …, 2 …, or 1-2-1 …, 1-2-2 …."""
    markers = [parse_marker(each.title) for each in siblings if _is_title(each) and "。" not in each.title]
    counted = [_count(each) for each in markers if each is not None]
    if len(siblings) < _LEAST or len(counted) < len(siblings):
        return False
    return all(one[0] == two[0] and two[1] == one[1] + 1 for one, two in pairwise(counted))


def _count(marker: Marker) -> tuple[str, int]:
    """What siblings have in common, and what counts on: of 1-2-3 the last, of ③ 3."""
    above, _, last = unicodedata.normalize("NFKC", marker.code).rpartition("-")
    return f"{marker.style} {above}", int(last) if last.isdecimal() else -_LEAST


def nest_facts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the facts of a flat list set into the titles before them: 給食費, 担当：教育課, 図書館, 担当：….

    Only where most of its titles are followed by facts: else the last facts are of what stands above the list.
    """
    found = list(blocks)
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end].kind is BlockKind.ITEM and found[end].level == found[at].level:
            end += 1
        if end - at > _LEAST:
            run = found[at:end]
            told = [_is_fact(block, ()) for block in run]
            titles = told.count(False)
            followed = sum(not one and two for one, two in pairwise(told))
            if not told[0] and followed >= _LEAST and followed * 2 > titles:
                inner = [
                    replace(block, level=block.level + 1) if fact else block
                    for block, fact in zip(run, told, strict=True)
                ]
                found[at:end] = inner
        at = max(end, at + 1)
    return found
