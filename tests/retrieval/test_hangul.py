"""Names in Hangul and the kana that they stand for have one key."""

import pytest

from plangraph.areas import romaji
from plangraph.retrieval.understanding.hangul import hangul_key, romaji_key


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("イセサキ", "이세사키"),
        ("ホンジョウ", "혼조"),
        ("トウキョウ", "도쿄"),
        ("サッポロ", "삿포로"),
        ("ツクバ", "쓰쿠바"),
        ("チバ", "지바"),
        ("チバ", "치바"),
        ("キュウシュウ", "규슈"),
        ("グンマ", "군마"),
        ("カナガワ", "가나가와"),
        ("カナガワ", "카나가와"),
    ],
)
def test_a_name_in_kana_is_found_however_its_hangul_is_written(kana, written):
    """By the official rules or nearer to the sound; long and double sounds are not told apart."""
    assert romaji_key(romaji(kana)) == hangul_key(written)


def test_names_that_sound_different_stay_apart():
    """Vowels and kinds of consonants count."""
    assert len({hangul_key(name) for name in ("이세사키", "이와사키", "혼조", "안나카", "세키")}) == 5


def test_what_is_not_hangul_has_no_key():
    """A word with another letter in it names no place in Hangul."""
    assert hangul_key("이세사키市") == ""
