"""What the observations of a cube share: the data set, its structure, code lists, slices, marks and places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from plangraph.namespaces import PG, PROV, QB, SDG, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plangraph.statistics.table import Code, Table

__all__ = ["HEAD", "Series", "literal", "write_structure"]

_SDMX: Final = "http://purl.org/linked-data/sdmx/2009/"
HEAD: Final = (
    "@base <{base}> .\n"
    f"@prefix qb: <{QB}> .\n@prefix sd: <{_SDMX}dimension#> .\n@prefix sm: <{_SDMX}measure#> .\n"
    f"@prefix sa: <{_SDMX}attribute#> .\n@prefix sc: <{_SDMX}code#> .\n@prefix xsd: <{XSD}> .\n@prefix pg: <{PG}> .\n"
    f"@prefix skos: <{SKOS}> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    f"@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix prov: <{PROV}> .\n"
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
# Break-downs that take nothing out say nothing in a name.
_WHOLE: Final = frozenset({"", "_", "_T", "総数", "計", "合計", "全体", "BOTHSEX", "ALLAGE", "ALLAREA"})


@dataclass(slots=True)
class Series:
    """All values of one indicator: the codes and the unit that they share, and the SDGs that they are counted to."""

    local: str
    codes: tuple[Code, ...]
    unit: str
    goals: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The names of its codes, without those that break nothing down."""
        names = [code.label for code in self.codes if code.code not in _WHOLE and code.label not in _WHOLE]
        return " / ".join(dict.fromkeys(names)) or (self.codes[0].label if self.codes else "")


def literal(text: str) -> str:
    """A string as a Turtle literal (RDF 1.1 Turtle, 2.5.1)."""
    return '"' + re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match[0]], text) + '"'


def write_structure(
    out: IO[str],
    table: Table,
    *,
    file: str,
    sha256: str,
    series: Sequence[Series],
    codes: Sequence[Mapping[str, str]],
    places: Mapping[str, tuple[str, str]],
    marks: Mapping[str, str],
    meaning: Callable[[str], tuple[str, bool]],
    attributes: Mapping[str, str],
    local: Callable[[str], str],
) -> None:
    """Writes everything but the observations."""
    own = [f"dimension/{local(dimension.id)}" for dimension in table.dimensions]
    _data_set(out, table, file, sha256)
    _definition(out, own, attributes)
    for at, dimension in enumerate(table.dimensions):
        scheme = f"codes/{local(dimension.id)}"
        out.write(
            f"<{own[at]}> a qb:DimensionProperty , qb:CodedProperty ; rdfs:label {_words(dimension.label)} ; "
            f"qb:codeList <{scheme}> ; rdfs:range skos:Concept .\n"
            f"<{scheme}> a skos:ConceptScheme ; rdfs:label {_words(dimension.label)} .\n"
        )
        for code, label in codes[at].items():
            out.write(
                f"<{scheme}/{local(code)}> a skos:Concept ; skos:inScheme <{scheme}> ; skos:notation {literal(code)} ; "
                f"skos:prefLabel {_words(label or code)} .\n"
            )
    for name, attribute in attributes.items():
        out.write(f"<{attribute}> a qb:AttributeProperty ; rdfs:label {_words(name)} .\n")
    for each in series:
        _slice(out, table, each, own, local)
    for mark, status in marks.items():
        said, own_words = meaning(mark)
        out.write(f"<{status}> a skos:Concept ; skos:notation {literal(mark)} ; skos:broadMatch sc:obsStatus-M ")
        if said:
            out.write(f"; skos:prefLabel {_words(said)} ")
        if said and not own_words:
            out.write(
                '; skos:note "資料に凡例がなく、一般の凡例による。"@ja , "By the common legend; the file has none."@en '
            )
        out.write(".\n")
    for key, (iri, label) in places.items():
        if label:
            out.write(f"<{iri}> a skos:Concept ; skos:notation {literal(key)} ; skos:prefLabel {_words(label)} .\n")


def _data_set(out: IO[str], table: Table, file: str, sha256: str) -> None:
    out.write(
        f"<> a qb:DataSet ; rdfs:label {_words(table.title)} ; dcterms:title {_words(table.title)} ; "
        f"qb:structure <structure> ; dcterms:conformsTo {literal(table.format)} ; prov:wasDerivedFrom <file> "
    )
    if table.identifier:
        out.write(f"; dcterms:identifier {literal(table.identifier)} ")
    if table.publisher:
        out.write(f"; dcterms:publisher {_words(table.publisher)} ")
    out.write(f".\n<file> a pg:SourceDocument ; rdfs:label {literal(file)} ; pg:sha256 {literal(sha256)} .\n")


def _definition(out: IO[str], own: Sequence[str], attributes: Mapping[str, str]) -> None:
    out.write("<structure> a qb:DataStructureDefinition ; qb:sliceKey <slice-key> .\n")
    parts = ["qb:dimension sd:refArea", "qb:dimension sd:timePeriod"]
    parts += [f"qb:dimension <{dimension}> ; qb:componentAttachment qb:Slice" for dimension in own]
    for order, part in enumerate(parts, 1):
        out.write(f"<structure> qb:component <component/{order}> .\n")
        out.write(f"<component/{order}> a qb:ComponentSpecification ; {part} ; qb:order {order} .\n")
    rest = ["qb:measure sm:obsValue", "qb:attribute sa:unitMeasure ; qb:componentAttachment qb:Slice"]
    rest += ["qb:attribute sa:obsStatus", *(f"qb:attribute <{attribute}>" for attribute in attributes.values())]
    for order, part in enumerate(rest, len(parts) + 1):
        out.write(f"<structure> qb:component <component/{order}> .\n")
        out.write(f"<component/{order}> a qb:ComponentSpecification ; {part} .\n")
    keys = "".join(f" ; qb:componentProperty <{dimension}>" for dimension in own)
    out.write(f"<slice-key> a qb:SliceKey{keys} .\n")


def _slice(out: IO[str], table: Table, each: Series, own: Sequence[str], local: Callable[[str], str]) -> None:
    out.write(
        f"<> qb:slice <{each.local}> .\n"
        f"<{each.local}> a qb:Slice ; qb:sliceStructure <slice-key> ; rdfs:label {_words(each.label or table.title)}"
    )
    for dimension, code, of in zip(own, each.codes, table.dimensions, strict=True):
        out.write(f" ; <{dimension}> <codes/{local(of.id)}/{local(code.code)}>")
    if each.unit:
        out.write(f" ; sa:unitMeasure {literal(each.unit)}")
    for goal in each.goals:
        out.write(f" ; pg:sdg <{SDG}{goal}>")
    out.write(" .\n")


def _words(text: str) -> str:
    return f"{literal(text)}@{'ja' if _JAPANESE.search(text) else 'en'}"
