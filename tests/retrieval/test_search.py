from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from plangraph.errors import QueryError, WorkspaceError
from plangraph.model import Filter, Query
from plangraph.retrieval import Searcher, build_index, passage_text
from plangraph.retrieval.settings import DEFAULTS


def labels(result):
    return [hit.card.label for hit in result.hits]


def test_a_topic_finds_its_subjects_of_all_cities_first(searcher):
    """防災に関する施策 puts both cities' 防災 before all else, pledge and measure alike."""
    result = searcher.search(Query("防災に関する施策"))
    assert {"防災訓練を毎年行います", "防災・減災の推進"} == set(labels(result)[:2])


def test_a_search_without_fields_has_no_feedback(searcher):
    """The small index knows no thesaurus, so nothing is shared by way of it."""
    hit = searcher.search(Query("防災", explain=True)).hits[0]
    assert "feedback" not in {reason.leg for reason in hit.reasons}


def test_ranks_count_from_one_and_scores_fall(searcher):
    """Hits come best first, ranked from 1 without a gap."""
    hits = searcher.search(Query("防災", limit=100)).hits
    assert list(range(1, len(hits) + 1)) == [hit.rank for hit in hits]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_subject_stands_once_with_its_passages_best_first(searcher):
    """A subject with three matching passages is one hit that shows them."""
    result = searcher.search(Query("防災訓練 防災ラジオ"))
    iris = [hit.card.iri for hit in result.hits]
    assert len(iris) == len(set(iris))
    scores = [passage.score for passage in result.hits[0].passages]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert {hit.card.iri for hit in result.hits[:1]} == {p.passage.subject for p in result.hits[0].passages}


def test_passages_know_their_lines(searcher):
    """A hit's passages carry the lines that they were read from."""
    hit = searcher.search(Query("防災ラジオ")).hits[0]
    assert 12 in {passage.passage.start_line for passage in hit.passages}


def test_the_words_of_the_query_are_marked_where_they_stand(searcher):
    """Highlights are offsets into the passage's own text, whatever way the query is spelt."""
    hit = searcher.search(Query("子供の医療費")).hits[0]
    marked = {p.passage.text[start:end] for p in hit.passages for start, end in p.highlights}
    assert "こども" in marked
    assert "医療費" in marked


def test_a_passage_found_by_meaning_alone_has_its_best_sentence_marked(searcher):
    """A query in English shares no word with the text; one whole sentence of it is marked."""
    result = searcher.search(Query("disaster preparedness"))
    hit = next(hit for hit in result.hits if hit.card.notation == "1-1")
    marks = [
        p.passage.text[start:end] for p in hit.passages if p.passage.role == "action" for start, end in p.highlights
    ]
    assert "自治会とともに防災訓練を実施します。" in marks


def test_words_serve_no_query_in_another_language(searcher):
    """English is searched by meaning alone, so no lexical leg stands in why."""
    result = searcher.search(Query("vacant houses"))
    assert "空き家の活用を進めます" in labels(result)[:2]
    assert {"dense", "children"} >= {name for hit in result.hits for name, _ in hit.why}


def test_why_names_both_legs_with_their_scores(searcher):
    """What meaning and words add to a score stands beside it, and is all of it."""
    hit = searcher.search(Query("空き家バンク")).hits[0]
    why = dict(hit.why)
    assert why["dense"] > 0
    assert why["lexical"] > 0
    assert hit.score == pytest.approx(sum(why.values()))


def test_a_city_in_the_words_filters(searcher):
    """松風市の防災 keeps to 松風市, and the filter says which words it came from."""
    result = searcher.search(Query("松風市の防災"))
    assert {"990001"} == {hit.card.city for hit in result.hits}
    assert (Filter("city", "990001", "松風市"),) == result.interpretation.filters
    assert result.interpretation.topic == "防災"


def test_a_city_is_not_found_inside_the_name_of_another(searcher):
    """下松風市の防災 is about 下松風市 alone."""
    result = searcher.search(Query("下松風市の防災"))
    assert {"990002"} == {hit.card.city for hit in result.hits}


def test_the_caller_goes_before_the_words(searcher):
    """A city that the caller sets replaces the one in the words."""
    result = searcher.search(Query("松風市の防災", (Filter("city", "990002"),)))
    assert {"990002"} == {hit.card.city for hit in result.hits}
    assert result.interpretation.filters == ()


def test_an_everyday_word_for_a_kind_raises_and_does_not_drop(searcher):
    """防災に関する施策 puts the measure first and keeps the pledge."""
    result = searcher.search(Query("防災に関する施策"))
    assert {"防災・減災の推進", "防災訓練を毎年行います"} <= set(labels(result))
    assert "soft" in dict(next(hit.why for hit in result.hits if hit.card.kind == "Measure"))


def test_a_kind_that_is_sought_is_kept_to(searcher):
    """空き家に関する指標 finds indicators alone."""
    assert ["空き家バンクの登録数"] == labels(searcher.search(Query("空き家に関する指標")))


def test_conditions_without_a_topic_find_all_that_meets_them(searcher):
    """危機管理課の担当は? is answered by everything in the department's charge."""
    result = searcher.search(Query("松風市の危機管理課の担当は?"))
    assert {"1-1", "1-2"} == {hit.card.notation for hit in result.hits}
    assert result.answerable


def test_conditions_without_a_topic_mark_no_sentence(searcher):
    """No text is near to 1-1 by what it means, so none is marked as what made the hit."""
    hits = searcher.search(Query("公約1-1")).hits
    assert ["1-1"] == [hit.card.notation for hit in hits]
    assert [] == [each.highlights for hit in hits for each in hit.passages if each.highlights]


def test_what_bears_a_code_comes_before_what_stands_below_it(searcher):
    """1-2 alone means the pledge that is printed so; its indicator follows, and the reason says why."""
    hits = searcher.search(Query("1-2", explain=True)).hits
    assert ["空き家の活用を進めます", "空き家バンクの登録数"] == [hit.card.label for hit in hits]
    assert {"soft": ("1-2",)} == {each.leg: each.words for each in hits[0].reasons if each.leg == "soft"}
    assert hits[0].score > hits[1].score + DEFAULTS.bare_bonus / 2


def test_a_doubtful_status_without_a_topic_comes_first(tmp_path, cards, passages, encoder):
    """達成されていない公約 drops no pledge, since more than one status may be meant, and puts the delayed one first."""
    late = [replace(card, status=("Delayed",)) if card.notation == "2-1" else card for card in cards]
    build_index(tmp_path / "index", late, passages, encoder([passage_text(each) for each in passages], "passage"))
    found = labels(Searcher.open(tmp_path / "index", encoder).search(Query("達成されていない公約")))
    assert (3, "こどもの医療費を助成します") == (len(found), found[0])


def test_a_condition_in_the_words_can_be_dropped_alone(searcher):
    """松風市の防災 without its city finds 下松風市 too, and the topic stays; a field drops all of its values."""
    for name in ("city:990001", "city"):
        result = searcher.search(Query("松風市の防災", dropped=(name,)))
        assert ("防災", ()) == (result.interpretation.topic, result.interpretation.filters)
        assert {"990001", "990002"} == {hit.card.city for hit in result.hits}


def test_what_is_dropped_must_be_a_filter(searcher):
    """A field that does not exist is named."""
    with pytest.raises(QueryError, match=r"^drop: .*'colour'.*city"):
        searcher.search(Query("防災", dropped=("colour:red",)))


def test_conditions_that_nothing_meets_are_let_go_and_said(searcher):
    """No subject of 松風市 has goal 7: the nearest of the city are shown as such, and the goal is noted as unmet."""
    result = searcher.search(Query("松風市のSDGs目標7の防災"))
    assert not result.answerable
    assert {"990001"} == {hit.card.city for hit in result.hits}
    assert [("city", ""), ("sdg", "unmet")] == [(each.field, each.note) for each in result.interpretation.filters]


def test_a_real_place_without_a_plan_here_has_no_answer(searcher):
    """札幌市の防災 is asked of a city that is not held: nothing fits, and the place is named."""
    result = searcher.search(Query("札幌市の防災"))
    assert not result.answerable
    assert [("city", "011002", "札幌市")] == [(f.field, f.value, f.label) for f in result.interpretation.filters]


def test_no_more_is_let_go_than_need_be(searcher):
    """Of a city that is not held and a kind that there is, only the city is let go."""
    found = searcher.search(Query("札幌市の空き家に関する公約")).interpretation.filters
    assert [("city", "absent", True), ("kind", "", False)] == [(each.field, each.note, each.soft) for each in found]


def test_what_the_caller_filters_by_is_never_let_go(searcher):
    """A caller's city holds where the words' code has nothing there."""
    result = searcher.search(Query("施策3の防災", (Filter("city", "990001"),)))
    assert {"990001"} == {hit.card.city for hit in result.hits}
    assert not result.answerable


def test_a_kind_that_the_caller_sets_drops(searcher):
    """kind=Indicator leaves indicators only."""
    result = searcher.search(Query("空き家", (Filter("kind", "Indicator"),)))
    assert ["空き家バンクの登録数"] == labels(result)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("city", "松風市", {"1-1", "1-2", None, "2-1"}),
        ("city", "990002", {"3", "4", "5", "6"}),
        ("kind", "measure", {"3", "4"}),
        ("status", "Achieved", {"1-1"}),
        ("department", "危機管理課", {"1-1", "1-2"}),
        ("department", "危機管理", {"1-1", "1-2"}),
        ("sdg", "11", {"1-1", "3"}),
        ("sdg", "http://metadata.un.org/sdg/11", {"1-1", "3"}),
        ("plan", "vision", {"3", "4", "5", "6"}),
        ("plan", "https://w3id.org/plangraph/id/990002/vision", {"3", "4", "5", "6"}),
        ("prefecture", "99", {"1-1", "1-2", None, "2-1", "3", "4", "5", "6"}),
        ("code", "１－２", {"1-2", None}),
        ("code", "Pledge/1-1", {"1-1"}),
    ],
)
def test_each_filter_keeps_exactly_what_carries_the_value(searcher, field, value, expected):
    """Filtered hits are a subset of what carries the value, and are not empty."""
    found = {hit.card.notation for hit in searcher.search(Query("担い手と訓練", (Filter(field, value),), 100)).hits}
    assert found
    assert found <= expected


def test_values_of_a_field_are_alternatives_and_fields_must_all_hold(searcher):
    """Two kinds widen; a city besides narrows."""
    kinds = (Filter("kind", "Measure"), Filter("kind", "Pledge"))
    both = searcher.search(Query("防災", kinds))
    assert {"Measure", "Pledge"} == {hit.card.kind for hit in both.hits}
    one = searcher.search(Query("防災", (*kinds, Filter("city", "990002"))))
    assert {("Measure", "990002")} == {(hit.card.kind, hit.card.city) for hit in one.hits}


def test_a_rejected_goal_is_no_goal(searcher):
    """SDG 13 was rejected by a person: nothing carries it."""
    assert searcher.search(Query("防災", (Filter("sdg", "13"),))).total == 0


def test_a_department_that_nobody_has_is_told(searcher):
    """As a filter it is an error that lists those there are; in the words, an answer that is none."""
    with pytest.raises(QueryError, match=r"宇宙課.*危機管理課"):
        searcher.search(Query("防災", (Filter("department", "宇宙課"),)))
    result = searcher.search(Query("宇宙課の防災"))
    assert (False, "absent") == (result.answerable, result.interpretation.filters[0].note)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("city", "海辺市", "990001 (松風市)"),
        ("kind", "Wish", "Pledge"),
        ("status", "A", "Achieved"),
        ("sdg", "18", "17"),
        ("plan", "nothing", "vision"),
        ("colour", "red", "department"),
    ],
)
def test_an_unknown_value_is_an_error_that_says_what_there_is(searcher, field, value, named):
    """The message names the parameter and the values allowed."""
    with pytest.raises(QueryError) as error:
        searcher.search(Query("防災", (Filter(field, value),)))
    assert field in str(error.value)
    assert named in str(error.value)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        (Query(" \n　"), "q"),
        (Query("あ" * 2001), "q"),
        (Query("防災", limit=0), "limit"),
        (Query("防災", limit=101), "limit"),
        (Query("防災", offset=-1), "offset"),
    ],
)
def test_a_bad_parameter_is_named(searcher, query, parameter):
    """Empty or endless text and windows out of bounds are errors that name their parameter."""
    with pytest.raises(QueryError, match=f"^{parameter}: "):
        searcher.search(query)


@pytest.mark.parametrize(
    "text", ['"', "防災 AND (", "title:[", "-", "*", "?!", "\\", "()", "防災^9~2", "\ud83d", "\x00", "𠮷野家🚌"]
)
def test_no_text_is_a_malformed_query(searcher, text):
    """A query is words, never syntax: signs of query languages are searched or left, and raise nothing."""
    searcher.search(Query(text))


def test_pages_do_not_overlap_and_leave_nothing_out(searcher):
    """Pages of two put together are the whole list, and each knows the same total and facets."""
    whole = searcher.search(Query("防災訓練 空き家 医療費 農業", limit=100))
    pages = [
        searcher.search(Query("防災訓練 空き家 医療費 農業", limit=2, offset=at)) for at in range(0, whole.total, 2)
    ]
    assert [hit.card.iri for hit in whole.hits] == [hit.card.iri for page in pages for hit in page.hits]
    assert [hit.rank for hit in whole.hits] == [hit.rank for page in pages for hit in page.hits]
    assert all((page.total, page.facets) == (whole.total, whole.facets) for page in pages)
    assert whole.total == len(whole.hits) > 2
    past = searcher.search(Query("防災訓練 空き家 医療費 農業", offset=whole.total))
    assert (past.hits, past.total) == ((), whole.total)


def test_facets_count_all_that_fits_not_the_page(searcher):
    """With a page of one, the facets still add up to the total."""
    result = searcher.search(Query("防災と空き家", limit=1))
    assert result.total > 1
    assert result.total == sum(facet.count for facet in result.facets["city"])
    assert {"city", "kind", "status", "department", "sdg", "plan", "field", "year"} == set(result.facets)
    assert [facet.count for facet in result.facets["city"]] == sorted(
        (facet.count for facet in result.facets["city"]), reverse=True
    )


def test_runs_are_the_same_twice_and_from_many_threads(index, encoder):
    """The same query gives the same hits and scores, from one thread or eight."""
    queries = [Query(text) for text in ("防災", "空き家", "担い手", "disaster preparedness")] * 4
    fresh = Searcher.open(index, encoder)
    alone = [Searcher.open(index, encoder).search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(fresh.search, queries))
    assert alone == together


def test_a_query_from_nowhere_is_not_answerable(searcher):
    """What nothing speaks of is said not to be answered; the nearest are still shown."""
    assert searcher.search(Query("防災")).answerable
    nowhere = searcher.search(Query("鯨類調査捕獲枠"))
    assert not nowhere.answerable
    assert nowhere.hits


def test_an_encoder_of_another_dimension_is_refused(index):
    """An index does not answer an encoder that did not make it."""
    searcher = Searcher.open(index, lambda texts, kind: np.ones((len(texts), 3), np.float32))
    with pytest.raises(WorkspaceError, match="3 dimensions"):
        searcher.search(Query("防災"))


def test_the_nearest_stand_in_where_filters_leave_nothing_that_fits(searcher):
    """Measures of 下松風市 say nothing of medical costs: the nearest are shown, and marked as no answer."""
    result = searcher.search(Query("こどもの医療費", (Filter("kind", "Initiative"),)))
    assert result.hits
    assert result.total == len(result.hits)
    assert not result.answerable


@pytest.mark.parametrize("noise", ["asdfghjkl", "ｱｱｱｱｱ", "ぬぬぬぬ", "🚒🔥", "kjhgf"])
def test_what_is_no_word_and_near_to_nothing_finds_nothing(searcher, noise):
    """Of keys struck at random every subject is as near as any: none is shown, none is counted, in no facet either."""
    result = searcher.search(Query(noise))
    assert (False, 0, ()) == (result.answerable, result.total, result.hits)
    assert not any(result.facets.values())


@pytest.mark.parametrize("signs", ["\x00", "🚒🔥", "%%%%", "(*:*)"])
def test_signs_alone_have_no_answer(searcher, signs):
    """Without a letter or digit nothing is asked for, however near its vector is to something."""
    result = searcher.search(Query(signs))
    assert (False, 0.0) == (result.answerable, result.confidence)
