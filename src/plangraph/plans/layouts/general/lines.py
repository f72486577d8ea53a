"""Blocks parted further: a heading, a label or a bullet on a line of its own within a paragraph begins anew."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Document, Span
from plangraph.plans.labels import charge_goes_on, label_role
from plangraph.plans.layouts.general.behind import facts_behind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.layouts.general.title_lines import headings_apart
from plangraph.plans.layouts.general.values import VALUE_GAP, joined_values, labelled_values
from plangraph.plans.outline import parse_marker
from plangraph.plans.vocabulary import fold, form_role, section_role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["part_lines"]

_PLEDGES: Final = re.compile(r"公約|マニフェスト|約束(?!事)")
# Of an indicator, without a number or a label: 1人当たりの貸出冊数 is of each.
_NAME: Final = re.compile(
    r"^(?:[\d０-９]+\S{1,3}[当あ]たり)?(?:[^\d０-９。:：→⇒【】]|[\d０-９]+(?=[人日年月]?[当あ]たり|世帯[当あ]たり)){3,40}$"
)
_UNIT: Final = re.compile(r"[課室局部係]$")  # 環境課 below 担当 is no name of the values that follow
_BOTH: Final = 2  # values, which make a name above them an indicator's
_LONGEST_HEADING: Final = 40
_LONGEST_TITLE: Final = 80
_FACT_BEHIND: Final = re.compile(r"[】\]］〕]$|[(（][^()（）]*[:：][^()（）]*[)）]$")
_DATED: Final = re.compile(r"\d\S*[(（](?:令和|平成|[RHＲＨ][\d元]|(?:19|20)\d\d)")  # 12隻（令和4年度）
_FIRST: Final = 3  # blocks in which the title stands
_UNENDED: Final = re.compile(r"(?:[のをにがはでとやへる、・]|及び|又は)\s*$")  # what ends so goes on
_BULLET: Final = re.compile(r"^[・○◯●◆◇■□▪◎★※*]\s*\S")
_LABELLED: Final = re.compile(
    r"^[【［\[〔〈《≪<(（]?(?P<label>[^:：\s】］\]〕〉》≫>]{2,14})(?:[】］\]〕〉》≫>]\s*[:：]?|\s*[:：]|[\s\u3000])\s*\S"
)


@dataclass(slots=True)
class _Promises:
    """The last number of each numbering of pledges: a line that promises the next one begins another pledge."""

    expected: bool
    last: dict[str, int] = field(default_factory=dict)

    def begins(self, line: str) -> bool:
        """Whether a line is the next pledge; what it is counts on."""
        if not self.expected:
            return False
        heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), line), sentences=True)
        if heading is None or not heading.code.isdecimal():
            return False
        number, before = int(heading.code), self.last.get(heading.style)
        follows = before is not None and number == before + 1
        if follows or before is None or number == 1:
            self.last[heading.style] = number
        return follows


def part_lines(document: Document) -> Document:
    """The same document with its paragraphs parted; spans stay those of the lines where these can be told."""
    promises = _Promises(any(_PLEDGES.search(fold(block.text)) for block in document.blocks[:_FIRST]))
    blocks = [*_titled(document.blocks[0]), *document.blocks[1:]] if document.blocks else []
    parts = [part for block in blocks for part in _parts(block, promises)]
    return replace(document, blocks=tuple(_gather(list(_unlisted(parts)))))


def _titled(block: Block) -> Iterator[Block]:
    """The first block, its first line apart from a legend or a period that follows without a blank line."""
    first, _, rest = block.text.partition("\n")
    told = block.text.count("\n") == block.span.end_line - block.span.start_line
    if block.kind is not BlockKind.PARAGRAPH or not rest or not told:
        yield block
        return
    start, page = block.span.start_line, block.span.page
    yield replace(block, text=first, span=Span(start, start, page))
    yield replace(block, text=rest, span=Span(start + 1, block.span.end_line, page))


def _unlisted(blocks: list[Block]) -> Iterator[Block]:
    """Items that say themselves that they are headings, as headings are printed: ■基本目標1 …, ●施策1 ….

    An entry of a list of contents, which another block prints again, stays an item. So does one of a list, but
    ◆(1) …, alone over a text of sentences, is a heading.
    """
    said = Counter(fold(block.text) for block in blocks if not block.rows)
    for before, block, below in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        alone = before is None or before.kind is not BlockKind.ITEM
        heads = block.kind is BlockKind.ITEM and said[fold(block.text)] == 1
        heads = heads and (_says_what_it_is(block.text) or (alone and _counts_over(block, below)))
        yield replace(block, kind=BlockKind.PARAGRAPH, level=0) if heads else block


def _counts_over(block: Block, below: Block | None) -> bool:
    """Whether an item is a numbered title right over a paragraph of sentences."""
    if below is None or below.kind is not BlockKind.PARAGRAPH or below.rows or not below.text.endswith("。"):
        return False
    heading = read_heading(replace(block, kind=BlockKind.PARAGRAPH, level=0))
    return heading is not None and bool(heading.code) and len(block.text) <= _LONGEST_HEADING


def _gather(blocks: list[Block]) -> Iterator[Block]:
    """Paragraphs of one line put together where they are an indicator's name and its values: terms and definitions."""
    at = 0
    while at < len(blocks):
        name = _could_name(blocks[at])
        until, values = _values(blocks, at + name)
        if values >= _BOTH or (not name and values and until - at > values):
            text = "\n".join(block.text for block in blocks[at:until])
            yield replace(blocks[at], text=text, span=blocks[at].span.to(blocks[until - 1].span))
            at = until
        else:
            yield blocks[at]
            at += 1


def _could_name(block: Block) -> bool:
    text = block.text
    return (
        _is_line(replace(block, kind=BlockKind.PARAGRAPH) if block.kind is BlockKind.ITEM else block)
        and bool(_NAME.match(text))
        and form_role(text) is None
        and section_role(text) is None
        and not labelled_values(text)
        and not _UNIT.search(text)
        and not _is_judged(text)
    )


def _is_judged(text: str) -> bool:
    """進捗　実施中: a judgement behind its label is no name of the values below it."""
    return bool((found := _LABELLED.match(text)) and form_role(found["label"]) == "grade")


def _values(blocks: list[Block], start: int) -> tuple[int, int]:
    """Where labelled values that begin at a block end, and how many they are; a label may stand in a block before."""
    at = start
    count = 0
    while at < len(blocks) and _is_line(blocks[at]):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        told = [labelled_values(part) for part in VALUE_GAP.split(blocks[at].text)]
        if all(told):
            at += 1
            count += len(told) - 1
        elif following is not None and _is_line(following) and _label_before(blocks[at].text, following.text):
            at += 2
        else:
            break
        count += 1
    return at, count


def _label_before(label: str, text: str) -> bool:
    return "\n" not in joined_values(f"{label}\n{text}")


def _is_line(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.rows and "\n" not in block.text


def _parts(block: Block, promises: _Promises) -> Iterator[Block]:
    lines = block.text.split("\n")
    next_ones = {at for at, line in enumerate(lines) if not block.rows and promises.begins(line)}
    titles = headings_apart(block.text) if not block.rows and len(lines) == 1 else []
    if len(titles) > 1 and block.kind is not BlockKind.ITEM:  # 基本目標1 海を守る　施策2 網を直す
        deeper = block.kind is BlockKind.HEADING
        yield from (replace(block, text=title, level=block.level + at * deeper) for at, title in enumerate(titles))
        return
    if block.kind is BlockKind.ITEM and len(lines) > 1:
        yield from _headings_below(block, lines, promises)
        return
    if block.rows or block.kind is not BlockKind.PARAGRAPH or len(lines) == 1:
        yield block
        return
    told = len(lines) == block.span.end_line - block.span.start_line + 1
    begin_anew = (at for at in range(1, len(lines)) if at in next_ones or _begins(lines[at - 1], lines[at]))
    starts = [0, *begin_anew]
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        span = Span(block.span.start_line + begin, block.span.start_line + end - 1, block.span.page)
        text = "\n".join(lines[begin:end])
        yield replace(block, text=text, span=span if told else block.span)


def _headings_below(block: Block, lines: list[str], promises: _Promises) -> Iterator[Block]:
    """An item, and what begins anew right below it: 取組(2) 森を育てる, 2　森を育てる, 【担当課】森林課."""
    if _is_title(lines[0]) and any("。" in line for line in lines[1:]):
        first, told = block.span.start_line, len(lines) == block.span.end_line - block.span.start_line + 1
        yield replace(block, text=lines[0], span=Span(first, first, block.span.page) if told else block.span)
        span = Span(first + 1, block.span.end_line, block.span.page) if told else block.span
        text = "\n".join(lines[1:])
        yield replace(block, kind=BlockKind.PARAGRAPH, text=text, span=span, level=block.level + 1)
        return
    begins = [0, *(at for at, line in enumerate(lines) if at and _begins_below(lines[at - 1], line))]
    if len(begins) == 1 or len(lines) != block.span.end_line - block.span.start_line + 1:
        yield block
        return
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        first = block.span.start_line + begin
        span = Span(first, block.span.start_line + end - 1, block.span.page)
        part = replace(block, text="\n".join(lines[begin:end]), span=span)
        yield from _parts(replace(part, kind=BlockKind.PARAGRAPH, level=0), promises) if begin else (part,)


def _begins_below(above: str, line: str) -> bool:
    """Whether a line below an item is no more of it: a heading, a label alone or a fact, but none of its values."""
    if labelled_values(line):
        return False
    labelled = _LABELLED.match(line)
    return (
        _says_what_it_is(line)
        or bool(labelled and form_role(labelled["label"]))
        or (not _UNENDED.search(above) and len(line) <= _LONGEST_HEADING and _alone(line))
    )


def _is_title(line: str) -> bool:
    """Whether the line of an item is a title: numbered, or a fact behind it; no sentence, no values."""
    marked = parse_marker(line) is not None or _FACT_BEHIND.search(line) is not None
    told = "。" in line or re.search("[:：]", line.partition("（")[0]) or _DATED.search(line)
    return marked and not told and len(line) <= _LONGEST_TITLE


def _says_what_it_is(line: str) -> bool:
    heading = read_heading(Block(BlockKind.PARAGRAPH, Span(1, 1), line))
    named = heading is not None and heading.kind is not None and bool(heading.code and heading.title)
    return named and len(line) <= _LONGEST_HEADING and "。" not in line


def _begins(above: str, line: str) -> bool:
    labelled = _LABELLED.match(line)
    return not charge_goes_on(above, line) and (
        bool(_BULLET.match(line))
        or _alone(above)
        or _alone(line)
        or bool(labelled and form_role(labelled["label"]))
        or bool((found := _LABELLED.match(above)) and form_role(found["label"]))
    )


def _alone(line: str) -> bool:
    """A heading or a label that fills its line."""
    if label_role(line) is not None or section_role(line) is not None:
        return True
    title, facts = facts_behind(line, Span(1, 1))
    told = Block(BlockKind.PARAGRAPH, Span(1, 1), title)
    return len(title) <= 40 and read_heading(told, sentences=bool(facts)) is not None
