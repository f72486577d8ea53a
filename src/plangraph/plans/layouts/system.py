"""The system of measures: one table of policies with their measures in a cell, and perhaps a page that explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, Document, ElementKind, PlanKind, Row, Text, TextRole
from plangraph.plans.columns import Column
from plangraph.plans.layouts.cells import parse_projects
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.groups import settle_groups
from plangraph.plans.layouts.kept import claim_header, keep
from plangraph.plans.layouts.prose import ProseReader
from plangraph.plans.layouts.system_pages import join_pages, projects_in
from plangraph.plans.layouts.system_slips import goes_on, in_place, styles_of
from plangraph.plans.listed_titles import counted_items
from plangraph.plans.outline import join_lines, parse_marker, similar_key, title_marker
from plangraph.plans.tree import Ledger, Node
from plangraph.plans.vocabulary import structure_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Span
    from plangraph.plans.columns import Header

__all__ = ["System"]

_POLICY: Final = re.compile(
    r"(?P<heading>(?:政策|基本目標|柱)\s*[0-9０-９]{1,2}\s*[^(（]+?)\s*(?:[(（](?P<fields>[^)）]+)[)）])?\s*$",
    re.DOTALL,
)
# A code is followed by white space or a dot: 5G, 8050問題 and 第3次 in a title are none.
_CODE: Final = re.compile(r"(?<![0-9.-])(?P<code>[0-9]{1,2}(?:-[0-9]{1,2}){0,2})[\s.．]+(?=\S)")
# A word alone is a mark only behind a space: 一時預かりの拡充 is a title.
_MARKS: Final = re.compile(
    r"(?:\s*(?:[●○◯◎★☆■□◆◇]+|\bNEW\b|[【\[［](?:拡充|新規|重点)[】\]］])|\s+(?:拡充|新規|重点)(?=\s|$)).*$", re.DOTALL
)
_MARK_WORDS: Final = re.compile(r"NEW|拡充|新規|重点")
_SAID: Final = re.compile(r"\w")
# A note that explains the marks in brackets: …プロジェクト(●甲、●乙、◆丙)…
_LEGEND: Final = re.compile(r"プロジェクト.*?[(（](?P<names>(?:[●○◯◎★☆■□◆◇][^●○◯◎★☆■□◆◇()（）]+){2,})[)）]", re.DOTALL)
# (2) 施策の体系: what was open before ends here.
_SYSTEM: Final = re.compile(r"^.{0,20}体系図?$")


_TOPS: Final = frozenset({"policy", "goal"})
_KINDS: Final = {
    "policy": ElementKind.POLICY,
    "goal": ElementKind.GOAL,
    "subgoal": ElementKind.GOAL,
    "measure": ElementKind.MEASURE,
    "initiative": ElementKind.INITIATIVE,
}


def _fits(header: Header) -> bool:
    below = [c.role for c in header.columns if c.role in ("measure", "initiative")]
    return bool(_TOPS & header.roles) and bool(below) and not {"indicator", "pledge", "grade"} & header.roles


class System:
    """施策の体系 and its like."""

    name = "system-of-measures"
    kind = PlanKind.COMPREHENSIVE_PLAN

    def recognise(self, document: Document) -> float:
        """0.95 where a table lists measures by policy: the prose around it is read as well."""
        return (
            0.95
            if any(_fits(header) and _measures(block, header) >= 3 for block, header in iter_tables(document))
            else 0.0
        )

    def read(self, document: Document) -> Draft:
        """The table first, so that the explaining page can be joined to the measure it shows."""
        draft = Draft(Ledger(document))
        policies: list[Node] = []
        early = _read_tables(document, policies, draft)
        for block in document.blocks:
            legend = _LEGEND.search(block.text)
            if legend:
                draft.elements.extend(projects_in(legend["names"], block, document))
                draft.ledger.claim(block, "Project", "legend of emphasised projects")
        prose = Draft(draft.ledger)
        reader = ProseReader(prose, document)
        for at, block in enumerate(document.blocks):
            if any(draft.ledger.claimed(unit) for unit in block.rows or (block,)):
                continue
            if _SYSTEM.match(join_lines(block.text)):
                reader.chapter, reader.holder, reader.initiative, reader.section = None, None, None, ""
                draft.ledger.claim(block, "label", "heading of the system of measures")
            elif reader.chapter is None and reader.holder is None and _gathers(block):
                draft.ledger.claim(block, "label", "heading that only gathers")
            else:
                reader.read(at, block)
        join_pages(policies, prose.elements, draft)
        draft.elements = [*policies, *draft.elements]
        draft.title = prose.title
        settle_groups(policies, draft.ledger)
        for row, header in early if policies else ():
            draft.ledger.warn("the row stands above the first policy; it is kept as text of that one", row.span)
            _keep_rest(row, header, (), policies[0], draft)
        return draft


def _gathers(block: Block) -> bool:
    """3 政策の内容, over the pages that explain what the table lists: no title of the plan."""
    marker = parse_marker(block.text)
    return marker is not None and structure_role(marker.title) == "container"


def _measures(block: Block, header: Header) -> int:
    places = [c.index for c in header.columns if c.role in ("measure", "initiative")]
    cells = (row.cells[at] for row in block.rows[header.depth :] for at in places if at < len(row.cells))
    return sum(len(_titles(cell)) or bool(cell) for cell in cells)


def _titles(cell: str) -> list[tuple[str, str]]:
    """Codes and titles in a cell. A number that does not follow the code before it belongs to the title."""
    found: list[tuple[str, int, int]] = []
    for match in _CODE.finditer(cell):
        *above, last = match["code"].split("-")
        if found:
            *before, number = found[-1][0].split("-")
            if above != before or int(last) != int(number) + 1:
                continue
        found.append((match["code"], match.start(), match.end()))
    if not found:
        return []
    ends = [start for _, start, _ in found[1:]] + [len(cell)]
    return [(code, cell[begin:end]) for (code, _, begin), end in zip(found, ends, strict=True)]


def _read_tables(document: Document, policies: list[Node], draft: Draft) -> list[tuple[Row, Header]]:
    """Read the tables, which may go on over pages; rows before the first policy are handed back."""
    early: list[tuple[Row, Header]] = []
    last: tuple[Block, Header] | None = None
    table = _Table(policies, [])
    for block, header in iter_tables(document):
        if _fits(header):
            if last is None or not goes_on(document, last, (block, header)):
                table = _Table(policies, [])
            early += [(row, header) for row in _read_table(block, header, table, draft)]
            last = block, header
    return early


def _read_table(block: Block, header: Header, table: _Table, draft: Draft) -> list[Row]:
    """Read the rows; those before the first policy are handed back."""
    claim_header(draft.ledger, header, block.rows)
    body = block.rows[header.depth :]
    levels = _levels(header, body)
    policies, places = table.policies, [level.index for level in levels]
    table.open += [None] * (len(levels) - len(table.open))
    table.styles = table.styles or styles_of(places, body)
    early: list[Row] = []
    for printed in body:
        row = in_place(printed, places, table.styles)
        cells = {c.index: row.cells[c.index] for c in header.columns if c.index < len(row.cells)}
        before = len(policies)
        table.viewpoint = next(
            (
                (cells[c.index], row.cell_span(c.index))
                for c in header.columns
                if c.role == "viewpoint" and cells.get(c.index)
            ),
            table.viewpoint,
        )
        used = [
            at
            for depth, level in enumerate(levels)
            if (at := level.index) in cells and table.enter(depth, level, cells[at], row.cell_span(at))
        ]
        lowest = next((node for node in reversed(table.open) if node is not None), None)
        if lowest is None:
            early.append(printed)
            continue
        for column in header.columns:
            if column.role == "project" and cells.get(column.index):
                lowest.references.extend(parse_projects(cells[column.index], row.cell_span(column.index)))
                used.append(column.index)
        if len(policies) > before:  # what a viewpoint says is said of the policies that begin below it
            used += [column.index for column in header.columns if column.role == "viewpoint"]
        _keep_rest(row, header, used, lowest, draft)
        if row is not printed:
            draft.ledger.claim(printed, "Measure", "row of the system of measures", confidence=0.9)
    return early


def _keep_rest(row: Row, header: Header, used: Sequence[int], node: Node, draft: Draft) -> None:
    """Claim a row; what none of its columns took is a text of the element that it stands under."""
    columns = {column.index: column for column in header.columns}
    left = [
        (columns.get(at, Column(at, None, "", None)), cell)
        for at, cell in enumerate(row.cells)
        if at not in used and _SAID.search(cell)
    ]
    node.texts += keep(draft.ledger, left, row)  # where it stands may be above the element
    kept = tuple(cell for _, cell in left)
    draft.ledger.claim(row, "Measure" if used else "kept", "row of the system of measures", kept=kept)


@dataclass(frozen=True, slots=True)
class _Level:
    """A column of the hierarchy: its place, what its cells are, and whether they are numbered."""

    index: int
    kind: ElementKind
    numbered: bool


def _levels(header: Header, body: Sequence[Row]) -> list[_Level]:
    levels: list[_Level] = []
    for column in header.columns:
        kind = _KINDS.get(column.role or "")
        if kind is None:
            continue
        if levels and levels[-1].kind is kind and kind is ElementKind.MEASURE:
            kind = ElementKind.INITIATIVE  # 基本施策 | 施策: the second is what the first consists of
        cells = [row.cells[column.index] for row in body if column.index < len(row.cells)]
        numbered = any(_titles(cell) or title_marker(cell) or _POLICY.search(cell) for cell in cells)
        levels.append(_Level(column.index, kind, numbered))
    return levels


@dataclass(slots=True)
class _Table:
    """What merged cells still cover: the open node of each level."""

    policies: list[Node]
    open: list[Node | None]
    styles: tuple[str, ...] = ()
    viewpoint: tuple[str, Span] | None = None

    def enter(self, depth: int, level: _Level, cell: str, span: Span) -> bool:
        """Open what a cell names; False where it names nothing."""
        nodes = self._nodes(depth, level, cell, span) if cell else []
        above = next((node for node in reversed(self.open[:depth]) if node is not None), None)
        if len(nodes) == 1 and _same(self.open[depth], nodes[0]):  # a table without merged cells says it on each row
            return True
        for node in nodes:
            if above is None:
                self.policies.append(node)
                if self.viewpoint is not None:
                    text, place = self.viewpoint
                    node.texts.append(Text(TextRole.DESCRIPTION, join_lines(text), place))
            else:
                above.children.append(node)
                above.grow(span)
            self.open[depth] = node
            self.open[depth + 1 :] = [None] * (len(self.open) - depth - 1)
        return bool(nodes)

    def _nodes(self, depth: int, level: _Level, cell: str, span: Span) -> list[Node]:
        policy = _policy(cell, span, level.kind) if depth == 0 else None
        if policy is not None:
            return [policy]
        counted = counted_items(cell)
        titles = [] if counted else _titles(cell)
        if not titles:
            markers = [marker for line in counted or cell.split("\n") if (marker := title_marker(line))]
            if len(markers) == 1:  # of all lines: (2) 健康づくりと, and the rest of it below
                markers = [title_marker(cell) or markers[0]]
            titles = [(marker.code, marker.title) for marker in markers]
        if titles:
            return [_titled(level.kind, title, span, code) for code, title in titles]
        return [] if level.numbered else [Node(level.kind, join_lines(cell), span)]


def _same(known: Node | None, node: Node) -> bool:
    return known is not None and (known.code, similar_key(known.title)) == (node.code, similar_key(node.title))


def _titled(kind: ElementKind, title: str, span: Span, code: str) -> Node:
    """The element of a title; what stands behind its marks, other than a word that is one, is its text."""
    node = Node(kind, join_lines(_MARKS.sub("", title).strip()), span, code)
    behind = _MARKS.search(title)
    if behind and _SAID.search(_MARK_WORDS.sub("", behind[0])):
        node.say(TextRole.DESCRIPTION, behind[0].strip(), span)
    return node


def _policy(cell: str, span: Span, kind: ElementKind) -> Node | None:
    match = _POLICY.search(cell)
    marker = parse_marker(match["heading"]) if match else None
    if match is None or marker is None:
        return None
    policy = Node(kind, marker.title.lstrip("】〕］]"), span, marker.code)  # 【政策1】…
    catchword = cell[: match.start()].strip().rstrip("【〔［[")
    if catchword:
        policy.say(TextRole.SLOGAN, join_lines(catchword), span)
    if match["fields"]:
        policy.say(TextRole.DESCRIPTION, join_lines(match["fields"]), span)
    return policy
