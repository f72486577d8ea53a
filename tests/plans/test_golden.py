"""Each sample plan reads as its golden outline says, which was checked by eye against the document.

`python tests/plans/test_golden.py` writes the outlines anew; look at the difference before you commit it.
"""

import sys
import tomllib
from pathlib import Path

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, PlanKind
from plangraph.plans import parse_plan
from plangraph.resources import samples

GOLDEN = Path(__file__).parents[1] / "golden"
ENTRIES = tomllib.loads(samples().joinpath("corpus.toml").read_text(encoding="utf-8"))["document"]


def document_of(entry):
    return read_document(samples().joinpath(entry["path"]).read_bytes(), entry["path"])


def plan_of(entry):
    first, last = entry["period"].split("/")
    return parse_plan(
        document_of(entry),
        PlanFacts(
            entry["municipality"],
            entry["municipality_name"],
            entry["title"],
            PlanKind(entry["kind"]),
            (int(first), int(last)),
        ),
    )


def lines_of(span):
    return f"L{span.start_line}" if span.start_line == span.end_line else f"L{span.start_line}-{span.end_line}"


def blocks_outline(document):
    """One line a block: lines, kind, beginning of the text or the count of rows and columns."""
    for block in document.blocks:
        shape = (
            f"{len(block.rows)} rows of {len(block.rows[0].cells)}"
            if block.rows
            else block.text.replace("\n", "⏎")[:40]
        )
        yield f"{lines_of(block.span)} {block.kind.value}{block.level or ''} {shape}"


def _marks(element):
    return (
        ("?c", element.code_inferred),
        ("?t", element.title_inferred),
        ("?p", element.parent_inferred),
        ("?r", element.printed_codes),
    )


def plan_outline(plan):
    """The tree, indented, with what hangs on each element; indicators once, at the first element that has them."""
    yield f"{plan.slug} · {plan.layout} · coverage {plan.coverage:.3f}"
    seen = set()

    def facts(thing, indent):
        for text in thing.texts:
            yield f"{indent}{text.role.value} {lines_of(text.span)} {text.text[:24].replace(chr(10), '⏎')}"
        for r in thing.responsibilities:
            since, until = r.from_fiscal_year or "", r.to_fiscal_year or ""
            yield f"{indent}by {r.unit}" + (f" {since}–{until}" if since or until else "")
        for a in thing.assessments:
            when, units = a.fiscal_year or a.as_of or "", "・".join(a.units)
            yield f"{indent}judged {a.grade} = {a.status} {when} {units}".rstrip()

    def walk(element, depth):
        indent = "  " * depth
        marks = "".join(m for m, on in _marks(element) if on)
        yield f"{indent}{element.kind.value} [{element.code or ''}]{marks} {element.title} {lines_of(element.span)}"
        below = indent + "    "
        if element.term or element.deadline:
            yield f"{below}{element.term} until {element.deadline} ({element.deadline_text})"
        yield from facts(element, below)
        for ref in element.references:
            yield f"{below}{ref.kind.value} → {ref.code or ''} {ref.title}"
        if element.sdgs:
            yield f"{below}SDG {' '.join(s.target or str(s.goal) for s in element.sdgs)}"
        for indicator in element.indicators:
            if indicator in seen:
                yield f"{below}KPI (again) {indicator.name}"
                continue
            seen.add(indicator)
            yield f"{below}KPI {indicator.name} {lines_of(indicator.span)}"
            for o in indicator.observations:
                year = f"FY{o.fiscal_year}" if o.fiscal_year else f"CY{o.calendar_year}" if o.calendar_year else "—"
                summed = {True: "summed", False: "of one year", None: ""}[o.cumulative]
                extra = " ".join(str(x) for x in (o.group, o.bound, o.missing, summed) if x)
                yield f"{below}  {o.kind.value} {year} {o.value} {o.unit} {extra}".rstrip()
            yield from facts(indicator, below + "  ")
        for child in element.children:
            yield from walk(child, depth + 1)

    for element in plan.elements:
        yield from walk(element, 0)
    for warned in plan.warnings:
        yield f"! {lines_of(warned.span)} {warned.message}"


OUTLINES = {
    "blocks": lambda entry: blocks_outline(document_of(entry)),
    "plan": lambda entry: plan_outline(plan_of(entry)),
}


@pytest.mark.parametrize("stage", OUTLINES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: Path(entry["path"]).stem)
def test_a_sample_reads_as_its_golden_outline(stage, entry):
    """A difference here names the stage that changed."""
    golden = (GOLDEN / stage / entry["path"]).read_text(encoding="utf-8").splitlines()
    assert golden == list(OUTLINES[stage](entry))


if __name__ == "__main__":
    for name, outline in OUTLINES.items():
        for each in ENTRIES:
            path = GOLDEN / name / each["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(outline(each)) + "\n", encoding="utf-8")
            print(path, file=sys.stderr)
