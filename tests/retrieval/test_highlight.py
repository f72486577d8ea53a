from plangraph.retrieval.highlight import bound_letters, find_labels, mark_labels, mark_terms, sentences, weightiest
from plangraph.retrieval.tokens import analyse


def test_marks_that_touch_are_one():
    """防災訓練 is marked once, not as 防災 and 訓練."""
    text = "防災訓練と訓練"
    assert [text[a:b] for a, b in mark_terms(analyse(text), {"防災", "訓練"})] == ["防災訓練", "訓練"]


def test_sentences_leave_bullets_and_blanks_out():
    """Lines and sentences are cut clean."""
    text = "・一つ目です。二つ目。\n  ○ 三つ目\n\n"
    assert [text[a:b] for a, b in sentences(text)] == ["一つ目です。", "二つ目。", "三つ目"]


def test_the_sentence_with_the_topic_is_chosen_and_the_first_among_equals():
    """Weights of the topic's terms decide; without any, the first sentence stands."""
    text = "計画を作ります。避難所の備蓄を増やします。会議を開きます。"
    spans = sentences(text)
    start, end = weightiest(spans, analyse(text), {"備蓄": 3.0, "避難": 2.0, "会議": 0.5})
    assert text[start:end] == "避難所の備蓄を増やします。"
    start, end = weightiest(spans, analyse(text), {})
    assert text[start:end] == "計画を作ります。"
    assert weightiest([], (), {}) is None


def test_a_letter_that_only_ends_a_word_is_marked_beside_another_alone():
    """者 of 不審者 does not mark 高齢者; where it stands for itself, it does."""
    query = analyse("不審者")
    assert bound_letters(query) == {"者"}
    assert bound_letters(analyse("森を守る")) == frozenset()
    text = "利用者に、不審者を知らせる"
    wanted = {token.form for token in query}
    assert [text[a:b] for a, b in mark_terms(analyse(text), wanted, {"者"})] == ["不審者"]


def test_labels_are_found_whatever_their_width_and_the_longest_stands():
    """ＡＥＤ is AED, and of 防犯 and 防犯カメラ the longer is marked; touching labels are one mark."""
    text = "ＡＥＤと防犯 カメラ、防犯灯"
    found = [(label, text[a:b]) for label, a, b in find_labels(text, ["防犯", "防犯カメラ", "aed"])]
    assert found == [("aed", "ＡＥＤ"), ("防犯カメラ", "防犯 カメラ"), ("防犯", "防犯")]
    assert mark_labels("防犯防災", ["防犯", "防災"]) == ((0, 4),)
    assert mark_labels("公園", ["防犯"]) == ()
