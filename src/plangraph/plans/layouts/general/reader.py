"""Goes through the blocks of any document once: headings open elements, labels say what follows, tables are read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Document, ElementKind, TextRole
from plangraph.plans.labels import bracketed_labels, label_role
from plangraph.plans.layouts.general.facts import TEXTS, charge, tell
from plangraph.plans.layouts.general.forms import SUBJECTS, UPPER, apply_fields, move_subject, open_subject, read_fields
from plangraph.plans.layouts.general.grid import segments
from plangraph.plans.layouts.general.ranks import Heading, read_heading
from plangraph.plans.layouts.general.state import Open, State
from plangraph.plans.layouts.general.tables import GridReader, add_indicator, read_value_rows, read_values, settle_roles
from plangraph.plans.layouts.general.values import indicator_name, labelled_values, target_alone, unit_in_brackets
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.outline import join_lines, one_line, similar_key
from plangraph.plans.tree import Node
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import fold, form_role, noise_rule, section_role, structure_role

if TYPE_CHECKING:
    from plangraph.model import Row, Span

__all__ = ["Reader"]

_OPENABLE: Final = frozenset({"description", "vision"})  # what a numbered title may follow, behind their text
# Below these labels, numbered lines are points of a text.
_PROSE: Final = frozenset(
    {"situation", "challenge", "vision", "figures", "satisfaction", "result", "results", "progress", "nextStep",
     "next_steps", "collaboration", "related_plans", "related_measures", "description", "costs", "judgement", "cost",
     "criterion"}
)  # fmt: skip
_LABELLED: Final = re.compile(
    r"^[■□●○◆◇・※◎▼▽]*\s*(?P<open>[【［\[〔〈《<]?)(?P<label>[^:：\n】］\]〕〉》>]{2,20})"
    r"(?P<sep>[】］\]〕〉》>]\s*[:：]?|\s*[:：])\s*(?P<text>\S.*)$",
    re.DOTALL,
)
_SPACED: Final = re.compile(r"^(?P<label>[^\s:：]{2,12})\s+(?P<text>\S.*)$", re.DOTALL)
_SPACED_ROLES: Final = frozenset({*SUBJECTS, *UPPER, "department", "grade", "term", "deadline", "code", "contact", "cost",
                                  "criterion", "division"})  # fmt: skip
_WRAPPED: Final = re.compile(r"^[(（]\s*(?P<text>[^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)*)\s*[)）]$")
_UNITS_BEHIND: Final = re.compile(
    r"^(?P<text>.*\S)\s*[(（【〔［\[](?:担当(?:課)?\s*[:：]\s*)?(?P<units>[^()（）【】〔〕］\[\]]{2,60})[)）】〕］\]]$",
    re.DOTALL,
)
_SECTION_UNIT: Final = re.compile(r"(?:課|室|局|部|係|センター|事務局|委員会)$")
_BRACKETS: Final = re.compile(
    r"^[■□●○◆◇・※◎▼▽\s]*[【［\[〔〈《<(（]?\s*(?P<text>.*?)\s*[】］\]〕〉》>)）]?\s*[:：]?$", re.DOTALL
)
_NUMBER: Final = re.compile(r"^(?:[(（]?[0-9０-９①-⑳ⅠⅡⅢⅣⅤア-ン]{1,2}[)）.．、\s]|[①-⑳])\s*")
_TITLE: Final = re.compile(
    r"計画|戦略|プラン|大綱|シート|公約|マニフェスト|ビジョン|方針|評価|検証|ロードマップ|工程表|管理表"
)
_UNIT_NOTE: Final = re.compile(r"[(（]\s*(?:単位\s*[:：]\s*)?(?P<unit>[^()（）]{1,8})\s*[)）]\s*$")
_NAME: Final = re.compile(r"^[^。:：→⇒]{3,40}$")  # of an indicator, on a line of its own
_REPEATED: Final = 3


@dataclass(slots=True)
class Reader:
    """Understands block by block; `state` says where it stands."""

    state: State
    document: Document
    repeated: set[str] = field(init=False)

    def __post_init__(self) -> None:
        texts = Counter(fold(b.text) for b in self.document.blocks if not b.rows and 4 <= len(b.text) <= 60)
        self.repeated = {text for text, count in texts.items() if count >= _REPEATED}

    def read(self, block: Block) -> None:
        """Understand one block, by the first rule that fits."""
        if block.rows:
            self._table(block)
        elif not any(
            rule(block)
            for rule in (self._sheet, self._noise, self._title, self._values, self._inline, self._label, self._heading,
                         self._indicators)
        ):  # fmt: skip
            self._text(block)

    # --- rules: each claims the block and says True, or leaves it to the next ---

    def _sheet(self, block: Block) -> bool:
        if block.span.end_line:
            return False
        self.state.leave_form()
        self.state.path.clear()
        self.state.grid = None
        return True

    def _noise(self, block: Block) -> bool:
        ledger, text = self.state.draft.ledger, fold(block.text)
        rule = noise_rule(block.text)
        running = any(fold(each.heading.title) == text or _same(each.heading, block) for each in self.state.path)
        title = bool(self.state.draft.title) and text == fold(self.state.draft.title)
        if title and self.state.subject is not None:
            self.state.leave_form()  # the next sheet of the same form
        if rule or title or (running and block.kind is not BlockKind.HEADING):
            ledger.claim(block, "noise", f"noise: {rule or 'printed again on a new page'}")
            return True
        return False

    def _title(self, block: Block) -> bool:
        draft = self.state.draft
        if draft.title or self.state.path or block.kind is BlockKind.ITEM or len(block.text) > 80:
            return False
        heading = read_heading(block)
        if heading is not None and (heading.kind is not None or heading.step not in ("", "bare")):
            return False
        draft.title = join_lines(block.text.split("\n")[0])
        draft.ledger.claim(block, "title", "first line of the document", confidence=0.8)
        return True

    def _values(self, block: Block) -> bool:
        """指標：… and the values below it, each on a line or a cell."""
        first, _, rest = block.text.partition("\n")
        name = indicator_name(first)
        if name is None and self.state.section == "indicators" and (block.kind is BlockKind.ITEM or rest):
            name = first if _NAME.match(first) and not labelled_values(first) else None
        if name and rest and all(map(labelled_values, rest.split("\n"))):
            self.state.pending = (name, block.span)
            return self._pending(rest, block)
        if name and not rest:
            self.state.pending = (name, block.span)
            self.state.draft.ledger.claim(block, "Indicator", "name of an indicator")
            return True
        return self._pending(block.text, block)

    def _pending(self, text: str, block: Block) -> bool:
        """Values with their labels, of the indicator that was named above."""
        node, pending = self.state.current, self.state.pending
        lines = [labelled_values(line) for line in re.split(r"[\n　]| {2,}", text)]
        if pending is None or node is None or not all(lines) or not lines:
            return False
        bare, unit = unit_in_brackets(pending[0])
        known = next((i for i in node.indicators if i.name == bare), None)
        start = [("baseline", f"{o.fiscal_year}", "") for o in known.observations[:1] if o.fiscal_year] if known else []
        said = [each for each in settle_roles([*start, *(v for line in lines for v in line)]) if each[2]]
        indicator = read_values(bare, said, pending[1].to(block.span), unit)
        if indicator is None:
            return False
        add_indicator(node, indicator)
        self.state.draft.ledger.claim(block, "Indicator", "values of an indicator with their labels")
        return True

    def _inline(self, block: Block) -> bool:
        """A label with its text: 担当課：福祉課, 【目的】…, （担当：福祉課）, 事業名　…."""
        wrapped = _WRAPPED.match(block.text.strip())
        text = wrapped["text"] if wrapped else block.text
        several = bracketed_labels(text)
        if len(several) > 1:
            return all([self._say(role, "", rest, block) for role, rest in several])
        match = _LABELLED.match(text)
        if match and match["open"] and match["sep"].strip() in ("", ":", "："):
            match = None
        role = None
        if match:
            label = match["label"].strip()
            role = form_role(label) or section_role(label)
        if role is None:
            match = _SPACED.match(text)
            role = form_role(match["label"]) if match else None
            if match is None or role not in _SPACED_ROLES or len(text) > 80 or "。" in text:
                return False
            if role in ("department", "division") and not looks_like_units(match["text"]):
                return False
            if role in UPPER and self.state.subject is None and read_heading(block) is not None:
                return False
        return (
            match is not None
            and role is not None
            and self._say(role, match["label"].strip(), match["text"].strip(), block)
        )

    def _say(self, role: str, label: str, text: str, block: Block) -> bool:
        state, claim = self.state, self.state.draft.ledger.claim
        if role in SUBJECTS and len(text) <= 60 and "。" not in text:
            node = open_subject(state, role, text, block.span, {}, None)
            claim(block, node.kind.value if node else "element", "label that names what follows")
            return True
        if role in UPPER:
            if state.subject is not None and len(text) <= 60:
                move_subject(state, role, text, block.span)
                claim(block, "element", "label that names what the subject belongs to")
                return True
            return self._named(role, text, block)
        if role in ("indicators", "indicator", "unit"):
            found = read_indicator_lines(Block(block.kind, block.span, text))
            if found and state.current is not None:
                for each in found:
                    add_indicator(state.current, each)
                claim(block, "Indicator", "line of an indicator: from → to")
                return True
            if role == "indicator" and _NAME.match(text):
                state.pending = (text, block.span)
                claim(block, "Indicator", "name of an indicator")
                return True
            alone = target_alone(text) if "目標" in label and role == "indicators" else None
            indicator = read_values(alone[0], [("target", "", alone[1])], block.span) if alone else None
            if indicator is not None and state.current is not None:
                add_indicator(state.current, indicator)
                claim(block, "Indicator", "a target behind its label")
                return True
            return False
        node = state.current
        if node is None or state.about:
            return False
        if role in ("grade", "deadline", "department") and "\n" in text:  # a value, and text below it
            text, rest = text.split("\n", 1)
            node.say(TextRole.RESULT if role == "grade" else TextRole.DESCRIPTION, rest, block.span)
        if role == "department" and not charge(text, block.span):
            return False
        told = tell(
            node,
            role,
            label if role in ("description", "cost", "criterion") else "",
            text,
            block.span,
            state.draft.scale,
        )
        if told:
            claim(block, role, f"label with its text: {role}")
            if role in TEXTS or role == "description":
                state.section, state.label = role, label
        return told

    def _named(self, role: str, text: str, block: Block) -> bool:
        """施策名：…: a heading in the form of a label."""
        kinds = {"policy": ElementKind.POLICY, "goal": ElementKind.GOAL}
        step = "top" if role in kinds else "measure"
        found = read_heading(Block(BlockKind.PARAGRAPH, block.span, f"施策{text}"))
        heading = Heading(
            0,
            role,
            found.code if found else "",
            found.title if found else join_lines(text),
            kinds.get(role, ElementKind.MEASURE),
            step,
        )
        return len(heading.title) <= 60 and self._open(heading, block)

    def _label(self, block: Block) -> bool:
        """A label on a line of its own, perhaps as a heading of the file or numbered."""
        core = _BRACKETS.match(one_line(block.text))
        text = core["text"] if core else block.text
        if len(text) > 30 or "。" in text:
            return False
        role = label_role(block.text) or section_role(text)
        bare = _NUMBER.sub("", text)
        role = role or section_role(bare) or section_role(_UNIT_NOTE.sub("", bare)) or form_role(bare)
        if role is None or (role in ("code", "contact", "unit", "cost", "term") and not self.state.subject):
            return False
        if role in ("policy", "goal", "section", "measure", *SUBJECTS):
            role = "initiatives"
        if block.kind is BlockKind.HEADING:
            while self.state.path and self.state.path[-1].heading.level >= block.level:
                self.state.path.pop()
        note = _UNIT_NOTE.search(text)
        self.state.section, self.state.label, self.state.texts_since_label = role, bare, 0
        if role in ("indicators", "indicator"):
            self.state.pending = None
            self.state.section = "indicators"
        self.state.grid = None if note else self.state.grid
        self.state.draft.ledger.claim(block, "label", f"label: {role}")
        return True

    def _heading(self, block: Block) -> bool:
        heading = read_heading(block)
        if heading is None or not (heading.title or heading.code):
            return False
        if self._within_form(heading):
            self.state.section, self.state.label, self.state.texts_since_label = "", heading.title, 0
            self.state.draft.ledger.claim(block, "label", "numbered part of a form")
            return True
        own = heading.level > 0 or heading.step in ("chapter", "section", "part") or heading.kind is not None
        if not own and self.state.section in _PROSE:
            directly = self.state.texts_since_label == 0
            if heading.style not in self.state.opening and (directly or self.state.section not in _OPENABLE):
                return False
        return self._open(heading, block)

    def _within_form(self, heading: Heading) -> bool:
        """２ 事業費 on the sheet of a project is a part of the form, unless headings numbered so opened elements."""
        if self.state.subject is None or heading.kind is not None or heading.level:
            return False
        return heading.step not in ("chapter", "section", "part") and heading.style not in self.state.opening

    def _open(self, heading: Heading, block: Block) -> bool:
        state = self.state
        behind = _UNITS_BEHIND.match(heading.title)
        units = behind["units"] if behind and _charged(behind["units"], block.span) else ""
        if behind and units:  # 商店街の活性化〔商工労政課〕
            heading = replace(heading, title=behind["text"])
        rank = state.ranks.rank(heading)
        closed: list[Open] = []
        while state.path and not state.ranks.above((state.path[-1].heading, state.path[-1].rank), (heading, rank)):
            closed.append(state.path.pop())
        # A label goes on over numbered titles of one kind, and ends with the element that it stands in.
        goes_on = all(each.heading.style == heading.style for each in closed)
        section, label = (state.section, state.label) if goes_on else ("", "")
        state.leave_form()
        structure = structure_role(heading.title)
        if similar_key(heading.title) and similar_key(heading.title) in similar_key(state.draft.title):
            structure = structure or "container"  # the title, printed again
        named_by_label = section_role(heading.title) if heading.kind is None else None
        if named_by_label:  # 第4章 環境指標
            structure = structure or "container"
            state.section, state.label = named_by_label, heading.title
        parent = state.parent
        ledger = state.draft.ledger
        if heading.kind is None and structure == "about" and parent is None:
            state.path.append(Open(heading, rank, None, about=True))
            ledger.claim(block, "label", "heading about the document itself", confidence=0.7)
            return True
        if state.about or (heading.kind is None and structure) or heading.step == "part" or not heading.title:
            state.path.append(Open(heading, rank, None))
            state.numbered[id(heading)] = None  # type: ignore[assignment]
            ledger.claim(block, "label", "heading that only gathers", confidence=0.7)
            return True
        gathers = next((each.heading.title for each in reversed(state.path) if each.node is None), "")
        if parent is None and gathers.endswith(("取組", "取り組み")):
            section, label = "initiatives", "取組"
        node = self._node(heading, block.span, parent, section, label)
        if units:
            tell(node, "department", "", units, block.span)
        state.path.append(Open(heading, rank, node))
        state.opening.add(heading.style)
        ledger.claim(block, node.kind.value, f"heading by {heading.style}", confidence=0.8)
        return True

    def _node(self, heading: Heading, span: Span, parent: Node | None, section: str, label: str) -> Node:
        state = self.state
        key = (heading.style, heading.code, similar_key(heading.title))
        known = state.known.get(key)
        if known is not None and any(each is known for each in state.siblings(parent)):
            return known
        code = heading.code or None
        kind = _kind(heading, parent, section, label)
        node = Node(kind, heading.title, span, code)
        state.siblings(parent).append(node)
        state.known[key] = node
        state.entered.setdefault((id(parent), kind.value, similar_key(heading.title)), node)
        state.numbered[id(node)] = heading.style
        if heading.kind is not None:
            state.named.add(id(node))
        return node

    def _indicators(self, block: Block) -> bool:
        """指標 12件(R4) → 20件(R9), wherever a bullet or the label of indicators says that it is one."""
        node = self.state.current
        if (
            node is None
            or self.state.about
            or (self.state.section != "indicators" and block.kind is not BlockKind.ITEM)
        ):
            return False
        found = read_indicator_lines(block)
        for each in found:
            bare, unit = unit_in_brackets(each.name)
            add_indicator(node, each)
            del bare, unit
        if found:
            self.state.draft.ledger.claim(block, "Indicator", "line of an indicator: from → to")
        return bool(found)

    def _text(self, block: Block) -> None:
        state = self.state
        state.texts_since_label += 1
        node, claim = state.current, state.draft.ledger.claim
        if node is None or state.about:
            where = "about the document itself" if state.path else "before the first element"
            claim(block, "description", f"text {where}", confidence=0.4)
            return
        text = block.text
        if state.section == "department" and looks_like_units(text):
            tell(node, "department", "", text, block.span)
            claim(block, "department", "text below the label: department")
            return
        if state.section in ("grade", "term", "deadline", "sdgs", "related_plans", "code"):
            if tell(node, state.section, state.label, text, block.span, state.draft.scale):
                claim(block, state.section, f"text below the label: {state.section}")
                state.section = state.section if state.section in ("sdgs", "related_plans") else ""
                return
        behind = _UNITS_BEHIND.match(text)
        if behind and _charged(behind["units"], block.span):
            tell(node, "department", "", behind["units"], block.span)
        role = TEXTS.get(state.section, TextRole.DESCRIPTION)
        node.say(role, text, block.span)
        claim(block, role.value, f"text below: {state.label or 'a heading'}", confidence=0.8 if state.section else 0.5)

    # --- tables ---

    def _table(self, block: Block) -> None:
        state = self.state
        ledger = state.draft.ledger
        if state.about:
            for row in block.rows:
                ledger.claim(row, "description", "table about the document itself", confidence=0.4)
            return
        if read_value_rows(block.rows, state):
            for row in block.rows:
                ledger.claim(row, "Indicator", "values of an indicator with their labels")
            state.pending = None
            return
        note = _UNIT_NOTE.search(state.label)
        unit = unit_in_brackets(f"x{note[0]}")[1] if note else ""
        for segment in segments(block, state.grid):
            if segment.grid is not None:
                state.grid = segment.grid
                reader = GridReader(state, segment.grid, unit)
                for row in segment.rows[: segment.grid.depth]:
                    ledger.claim(row, "header", "names of columns")
                for row in segment.rows[segment.grid.depth :]:
                    if not self._banner(row, len(segment.grid.columns)) and not reader.read(row):
                        self._unknown(row)
                continue
            fields = read_fields(segment.rows)
            known = sum(bool(each.role) for each in fields)
            if known * 2 >= len(fields) and known and apply_fields(state, fields):
                continue
            for row in segment.rows:
                if not self._banner(row, len(row.cells)):
                    self._unknown(row)

    def _banner(self, row: Row, width: int) -> bool:
        """One cell across the table: 基本目標1 …, as a heading within it."""
        filled = [cell for cell in row.cells if cell]
        if len(filled) != 1 or width < 2 or not row.cells[0]:
            return False
        heading = read_heading(Block(BlockKind.PARAGRAPH, row.span, filled[0]))
        if heading is None or (heading.kind is None and heading.step not in ("chapter", "section")):
            return False
        before = self.state.grid
        block = Block(BlockKind.PARAGRAPH, row.span, filled[0])
        opened = self._open(heading, block)
        self.state.grid = before
        self.state.draft.ledger.claim(row, "heading", "heading across a table")
        return opened

    def _unknown(self, row: Row) -> None:
        node = self.state.current
        text = " / ".join(join_lines(cell) for cell in row.cells if cell)
        if node is not None and text:
            node.say(TextRole.DESCRIPTION, text, row.span)
            self.state.draft.ledger.claim(row, "description", "row of a table of no known form", confidence=0.4)


def _charged(text: str, span: Span) -> bool:
    """Whether what stands in brackets behind a title or a sentence is its charge: units, and a section among them."""
    return looks_like_units(text) and any(_SECTION_UNIT.search(each.unit) for each in charge(text, span))


def _same(heading: Heading, block: Block) -> bool:
    found = read_heading(block)
    return found is not None and (found.style, found.code, found.title) == (heading.style, heading.code, heading.title)


def _kind(heading: Heading, parent: Node | None, section: str, label: str) -> ElementKind:
    """What a heading opens: what it says itself, or what stands below its parent."""
    above = parent.kind if parent else None
    lower = above in (ElementKind.MEASURE, ElementKind.INITIATIVE, ElementKind.PROJECT, ElementKind.PLEDGE)
    if heading.kind is not None:
        return ElementKind.INITIATIVE if heading.kind is ElementKind.MEASURE and lower else heading.kind
    plain = heading.level == 0 and heading.step not in ("chapter", "section")
    if lower or (above is None and label == "取組"):
        return ElementKind.INITIATIVE
    if above is None:
        return ElementKind.POLICY
    if plain and section == "initiatives" and ("取組" in label or "事業" in label):
        return ElementKind.INITIATIVE
    return ElementKind.MEASURE
