from concurrent.futures import ThreadPoolExecutor

import pytest

from plangraph.retrieval.tokens import analyse, starts, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [("取組み", "取り組み"), ("こども", "子供"), ("ＫＰＩ", "kpi"), ("ｺﾞﾐ", "ゴミ"), ("乗合", "乗り合い")],
)
def test_spellings_of_a_word_are_one_term(one, other):
    """Width, case, kana and okurigana do not matter."""
    assert terms(one) == terms(other) != []


def test_compounds_are_cut_into_their_words():
    """男女共同参画推進 holds every term of 男女共同参画."""
    assert set(terms("男女共同参画")) < set(terms("男女共同参画推進"))


def test_words_without_a_topic_are_dropped():
    """Particles, punctuation and light verbs are no terms."""
    assert terms("、。「」 をするについて") == []
    assert terms("役所に足を運ばずに") == ["役所", "足", "運ぶ"]


@pytest.mark.parametrize("code", ["3-1-1", "３－１－１", "3−1−1"])
def test_a_printed_code_is_one_term(code):
    """3-1-1 stays whole in any width, and does not dissolve into digits."""
    assert terms(f"公約{code}の進捗") == ["公約", "3-1-1", "進捗"]


def test_offsets_point_into_the_original_text():
    """start and end cut the word as written, past full-width letters and characters beyond the basic plane."""
    text = "🚌 𠮷ＫＰＩと　こどもの取組み"
    found = {token.form: text[token.start : token.end] for token in analyse(text)}
    assert (found["kpi"], found["子供"], found["取り組み"]) == ("ＫＰＩ", "こども", "取組み")


def test_a_long_text_is_analysed_whole():
    """Texts beyond the analyser's 49,149 bytes are cut at sentences, and offsets go on counting."""
    text = "防災訓練を行う。" * 5_000 + "空き家"
    last = analyse(text)[-1]
    assert text[last.start : last.end] == "空き家"
    assert len(analyse("災" * 20_000)) > 0


def test_threads_do_not_disturb_each_other():
    """Eight threads get what one gets."""
    texts = [f"防災訓練{number}を毎年行い、避難所を点検します。" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, texts)) == [terms(text) for text in texts]


def test_words_start_where_a_name_may_stand():
    """In 下関市 no word starts at 関."""
    assert 1 not in starts("下関市")
    assert 0 in starts("関市")
