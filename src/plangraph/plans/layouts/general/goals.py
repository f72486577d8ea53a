"""Goals that a line states and nothing else: SDGs 目標3、ゴール11、ターゲット11.5, and [3][10] at the end of a line.

A section's statement holds for what stands below it and states none of its own, as inherited.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Span
from plangraph.plans.goal_names import number_goals
from plangraph.plans.layouts.general.facts import tell
from plangraph.plans.outline import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plangraph.model import Document, SdgStatement
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["inherit_goals", "mentions_goals", "names_goals", "part_goals", "read_goals"]

_GOAL: Final = r"(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-dA-D]))?(?!\d)"
_WORD: Final = r"(?:SDGs?(?:の)?|目標|ゴール|ターゲット)"
_LINE: Final = re.compile(
    rf"(?:関連(?:する)?)?(?=.*(?:SDG|ゴール|ターゲット))(?:{_WORD}\s*)*[:：]?\s*"
    rf"(?:(?:{_WORD}\s*)*{_GOAL}(?:\s*[~〜]\s*(?:{_WORD}\s*)*{_GOAL})?(?:[\s、,・/／]|及び|と)*)+"
)
# 8 働きがいも経済成長も, below the label of goals: its number, and what its name begins with.
_BEGUN: Final = re.compile(r"(?:(?:目標|ゴール)\s*)?(?P<n>1[0-7]|[1-9])\s*[.．:：]?\s*(?P<name>[^\d\s。][^\d。]{3,40})")
_BEGINNINGS: Final = (
    "貧困", "飢餓", "すべての人|全ての人", "質の高い", "ジェンダー", "安全な水", "エネルギー", "働きがい", "産業と",
    "人や国", "住み続け", "つくる責任|作る責任", "気候変動", "海の豊か", "陸の豊か", "平和と", "パートナー",
)  # fmt: skip
# Names of goals, once they are numbers, need no word before them.
_NAMED: Final = re.compile(
    rf"(?:関連(?:する)?)?[-・●○■□◆◇\[［【(]*"
    rf"(?:(?:{_WORD}\s*)*[:：]?\s*{_GOAL}(?:[\s、,・/／|\]］】)「」]|及び|と)*)+"
)
# One alone may be the number of a note.
_RUN: Final = re.compile(rf"(?P<run>(?:[\[［【]{_GOAL}[\]］】]\s*){{2,}})$")


def mentions_goals(document: Document) -> bool:
    """Whether a document speaks of the SDGs at all: in others, [3][10] are the numbers of notes."""
    return any("SDG" in _fold(block.text) or names_goals(block.text) for block in document.blocks)


def names_goals(text: str) -> bool:
    """Whether a line or two are nothing but the names of goals: 14 海の豊かさを守ろう, as below an icon."""
    text = join_lines(text)
    numbered = number_goals(text)
    return numbered != text and bool(_NAMED.fullmatch(numbered))


def part_goals(document: Document) -> Document:
    """The same document, lines and ends of lines that state goals as blocks of their own."""
    if not mentions_goals(document):
        return document
    return replace(document, blocks=tuple(part for block in document.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    if not block.rows and names_goals(block.text):
        yield replace(block, kind=BlockKind.PARAGRAPH, level=0 if block.kind is BlockKind.HEADING else block.level)
        return
    pieces = [piece for at, line in enumerate(block.text.split("\n")) for piece in _pieces(at, line)]
    if block.rows or not any(states for _, _, states in pieces):
        yield block
        return
    # Only where each line of the text is a line of the file can the lines of the parts be told.
    told = block.text.count("\n") == block.span.end_line - block.span.start_line
    first = True
    for states, group in _grouped(pieces):
        span = Span(block.span.start_line + group[0][0], block.span.start_line + group[-1][0], block.span.page)
        text = "\n".join(line for _, line, _ in group)
        part = replace(block, text=text, span=span if told else block.span)
        if states or not first:
            part = replace(
                part,
                kind=BlockKind.PARAGRAPH,
                level=0 if block.kind is BlockKind.HEADING else block.level + (block.kind is BlockKind.ITEM),
            )
        first = False
        yield part


_Piece = tuple[int, str, bool]


def _pieces(at: int, line: str) -> Iterator[_Piece]:
    """Of a line, what states goals (True) and what does not, with the number of the line."""
    run = _RUN.search(line)
    if _LINE.fullmatch(_fold(line.strip())) or names_goals(line):
        yield at, line, True
    elif run is None:
        yield at, line, False
    else:
        if line[: run.start()].strip():
            yield at, line[: run.start()].rstrip(), False
        yield at, run["run"].strip(), True


def _grouped(pieces: Iterable[_Piece]) -> list[tuple[bool, list[_Piece]]]:
    groups: list[tuple[bool, list[_Piece]]] = []
    for piece in pieces:
        if groups and not piece[2] and not groups[-1][0]:
            groups[-1][1].append(piece)
        else:
            groups.append((piece[2], [piece]))
    return groups


def read_goals(state: State, block: Block) -> bool:
    """A block that states goals and nothing else, of the element that is open."""
    text, node = block.text.strip(), state.current
    if not state.goals or block.rows:
        return False
    named = names_goals(text)
    if named and (node is None or state.about):  # of the whole document, and no heading in any case
        state.draft.say(join_lines(text), block.span)
        state.draft.ledger.claim(block, "sdgs", "line of goals above all elements", confidence=0.6)
        return True
    if node is None or state.about:
        return False
    match = _BEGUN.fullmatch(_fold(text)) if state.section == "sdgs" else None
    worded = match is not None and re.match(_BEGINNINGS[int(match["n"]) - 1], match["name"])
    if named:
        text = join_lines(text)
    elif "\n" in text or not (worded or _LINE.fullmatch(_fold(text)) or _RUN.match(text)):
        return False
    if not tell(node, "sdgs", ("", text), block.span):
        return False
    state.draft.ledger.claim(block, "sdgs", "line that states goals alone")
    return True


def inherit_goals(nodes: Sequence[Node], above: Sequence[SdgStatement] = ()) -> None:
    """Let elements that state no goal have those of the nearest one above that does, as inherited."""
    for node in nodes:
        if not node.sdgs:
            node.sdgs = [replace(each, inherited=True) for each in above]
        inherit_goals(node.children, node.sdgs)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
