import pytest

from plangraph.model import Filter
from plangraph.retrieval.interpret import Interpreter

INTERPRETER = Interpreter(
    {"990001": "松風市", "990002": "白波町", "990003": "関市", "990004": "府中市", "990005": "府中市"}
)


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
        ("足の不自由な人の支援", "足の不自由な人の支援"),
    ],
)
def test_the_topic_is_what_remains_of_a_question(text, topic):
    """Frames of a question are taken off, everyday wordings put in plan words, and something always remains."""
    assert INTERPRETER.interpret(text).topic == topic


@pytest.mark.parametrize(
    ("text", "codes", "topic"),
    [
        ("松風市の防災に関する施策", ["990001"], "防災"),
        ("松風の防災", ["990001"], "防災"),
        ("群馬県松風市の防災", ["990001"], "防災"),
        ("防災 白波町", ["990002"], "防災"),
        ("松風市と白波町の子育て支援", ["990001", "990002"], "子育て支援"),
        ("disaster preparedness in 松風市", ["990001"], "disaster preparedness"),
        ("下関市の漁業", [], "下関市の漁業"),
        ("関係人口の創出", [], "関係人口の創出"),
        ("松風台駅の整備", [], "松風台駅の整備"),
        ("府中市の農業", ["990004", "990005"], "農業"),
    ],
)
def test_cities_are_known_by_the_names_of_the_index(text, codes, topic):
    """A name found as a word is a hard filter; part of another word is not; a shared name means every bearer."""
    found = INTERPRETER.interpret(text)
    assert codes == [item.value for item in found.filters if item.field == "city"]
    assert not any(item.soft for item in found.filters if item.field == "city")
    assert found.topic == topic


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("防災に関する施策", "Measure", "施策"),
        ("防災の取組み", "Initiative", "取組み"),
        ("防災の公約", "Pledge", "公約"),
        ("防災の成果指標", "Indicator", "成果指標"),
        ("防災のＫＰＩ", "Indicator", "KPI"),
    ],
)
def test_kinds_in_words_are_soft_and_keep_their_words(text, kind, word):
    """Each names the kind and the words that it came from, and drops nothing."""
    assert (Filter("kind", kind, word, soft=True),) == INTERPRETER.interpret(text).filters


def test_without_cities_there_are_no_city_filters():
    """An empty index knows no names."""
    assert Interpreter({}).interpret("松風市の防災").filters == ()
