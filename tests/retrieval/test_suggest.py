"""Suggestions while somebody types."""

from dataclasses import replace

import numpy as np
import pytest

from plangraph.retrieval import Suggester, build_index, passage_text
from plangraph.retrieval.fields import open_thesaurus
from plangraph.retrieval.index import FIELDS
from plangraph.retrieval.suggest import KINDS


@pytest.fixture(scope="module")
def suggester(index):
    return Suggester.open(index)


def texts(suggester, typed, **options):
    return [each.text for each in suggester.suggest(typed, **options)]


def test_a_name_is_found_by_the_start_of_any_of_its_words(suggester):
    """The start of the name, a word after a particle, and a word within a compound."""
    assert "空き家バンクの登録数" in texts(suggester, "空き")
    assert "空き家バンクの登録数" in texts(suggester, "登録")
    assert "空き家バンクの登録数" in texts(suggester, "バンク")
    assert "空き家バンクの登録数" not in texts(suggester, "録数")


@pytest.mark.parametrize("typed", ["のうぎ", "ノウギ", "ﾉｳｷﾞ", "農", "nougyo", "nogyo", "のうgy"])
def test_kana_of_any_width_and_romaji_find_kanji(suggester, typed):
    """A name is found by its reading, however it is typed, and by a syllable that is not finished."""
    assert "農業の振興" in texts(suggester, typed)


@pytest.mark.parametrize("typed", ["防さ", "防ｻｲ", "農ぎ"])
def test_kanji_that_go_on_in_kana_find_what_begins_so(suggester, typed):
    """An input method turns a name into kanji by halves."""
    whole = {"防": "防災", "農": "農業"}[typed[0]]
    assert texts(suggester, typed)
    assert texts(suggester, whole) == texts(suggester, typed)


def test_cities_and_departments_are_suggested_with_how_often_they_are_named(suggester):
    """One entry each, and the counts of the cards."""
    found = {each.text: each for each in suggester.suggest("危機")}
    assert ("Department", 2) == (found["危機管理課"].kind, found["危機管理課"].count)
    found = {each.text: each for each in suggester.suggest("松風")}
    assert ("City", 4) == (found["松風市"].kind, found["松風市"].count)


def test_kinds_come_in_their_order_and_the_most_frequent_first(suggester):
    """What is suggested is sorted by kind and then by count."""
    found = suggester.suggest("ま", 50) + suggester.suggest("き", 50)
    assert found
    for typed in ("ま", "き", "の", "b"):
        order = [(KINDS.index(each.kind), -each.count) for each in suggester.suggest(typed, 50)]
        assert sorted(order) == order


def test_the_same_is_suggested_each_time(index, suggester):
    """Another object over the same index says the same."""
    again = Suggester.open(index)
    for typed in ("ま", "し", "防", "k"):
        assert suggester.suggest(typed) == again.suggest(typed)


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\0", "x" * 10_000, "🏯", "\u202e", "。", '") OR *:*', "\ud800"])
def test_what_starts_no_name_gives_nothing(suggester, typed):
    """Blanks, control characters, endless and hostile text are no errors."""
    assert () == suggester.suggest(typed)


def test_fields_that_the_index_holds_are_suggested_in_every_language(tmp_path, cards, passages, encoder):
    """A field of which nothing is said is not; kana finds the preferred label by its reading; one label a field."""
    at = next(at for at, concept in enumerate(open_thesaurus()) if concept.preferred("ja") == "防災・危機管理")
    suggester = with_field(tmp_path / "index", cards, passages, encoder, at)
    concept = open_thesaurus()[at]
    fields = [each for each in suggester.suggest("ぼうさい") if each.kind == "Field"]
    assert [("防災・危機管理", 3)] == [(each.text, each.count) for each in fields]
    english = suggester.suggest(concept.preferred("en")[:6], language="en")
    assert concept.preferred("en") in [each.text for each in english]
    assert "en" in {each.language for each in english}
    assert () == suggester.suggest(concept.preferred("vi")[:9], language="en")


def test_a_name_of_the_plans_comes_before_a_label_of_a_field(tmp_path, cards, passages, encoder):
    """Of one text the name in a plan stands, and what stands in plans comes before what we say of it."""
    at = next(at for at, concept in enumerate(open_thesaurus()) if concept.preferred("ja") == "防災・危機管理")
    named = (replace(cards[0], kind="Indicator", label="防災・危機管理"), *cards[1:])
    suggester = with_field(tmp_path / "index", named, passages, encoder, at)
    assert ("Indicator", "防災・危機管理") == next((each.kind, each.text) for each in suggester.suggest("防災"))
    assert "Field" not in {each.kind for each in suggester.suggest("防災") if each.text == "防災・危機管理"}


def with_field(folder, cards, passages, encoder, at):
    """The suggester of an index in which a field is said of three cards."""
    build_index(folder, cards, passages, encoder([passage_text(each) for each in passages], "passage"))
    (folder / FIELDS).mkdir()
    words = np.zeros((len(open_thesaurus()), len(cards)), dtype=np.float16)
    words[at, :3] = 1
    np.save(folder / FIELDS / "words.npy", words)
    np.save(folder / FIELDS / "meaning.npy", words)
    np.save(folder / FIELDS / "held.npy", np.zeros(sum(len(each.labels["ja"]) for each in open_thesaurus()), np.int32))
    return Suggester.open(folder)
