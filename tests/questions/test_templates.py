"""Every template gives the right answer on the sample plans: counted by hand, and again without a graph."""

import pyoxigraph as ox
import pytest

from plangraph.graph.queries import select
from plangraph.model import ElementKind, Status
from plangraph.namespaces import PG
from plangraph.questions import bind, template, templates

# Question → template, title, rows in all, and the first cells of the first rows; counted in the sample documents.
ANSWERS = {
    "花槻市で順調なKPIはいくつ?": (
        "count-by-status",
        "花槻市の指標のうち、評価が「順調」のもの：6件（18件中）",
        1,
        [("花槻市", "花槻市 第2期総合戦略 令和5年度評価", "6", "18", "18")],
    ),
    "令和6年度までに達成した公約の数": (
        "achieved-by-year",
        "令和6年度（2024）末までに評価が「達成」となっていた公約：1件",
        2,
        [
            ("橡原市", "橡原市 市長公約実施目標シート", "1", "3"),
            ("花槻市", "花槻市 第1期市長マニフェストの達成状況", "0", "3"),
        ],
    ),
    "危機管理課の担当件数は?": (
        "count-charges",
        "危機管理課が担当する項目：6件",
        2,
        [
            ("花槻市", "花槻市 第1期市長マニフェストの達成状況", "Pledge", "4"),
            ("花槻市", "花槻市 第2期総合戦略 令和5年度評価", "Indicator", "2"),
        ],
    ),
    "施策はいくつ?": ("count", "施策：49件", 3, [("橡原市", "橡原市第3次総合計画 後期基本計画", "Measure", "24")]),
    "SDGs目標11に関する施策を市ごとに数えて": (
        "goal-per-city",
        "SDGs目標11に結び付いた施策の市町村ごとの数：合わせて3件",
        1,
        [("汐鳴市", "Measure", "3", "3")],
    ),
    "遅れている指標を市ごとに": (
        "status-per-city",
        "指標のうち、評価が「遅れ」のものの市町村ごとの数：合わせて7件（49件中）",
        3,
        [("花槻市", "7", "18", "18"), ("橡原市", "0", "0", "3"), ("汐鳴市", "0", "0", "28")],
    ),
    "公約を市ごとに数えて": (
        "count-per-city",
        "公約の市町村ごとの数：合わせて32件",
        2,
        [("花槻市", "Pledge", "20"), ("橡原市", "Pledge", "12")],
    ),
    "花槻市の公約の進捗ごとの内訳": (
        "status-breakdown",
        "花槻市の公約の評価ごとの数",
        5,
        [
            ("花槻市", "Pledge", "MostlyOnTrack", "10"),
            ("花槻市", "Pledge", "PartlyAchieved", "7"),
            ("花槻市", "Pledge", "Achieved", "3"),
            ("花槻市", "Pledge", "UnderPreparation", "3"),
            ("花槻市", "Pledge", "NotStarted", "1"),
        ],
    ),
    "公約をSDGsの目標ごとに数えて": ("goals", "公約のSDGs目標ごとの数", 12, [("11", "6", "6", "1")]),
    "公約を課ごとに数えて": ("count-per-department", "公約の担当課ごとの数：23課", 23, [("花槻市", "危機管理課", "4")]),
    "最も多くの公約を担当している課は?": (
        "busiest-departments",
        "公約を最も多く担当しているのは危機管理課 (花槻市)：4件",
        23,
        [("花槻市", "危機管理課", "4"), ("花槻市", "福祉課", "3"), ("花槻市", "長寿支援課", "3")],
    ),
    "遅れている指標が最も多い市は?": (
        "city-with-most-of-status",
        "指標のうち、評価が「遅れ」のものが最も多いのは花槻市：7件",
        3,
        [("花槻市", "7")],
    ),
    "公約が最も多い市は?": ("city-with-most", "公約が最も多いのは花槻市：20件", 2, [("花槻市", "Pledge", "20")]),
    "待機児童を測っている市は?": (
        "cities-measuring",
        "名称に「待機児童」を含む指標を持つ市町村：2（汐鳴市・花槻市）",
        2,
        [("汐鳴市", "保育所等の待機児童数"), ("花槻市", "保育所等待機児童数")],
    ),
    "健康寿命の目標値を定めている自治体": (
        "cities-with-target",
        "名称に「健康寿命」を含む指標に目標値のある市町村：2（汐鳴市・花槻市）",
        6,
        [("汐鳴市", "健康寿命", "Target", "女性84.80歳")],
    ),
    "空き家の公約がある市は?": (
        "cities-working",
        "名称に「空き家」を含む公約を持つ市町村：2（橡原市・花槻市）",
        3,
        [("橡原市", "Pledge", None, "空き家の活用で移住者を迎える"), ("花槻市", "Pledge", "1-2-1")],
    ),
    "空き家に取り組んでいる市は?": (
        "cities-at-work",
        "名称に「空き家」を含む項目を持つ市町村：3（橡原市・汐鳴市・花槻市）",
        12,
        [],
    ),
    "1-1-1の担当課は?": (
        "departments-of-code",
        "番号1-1-1・1-1-①の項目の担当課：危機管理課・消防総務課・総務課",
        3,
        [("花槻市", "危機管理課", "Pledge", "1-1-1")],
    ),
    "空き家の担当課は?": (
        "departments-in-charge",
        "名称に「空き家」を含む項目の担当課：住宅政策課・資産税課・移住推進課",
        7,
        [("花槻市", "住宅政策課", "Pledge", "1-2-1")],
    ),
    "危機管理課の担当は?": (
        "charges",
        "危機管理課が担当する項目：6件",
        6,
        [("花槻市", "危機管理課", "Pledge", "1-1-1")],
    ),
    "福祉課の公約は?": ("charges-of-kind", "福祉課が担当する公約：3件", 4, [("花槻市", "福祉課", "Pledge", "1-1-2")]),
    "令和6年度が期限の公約は?": (
        "due-by-year",
        "令和6年度（2024）が期限の公約：1件",
        1,
        [("橡原市", "Pledge", None, "災害に強い集落づくり 備蓄と衛星電話の配備", "令和6年度末", "Achieved")],
    ),
    "課によって評価が分かれている公約は?": (
        "judged-differently",
        "公約のうち、同じ時点の評価が分かれているもの：4件",
        11,
        [("花槻市", "Pledge", "1-1-1")],
    ),
    "指標のない施策は?": ("without-indicator", "施策のうち、指標のないもの：23件", 23, [("橡原市", "01")]),
    "4-2-3の進捗は?": ("progress-of-code", "番号4-2-3・4-2-③の項目の評価：1件", 3, [("花槻市", "Pledge", "4-2-3")]),
    "空き家の公約の進捗は?": (
        "progress-of-topic",
        "名称に「空き家」を含む公約の評価：2件",
        4,
        [("花槻市", "Pledge", "1-2-1")],
    ),
    "花槻市の公約の進捗は?": (
        "progress-of-kind",
        "花槻市の公約の評価ごとの数",
        5,
        [("花槻市", "Pledge", "MostlyOnTrack", "10")],
    ),
    "1-2の成果指標の目標値は?": (
        "values-of-code",
        "番号1-2の指標の目標値：2件の指標",
        2,
        [("汐鳴市", "1-2", "消防・救急体制の充実", "救急車の平均到着時間", None, "Target", "9.0 分以内")],
    ),
    "新規就農者数の実績値は?": (
        "values-of-topic",
        "名称に「新規就農者数」を含む指標の実績値：1件の指標",
        1,
        [("花槻市", "新規就農者数", None, "Actual", "15人", "2023")],
    ),
    "遅れている指標は?": ("list-by-status", "指標のうち、評価が「遅れ」のもの：7件", 8, []),
    "花槻市の公約の一覧": ("list", "花槻市の公約：20件", 20, [("花槻市", "Pledge", "1-1-1")]),
}
WITHOUT_SAMPLES = {"attainment-lowest", "attainment-highest"}  # no sample prints baseline, actual and target together


@pytest.mark.parametrize("question", ANSWERS)
def test_a_question_has_the_answer_that_was_counted_by_hand(opened, question):
    """Template, title, number of rows, and what the first rows say."""
    name, title, total, first = ANSWERS[question]
    answer = opened.answer(question)
    assert (name, title, total) == (answer.template, answer.title, answer.total), answer.why
    for expected, row in zip(first, answer.rows, strict=False):
        assert expected == tuple(row.cells.values())[: len(expected)]


def test_every_template_has_an_answer_that_was_counted():
    """None is left to itself; those that no sample can answer have a graph made for them below."""
    assert {each.name for each in templates()} == {name for name, *_ in ANSWERS.values()} | WITHOUT_SAMPLES
    assert len(templates()) >= 15


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", ["Indicator", "Pledge"])
def test_counts_by_status_are_those_of_the_plans(rows_of, plans, kind, status):
    """Plan by plan, counted from what was read, without graph and query."""
    wanted = {}
    for plan in plans:
        things = plan.indicators() if kind == "Indicator" else [e for e in plan.walk() if e.kind == ElementKind.PLEDGE]
        if things:
            found = sum(any(one.status == status for one in thing.assessments) for thing in things)
            judged = sum(bool(thing.assessments) for thing in things)
            wanted[plan.title] = (found, judged, len(things))
    query = bind(
        template("count-by-status").query,
        {"kind": [(ox.NamedNode(PG[kind]),)], "status": [(ox.NamedNode(PG[status]),)]},
    )
    rows = rows_of(query)
    assert wanted == {row["planLabel"]: (int(row["count"]), int(row["judged"]), int(row["total"])) for row in rows}


def test_counts_by_kind_are_those_of_the_plans(rows_of, plans):
    """Elements of each kind, and indicators, plan by plan."""
    wanted = {}
    for plan in plans:
        kinds = [element.kind.value for element in plan.walk()] + ["Indicator"] * len(plan.indicators())
        wanted |= {(plan.title, kind): kinds.count(kind) for kind in set(kinds)}
    kinds = [(ox.NamedNode(PG[kind]),) for kind in (*ElementKind, "Indicator")]
    rows = rows_of(bind(template("count").query, {"kind": kinds}))
    assert wanted == {(row["planLabel"], row["kind"].removeprefix(str(PG))): int(row["count"]) for row in rows}


def test_charges_are_those_of_the_plans(opened, plans):
    """How many pledges each department shares, counted from what was read."""
    wanted = {}
    for plan in plans:
        for element in plan.walk():
            for unit in {charge.unit for charge in element.responsibilities if element.kind == ElementKind.PLEDGE}:
                wanted[unit] = wanted.get(unit, 0) + 1
    answer = opened.answer("公約を課ごとに数えて")
    assert wanted == {row.cells["unitLabel"]: int(row.cells["count"]) for row in answer.rows}


MEASURED = """
@prefix pg: <https://w3id.org/plangraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/plangraph/id/> .
<990001> a pg:Municipality ; rdfs:label "松風市"@ja ; dcterms:identifier "990001" .
<990002> a pg:Municipality ; rdfs:label "白波町"@ja ; dcterms:identifier "990002" .
<1> a pg:Plan ; rdfs:label "計画一"@ja ; pg:municipality <990001> .
<2> a pg:Plan ; rdfs:label "計画二"@ja ; pg:municipality <990002> .
<a> a pg:Indicator ; rdfs:label "あ"@ja ; pg:plan <1> ; pg:attainment 0.5 .
<b> a pg:Indicator ; rdfs:label "い"@ja ; pg:plan <1> ; pg:attainment -0.25 .
<c> a pg:Indicator ; rdfs:label "う"@ja ; pg:plan <1> ; pg:notComparable pg:NoBaseline .
<d> a pg:Indicator ; rdfs:label "え"@ja ; pg:plan <2> ; pg:notComparable pg:SeveralGroups ;
  pg:observation <d-men> , <d-women> .
<d-men> pg:group "男性" ; pg:attainment 1.2 .
<d-women> pg:group "女性" ; pg:attainment 0.9 .
"""


@pytest.fixture(scope="module")
def measured():
    """Four indicators of two cities: two with an attainment, one without, one with an attainment a group."""
    store = ox.Store()
    store.load(MEASURED.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://w3id.org/plangraph/graph/1"))
    return store


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "attainment-lowest",
            [("松風市", "い", None), ("松風市", "あ", None), ("白波町", "え", "女性"), ("白波町", "え", "男性")],
        ),
        (
            "attainment-highest",
            [("松風市", "あ", None), ("松風市", "い", None), ("白波町", "え", "男性"), ("白波町", "え", "女性")],
        ),
    ],
)
def test_attainment_is_ordered_city_by_city(measured, name, wanted):
    """What moved away from its target is lowest; several groups stand for themselves."""
    rows = select(measured, bind(template(name).query, {"kind": [(ox.NamedNode(PG.Indicator),)]}))
    assert wanted == [(row["city"], row["label"], row.get("group")) for row in rows]


def test_what_has_no_attainment_is_counted_by_reason(measured):
    """So that an answer can say how much it leaves out."""
    rows = select(measured, bind(template("attainment-lowest").reasons, {}))
    counted = {(row["city"], row["reason"].removeprefix(str(PG))): row["count"] for row in rows}
    expected = {("松風市", "attainment"): "2", ("松風市", "NoBaseline"): "1", ("白波町", "SeveralGroups"): "1"}
    assert expected == counted


JUDGED = """
@prefix pg: <https://w3id.org/plangraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/plangraph/id/> .
<990001> a pg:Municipality ; rdfs:label "松風市"@ja ; dcterms:identifier "990001" .
<1> a pg:Plan ; rdfs:label "計画一"@ja ; pg:municipality <990001> .
<a> a pg:Indicator ; rdfs:label "あ"@ja ; pg:plan <1> ; pg:assessment
  [ pg:grade "遅れ" ; pg:status pg:Delayed ; pg:fiscalYear "2022"^^xsd:gYear ] ,
  [ pg:grade "順調" ; pg:status pg:OnTrack ; pg:fiscalYear "2023"^^xsd:gYear ] .
<b> a pg:Indicator ; rdfs:label "い"@ja ; pg:plan <1> ; pg:assessment
  [ pg:grade "順調" ; pg:status pg:OnTrack ; pg:fiscalYear "2023"^^xsd:gYear ] ,
  [ pg:grade "遅れ" ; pg:status pg:Delayed ; pg:fiscalYear "2023"^^xsd:gYear ] .
<c> a pg:Indicator ; rdfs:label "う"@ja ; pg:plan <1> .
"""


def test_only_the_newest_judgement_counts():
    """What was delayed once and is on track now is not delayed; two judgements of one year both count, and say so."""
    store = ox.Store()
    store.load(JUDGED.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://w3id.org/plangraph/graph/1"))

    def counted(status):
        terms = {"kind": [(ox.NamedNode(PG.Indicator),)], "status": [(ox.NamedNode(PG[status]),)]}
        (row,) = select(store, bind(template("count-by-status").query, terms))
        return {name: int(row[name]) for name in ("count", "judged", "total", "mixed")}

    assert {"count": 2, "judged": 2, "total": 3, "mixed": 1} == counted("OnTrack")
    assert {"count": 1, "judged": 2, "total": 3, "mixed": 1} == counted("Delayed")
