from plangraph.retrieval.highlight import best_sentence, mark_terms, sentences
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
    start, end = best_sentence(text, analyse(text), {"備蓄": 3.0, "避難": 2.0, "会議": 0.5})
    assert text[start:end] == "避難所の備蓄を増やします。"
    start, end = best_sentence(text, analyse(text), {})
    assert text[start:end] == "計画を作ります。"
    assert best_sentence(" \n", (), {}) is None
