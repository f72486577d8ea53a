"""What elements and indicators alike carry: texts, charges, judgements, links to the SDGs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from plangraph.graph.draft import decimal, gyear
from plangraph.graph.locals import local_name
from plangraph.namespaces import PG, RDF, SDG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib import URIRef

    from plangraph.graph.draft import Draft
    from plangraph.model import Amount, Assessment, Responsibility, SdgStatement, Text

__all__ = ["add_amount", "add_assessment", "add_printed_codes", "add_responsibility", "add_sdg", "add_text"]


def add_printed_codes(draft: Draft, node: URIRef, codes: Iterable[str | None]) -> None:
    """The mark of what was read from a row that prints another element's code, with that code; nothing for None."""
    for code in codes:
        if code is not None:
            draft.add(node, PG.rowInferred, Literal(lexical_or_value=True))
            draft.add(node, PG.printedCode, Literal(code))


def add_text(draft: Draft, owner: URIRef, local: str, text: Text) -> None:
    """A text, once directly by the property of its role, once as a `pg:Text` that knows its source."""
    words = draft.words(text.text)
    draft.add(owner, PG[text.role.value], words)
    node = draft.claim(f"{local}/text/{text.role.value}")
    draft.type(node, PG.Text)
    draft.add(node, PG.role, PG[text.role.value])
    draft.add(node, RDF.value, words)
    add_printed_codes(draft, node, [text.printed_code])
    draft.source(node, text.span)
    draft.add(owner, PG.text, node)


def add_amount(draft: Draft, owner: URIRef, local: str, amount: Amount) -> None:
    """An amount of money; without its unit there is only what is printed."""
    year = "n" if amount.fiscal_year is None else f"fy{amount.fiscal_year}"
    node = draft.claim(f"{local}/amount/{amount.kind.value.lower()}-{year}")
    draft.type(node, PG.Amount)
    draft.label(node, amount.name)
    draft.add(node, PG.amountKind, PG[amount.kind.value])
    draft.add(node, PG.rawValue, Literal(amount.raw))
    if amount.value is not None:
        draft.add(node, PG.value, decimal(amount.value))
        draft.add(node, PG.unitText, Literal(amount.unit))
    if amount.fiscal_year is not None:
        draft.add(node, PG.fiscalYear, gyear(amount.fiscal_year))
    draft.source(node, amount.span)
    draft.add(owner, PG.amount, node)


def add_responsibility(draft: Draft, owner: URIRef, local: str, charge: Responsibility) -> None:
    """A unit's charge with its years, and the shortcut to the unit."""
    unit = draft.unit(charge.unit, charge.division)
    since = f"-fy{charge.from_fiscal_year}" if charge.from_fiscal_year is not None else ""
    node = draft.claim(f"{local}/responsibility/{local_name(charge.unit)}{since}")
    draft.type(node, PG.Responsibility)
    draft.add(node, PG.unit, unit)
    if charge.from_fiscal_year is not None:
        draft.add(node, PG.fromFiscalYear, gyear(charge.from_fiscal_year))
    if charge.to_fiscal_year is not None:
        draft.add(node, PG.toFiscalYear, gyear(charge.to_fiscal_year))
    if charge.inferred:
        draft.add(node, PG.chargeInferred, Literal(lexical_or_value=True))
    if charge.supporting:
        draft.add(node, PG.supporting, Literal(lexical_or_value=True))
    add_printed_codes(draft, node, [charge.printed_code])
    draft.source(node, charge.span)
    draft.add(owner, PG.responsibility, node)
    draft.add(owner, PG.responsibleUnit, unit)


def add_assessment(
    draft: Draft, owner: URIRef, local: str, assessment: Assessment, scale: Mapping[str, URIRef]
) -> None:
    """A printed judgement; `scale` gives the concept of each printed grade."""
    if assessment.units:
        what = "+".join(dict.fromkeys(local_name(unit) for unit in assessment.units))
    elif assessment.fiscal_year is not None:
        what = f"fy{assessment.fiscal_year}"
    else:
        what = assessment.as_of or "undated"
    node = draft.claim(f"{local}/assessment/{what}")
    draft.type(node, PG.Assessment)
    draft.add(node, PG.grade, Literal(assessment.grade))
    draft.add(node, PG.gradeConcept, scale.get(assessment.grade))
    if assessment.status is not None:
        draft.add(node, PG.status, PG[assessment.status.value])
    if assessment.fiscal_year is not None:
        draft.add(node, PG.fiscalYear, gyear(assessment.fiscal_year))
    if assessment.as_of is not None:
        draft.add(node, PG.asOf, Literal(assessment.as_of, datatype=XSD.date))
    for unit in assessment.units:
        draft.add(node, PG.unit, draft.unit(unit))
    add_printed_codes(draft, node, [assessment.printed_code])
    draft.source(node, assessment.span)
    draft.add(owner, PG.assessment, node)


def add_sdg(draft: Draft, owner: URIRef, local: str, statement: SdgStatement) -> None:
    """A goal that the document names: the link with its evidence, and the shortcuts to goal and target."""
    most_specific = statement.target or str(statement.goal)
    node = draft.claim(f"{local}/sdg/{most_specific}")
    draft.type(node, PG.SdgLink)
    draft.add(node, PG.sdg, SDG[most_specific])
    draft.add(node, PG.basis, PG.Stated)
    draft.add(node, PG.evidence, Literal(statement.raw))
    if statement.inherited:
        draft.add(node, PG.inherited, Literal(lexical_or_value=True))
    add_printed_codes(draft, node, [statement.printed_code])
    draft.source(node, statement.span)
    draft.add(owner, PG.sdgLink, node)
    draft.add(owner, PG.sdg, SDG[str(statement.goal)])
    draft.add(owner, PG.sdg, SDG[most_specific])
