"""Labels set apart: a label or a numbered title right above its text, without a blank line, is a block of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Document, Span, TextRole
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.units import looks_like_units, unread_units
from plangraph.plans.vocabulary import form_role, is_supporting, label_parts, named_kind, section_role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "TEXT_ROLES",
    "bracketed_labels",
    "inline_label",
    "label_role",
    "lines_of",
    "set_labels_apart",
    "spaced_label",
    "supports",
    "text_below",
    "timed_label",
    "unmarked",
]

# What the text below a label says of its element.
TEXT_ROLES: Final = {
    "vision": TextRole.VISION, "situation": TextRole.SITUATION, "satisfaction": TextRole.SITUATION,
    "challenge": TextRole.CHALLENGE, "action": TextRole.ACTION, "initiatives": TextRole.ACTION,
    "collaboration": TextRole.COLLABORATION, "progress": TextRole.RESULT, "strategy_targets": TextRole.DESCRIPTION,
}  # fmt: skip
_PARTS: Final = {
    **TEXT_ROLES,
    "results": TextRole.RESULT,
    "next_steps": TextRole.NEXT_STEP,
    "description": TextRole.DESCRIPTION,
}
_INLINE: Final = re.compile(r"^(?P<label>[^:：\s]{2,12})(?:\s*[:：]\s*|[\s\u3000]+)(?P<text>\S.*)$", re.DOTALL)

_TIMED: Final = re.compile(
    r"^[■□●○◆◇・◎]*\s*(?:[【［\[〈《](?P<bracketed>[^【】［］\[\]〈〉《》\n]{2,16})[】］\]〉》]\s*[:：]?|(?P<label>[^:：\s]{2,16})\s*[:：])"
    r"\s*(?P<text>\S[^\n]*)$"
)
_TIMES: Final = frozenset({"term", "start", "deadline", "cost"})
_BRACKETED: Final = re.compile(r"[【［\[〔〈《≪<](?P<label>[^【】［］\[\]〔〕〈〉《》≪≫<>\n]{2,20})[】］\]〕〉》≫>]\s*")
_MARKS: Final = re.compile(r"^[■□●○〇◆◇◎▼▽\s]+")
_FOLLOWED: Final = re.compile(r"[:：]\s*\S")
_BESIDE: Final = re.compile(r"(?:^|[\s\u3000]+)(?P<label>[^\s:：]{2,12})[:：]\s*(?=\S)")
# What several labels on a line may say of one element.
_LABEL_BEFORE: Final = re.compile(r"(?P<label>[^\s:：\[\]［］【】]+)[\]］】]?\s*[:：]?\s*$")
_SAID: Final = frozenset(
    {"department", "division", "deadline", "start", "term", "grade", "progress", "sdgs", "cost", "code"}
)
_GOALS: Final = re.compile(
    r"(?:[\s、,・，～〜~目標ゴールターゲット]*(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?(?!\d))+(?:（アイコン）)?"
)
_ENDS: Final = re.compile(
    r"。\s*(?:[(（【〔［][^()（）【】〔〕［］。]{2,60}[)）】〕］])?\s*$"
)  # …を整えます。（福祉課）
_TWO_PAIRS: Final = 4  # words
_CODE: Final = re.compile(r"[A-ZＡ-Ｚ]?[0-9０-９][0-9０-９A-ZＡ-Ｚ－‐-]*$")
_NUMBER: Final = re.compile(r"[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})*")
_TEXTS: Final = ("text/plain", "text/markdown")
_ENUMERATED: Final = frozenset({"katakana", "parenthesised", "circled"})


def set_labels_apart(document: Document) -> Document:
    """The same document; `いつまでに⏎令和8年度末` is two blocks, as it would be with a blank line between."""
    # A line below an item of a text need not be of the item; where a page or a paragraph holds both, it is.
    within = document.media_type not in _TEXTS
    parts = (
        part
        for block in document.blocks
        for apart in _parts(block, within=within and block.kind is BlockKind.ITEM)
        for part in _side_by_side(apart)
    )
    return replace(document, blocks=tuple(parts))


def _side_by_side(block: Block) -> Iterator[Block]:
    """主管課：甲課　関係課：乙課: a block for each label of a line that is nothing but labels and what they say."""
    found = list(_BESIDE.finditer(block.text)) if block.kind is BlockKind.PARAGRAPH and "\n" not in block.text else []
    roles = {form_role(match["label"]) or section_role(match["label"]) for match in found}
    if len(found) < 2 or found[0].start() or not roles <= _SAID:
        for text in _pairs(block.text) if block.kind is BlockKind.PARAGRAPH else (block.text,):
            yield replace(block, text=text)
        return
    for match, end in zip(found, [*(each.start() for each in found[1:]), len(block.text)], strict=True):
        yield replace(block, text=block.text[match.start() : end].strip())


def _pairs(text: str) -> tuple[str, ...]:
    """事業名 港の手入れ 事業コード 02-01, two pairs; 位置付け 政策 1 海の振興, a label beside its levels."""
    words = [] if "\n" in text else text.split()
    if len(words) == _TWO_PAIRS:
        first, said, label, code = words
        role = form_role(first)
        if role not in {None, "code"} and form_role(said) is None and form_role(label) == "code" and _CODE.match(code):
            return f"{first}\u3000{said}", f"{label}\u3000{code}"
        if role == "description" and named_kind(said) and _NUMBER.fullmatch(label):
            return first, " ".join(words[1:])
    return (text,)


def _parts(block: Block, *, within: bool) -> Iterator[Block]:
    lines = block.text.split("\n")
    # Only where each line of the text is a line of the file can the lines of the parts be told.
    if len(lines) == 1 or len(lines) != block.span.end_line - block.span.start_line + 1:
        yield block
        return
    starts = [0]
    for at, line in enumerate(lines):
        if at and _begins_anew(lines[at - 1], line, alone=at == 1):
            starts.append(at)
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = block.span.start_line + begin
        span = Span(first, first + end - begin - 1, block.span.page)
        text = "\n".join(lines[begin:end])
        if begin == 0:
            yield replace(block, text=text, span=span)
        else:
            yield replace(block, kind=BlockKind.PARAGRAPH, text=text, span=span, level=block.level + within)


def _begins_anew(above: str, line: str, *, alone: bool) -> bool:
    """A line below a label; a line with a label of its own; a sentence below a numbered title."""
    if charge_goes_on(above, line):
        return False
    if section_role(above) is not None or inline_label(line) is not None:
        return True
    if len(_pairs(above)) > 1 or len(_pairs(line)) > 1:
        return True
    if timed_label(above) is not None or timed_label(line) is not None:
        return True
    title = alone and parse_marker(above) is not None and len(above) <= 40 and "。" not in above
    return (title and bool(_ENDS.search(line))) or (section_role(line) is not None and inline_label(above) is not None)


def unmarked(text: str) -> str:
    """A line without the marks before it: ■現状と課題."""
    return _MARKS.sub("", text)


def charge_goes_on(above: str, line: str) -> bool:
    """Whether a line goes on with the units above it: 担当課：企画課, and below it 福祉課."""
    match = _INLINE.match(above)
    role = (section_role(match["label"]) or form_role(match["label"])) if match else None
    roles = [role, *(each for each, _ in bracketed_labels(above))]
    return "department" in roles and looks_like_units(line) and not unread_units(line)


def label_role(text: str) -> str | None:
    """The role of a label on a line of its own, also in brackets or numbered: ［現状］, 【KPI】, ア　現状と課題."""
    if _FOLLOWED.search(text):  # 目標値：…を減らす is no label alone
        return None
    role = section_role(text)
    if role is not None:
        return None if role == "sdgs" and spaced_label(text) else role
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        return section_role(bracketed["label"])
    marker = parse_marker(text)
    return section_role(marker.title) if marker and marker.style in _ENUMERATED else None


def text_below(label: str) -> TextRole | None:
    """What sentences right below a label of several parts say: 課題 or 取組, nobody knows, so they describe.

    None for a label of one part, and where no part says what they are.

    >>> text_below("課題と施策").value, text_below("主な取組と担当課").value, text_below("主な取組")
    ('description', 'action', None)
    """
    marker = parse_marker(label)
    roles = {_PARTS.get(role) for role in label_parts(marker.title if marker else label)} - {None}
    return next(iter(roles)) if len(roles) == 1 else TextRole.DESCRIPTION if roles else None


def bracketed_labels(text: str) -> list[tuple[str, str]]:
    """Roles and texts of `［主管課］甲課　［関係課］乙課`; empty unless all of the text is such."""
    found = list(_BRACKETED.finditer(text))
    if not found or text[: found[0].start()].strip():
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    parts = [
        (section_role(match["label"]), text[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)
    ]
    known = [(role, rest) for role, rest in parts if role is not None and rest]
    return known if len(known) == len(parts) else []


def inline_label(text: str) -> tuple[str, str] | None:
    """The role of a label and the text behind it on its line: `担当課：福祉課`, `達成期限　令和8年度`."""
    match = _INLINE.match(text)
    role = section_role(match["label"]) if match else None
    return (role, match["text"].strip()) if match and role else None


def timed_label(text: str) -> tuple[str, str, str] | None:
    """Role, label and text of a line that says when something is done or what it costs: 事業期間：R5～R7, 【予算】….

    None for any other line, and where a bracket's label has no text behind it.
    """
    match = _TIMED.match(text)
    label = (match["bracketed"] or match["label"]).strip() if match else ""
    role = form_role(label) if label else None
    return (role, label, match["text"].strip()) if match and role in _TIMES else None


def spaced_label(text: str) -> list[tuple[str, str]]:
    """`担当課　福祉課`, `SDGs 3・11`: a label and departments or goals, with only a space between."""
    found = inline_label(text)
    if not found:
        return []
    role, said = found
    held = looks_like_units(said) if role == "department" else role == "sdgs" and _GOALS.fullmatch(said)
    return [found] if held else []


def supports(text: str, units: str) -> bool:
    """Whether a line's label before these units says that they help another: ［主管課］甲課　［関係課］乙課."""
    match = _LABEL_BEFORE.search(text[: text.find(units)]) if units in text else None
    return match is not None and is_supporting(match["label"])


def lines_of(block: Block) -> str:
    """A block's text as one line, but a numbered first line stays a line of its own; items keep their lines."""
    if block.kind is BlockKind.ITEM:
        return block.text
    first, _, rest = block.text.partition("\n")
    if rest and parse_marker(first) and len(first) <= 40 and "。" not in first:
        return f"{first}\n{join_lines(rest)}"
    return join_lines(block.text)
