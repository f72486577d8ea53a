"""Where a reader of any document stands: open headings, the form's subject, the section, a name that waits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind, Span, TextRole
from plangraph.plans.layouts.general.listed import Lists
from plangraph.plans.layouts.general.ranks import Heading, Ranks
from plangraph.plans.outline import ROMAN, SUFFIX, join_lines, one_line, parse_marker, similar_key, title_marker
from plangraph.plans.tree import Node
from plangraph.plans.value_units import unit_in_brackets

if TYPE_CHECKING:
    from plangraph.model import Assessment, Block
    from plangraph.plans.bare_years import When
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.general.grid import Grid
    from plangraph.plans.years import Year

__all__ = ["LEVELS", "Announced", "Inner", "Open", "State", "code_and_title", "first_sentence"]

LEVELS: Final = {
    "policy": ElementKind.POLICY,
    "goal": ElementKind.GOAL,
    "subgoal": ElementKind.GOAL,
    "section": ElementKind.MEASURE,
    "measure": ElementKind.MEASURE,
    "initiative": ElementKind.INITIATIVE,
    "title": ElementKind.PROJECT,
    "project": ElementKind.PROJECT,
    "pledge": ElementKind.PLEDGE,
}
_NUMBER_ABOVE: Final = re.compile(r"^\s*([0-9０-９]{1,2}|[Ⅰ-Ⅹ])\s*\n\s*(?=[^\d\s])")  # a number on a line of its own
_NAMED_CODE: Final = re.compile(
    r"^(?:大?基本目標|重点目標|目標|基本方針|方針|基本政策|政策|柱|分野|基本施策|主要施策|施策|取組|No\.?)\s*"
    r"(?=[0-9０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳IVX])"
)
_SECTION: Final = re.compile(r"^第([0-9０-９]{1,2})節\s*(?=\S)")
_CODE_FIRST: Final = re.compile(
    r"^(?P<n>[0-9０-９]{1,2}(?:[-－‐―ー][0-9０-９]{1,2})*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳])\s*[:：.．、]?\s*(?P<title>[^0-9０-９\s].*)$",
    re.DOTALL,
)
_CODE_ALONE: Final = re.compile(
    rf"^[(（]?(?:[0-9０-９]{{1,2}}(?:[-－‐―ー.．][0-9０-９]{{1,2}})*|(?:[0-9０-９]{{1,2}}|[{ROMAN}]){SUFFIX}+|[{ROMAN}①-⑳])[)）.．]?$"
)
_NAMES: Final = re.compile(r"[^\W\d_ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳]{2}")


def code_and_title(cell: str) -> tuple[str | None, str]:
    """The code that a title begins with, and the title behind it; a code alone has no title."""
    text = one_line(_NUMBER_ABOVE.sub(r"\1 ", cell))
    bare = _NAMED_CODE.sub("", text)
    if _CODE_ALONE.match(bare):
        marker = parse_marker(f"施策{bare.strip('()（）.．')} x")
        return (marker.code.removeprefix("施策") if marker else bare), ""
    marker = parse_marker(_SECTION.sub(r"施策\1 ", bare))
    behind = _CODE_FIRST.match(bare) if marker is None and bare != text else None  # 基本目標1⏎産業を育てる
    if behind:
        marker = parse_marker(f"施策{behind['n']} {behind['title']}")
        code = marker.code.removeprefix("施策") if marker else behind["n"]
        return code, join_lines(behind["title"])
    marker = marker or title_marker(text)
    if marker is not None and marker.code:
        return marker.code, marker.title
    return None, join_lines(text)


def first_sentence(title: str) -> tuple[str, str]:
    """A title without its full stop, and all of it where only its first sentence is the title."""
    first, stop, rest = title.partition("。")
    return (first, title if rest else "") if stop else (title, "")


@dataclass(slots=True)
class Open:
    """A heading that is open: its element, or None where it only gathers; `about` where no element stands below it."""

    heading: Heading
    rank: float | None
    node: Node | None
    about: bool = False


@dataclass(slots=True)
class Announced:
    """What a heading says that those after it are, and how many of them are still to come."""

    kind: ElementKind
    left: int


@dataclass(slots=True)
class Inner:
    """What an item of a list opened: an element, or a label (None) over what stands in it; the section around it."""

    level: int
    node: Node | None
    section: str
    label: str


@dataclass(slots=True)
class State:
    """Where the reader stands."""

    draft: Draft
    ranks: Ranks = field(default_factory=Ranks)
    path: list[Open] = field(default_factory=list)
    subject: Node | None = None
    titled: Node | None = None  # the subject that a form opened which only says what the tables below are of
    levels: dict[str, str] = field(default_factory=dict)  # what the form says its subject stands under
    years: dict[str, Year] = field(default_factory=dict)  # of values by role, as the text above all elements says
    section: str = ""
    label: str = ""
    texts_since_label: int = 0
    uppers: frozenset[Block] = frozenset()  # headings that stand above others of their own style
    furniture: frozenset[Block] = frozenset()  # running heads, beside page numbers
    goals: bool = False  # whether the document speaks of the SDGs
    opening: set[str] = field(default_factory=set)  # numberings of headings that opened elements
    pending: tuple[str, Span] | None = None
    waiting: tuple[Node | None, str] = (None, "")  # whose indicator has no values yet, and what prints its name
    grid: Grid | None = None
    rows_open: dict[str, Node] = field(default_factory=dict)  # of that table: what its last row stands below
    when: When | None = None  # the time of the document, once a table asked for it
    known: dict[tuple[str, str, str], Node] = field(default_factory=dict)
    # By what stands above, kind and title: rows are counted in thousands, so siblings are not gone through for each.
    entered: dict[tuple[int, str, str], Node] = field(default_factory=dict)
    # The level of the last label that is a heading of the file, and what was open where it stands.
    labelled: tuple[int, tuple[Open, ...]] | None = None
    # Headings that are labels of what is as high as they are or lower, and the level of that.
    sibling_labels: dict[tuple[str, int], int] = field(default_factory=dict)
    actions: int = 0  # the level of the heading 具体的な取組 that gathers what is deeper
    lead: str = ""  # the text right above, if no heading, label or table is between
    announced: Announced | None = None
    gathers: bool = False  # whether a heading only gathered others
    gathered: dict[int, tuple[Heading, str]] = field(default_factory=dict)  # of a node: the heading that gathers it
    named: set[int] = field(default_factory=set)  # nodes that say themselves what they are
    numbered: dict[int, str] = field(default_factory=dict)  # of each node, the numbering of its heading
    lists: Lists = field(default_factory=Lists)
    spaced: frozenset[str] = frozenset()  # labels with nothing but a blank behind them, line after line
    repeated: dict[str, str] = field(default_factory=dict)  # headings that are labels, and their roles
    words: frozenset[str] = frozenset()  # judgements that a legend explains
    titles: frozenset[str] = frozenset()  # of the document's own headings
    sheets: frozenset[Block] = frozenset()  # the lines above sheets
    number: str = ""  # of the sheet, until what it is about is open
    items: list[Inner] = field(default_factory=list)  # of lists, that are open
    listed: set[int] = field(default_factory=set)  # nodes that items opened
    # Of a node that a heading opened: judgements that items below it tell, each with its label.
    judged: dict[int, list[tuple[str, Assessment]]] = field(default_factory=dict)

    # Judgements told below the indicators of a node: it, the judgement, how many indicators it had by then, the line.
    below_values: list[tuple[Node, Assessment, int, str]] = field(default_factory=list)

    @property
    def parent(self) -> Node | None:
        """The lowest element among the open headings."""
        return next((each.node for each in reversed(self.path) if each.node is not None), None)

    @property
    def current(self) -> Node | None:
        """What texts and facts are about."""
        return self.item or self.subject or self.parent

    @property
    def item(self) -> Node | None:
        """The innermost element of a list that is open."""
        return next((each.node for each in reversed(self.items) if each.node is not None), None)

    def leave_items(self, level: int) -> None:
        """What stands in `level` items begins: those as deep or deeper are read."""
        while self.items and self.items[-1].level >= level:
            left = self.items.pop()
            self.give_up()
            self.section, self.label = left.section, left.label

    @property
    def about(self) -> bool:
        """Whether the text is about the document itself."""
        return any(each.about for each in self.path)

    def leave_form(self) -> None:
        """A new sheet, page or heading: the form's subject is read."""
        self.give_up()
        self.items.clear()
        self.subject, self.levels, self.section, self.label = None, {}, "", ""

    def take_number(self) -> str | None:
        """The number of the sheet, for what it is about."""
        number, self.number = self.number, ""
        return number or None

    def wait(self, name: str, span: Span, text: str = "") -> None:
        """An indicator's name waits for its values; `text` is what prints it."""
        self.give_up()
        self.pending, self.waiting = (name, span), (self.current, text or name)

    def name_unit(self, unit: str) -> bool:
        """Give the name that waits the unit of its values; False where none waits, has one, or the text is no unit."""
        name = self.pending[0] if self.pending is not None else ""
        told = unit_in_brackets(f"{name}（{unit}）") if name and not unit_in_brackets(name)[1] else ("", "")
        if self.pending is None or not told[1]:
            return False
        self.pending = (f"{name}（{unit}）", self.pending[1])
        return True

    def give_up(self) -> None:
        """A name for which no values came is a text of the element that it stood below."""
        node, text = self.waiting
        if node is not None and self.pending is not None:
            node.say(TextRole.DESCRIPTION, text, self.pending[1], join=False)
        self.pending, self.waiting = None, (None, "")

    def drop(self, opened: Open) -> None:
        """A heading turned out to open no element: its node goes."""
        node, opened.node = opened.node, None
        for siblings in (self.draft.elements, *(each.node.children for each in self.path if each.node is not None)):
            siblings[:] = [each for each in siblings if each is not node]
        self.entered = {place: each for place, each in self.entered.items() if each is not node}

    def served(self, name: str) -> None:
        """Values came for a name; where it is the one that waits, more may follow."""
        if self.pending is not None and self.pending[0] == name:
            self.waiting = (None, "")

    def siblings(self, above: Node | None) -> list[Node]:
        """What stands directly below an element, or on top."""
        return above.children if above is not None else self.draft.elements

    def outside(self, role: str) -> Node | None:
        """The open heading under which a table's elements stand: the lowest of a higher kind."""
        order = ["Policy", "Goal", "Measure", "Initiative", "Project", "Pledge"]
        kind = {"policy": "Policy", "goal": "Goal", "subgoal": "Goal", "measure": "Measure"}.get(role, "Project")
        above = [each.node for each in self.path if each.node is not None]
        if self.subject is not None:
            above.append(self.subject)
        fits = [
            n
            for n in above
            if order.index(n.kind.value) < order.index(kind) and (kind, n.kind.value) != ("Goal", "Measure")
        ]
        return fits[-1] if fits else None

    def enter(self, role: str, cell: str, span: Span, above: Node | None, code: str | None = None) -> Node | None:
        """The element that a cell names below another: a known one by its title or its code alone, or a new one."""
        printed, title = code_and_title(cell)
        title, whole = first_sentence(title)
        code = code or printed
        kind = LEVELS[role]
        key = similar_key(title)
        for node in (each.node for each in self.path if each.node is not None and each.node.kind is kind):
            if (similar_key(node.title) == key and code in (None, node.code)) or (not title and node.code == code):
                return node
        again = title and code and above is None and kind is ElementKind.GOAL  # of a sheet that says nothing above it
        known = self._by_code(kind, code, key) if again else self._by_code(kind, code) if not title else None
        if again and known is not None:
            return known
        if known is not None or not (title or _NAMES.search(cell)):
            return known
        if not title:  # 目標2, which no heading names
            title, key = join_lines(cell), similar_key(cell)
        place = (id(above), kind.value, key)
        entered = self.entered.get(place)
        if entered is not None and code in (None, entered.code):
            return entered
        node = Node(kind, title, span, code)
        if whole:
            node.say(TextRole.DESCRIPTION, whole, span, join=False)
        self.siblings(above).append(node)
        self.named.add(id(node))
        self.entered[place] = node
        return node

    def _by_code(self, kind: ElementKind, code: str | None, key: str = "") -> Node | None:
        """The element of a kind and code, and of a title where one is said (`key`)."""
        stack = list(self.draft.elements)
        while stack:
            node = stack.pop(0)
            if node.kind is kind and node.code == code and key in ("", similar_key(node.title)):
                return node
            stack += node.children
        return None
