"""A judgement that stands apart from a title, in an element of its own or on the line below, is the title's."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
LEGEND = (
    "<h3>進捗の区分</h3><ul><li><b>順調</b> 予定どおりのもの</li><li><b>達成</b> できたもの</li>"
    "<li><b>要調整</b> 話し合うもの</li></ul>"
)


def read(body):
    """Title and judgements of each pledge of a page."""
    page = f"<!doctype html><html><body><h1>汐鳴市 市長公約の進捗</h1>{body}</body></html>"
    return told(parse_plan(read_document(page.encode(), "plan.html"), FACTS))


def told(plan):
    found = []
    stack = list(reversed(plan.elements))
    while stack:
        each = stack.pop()
        found.append((each.title, [(a.grade, a.status and a.status.value) for a in each.assessments]))
        stack += reversed(each.children)
    return found


JUDGED = [("海のまち", []), ("桟橋を直す", [("順調", "OnTrack")]), ("灯台を守る", [("達成", "Achieved")])]


@pytest.mark.parametrize(
    "form",
    [
        "<h3>{code}　{title} <span class='badge'>{word}</span></h3>",
        "<h3>{code}　{title}<span class='badge'>{word}</span></h3>",
        "<h3><strong>{word}</strong>{code}　{title}</h3>",
        "<h3>{code}　{title}</h3><p><span class='badge'>{word}</span></p><p>市が進めます。</p>",
        "<h3>{code}　{title}</h3><p>{word}</p>",
    ],
)
def test_a_word_in_an_element_of_its_own_or_right_below_judges_the_title(form):
    """With a blank in the source or without."""
    body = "".join(
        form.format(code=code, title=title, word=word)
        for code, title, word in (("1-1", "桟橋を直す", "順調"), ("1-2", "灯台を守る", "達成"))
    )
    assert JUDGED == read(f"<h2>約束1　海のまち</h2>{body}")


def test_a_word_that_only_the_legend_knows_judges_without_a_status():
    """The words of a list that explains them are its scale."""
    found = read(
        f"{LEGEND}<h2>約束1　海のまち</h2><h3>1-1　桟橋を直す <b>要調整</b></h3><h3>1-2　灯台を守る</h3><p>要調整</p>"
    )
    assert [
        ("海のまち", []),
        ("桟橋を直す", [("要調整", None)]),
        ("灯台を守る", [("要調整", None)]),
    ] == found


@pytest.mark.parametrize("word", ["要調整", "海辺", "その2"])
def test_another_word_in_an_element_of_its_own_is_of_the_title(word):
    """No legend lists it."""
    assert f"桟橋を直す{word}" == read(f"<h2>約束1　海のまち</h2><h3>1-1　桟橋を直す<b>{word}</b></h3>")[1][0]


@pytest.mark.parametrize("title", ["評価 順調", "達成", "令和6年度 達成"])
def test_what_names_the_judgement_is_no_title_that_it_judges(title):
    """Nor is a year, or the word alone."""
    found = read(
        f"<h2>約束1　海のまち</h2><h3>1-1　桟橋を直す</h3><p>市が進めます。</p><h4>{title}</h4><p>直しました。</p>"
    )
    assert [] == [name for name, _ in found if name in ("評価", "令和6年度", "")]


def test_below_a_text_a_word_alone_judges_nothing():
    """It may be of anything that the text says."""
    assert [] == read("<h2>約束1　海のまち</h2><h3>1-1　桟橋を直す</h3><p>市が進めます。</p><p>検討中</p>")[1][1]


def test_in_plain_text_only_a_word_of_the_legend_judges_from_the_line_below():
    """着手 may be a step of a chart."""
    text = "汐鳴市 市長公約の進捗\n\n約束1 海のまち\n\n(1) 桟橋を直す\n\n順調\n\n(2) 灯台を守る\n\n市が進めます。\n"
    legend = "・順調 予定どおりのもの\n・達成 できたもの\n\n"
    plans = [
        parse_plan(read_document(t.encode(), "plan.txt"), FACTS) for t in (text, text.replace("約束", f"{legend}約束"))
    ]
    assert [[], [("順調", "OnTrack")]] == [told(plan)[1][1] for plan in plans]


def test_a_title_that_speaks_of_a_year_is_judged_as_any_other():
    """平成24年の大波を教訓に、… 順調; but 令和6年度の評価 names the judgement."""
    body = (
        "<h2>海のまち</h2><h3>1-1　平成24年の大波を教訓に、防波堤を直す <span>順調</span></h3><p>直す。</p>"
        "<h3>1-2　灯台を守る</h3><p>令和6年度の評価 <span>達成</span></p>"
    )
    assert ("平成24年の大波を教訓に、防波堤を直す", [("順調", "OnTrack")]) == read(body)[1]
    assert "灯台を守る" == read(body)[2][0]
