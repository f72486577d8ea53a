"""Questions over a workspace: answered by a query that can be run again, or searched for with a reason."""

import json
from pathlib import Path

import pytest

import plangraph
from plangraph.errors import QueryError
from plangraph.pipeline import answer_json, build, ingest, open_ask, open_endpoint
from plangraph.resources import samples


@pytest.fixture(scope="module")
def opened(built_samples, tiny_environment):
    """The sample plans, ready to be asked."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with open_ask(built_samples) as ask:
            yield ask


def test_an_answer_says_what_was_computed_and_from_what(opened):
    """Title, slots, columns with headings, rows, caveats, the query and the generation that answered."""
    answer = answer_json(opened.ask("花槻市で順調なKPIはいくつ?"))
    assert (True, None, None) == (answer["answered"], answer["why"], answer["search"])
    assert ("count-by-status", "count", 1) == (answer["template"], answer["intent"], answer["generation"])
    assert [("city", "花槻市"), ("status", "順調"), ("kind", "指標")] == [
        (slot["field"], slot["label"]) for slot in answer["slots"]
    ]
    assert [{"name": "city", "label": "市町村"}] == answer["columns"][:1]
    assert "6" == answer["rows"][0]["cells"]["count"]
    assert ["最も新しい評価で数えています。"] == answer["caveats"]


def test_the_query_shown_gives_the_same_rows(opened, built_samples):
    """It is complete: run as it is over the endpoint, with the topic's subjects in it."""
    answer = opened.ask("待機児童の目標値は?")
    assert all(f"<{iri}>" in answer.query for iri in answer.topic.subjects)
    with open_endpoint(built_samples) as endpoint:
        rows = json.loads(endpoint.query(answer.query, "application/sparql-results+json").body)["results"]["bindings"]
    assert [row.cells["raw"] for row in answer.rows] == [row["raw"]["value"] for row in rows]


def test_a_row_of_a_thing_has_its_iri_and_lines(opened):
    """Each listed thing leads back to its document."""
    row = opened.ask("遅れている指標は?").rows[0]
    assert row.iri.startswith("https://w3id.org/plangraph/id/990027/")
    assert ("hanatsuki_strategy_review.txt", 26) == (row.source["document"], row.source["start_line"])


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("防災に関する施策", "数える・一覧にする・比べる問いとして読み取れませんでした。"),
        ("花槻市で順調でないKPIはいくつ?", "「順調」ではないものを問うことは、型ではできません。"),
        ("宇宙開発の目標値は?", "「宇宙開発」を名称や本文に含むものが見つかりませんでした。"),
        ("橡原市で順調なKPIはいくつ?", "当てはまるものに、評価の書かれたものがありません。"),
        ("SDGs目標18に関する施策を市ごとに数えて", "当てはまるものがありませんでした。"),
        ("達成率が低い指標を市ごとに", "達成率を計算できる指標がありません（"),
        ("how many pledges are not achieved?", "no template can say “not ”"),
    ],
)
def test_what_cannot_be_answered_is_searched_for_and_says_why(opened, question, why):
    """No number without ground: the reason, and the hits in the form of a search."""
    answer = answer_json(opened.ask(question))
    assert (False, None, []) == (answer["answered"], answer["query"], answer["rows"])
    assert answer["why"].startswith(why)
    assert {"query", "interpretation", "answerable", "total", "hits", "facets"} <= answer["search"].keys()


def test_a_missing_attainment_is_explained_by_numbers(opened):
    """No sample has baseline, target and actual: 31 lack an actual value, 17 a baseline, 2 have several groups."""
    why = opened.ask("達成率が低い指標を市ごとに").why
    reasons = ("実績値なし 31件", "基準値なし 17件", "複数の区分（区分ごとに計算） 2件")
    assert (reasons, why) == (tuple(each for each in reasons if each in why), why)


def test_what_units_judge_differently_is_said(opened):
    """A pledge that one unit judges B and another C counts as B, with the number of such pledges."""
    answer = opened.ask("おおむね順調な公約はいくつ?")
    assert "10" == answer.rows[1].cells["count"]
    assert any("4件は、ほかの課などが異なる評価" in caveat for caveat in answer.caveats)


def test_a_topic_is_resolved_by_names_and_else_by_texts(opened):
    """How is said in the title and in `topic`; an indicator counts by its name and definition alone."""
    named, told = opened.ask("空き家に関する公約は何件?"), opened.ask("津波に関する施策はいくつ?")
    assert ("name", "text") == (named.topic.how, told.topic.how)
    assert ("名称に「空き家」を含む公約：3件", "本文に「津波」を含む施策：1件") == (named.title, told.title)


def test_a_topic_in_english_is_looked_for_in_the_words_of_plans(opened):
    """And the answer says in which."""
    answer = opened.ask("which cities measure vacant houses?")
    assert ("en", ("空き家",)) == (answer.language, answer.topic.words)
    assert "Cities with indicators with “空き家” in their names: 2 (汐鳴市, 花槻市)" == answer.title
    assert "“vacant houses” was looked for as “空き家”." in answer.caveats


def test_the_language_of_an_answer_can_be_chosen(opened):
    """Question and answer need not be in one language."""
    assert "Indicators of 花槻市 judged “on track”: 6 of 18" == opened.ask("花槻市で順調なKPIはいくつ?", "en").title


def test_the_same_question_has_the_same_answer(opened):
    """Rows come in a fixed order."""
    question = "空き家に取り組んでいる市は?"
    assert answer_json(opened.ask(question)) == answer_json(opened.ask(question))


@pytest.mark.parametrize("question", ["", " \n", "あ" * 2_001])
def test_a_question_that_is_empty_or_endless_is_an_error(opened, question):
    """As it is for a search."""
    with pytest.raises(QueryError):
        opened.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        '"} DROP ALL # の目標値は?',
        "空き家\x00の目標値は?",
        "空き家}の公約はいくつ?",
        "<http://a> の公約はいくつ?",
        "?" * 1_999,
    ],
)
def test_hostile_questions_have_sensible_answers(opened, question):
    """Quotes, braces, null bytes and IRIs are words like others: not found, or found as such."""
    assert answer_json(opened.ask(question))["generation"] == 1


def test_a_new_generation_is_asked_at_once(sample_workspace):
    """Names and labels are those of the generation that answers."""
    with open_ask(sample_workspace) as ask:
        assert not ask.ask("関市の公約はいくつ?").answered
        sheets = Path(str(samples())) / "tochihara_pledge_sheets.txt"
        ingest([sheets], sample_workspace, plangraph.PlanFacts(municipality="212059"))
        build(sample_workspace)
        ask.refresh()
        answer = ask.ask("関市の公約はいくつ?")
        assert (2, "関市の公約：12件") == (answer.generation, answer.title)


def test_one_question_can_be_asked_from_python(built_samples, tiny):
    """`plangraph.ask` opens, asks and closes."""
    assert "施策：49件" == plangraph.ask("施策はいくつ?", built_samples).title


# What the real documents say, by their own counts (令和4年度評価: 14 順調 of 41) and by hand.
CORPUS_ANSWERS = {
    "伊勢崎市で順調なKPIはいくつ?": "伊勢崎市の指標のうち、評価が「順調」のもの：14件（41件中）",
    "how many KPIs are on track in Isesaki?": "Indicators of 伊勢崎市 judged “on track”: 14 of 41",
    "障害福祉課の担当は?": "障害福祉課が担当する項目：10件",
    "犯罪件数を測っている市は?": "名称や定義に「犯罪」・「件数」をすべて含む指標を持つ市町村：1（本庄市）",
    "which cities measure crime?": "Cities with indicators with “犯罪”, “刑法犯” in their names: 1 (本庄市)",
    "令和6年度までに達成した公約の数": "令和6年度（2024）末までに評価が「達成」となっていた公約：7件",
    "最も多くの公約を担当している課は?": "公約を最も多く担当しているのは商工労働課 (伊勢崎市)：19件",
    "5-2の成果指標の目標値は?": "番号5-2の指標の目標値：3件の指標",
    "待機児童の目標値は?": "名称に「待機児童」を含む指標の目標値：1件の指標",
    "遅れている指標は?": "指標のうち、評価が「遅れ」のもの：21件",
}


@pytest.fixture(scope="module")
def corpus_asked(corpus, tiny_environment, tmp_path_factory):
    """The real documents, ready to be asked."""
    workspace = tmp_path_factory.mktemp("corpus") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        ingest([corpus / "corpus.toml"], workspace)
        build(workspace)
        with open_ask(workspace) as ask:
            yield ask


@pytest.mark.parametrize("question", CORPUS_ANSWERS)
def test_the_questions_of_planners_have_their_answers_on_real_plans(corpus_asked, question):
    """Counting, charge, measuring, attainment by year, superlative and value questions."""
    assert CORPUS_ANSWERS[question] == corpus_asked.answer(question).title
