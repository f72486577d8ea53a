"""What was inferred against the print says so in the graph, and keeps beside it what is printed."""

import tomllib
from pathlib import Path

import pytest
from rdflib import Literal

from plangraph.documents import read_document
from plangraph.graph import build_graph, validate_graph
from plangraph.model import PlanFacts
from plangraph.namespaces import PG, RDF, RDFS, SKOS, Iris
from plangraph.plans import parse_plan

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real documents is not beside this repository"
)
YES = Literal(lexical_or_value=True)
SYSTEM = (
    "施策の体系\n\n政策\t施策\n"
    "政策1 「人」を支える (健康・福祉)\t01 地域福祉 02 高齢者福祉\n"
    "政策2 まちを育てる (産業)\t03 健康づくり 04 農業"
)
HEADER = "マニフェスト\t令和7年度までの主な取組実績\t令和8年度以降の主な取組予定\t達成状況\t担当課\t関連事業\n"
ROWS = (
    "1-1-1 勤労者の住まいと暮らしを整えます\t資金を融資しました。\t続けます。\tB\t商工課\t融資事業\n"
    "1-1-2 デジタルの学び直しを後押しします\t勤労者の住まいと暮らしを整えるため改修を補助。\t続く。\tC\t住宅課\t改修\n"
    "1-1-3 外国人材の就労を支えます\tデジタルの学び直しの講座を開きました。\t続けます。\tB\t産業課\t講座事業\n"
    "1-1-3 外国人材の就労を支えます\t外国人材の就労を相談窓口で支えました。\t続けます。\tB\t市民課\t相談事業\n"
)


def graph_of(text):
    plan = parse_plan(
        read_document(text.encode(), "plan.txt"),
        PlanFacts(municipality="990019", municipality_name="汐鳴市", title="試験の計画"),
    )
    return build_graph(plan, Iris())


def real(number):
    entry = tomllib.loads((CORPUS / "corpus.toml").read_text(encoding="utf-8"))["document"][number]
    facts = PlanFacts(municipality=entry["municipality"], title=entry["title"])
    return build_graph(parse_plan(read_document(CORPUS / entry["path"]), facts), Iris())


def code_of(graph, node):
    return str(graph.value(node, SKOS.notation))


def settled_facts(graph):
    """Class, printed code and line of all that was read from rows with another code."""
    return {
        (
            str(graph.value(fact, RDF.type)).removeprefix(str(PG)),
            str(graph.value(fact, PG.printedCode)),
            int(str(graph.value(graph.value(fact, PG.source), PG.startLine))),
        )
        for fact in graph.subjects(PG.rowInferred, YES)
        if (fact, RDF.type, PG.PlanElement) not in graph
    }


def test_a_measure_moved_to_another_policy_says_so_and_keeps_the_printed_one():
    """Its parent is the policy that names its field; the one above it on the page stands beside."""
    graph = graph_of(SYSTEM)
    (moved,) = graph.subjects(PG.parentInferred, YES)
    above = (code_of(graph, graph.value(moved, PG.parent)), code_of(graph, graph.value(moved, PG.printedParent)))
    assert ("健康づくり", ("1", "2")) == (str(graph.value(moved, RDFS.label)), above)
    assert [] == [each for each in validate_graph(graph) if each.severity == "violation"]


def test_what_a_row_with_a_slipped_code_says_is_marked_and_keeps_that_code():
    """Every text, charge and judgement of the two rows; what other rows say is not marked."""
    graph = graph_of("1. しごと\n\n(1) 労働\n\n" + HEADER + ROWS)
    kinds = ("Text", "Responsibility", "Assessment")
    assert {(kind, code, line) for kind in kinds for code, line in (("1-1-2", 7), ("1-1-3", 8))} == settled_facts(graph)
    elements = {
        (code_of(graph, node), str(code))
        for node in graph.subjects(PG.rowInferred, YES)
        for code in graph.objects(node, PG.printedCode)
        if (node, RDF.type, PG.Pledge) in graph
    }
    assert {("1-1-1", "1-1-2"), ("1-1-2", "1-1-3")} == elements
    assert [] == [each for each in validate_graph(graph) if each.severity == "violation"]


def test_a_pledge_begins_where_its_code_is_printed():
    """The row that prints it is part of its span, though that row was given to the pledge before."""
    graph = graph_of("1. しごと\n\n(1) 労働\n\n" + HEADER + ROWS)
    (pledge,) = graph.subjects(SKOS.notation, Literal("1-1-2"))
    span = graph.value(pledge, PG.source)
    assert ("7", "8") == (str(graph.value(span, PG.startLine)), str(graph.value(span, PG.endLine)))


def test_a_level_that_lost_its_cell_is_marked():
    """The title stands in the column of the level above; by its number it is the next of its own."""
    head = (
        "|大基本目標|小基本目標|具体的な施策|主な取組|指標名|令和4年度目標値|令和4年度実績値|進捗評価|担当課|\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    rows = (
        "|1 しごと|1 雇用|① 起業|相談会の開催|創業件数|10件|8件|順調|商工課|\n"
        "|2 移住||① 住宅|見学会の開催|移住者数|20人|30人|順調|住宅課|\n"
    )
    graph = graph_of(head + rows)
    (moved,) = graph.subjects(PG.parentInferred, YES)
    assert ("移住", "しごと", None) == (
        str(graph.value(moved, RDFS.label)),
        str(graph.value(graph.value(moved, PG.parent), RDFS.label)),
        graph.value(moved, PG.printedParent),
    )


def test_a_charge_that_a_blank_cell_leaves_to_the_one_above_is_marked():
    """The charge of the row that prints it is not."""
    graph = graph_of(
        "汐鳴市計画\n\n基本目標1 海\n\n"
        "|指標|基準値(R5)|目標値(R9)|担当課|\n|船の数|3隻|9隻|港湾課|\n|桟橋の数|1本|4本||\n"
    )
    (charge,) = graph.subjects(PG.chargeInferred, YES)
    (owner,) = graph.subjects(PG.responsibility, charge)
    assert ("桟橋の数", "港湾課") == (
        str(graph.value(owner, RDFS.label)),
        str(graph.value(graph.value(charge, PG.unit), RDFS.label)),
    )
    assert [] == [each for each in validate_graph(graph) if each.severity == "violation"]


@needs_corpus
def test_three_measures_of_a_city_were_moved():
    """They run on in their codes, and the policy before names their fields."""
    graph = real(3)
    moved = list(graph.subjects(PG.parentInferred, YES))
    parents = {
        (code_of(graph, graph.value(n, PG.parent)), code_of(graph, graph.value(n, PG.printedParent))) for n in moved
    }
    assert (3, 1) == (len(moved), len(parents))


@needs_corpus
def test_two_rows_of_a_manifesto_had_slipped_codes():
    """Lines 70 and 71 print the codes of the pledges after theirs."""
    assert {("1-2-2", 70), ("1-2-3", 71)} == {(code, line) for _, code, line in settled_facts(real(4))}


TABLE = "| 指標 | 基準値（R3） | 目標値（R8） |\n|---|---|---|\n| 客の数 | 3人 | 9人 |\n"
GOAL = (
    "# 汐鳴市総合戦略\n\n## 基本目標1 浜で遊ぶ\n\n"
    "### 施策1 砂の補充\n\n砂を足します。\n\n### 施策2 貝の放流\n\n放します。\n\n"
)


@pytest.mark.parametrize(("caption", "doubted"), [("", [("客の数", "0.50")]), ("【基本目標の数値目標】\n\n", [])])
def test_an_indicator_of_which_nothing_says_whose_it_is_says_so_with_its_confidence(caption, doubted):
    """Below the last of several measures it may be the goal's, unless a caption names whose it is."""
    graph = graph_of(GOAL + caption + TABLE)
    found = [
        (str(graph.value(node, RDFS.label)), str(graph.value(node, PG.confidence)))
        for node in graph.subjects(PG.ownerInferred, YES)
    ]
    assert doubted == found
    assert [] == [each for each in validate_graph(graph) if each.severity == "violation"]
