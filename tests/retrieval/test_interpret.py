"""What stands in the words of a question: cases as data on the sample plans and, where it is there, on the corpus."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from plangraph.graph import build_graph, project
from plangraph.model import Card, Filter, PlanFacts
from plangraph.namespaces import Iris
from plangraph.pipeline.corpus import list_sources
from plangraph.pipeline.reading import parse_source
from plangraph.resources import samples
from plangraph.retrieval.interpret import Interpreter

CASES = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))


def interpreter(folder):
    """An interpreter with the names of a folder's plans."""
    sources = list_sources([folder / "corpus.toml"], PlanFacts())
    graphs = [build_graph(parse_source(source), Iris("https://w3id.org/plangraph/")) for source in sources]
    return Interpreter(project(graphs)[0])


def card(code, name, **facts):
    iri = f"https://w3id.org/plangraph/id/{code}/plan/1"
    return Card(iri, "Measure", "施策", code, name, iri, f"{name}の計画", **facts)


SMALL = Interpreter(
    [
        card(code, name)
        for code, name in (
            ("990001", "松風市"),
            ("990002", "白波町"),
            ("990003", "関市"),
            ("990004", "府中市"),
            ("990005", "府中市"),
        )
    ]
)


@pytest.fixture(scope="module")
def on_samples():
    return interpreter(Path(str(samples())))


@pytest.fixture(scope="module")
def on_corpus(corpus):
    return interpreter(corpus)


def shown(found):
    """A filter as the cases write it: field=value, or field≠value, ~ where it only raises, ! before a note."""
    sign = "≠" if found.excluded else "="
    return f"{found.field}{sign}{found.value}{'~' * found.soft}{f'!{found.note}' if found.note else ''}"


def check(interpreter, case):
    read = interpreter.interpret(case["text"])
    expected = (case.get("topic", read.topic), case.get("filters", []), case.get("bare", False))
    assert expected == (read.topic, [shown(found) for found in read.filters], read.bare)


@pytest.mark.parametrize("case", CASES["sample"], ids=[case["text"] for case in CASES["sample"]])
def test_a_question_on_the_samples_is_understood(on_samples, case):
    """Topic, filters and whether there is a topic at all are those of the case."""
    check(on_samples, case)


@pytest.mark.parametrize("case", CASES["corpus"], ids=[case["text"] for case in CASES["corpus"]])
def test_a_question_on_real_plans_is_understood(on_corpus, case):
    """The same on the names of real cities, departments and grades."""
    check(on_corpus, case)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("防災に関する施策", "防災"),
        ("防災について教えてください。", "防災"),
        ("空き家対策の取組はありますか？", "空き家対策"),
        ("災害時の支援はどうなっている?", "災害時の支援"),
        ("子育て支援の公約を教えて", "子育て支援"),
        ("施策", "施策"),
        ("松風市", "松風市"),
        ("に関する", "に関する"),
        ("disaster preparedness", "disaster preparedness"),
        ("お年寄りの足の確保", "高齢者の移動手段の確保"),
        ("お年寄りの足", "高齢者の移動手段"),
        ("お年よりの見守り", "高齢者の見守り"),
        ("昨年より多い", "昨年より多い"),
        ("学校のトイレがきたない", "学校のトイレがきたない"),
        ("跡継ぎがいない", "跡継ぎがいない"),
        ("病院がない", "病院がない"),
        ("空き家対策の施策はないか", "空き家対策"),
        ("防\u200b災\u00ad訓練", "防災訓練"),
        ("initiatives on safety", "safety"),
        ("足の不自由な人の支援", "足の不自由な人の支援"),
        ("What is the city doing about flooding?", "flooding"),
        ("what ails the city", "what ails the city"),
        ("medidas contra enchentes", "enchentes"),
    ],
)
def test_the_topic_is_what_remains_of_a_question(text, topic):
    """Frames of a question are taken off, everyday wordings put in plan words, and something always remains."""
    assert SMALL.interpret(text).topic == topic


@pytest.mark.parametrize(
    ("text", "codes", "topic"),
    [
        ("松風市の防災に関する施策", ["990001"], "防災"),
        ("松風の防災", ["990001"], "防災"),
        ("群馬県松風市の防災", ["990001"], "防災"),
        ("防災 白波町", ["990002"], "防災"),
        ("松風市と白波町の子育て支援", ["990001", "990002"], "子育て支援"),
        ("disaster preparedness in 松風市", ["990001"], "disaster preparedness"),
        ("漁業と下関市", [], "漁業と下関市"),
        ("関係人口の創出", [], "関係人口の創出"),
        ("松風台駅の整備", [], "松風台駅の整備"),
        ("府中市の農業", ["990004", "990005"], "農業"),
        ("Seki tourism", ["990003"], "tourism"),
        ("a date in Seki", ["990003"], "a date"),
    ],
)
def test_cities_are_known_by_the_names_of_the_index(text, codes, topic):
    """A name found as a word is a hard filter; part of another word is not; a shared name means every bearer."""
    found = SMALL.interpret(text)
    assert codes == [item.value for item in found.filters if item.field == "city"]
    assert not any(item.soft for item in found.filters if item.field == "city")
    assert found.topic == topic


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("防災に関する施策", "Measure", "施策"),
        ("防災の取組み", "Initiative", "取組み"),
        ("目標値の見直し", "Indicator", "目標値"),
    ],
)
def test_everyday_words_for_kinds_raise_and_keep_their_words(text, kind, word):
    """Each names the kind and the words that it came from, and drops nothing."""
    assert (Filter("kind", kind, word, soft=True),) == SMALL.interpret(text).filters


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("防災の公約", "Pledge", "公約"),
        ("防災の成果指標", "Indicator", "成果指標"),
        ("防災のＫＰＩは何ですか?", "Indicator", "KPI"),
        ("indicators for disaster preparedness", "Indicator", "indicators"),
    ],
)
def test_the_kind_that_is_sought_is_a_hard_filter(text, kind, word):
    """A kind at the end of a Japanese question, or at the beginning of an English one, is what is asked for."""
    found = SMALL.interpret(text)
    assert (Filter("kind", kind, word),) == found.filters
    assert found.topic in {"防災", "disaster preparedness"}


TITLED = Interpreter(
    [
        card("990001", "松風市"),
        card("990002", "白波町"),
        replace(card("990001", "松風市", notation="3-1-1"), label="白波町との公共交通の連携を進めた計画づくり"),
        replace(card("990002", "白波町", notation="3-1-①"), label="総合戦略の公約達成"),
    ]
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("白波町との公共交通の連携を進めた計画づくり", []),
        ("白波町と の公共交通の連携を 進めた計画づくり。", []),
        ("松風市の白波町との公共交通の連携を進めた計画づくり", ["990001"]),
        ("松風市「総合戦略の公約達成」", ["990001"]),
        ("総合戦略の公約達成", []),
        ("松風市の公共交通", ["990001"]),
        ("農業と白波町の公共交通", ["990002"]),
    ],
)
def test_words_within_a_title_are_no_conditions(text, codes):
    """Who types the name of an element, with whose it is before it or without, means that element."""
    assert codes == [found.value for found in TITLED.interpret(text).filters]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3-1-1", ["3-1-1", "3-1-①"]),
        ("番号3-1-1", ["3-1-1", "3-1-①"]),
        ("No. 3-1-1", ["3-1-1", "3-1-①"]),
        ("３－１－１", ["3-1-1", "3-1-①"]),
        ("3-1-①", ["3-1-①"]),
    ],
)
def test_plain_digits_mean_every_code_that_reads_so(text, codes):
    """Nobody types ① who looks for 3-1-①, and the width of digits says nothing; who types it means it."""
    assert codes == [found.value for found in TITLED.interpret(text).filters]


def test_without_cards_there_are_no_names():
    """An empty index knows no city, department, plan or code."""
    assert Interpreter([]).interpret("松風市の防災 危機管理課 3-1-1").filters == ()


@pytest.mark.parametrize(
    "text",
    [
        "防" * 2000,
        "伊勢崎市の" * 400,
        "令和6年度から" * 300,
        "SDGs 1、" * 400,
        "a-1-" * 500,
        "の に を は が",
        "？！。、",
        "🚌🚌🚌",
        "\x00\x1f\x07防災\x1f",
        "\u202e防災\u202c",
        "\ud83d",
        'title:"防災" AND (KPI OR *)^9',
        "SELECT * WHERE { ?s ?p ?o } # } UNION",
        "(((((((((((((((((((",
        "عربي في المدينة",
    ],
)
def test_no_text_is_too_odd_to_be_understood(on_samples, text):
    """Whatever is typed gives a topic without control characters; what is not understood is the topic."""
    read = on_samples.interpret(text)
    assert read.topic
    assert not any(ord(letter) < 32 for letter in read.topic)
