"""The values that flow between stages: frozen, slotted, without behaviour beyond what follows from their fields."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Amount",
    "AmountKind",
    "Assessment",
    "Block",
    "BlockKind",
    "Bound",
    "Card",
    "Direction",
    "Document",
    "Element",
    "ElementKind",
    "Encode",
    "Facet",
    "FieldLink",
    "Filter",
    "Grade",
    "Hit",
    "Indicator",
    "Interpretation",
    "Missing",
    "Observation",
    "Passage",
    "PassageHit",
    "Plan",
    "PlanFacts",
    "PlanKind",
    "Progress",
    "Query",
    "Reading",
    "Reason",
    "Reference",
    "ReferenceKind",
    "Responsibility",
    "Row",
    "SdgInference",
    "SdgStatement",
    "SearchResult",
    "Span",
    "StatisticsLink",
    "Status",
    "Term",
    "Text",
    "TextRole",
    "ValueKind",
    "Violation",
    "Warned",
]


# --- documents: bytes → Document ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """Where a thing stands in its document: lines count from 1, both ends included.

    In paged formats `page` counts from 1 and lines count within the page; what goes on over pages is known by its
    lines on the first of them. A workbook's pages are its tabs, its lines the rows of the `sheet`. What was read from
    a cell of a table says its `column`, from 1, and its table's `row` where the lines do not tell rows apart; of a
    merged cell, and of what goes on over more cells, those of the place it begins at. Spans sort as a reader meets
    them.
    """

    start_line: int
    end_line: int
    page: int | None = None
    sheet: str = ""
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """What a spreadsheet program calls the cell, such as C5 (ECMA-376, 18.18.7); None elsewhere."""
        if not self.sheet or self.column is None:
            return None
        letters, left = "", self.column
        while left > 0:
            left, at = divmod(left - 1, 26)
            letters = chr(ord("A") + at) + letters
        return f"{letters}{self.start_line}"

    def __lt__(self, other: Span) -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[int, ...]:
        return self.page or 0, self.start_line, self.end_line, self.row or 0, self.column or 0

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other; over pages, as far as the earlier page goes.

        Lines count within a page there, so those of two pages cannot be put together. What began in a cell goes on
        to say which, however far it reaches.
        """
        if self.page != other.page:
            return min(self, other)
        first = other if other.start_line < self.start_line else self
        return Span(
            min(self.start_line, other.start_line),
            max(self.end_line, other.end_line),
            self.page,
            self.sheet,
            first.row,
            first.column,
        )


class BlockKind(StrEnum):
    """What a block looks like, not what it means."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """One table row: cell texts without markup, a line break in a cell kept as a newline.

    `columns` are the columns of the cells as the document has them, from 1, where a reader left empty ones out;
    `number` is the row's place in its table, from 1, where its lines do not tell it from other rows. `merged` are the
    texts of cells that were merged over this row from above, each at its place, where the document says so; `ragged`
    says that a record has more cells than the others of its file.
    """

    cells: tuple[str, ...]
    span: Span
    columns: tuple[int, ...] = ()
    number: int | None = None
    merged: tuple[str, ...] = ()
    ragged: bool = False

    def whole(self, at: int) -> str:
        """The text at a place: its cell's, or that of the cell from above that is merged over it."""
        own = self.cells[at] if at < len(self.cells) else ""
        return own or (self.merged[at] if at < len(self.merged) else "")

    def cell_span(self, at: int) -> Span:
        """Where a cell stands, by its place in `cells`."""
        column = self.columns[at] if self.columns else at + 1
        return replace(self.span, row=self.number, column=column)


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest piece of a document: `text` for all kinds but tables, `rows` for tables only.

    `level` is that of a heading, from 1; of any other block it counts the items of lists that the block stands in,
    where the document says so: 0 for an item of a list, 1 for an item or a paragraph within that item.
    """

    kind: BlockKind
    span: Span
    text: str = ""
    rows: tuple[Row, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as blocks. *Document* means the file, *plan* what it says.

    `furniture` is what the file prints around its text: running heads, page numbers, a web page's navigation.
    `encoding` is empty where the format has none of its own; `merges` tells that it says which cells are merged.
    `file_title` is the title in the file's own properties, which nobody may have looked at since it was copied.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str
    language: str
    blocks: tuple[Block, ...]
    furniture: tuple[Block, ...] = ()
    merges: bool = False
    file_title: str = ""


# --- plans: Document → Plan --------------------------------------------------------------------------------------


class PlanKind(StrEnum):
    """Forms of plan documents (`ontology/vocabularies/plan-kinds.ttl`)."""

    PLEDGE_SHEETS = "pledge-sheets"
    STRATEGY = "strategy"
    STRATEGY_REVIEW = "strategy-review"
    COMPREHENSIVE_PLAN = "comprehensive-plan"
    MANIFESTO_PROGRESS = "manifesto-progress"
    PROJECT_REVIEW = "project-review"
    OTHER = "other"


class ElementKind(StrEnum):
    """Subclasses of `pg:PlanElement`, by their local names."""

    POLICY = "Policy"
    GOAL = "Goal"
    MEASURE = "Measure"
    INITIATIVE = "Initiative"
    PLEDGE = "Pledge"
    PROJECT = "Project"


class TextRole(StrEnum):
    """What a text of an element says; the local name of its property in `pg:` (all ⊑ dcterms:description)."""

    VISION = "vision"
    SITUATION = "situation"
    ACTION = "action"
    RESULT = "result"
    NEXT_STEP = "nextStep"
    CHALLENGE = "challenge"
    DELAY_REASON = "delayReason"
    COLLABORATION = "collaboration"
    SLOGAN = "slogan"
    DESCRIPTION = "description"


class Term(StrEnum):
    """短期, 中期, 中長期/長期 as concepts of `pg:`."""

    SHORT = "ShortTerm"
    MEDIUM = "MediumTerm"
    LONG = "LongTerm"


class Status(StrEnum):
    """Progress on the common scale, by local name in `pg:`; the printed grade stays beside it."""

    ACHIEVED = "Achieved"
    ON_TRACK = "OnTrack"
    MOSTLY_ON_TRACK = "MostlyOnTrack"
    PARTLY_ACHIEVED = "PartlyAchieved"
    UNDERWAY = "Underway"
    UNDER_PREPARATION = "UnderPreparation"
    NOT_STARTED = "NotStarted"
    DELAYED = "Delayed"
    DISCONTINUED = "Discontinued"
    NOT_ASSESSABLE = "NotAssessable"


class ValueKind(StrEnum):
    """What an observation is of."""

    BASELINE = "Baseline"
    TARGET = "Target"
    ACTUAL = "Actual"


class AmountKind(StrEnum):
    """What an amount of money is, by local name in `pg:`: of a budget, of settled accounts, or only a cost (事業費)."""

    BUDGETED = "Budgeted"
    SETTLED = "Settled"
    PROJECT_COST = "ProjectCost"


class Bound(StrEnum):
    """How a value bounds what it is about; RISE is UP without a number."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RISE = "rise"


class Missing(StrEnum):
    """Why there is no number, by local name in `pg:`."""

    NOT_PUBLISHED = "NotPublished"
    NOT_APPLICABLE = "NotApplicable"
    NOT_MEASURED = "NotMeasured"
    QUALITATIVE = "Qualitative"
    ABOLISHED = "Abolished"


class Direction(StrEnum):
    """The way an indicator should move, by local name in `pg:`."""

    INCREASE = "Increase"
    DECREASE = "Decrease"
    MAINTAIN = "Maintain"


class ReferenceKind(StrEnum):
    """What a cross reference points to; the local name of its property in `pg:`."""

    ELEMENT = "related"
    PLAN = "relatedPlan"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an element in one role, Japanese as printed.

    Here and below, `printed_code` is the code of another element that the row prints: the codes had slipped, and this
    row was given to the element that its texts speak of. None where the row's code is its element's, or it has none.
    """

    role: TextRole
    text: str
    span: Span
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One printed value of an indicator; `value` is None where no number could be read, and `raw` always stands.

    `fiscal_year` 2022 is 令和4年度 (April 2022 to March 2023); `calendar_year` 2022 is 令和4年. `cumulative` is True
    for a sum over years (累計, 5年間で), False for one year's value (単年度), None where the text does not say.
    `approximate` is True where the text says that it is not exact (約, 程度).
    """

    kind: ValueKind
    raw: str
    span: Span
    value: Decimal | None = None
    unit: str = ""
    fiscal_year: int | None = None
    calendar_year: int | None = None
    group: str = ""
    bound: Bound | None = None
    missing: Missing | None = None
    cumulative: bool | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount of money of an element: `name` is its column or label, `raw` what is printed below or behind it.

    `value` is in yen (`unit` 円), with the scale of a 千円 that is printed apart; None where no unit is said.
    """

    kind: AmountKind
    name: str
    raw: str
    span: Span
    value: Decimal | None = None
    unit: str = ""
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A unit's charge, with the fiscal years in which it holds it where printed (`R7 …`, `R8～ …`).

    With `inferred` the cell of its row is blank, and the one above was taken to hold for it too; `span` is that one's.
    With `supporting` it is named as helping (関係課, 協力課) another that leads. `division` is the 部 or 局 that is
    named beside it as the one that it stands in.
    """

    unit: str
    span: Span
    from_fiscal_year: int | None = None
    to_fiscal_year: int | None = None
    printed_code: str | None = None
    inferred: bool = False
    supporting: bool = False
    division: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One printed judgement of progress; `as_of` is an ISO date; `units` those that the judgement stands beside."""

    grade: str
    span: Span
    status: Status | None = None
    fiscal_year: int | None = None
    as_of: str | None = None
    units: tuple[str, ...] = ()
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference as printed: code and title of what it points to, in this plan or beyond."""

    kind: ReferenceKind
    title: str
    span: Span
    code: str | None = None
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class SdgStatement:
    """A goal (and target) that the document itself names; `inherited` where a section above said it."""

    goal: int
    raw: str
    span: Span
    target: str | None = None
    inherited: bool = False
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A KPI. In a review table it also carries what its row says: texts, assessments, responsibilities.

    With `owner_confidence` (from 0 to 1) nothing printed says whose it is; it was taken to be of the nearest
    element, or of what others like it stand behind.
    """

    name: str
    span: Span
    definition: str = ""
    unit: str = ""
    direction: Direction | None = None
    observations: tuple[Observation, ...] = ()
    texts: tuple[Text, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    owner_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A node of a plan. `code` is the printed one or, with `code_inferred`, composed from its parents' codes.

    With `parent_inferred` it stands elsewhere in the document than under its parent; `printed_parent` is what it is
    printed under there, if anything. `start` and `deadline` are the first and last fiscal year of what is done;
    `start_text` is the first as printed where it has a label of its own.
    """

    kind: ElementKind
    title: str
    span: Span
    code: str | None = None
    code_inferred: bool = False
    title_inferred: bool = False
    parent_inferred: bool = False
    printed_parent: Reference | None = None
    texts: tuple[Text, ...] = ()
    children: tuple[Element, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    references: tuple[Reference, ...] = ()
    sdgs: tuple[SdgStatement, ...] = ()
    term: Term | None = None
    deadline: int | None = None
    deadline_text: str = ""
    start: int | None = None
    start_text: str = ""
    amounts: tuple[Amount, ...] = ()

    @property
    def printed_codes(self) -> tuple[str, ...]:
        """The codes of other elements that rows of this one print, each once."""
        facts: list[Text | Responsibility | Assessment | Reference | SdgStatement] = [
            *self.texts, *self.responsibilities, *self.assessments, *self.references, *self.sdgs,
        ]  # fmt: skip
        return tuple(dict.fromkeys(fact.printed_code for fact in facts if fact.printed_code is not None))

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of a city's printed scale, such as A：達成 (進捗率100%)."""

    grade: str
    status: Status
    label: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a stretch of the document was understood: `role` in words of the model, `rule` that said so.

    `role` "noise" names page furniture and captions; "kept" is text that no rule understood, kept with its
    element or the nearest; "unread" is what is lost.
    """

    span: Span
    role: str
    rule: str
    characters: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person should look at: a doubtful code, a cell in the wrong column, a value kept raw."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of a document from outside its text: corpus file or flags. None and "" mean unknown."""

    municipality: str | None = None
    municipality_name: str = ""
    title: str = ""
    kind: PlanKind | None = None
    period: tuple[int, int] | None = None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan in one edition, as one document states it. `slug` names it within its municipality."""

    municipality: str
    municipality_name: str
    title: str
    kind: PlanKind
    slug: str
    document: Document
    elements: tuple[Element, ...]
    period: tuple[int, int] | None = None
    scale: tuple[Grade, ...] = ()
    readings: tuple[Reading, ...] = ()
    warnings: tuple[Warned, ...] = ()
    layout: str = ""
    printed: tuple[Block, ...] = ()  # of the document as it was read, before repeated cells were filled
    texts: tuple[Text, ...] = ()  # above the first element, or about the document itself

    def walk(self) -> Iterator[Element]:
        """All elements, in document order, parents before children."""
        for element in self.elements:
            yield from element.walk()

    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, each once, in document order: a review's are shared by a measure and its initiatives."""
        return tuple(dict.fromkeys(indicator for element in self.walk() for indicator in element.indicators))

    @property
    def coverage(self) -> float:
        """Share of the document's characters that are assigned, 0 to 1: `understood`, `kept` as text, or `noise`."""
        return 1 - self.unread if self.readings else 0.0

    @property
    def understood(self) -> float:
        """Share of the characters of which a rule says what they mean, 0 to 1; noise means nothing."""
        return 1 - self.unread - self.kept - self.noise if self.readings else 0.0

    @property
    def noise(self) -> float:
        """Share of the characters that are page furniture, captions and the like, 0 to 1."""
        return self._share("noise")

    @property
    def unread(self) -> float:
        """Share of the characters that are lost, 0 to 1."""
        return self._share("unread")

    @property
    def kept(self) -> float:
        """Share of the characters that no rule understood, kept as text of the nearest element or the plan, 0 to 1."""
        return self._share("kept")

    def _share(self, role: str) -> float:
        total = sum(reading.characters for reading in self.readings)
        return sum(r.characters for r in self.readings if r.role == role) / total if total else 0.0


# --- graph: Plan → Graph → Passage -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of validation: `severity` is "violation", "warning" or "info" (SHACL 1.0, 2.1.4)."""

    severity: str
    focus: str
    message: str
    shape: str = ""
    document: str = ""
    start_line: int | None = None
    end_line: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What a search result shows of a subject (element or indicator), projected from the graph.

    `years` are those that its values, judgements and deadline are of, fiscal and calendar alike; `grades` are printed.
    `fields` are IRIs of concepts of the policy-field thesaurus, inferred, the surest first. `period` are the fiscal
    years of its plan.
    """

    iri: str
    kind: str
    label: str
    city: str
    city_label: str
    plan: str
    plan_label: str
    notation: str | None = None
    path: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    sdgs: tuple[tuple[int, str, float], ...] = ()
    document: str = ""
    start_line: int | None = None
    end_line: int | None = None
    page: int | None = None
    sheet: str = ""
    years: tuple[int, ...] = ()
    grades: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    period: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldLink:
    """The inference that a subject is of a field of policy, with how sure it is (0 to 1) and the words it rests on."""

    subject: str
    field: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class StatisticsLink:
    """The inference that an indicator may be a series of statistics, how surely (0 to 1), by which of its words.

    `units_agree` is None where either has no unit.
    """

    subject: str
    series: str
    confidence: float
    evidence: str
    units_agree: bool | None = None


@dataclass(frozen=True, slots=True)
class SdgInference:
    """The inference that a subject addresses a goal, its best target, how surely (0 to 1), and by which words."""

    subject: str
    goal: int
    target: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of one subject in one role; `context` is the heading path above it. `id` is stable over builds."""

    id: str
    subject: str
    role: str
    text: str
    context: tuple[str, ...] = ()
    language: str = "ja"
    document: str = ""
    start_line: int | None = None
    end_line: int | None = None
    page: int | None = None
    sheet: str = ""


# --- retrieval: Passage → index → Hit ----------------------------------------------------------------------------


class Encode(Protocol):
    """Texts to unit vectors, float32 of shape (len(texts), dimension); `kind` is "query" or "passage"."""

    def __call__(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Encode texts of one kind."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on hits: `field` is one of `retrieval.filters.FIELDS`; `soft` raises what meets it, drops nothing.

    `text` are the words that said it, `label` is a name of the value for people. `note` is empty, or "misspelt" (a name
    one letter away from the words), "absent" (a place or unit that nothing is of), "unmet" (let go: nothing meets it).
    `excluded` turns a condition round: only what lacks the value meets it (本庄市以外).
    """

    field: str
    value: str
    text: str = ""
    soft: bool = False
    label: str = dataclasses.field(default="", compare=False)
    note: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a caller asks: text and hard filters (values of one field are alternatives, fields must all hold).

    `dropped` are conditions that are not to be taken from the words: a field ("city") or one value ("city:102041").
    With `explain` every hit comes with its reasons. `order` is one of `ORDERS`; within a city, plan or year the more
    relevant hit comes first.
    """

    text: str
    filters: tuple[Filter, ...] = ()
    limit: int = 10
    offset: int = 0
    dropped: tuple[str, ...] = ()
    explain: bool = False
    order: str = "relevance"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the query's text was understood: the topic that is searched, and filters found in the words.

    `bare` where the words name conditions and no topic: whatever meets them is an answer.
    """

    topic: str
    language: str
    filters: tuple[Filter, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that speaks for a hit; highlights are (start, end) in characters of `passage.text`."""

    passage: Passage
    score: float
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What one leg of a search says of a hit: what it adds to the score, and the hit's place in this leg, from 1.

    `words` are what it found: terms of the query, labels of fields, conditions, or titles of subjects below.
    """

    leg: str
    score: float
    rank: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject found. `rank` counts from 1; `score` is comparable within one result only; `why` names the legs.

    `reasons` say more of the same legs, where the query asks to explain.
    """

    card: Card
    rank: int
    score: float
    passages: tuple[PassageHit, ...] = ()
    why: tuple[tuple[str, float], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet and how many hits carry it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An answer: `total` counts all that fit, of which `hits` is a window; facets count over all.

    `confidence` says how likely the question has an answer here, 0 to 1; where it is not, `hits` are the nearest.
    """

    query: Query
    interpretation: Interpretation
    answerable: bool
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of long work, for a progress bar: `done` of `total` (0 where unknown)."""

    stage: str
    done: int
    total: int
