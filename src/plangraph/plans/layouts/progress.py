"""Progress of a manifesto: tables of pledges, one department a row, under numbered headings outside the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.model import (
    Assessment,
    Block,
    BlockKind,
    Document,
    ElementKind,
    Grade,
    PlanKind,
    Row,
    Status,
    TextRole,
)
from plangraph.plans.alignment import align
from plangraph.plans.layouts.bands import HEADINGS, bands_of
from plangraph.plans.layouts.cells import parse_projects, parse_sdgs
from plangraph.plans.layouts.codes import CodedRow, settle_codes
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.kept import SILENT, claim_header, keep, left_cells, sure_part
from plangraph.plans.layouts.scale import check_counts, meaning_of, read_scale
from plangraph.plans.outline import Marker, join_lines, parse_marker, similar_key, title_marker
from plangraph.plans.shares import is_share
from plangraph.plans.tree import Ledger, Node
from plangraph.plans.units import holders, parse_responsibilities, part_rows, unread_units
from plangraph.plans.vocabulary import noise_rule, status_of
from plangraph.plans.years import deadline_of

if TYPE_CHECKING:
    from plangraph.model import Responsibility, Span
    from plangraph.plans.columns import Cells, Column, Header

__all__ = ["Progress"]

_BULLETS: Final = re.compile(r"[^\S\n]+(?=・)")  # items that lost their line breaks
_TEXTS: Final = (
    ("result", TextRole.RESULT),
    ("nextStep", TextRole.NEXT_STEP),
    ("challenge", TextRole.CHALLENGE),
    ("action", TextRole.ACTION),
)
_TAKEN: Final = frozenset(
    {"policy", "goal", "pledge", "code", "grade", "project", "note", *(role for role, _ in _TEXTS)}
)


def _fits(header: Header) -> bool:
    return "pledge" in header.roles and bool({"grade", "department"} & header.roles)


class Progress:
    """市長マニフェストの達成状況 and its like."""

    name = "pledge-progress"
    kind = PlanKind.MANIFESTO_PROGRESS

    def recognise(self, document: Document) -> float:
        """Share of the tables that state the progress of pledges."""
        tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
        return sum(_fits(header) for _, header in iter_tables(document)) / len(tables) if tables else 0.0

    def read(self, document: Document) -> Draft:
        """Headings, legend and tables in their order."""
        draft = Draft(Ledger(document))
        headers = dict(iter_tables(document))
        reader = _Reader(draft, document)
        draft.scale = read_scale(document, draft.ledger)
        for block in document.blocks:
            header = headers.get(block)
            if header and _fits(header):
                reader.table(block, header)
            elif block.rows:
                check_counts(block, draft)
            elif not draft.ledger.claimed(block):
                reader.heading(block)
        return draft


@dataclass(slots=True)
class _Reader:
    draft: Draft
    document: Document
    policy: Node | None = None
    goal: Node | None = None
    pledge: Node | None = None
    seen: dict[str, Node] = field(default_factory=dict)
    pledges: dict[str, Node] = field(default_factory=dict)  # apart: pillar 1 and pledge 1 are two things

    def heading(self, block: Block) -> None:
        """A pillar, a group (perhaps printed again on a new page), the title, or noise."""
        ledger, marker = self.draft.ledger, parse_marker(block.text)
        kind = HEADINGS.get(marker.style.partition(":")[0]) if marker else None
        if marker and kind and len(block.text) <= 60:
            self._enter(kind, marker.code, marker.title, block.span)
            ledger.claim(block, kind.value, f"heading numbered by {marker.style}")
        elif noise_rule(block.text):
            ledger.claim(block, "noise", f"noise: {noise_rule(block.text)}")
        elif not self.draft.title and self.policy is None and block.span.end_line:
            self.draft.title = join_lines(block.text)
            ledger.claim(block, "title", "first line of the document")

    def _enter(self, kind: ElementKind, number: str, title: str, span: Span) -> None:
        self.pledge = None
        if kind is ElementKind.POLICY:
            known = self.seen.get(number or title)
            self.policy = known or Node(kind, title, span, number or None)
            if not known:
                self.draft.elements.append(self.policy)
                self.seen[number or title] = self.policy
            self.goal = None
            return
        code = f"{self.policy.code}-{number}" if self.policy and self.policy.code and number else number
        key = code or f"{self.policy.title if self.policy else ''}/{title}"
        known = self.seen.get(key)
        if known:
            self.goal = known
            if similar_key(known.title) != similar_key(title):
                known.title = self._better(known.title, title)
                self.draft.ledger.warn(f"the heading {code} is printed in two spellings; kept: {known.title}", span)
            return
        self.goal = Node(kind, title, span, code or None, code_inferred=code != number)
        self.seen[key] = self.goal
        (self.policy.children if self.policy else self.draft.elements).append(self.goal)

    def _better(self, *titles: str) -> str:
        """The spelling whose words the rest of the document uses more."""
        text = "\n".join(
            "\n".join(cell for row in b.rows for cell in row.cells) or b.text for b in self.document.blocks
        )
        return max(titles, key=lambda title: sum(text.count(word) for word in re.split(r"[・、]", title)))

    def table(self, block: Block, header: Header) -> None:
        """Rows: a pledge with its first department, or a further department of the pledge above."""
        ledger = self.draft.ledger
        claim_header(ledger, header, block.rows)
        for row in block.rows[header.depth :]:
            if header.repeats(row):
                ledger.claim(row, "header", "names of columns, again")
        rows = [row for row in block.rows[header.depth :] if not ledger.claimed(row)]
        bands = bands_of(rows)
        parts = [sure_part(ledger, header.columns, row) for row in rows]
        aligned = [align(row, header) for row, _ in parts]
        coded = [
            CodedRow(cells.get("pledge", ""), "\n".join(cells.get(key, "") for key, _ in _TEXTS))
            for cells, _ in aligned
        ]
        settled = settle_codes(coded)
        for at, (row, (cells, slipped)) in enumerate(zip(rows, aligned, strict=True)):
            if at in bands:
                kind, marker = bands[at]
                self._enter(kind, marker.code, marker.title, row.span)
                ledger.claim(row, kind.value, f"row of a heading numbered by {marker.style}")
                continue
            if slipped:
                ledger.warn(f"the row had slipped by {slipped} column(s) and was realigned by its contents", row.span)
            if at in settled:
                right = coded[settled[at]]
                ledger.warn(
                    f"the code {coded[at].code} is printed on this row, but its text speaks of {right.code}; "
                    "the codes have slipped by a row",
                    row.span,
                )
                cells["pledge"] = right.cell
            self._enter_pillars(cells, row)
            entered = self._enter_pledge(cells, row)
            if self.pledge is None:
                ledger.warn("a row without a code stands under no pledge", row.span)
                continue
            sure, moved = parts[at]
            left = [*self._facts(entered, header, sure, slipped=bool(slipped)), *moved]
            for text in keep(ledger, left, row):
                self.pledge.say(text.role, text.text, text.span, join=False)
            if at in settled:
                self.pledge.note_printed_code(coded[at].code or "", row.span)
                self.pledge.grow(rows[settled[at]].span)  # where its code and title are printed
            ledger.claim(row, "Pledge", "row of a progress table", kept=tuple(cell for _, cell in left))

    def _enter_pillars(self, cells: Cells, row: Row) -> None:
        """Pillars and groups in columns of their own, in merged cells: named where they begin."""
        for role, kind in (("policy", ElementKind.POLICY), ("goal", ElementKind.GOAL)):
            if cells.get(role):
                marker = title_marker(cells[role])
                title = marker.title if marker else join_lines(cells[role])
                self._enter(kind, marker.code if marker else "", title, row.span)

    def _enter_pledge(self, cells: Cells, row: Row) -> Cells:
        cell = cells.get("pledge", "")
        marker = title_marker(cell)
        if marker is None and cell and cells.get("code"):
            marker = Marker("column", join_lines(cells["code"]), join_lines(cell))
        if marker is None:
            if not cell:
                return cells
            # A pledge without a code: the text of the pledge above, in the wrong column, if its own column is empty.
            if self.pledge is not None and not cells.get("result") and "result" in cells:
                self.draft.ledger.warn(
                    "text in the pledge's column was taken as the result, whose column is empty", row.span
                )
                return cells.move("pledge", "result")
            self._start(None, join_lines(cell), row.span)
            return cells
        if self.pledge is not None and self.pledge.code == marker.code:
            self.draft.ledger.warn(
                f"the code {marker.code} is printed again on the next row; check the rows' codes", row.span
            )
            return cells
        known = self.pledges.get(marker.code)
        if known is not None and similar_key(known.title) == similar_key(marker.title):
            self.pledge = known
            return cells
        if known is not None:
            self.draft.ledger.warn(f"the code {marker.code} is printed twice, for different pledges", row.span)
        self._start(marker.code, marker.title, row.span)
        return cells

    def _start(self, code: str | None, title: str, span: Span) -> None:
        above = self.goal or self.policy
        node = Node(ElementKind.PLEDGE, title, span, code)
        if code:
            self.pledges[code] = node
            if above and above.code and "-" in code and not code.startswith(f"{above.code}-"):
                self.draft.ledger.warn(f"the pledge {code} stands under {above.code}", span)
        (above.children if above else self.draft.elements).append(node)
        self.pledge = node

    def _facts(self, cells: Cells, header: Header, row: Row, *, slipped: bool) -> list[tuple[Column, str]]:
        """Tell the pledge what the row says; what no rule takes of it is handed back."""
        pledge = self.pledge
        if pledge is None:
            return []
        for key, role in _TEXTS:
            if not SILENT.match(cells.get(key, "")):
                pledge.say(role, _BULLETS.sub("\n", cells[key]), cells.span(key), join=False)
        taken = _TAKEN
        if "indicator" not in header.roles:  # 令和5年度実績 of a pledge says what was done
            columns = () if slipped else header.columns
            names: dict[int | None, str] = {column.index: f"{join_lines(column.name)}：" for column in columns}
            for key, cell in cells.items():
                if key.partition("#")[0] == "actual" and not SILENT.match(cell):
                    name = names.get(cells.place(key), "")
                    pledge.say(TextRole.RESULT, f"{name}{cell}", cells.span(key), join=False)
            taken = taken | {"actual"}
        if not SILENT.match(cells.get("note", "")):
            pledge.say(TextRole.DESCRIPTION, cells["note"], cells.span("note"), join=False)
        if cells.get("deadline") and not pledge.deadline_text:
            pledge.deadline_text = join_lines(cells["deadline"])
            pledge.deadline = deadline_of(cells["deadline"])
            taken = taken | {"deadline"}
        unread = unread_units(cells.get("department", ""))
        grades = _grades(cells.get("grade", ""), self.draft.scale)
        charges = parse_responsibilities(cells.get("department", ""), cells.span("department"))
        responsibilities = part_rows(charges, len(grades))
        pledge.responsibilities.extend(responsibilities)
        year = next((c.year for c in header.columns if c.role == "result" and c.year), None)
        pledge.assessments.extend(
            _assessments(grades, responsibilities, self.draft.scale, year.value if year else None, cells.span("grade"))
        )
        pledge.references.extend(parse_projects(cells.get("project", ""), cells.span("project")))
        stated = parse_sdgs(cells.get("sdgs", ""), cells.span("sdgs"))
        known = {(statement.goal, statement.target) for statement in pledge.sdgs}
        pledge.sdgs.extend(statement for statement in stated if (statement.goal, statement.target) not in known)
        taken = taken | ({"sdgs"} if stated else set()) | (set() if unread else {"department"})
        taken = taken - {"grade"} if is_share(cells.get("grade", "")) else taken
        pledge.grow(row.span)
        return left_cells(row, cells, header, taken, slipped=slipped)


def _grades(cell: str, scale: tuple[Grade, ...]) -> list[str]:
    """The grades of a cell: several where each word of it is a grade of the scale."""
    known = {grade.grade for grade in scale}
    return cell.split() if all(part in known for part in cell.split()) else [join_lines(cell)]


def _assessments(
    grades: list[str],
    responsibilities: tuple[Responsibility, ...],
    scale: tuple[Grade, ...],
    year: int | None,
    span: Span,
) -> list[Assessment]:
    """One judgement a holder where the cell has as many grades as there are holders, else each for all of them."""
    charges = holders(responsibilities)
    if len(grades) != len(charges) or len(grades) == 1:
        charges = [tuple(dict.fromkeys(r.unit for r in responsibilities))] * len(grades)
    found = []
    for grade, units in zip(grades, charges, strict=True):
        if grade and not is_share(grade):
            status = meaning_of(grade, scale) or status_of(grade)
            found.append(Assessment(grade, span, Status(status) if status else None, year, units=units))
    return found
