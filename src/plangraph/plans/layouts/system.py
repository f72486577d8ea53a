"""The system of measures: one table of policies with their measures in a cell, and perhaps a page that explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, Document, ElementKind, PlanKind, Row, TextRole
from plangraph.plans.columns import Header, align
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.groups import settle_groups
from plangraph.plans.layouts.prose import ProseReader
from plangraph.plans.outline import join_lines, parse_marker, similar_key
from plangraph.plans.tree import Ledger, Node

if TYPE_CHECKING:
    from plangraph.model import Span

__all__ = ["System"]

_POLICY: Final = re.compile(
    r"(?P<heading>(?:政策|基本目標|柱)\s*[0-9０-９]{1,2}\s*[^(（]+?)\s*(?:[(（](?P<fields>[^)）]+)[)）])?\s*$",
    re.DOTALL,
)
_MEASURE: Final = re.compile(
    r"(?<![0-9])(?P<code>[0-9]{1,2})[\s.．]+(?P<title>\D+?)(?=\s*(?<![0-9])[0-9]{1,2}[\s.．]+\D|\s*$)", re.DOTALL
)
_MARKS: Final = re.compile(r"\s*(?:[●○◯◎★☆■□◆◇]+|\bNEW\b|【?拡充】?|【?新規】?|【?重点】?).*$", re.DOTALL)
# ※…関連のある重点プロジェクト(●人口減少対策、●地域経済循環)をあらわしています。
_LEGEND: Final = re.compile(r"プロジェクト.*?[(（](?P<names>(?:[●○◯◎★☆■□◆◇][^●○◯◎★☆■□◆◇()（）]+){2,})[)）]", re.DOTALL)
# (2) 施策の体系: what was open before ends here.
_SYSTEM: Final = re.compile(r"^.{0,20}体系図?$")


def _fits(header: Header) -> bool:
    return {"policy", "measure"} <= header.roles and "indicator" not in header.roles


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
        for block, header in iter_tables(document):
            if _fits(header):
                _read_table(block, header, policies, draft)
        for block in document.blocks:
            legend = _LEGEND.search(block.text)
            if legend:
                draft.elements.extend(_projects(legend["names"], block, document))
                draft.ledger.claim(block, "Project", "legend of emphasised projects")
        prose = Draft(draft.ledger)
        reader = ProseReader(prose, document)
        for at, block in enumerate(document.blocks):
            if any(draft.ledger.claimed(unit) for unit in block.rows or (block,)):
                continue
            if _SYSTEM.match(join_lines(block.text)):
                reader.chapter, reader.holder, reader.initiative, reader.section = None, None, None, ""
                draft.ledger.claim(block, "label", "heading of the system of measures")
            else:
                reader.read(at, block)
        _join(policies, prose.elements, draft)
        draft.elements = [*policies, *draft.elements]
        draft.title = prose.title
        settle_groups(policies, draft.ledger)
        return draft


def _measures(block: Block, header: Header) -> int:
    return sum(len(_MEASURE.findall(cell)) for row in block.rows[header.depth :] for cell in row.cells)


def _read_table(block: Block, header: Header, policies: list[Node], draft: Draft) -> None:
    for row in block.rows[: header.depth]:
        draft.ledger.claim(row, "header", "names of columns")
    viewpoint = ""
    for row in block.rows[header.depth :]:
        cells, _ = align(row, header)
        cells = _by_position(row, header) if not _POLICY.search(cells.get("policy", "")) else cells
        viewpoint = cells.get("viewpoint") or viewpoint
        policy = _policy(cells.get("policy", ""), row.span)
        if policy is None:
            if not any(_MEASURE.search(cell) for cell in row.cells):
                draft.ledger.claim(row, "noise", "row of the table without a policy or a measure", confidence=0.6)
                continue
            policy = policies[-1] if policies else None
        else:
            policies.append(policy)
            if viewpoint:
                policy.say(TextRole.DESCRIPTION, join_lines(viewpoint), row.span, join=False)
        if policy is None:
            continue
        for match in _MEASURE.finditer(cells.get("measure", "")):
            title = _MARKS.sub("", match["title"]).strip()
            policy.child(ElementKind.MEASURE, join_lines(title), row.span, match["code"])
        draft.ledger.claim(row, "Policy", "row of the system of measures")


def _by_position(row: Row, header: Header) -> dict[str, str]:
    return {c.role: row.cells[c.index] for c in header.columns if c.role and c.index < len(row.cells)}


def _policy(cell: str, span: Span) -> Node | None:
    match = _POLICY.search(cell)
    marker = parse_marker(match["heading"]) if match else None
    if match is None or marker is None:
        return None
    policy = Node(ElementKind.POLICY, marker.title, span, marker.code)
    catchword = cell[: match.start()].strip()
    if catchword:
        policy.say(TextRole.SLOGAN, join_lines(catchword), span)
    if match["fields"]:
        policy.say(TextRole.DESCRIPTION, join_lines(match["fields"]), span)
    return policy


def _projects(names: str, legend: Block, document: Document) -> list[Node]:
    """Projects named in the legend, each at the line that first speaks of it in a table."""
    found = []
    for name in re.split(r"[●○◯◎★☆■□◆◇]", names):
        title = name.strip(" 、,・\n")
        rows = (row for block in document.blocks for row in block.rows if any(title in cell for cell in row.cells))
        if title:
            found.append(Node(ElementKind.PROJECT, title, next((row.span for row in rows), legend.span)))
    return found


def _join(policies: list[Node], read: list[Node], draft: Draft) -> None:
    """A measure that the prose describes and the table lists is one: by its title under any policy."""
    listed = {similar_key(measure.title): measure for policy in policies for measure in policy.children}
    for node in read:
        for measure in list(node.children):
            known = listed.get(similar_key(measure.title))
            if known is None:
                continue
            node.children.remove(measure)
            known.texts += measure.texts
            known.indicators += measure.indicators
            known.references += measure.references
            known.sdgs += measure.sdgs
            known.children += measure.children
            known.span = measure.span  # the page that describes it says more than the list
        same = next((p for p in policies if similar_key(p.title) == similar_key(node.title)), None)
        if same is not None:
            same.grow(node.span)
            same.children += node.children
        elif node.children or node.indicators:
            draft.elements.append(node)
